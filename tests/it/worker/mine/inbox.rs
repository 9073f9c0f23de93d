//! The inbox: what is unread is counted, opening reads, and the ways in letters lead into the app.

use serde_json::json;

use super::super::{LANGUAGES, WIDTHS};
use super::{Full, HER};
use crate::console::Window;
use crate::registering::text;

impl Full {
    /// Her message about the offer, and how many are unread.
    async fn unread(&self) -> (String, usize) {
        let inbox = self.server.get("/api/v1/me/notices").token(&self.her.token);
        let inbox = inbox.send().await.ok(200);
        let items = inbox["items"].as_array().unwrap();
        let offer = items
            .iter()
            .find(|one| text(one, "kind").contains("offered"));
        let unread = items.iter().filter(|one| one["read_at"].is_null()).count();
        (text(offer.unwrap(), "id"), unread)
    }
}

/// The entry of the inbox with this number beside it.
fn counted(unread: usize) -> String {
    format!("//a[@data-part='inbox']/span[starts-with(., '{unread}')]")
}

#[tokio::test(flavor = "multi_thread")]
async fn opening_a_message_reads_it_and_its_way_leads_on() {
    for language in LANGUAGES {
        let full = Full::offered().await;
        let window = Window::open(&full.server, 390, language).await;
        let browser = &window.browser;
        window.enter_app(&full.server, HER, "/inbox").await;
        browser.wait_for(".letters .new").await;
        let (offer, unread) = full.unread().await;
        browser.wait_for_path(&counted(unread)).await;
        window
            .is_well_made_in(&format!("app.inbox.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        browser
            .click(&format!(".letters a[href='/inbox?open={offer}']"))
            .await;
        browser.wait_for("article h1").await;
        browser.wait_for_path(&counted(unread - 1)).await;
        window
            .is_well_made_in(&format!("app.letter.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        let stays = json!([]);
        browser.script("window.stays = true", &stays).await;
        browser.click("article .btn").await;
        browser.wait_for(".outcome.offered").await;
        assert_eq!(browser.path().await, format!("/registrations/{}", full.id));
        let still = browser.script("return window.stays", &stays).await;
        assert_eq!(still, json!(true), "it is the same page");
        window
            .is_well_made_in(&format!("app.one-offered.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        browser.go("/inbox").await;
        browser.wait_for(".letters").await;
        assert_eq!(browser.count(".letters .new").await, unread - 1);
    }
}
