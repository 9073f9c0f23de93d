//! The ticket is on the phone as soon as there is one (W19).

use serde_json::json;

use super::super::{LANGUAGES, WIDTHS, stocked};
use super::{Finger, HER};
use crate::console::Window;
use crate::registering::text;

const IS_SEEN: &str = "const picture = document.querySelector('.qr img'); \
                       return picture.decode().then(() => picture.naturalWidth > 0)";

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_opens_without_network_though_it_was_never_opened() {
    for language in LANGUAGES {
        let server = stocked().await;
        let her = server.family(HER).await;
        let made = server.drum_in_the_morning(&her).await;
        let (id, code) = (text(&made, "id"), text(&made, "door_code"));
        let window = Window::open(&server, 390, language).await;
        let browser = &window.browser;
        window.opens_her_list(&server).await;
        browser.wait_for(".tag.confirmed").await;
        window
            .has_kept(&format!("/registrations/{id}/ticket.svg"))
            .await;
        window
            .has_kept(&format!("/offerings/{}", text(&made, "offering_id")))
            .await;
        browser.offline(true).await;
        browser.go("/registrations").await;
        let mut finger = Finger::on(browser);
        finger.tap("a[href$='/ticket']").await;
        browser.wait_for(".qr img").await;
        assert_eq!(finger.taps, 1);
        assert_eq!(browser.script(IS_SEEN, &json!([])).await, json!(true));
        let shown = browser.text(".door-code").await;
        assert_eq!(shown.replace(' ', ""), code);
        browser.sees("张小二").await;
        window
            .is_well_made_in(&format!("app.ticket.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        browser.dark(true).await;
        window
            .is_well_made(&format!("app.ticket-dark.{language}"))
            .await;
        // It opens by its address too.
        browser.go(&format!("/registrations/{id}/ticket")).await;
        browser.wait_for(".qr img").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_place_there_is_no_ticket() {
    let full = super::Full::drum().await;
    let window = Window::open(&full.server, 390, "zh-CN").await;
    let path = format!("/registrations/{}/ticket", full.id);
    window.enter_app(&full.server, HER, &path).await;
    window.browser.sees("名额定下来以后才有入场码").await;
    window
        .is_well_made_in("app.ticket-none.zh-CN", &WIDTHS)
        .await;
}
