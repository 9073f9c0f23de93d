//! The inbox: what is unread is counted, opening reads, and the ways in letters lead into the app.

use super::super::{LANGUAGES, WIDTHS};
use super::{Full, HER};
use crate::console::Window;

#[tokio::test(flavor = "multi_thread")]
async fn opening_a_message_reads_it_and_its_way_leads_on() {
    for language in LANGUAGES {
        let full = Full::offered().await;
        let window = Window::open(&full.server, 390, language).await;
        let browser = &window.browser;
        window.enter_app(&full.server, HER, "/inbox").await;
        browser.wait_for(".letters .new").await;
        browser
            .wait_for_path("//a[@data-part='inbox']/span[starts-with(., '2')]")
            .await;
        window
            .is_well_made_in(&format!("app.inbox.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        browser.click(".letters .new a").await;
        browser.wait_for("article h1").await;
        browser
            .wait_for_path("//a[@data-part='inbox']/span[starts-with(., '1')]")
            .await;
        window
            .is_well_made_in(&format!("app.letter.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        let before = browser.count("script[src]").await;
        browser.click("article .btn").await;
        browser.wait_for(".outcome.offered").await;
        assert_eq!(browser.path().await, format!("/registrations/{}", full.id));
        assert_eq!(browser.count("script[src]").await, before);
        window
            .is_well_made_in(&format!("app.one-offered.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        browser.go("/inbox").await;
        browser.wait_for(".letters").await;
        assert_eq!(browser.count(".letters .new").await, 1);
    }
}
