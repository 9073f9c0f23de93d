//! Every screen with letters twice as large, and on a dark ground.

use serde_json::json;

use super::super::LANGUAGES;
use super::{Full, HER};
use crate::console::Window;
use crate::registering::{DRUM, text};

/// A screen, and what shows that it is there.
fn screens(waiting: &str, confirmed: &str) -> Vec<(&'static str, String, &'static str)> {
    let register = format!("/offerings/{DRUM}/register");
    let one = |id: &str, rest: &str| format!("/registrations/{id}{rest}");
    vec![
        ("find", "/".to_owned(), ".result h3 a"),
        (
            "program",
            "/programs/p-birds-2027".to_owned(),
            "#share button",
        ),
        ("register", register, "input[name=who]"),
        ("mine", "/registrations".to_owned(), ".sheet.lamp .clock"),
        ("offered", one(waiting, ""), ".outcome.offered"),
        ("confirmed", one(confirmed, ""), "#history"),
        ("cancel", one(confirmed, "/cancel"), ".btn.harm"),
        ("ticket", one(confirmed, "/ticket"), ".qr img"),
        ("calendar", "/calendar".to_owned(), "#feed-address"),
        ("inbox", "/inbox".to_owned(), ".letters"),
        ("me", "/me".to_owned(), "#consents ~ .results button"),
        ("household", "/household".to_owned(), "#members"),
        ("help", "/help".to_owned(), "#bring"),
        (
            "draw",
            "/offerings/p-birds-2027-01/draw".to_owned(),
            "main h1",
        ),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn every_screen_bears_large_letters_and_the_dark() {
    let full = Full::offered().await;
    let morning = full.server.drum_in_the_morning(&full.her).await;
    let mut hangs = Vec::new();
    for language in LANGUAGES {
        let window = Window::open(&full.server, 320, language).await;
        let browser = &window.browser;
        window.enter_app(&full.server, HER, "/help").await;
        for (name, path, part) in screens(&full.id, &text(&morning, "id")) {
            browser.size(320, 900).await;
            browser.dark(false).await;
            browser.go(&path).await;
            browser.wait_for(part).await;
            let over = "const large = new CSSStyleSheet(); large.replaceSync('html { font-size: 200% }'); \
                        document.adoptedStyleSheets = [large]; \
                        const wide = document.documentElement.clientWidth; \
                        const page = document.documentElement.scrollWidth; \
                        return page <= wide ? [] : [...document.querySelectorAll('body *')] \
                          .filter(one => one.getBoundingClientRect().right > wide) \
                          .map(one => `${one.tagName} ${one.className.baseVal ?? one.className}: ${one.textContent.trim().slice(0, 30)}`)";
            let over = browser.script(over, &json!([])).await;
            browser
                .picture(&format!("app.large-{name}.{language}"))
                .await;
            if over != json!([]) {
                hangs.push(format!("{path} {language}: {over}"));
            }
            let as_ever = "document.adoptedStyleSheets = []";
            browser.script(as_ever, &json!([])).await;
            browser.size(390, 900).await;
            browser.dark(true).await;
            // Who may not register and a draw that is to come are refusals, which the browser tells itself.
            if ["register", "draw"].contains(&name) {
                browser.complaints().await;
            }
            window
                .is_well_made(&format!("app.dark-{name}.{language}.390"))
                .await;
        }
    }
    assert!(hangs.is_empty(), "over the edge: {hangs:#?}");
}
