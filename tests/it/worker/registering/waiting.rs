//! A full class: one waits, is offered a place, and takes it, all in the app (W3, W5).

use serde_json::json;

use super::super::{LANGUAGES, WIDTHS, stocked};
use super::SUBMIT;
use crate::console::Window;

#[tokio::test(flavor = "multi_thread")]
async fn one_waits_is_offered_a_place_and_takes_it() {
    for language in LANGUAGES {
        let server = stocked().await;
        let others = server.families(6).await;
        let her = server.family("zhang@example.org").await;
        let window = Window::at_registering(&server, language).await;
        let browser = &window.browser;
        window.comes_to_the_last_step().await;
        // What waiting means is said before it is sent.
        let waits = if language == "en" {
            "It is full"
        } else {
            "已经满"
        };
        browser.sees(waits).await;
        let review = format!("app.register-full.{language}");
        window.is_well_made_in(&review, &WIDTHS).await;
        browser.size(390, 900).await;
        browser.click(SUBMIT).await;
        let made = window.made().await;
        browser.wait_for(".outcome.waitlisted").await;
        let done = format!("app.done-waiting.{language}");
        window.is_well_made_in(&done, &WIDTHS).await;
        browser.size(390, 900).await;

        let (family, id) = &others[0];
        server.act(&family.token, id, "cancel").await.ok(200);
        // She only looks again: what she may do stands above all else.
        browser.click(".dock a[href='/registrations']").await;
        browser.wait_for(".sheet.lamp .clock").await;
        browser.click(".sheet.lamp .btn:not(.quiet)").await;
        browser.wait_for(".outcome.confirmed").await;
        let stands = server.registration(&her.token, &made[0]).await;
        assert_eq!(stands["status"], json!("confirmed"));
        // And the ticket is there.
        browser
            .go(&format!("/registrations/{}/ticket", made[0]))
            .await;
        browser.wait_for("main svg").await;
    }
}
