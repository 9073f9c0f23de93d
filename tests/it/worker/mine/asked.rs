//! What these screens ask: the public API, and nothing else.

use super::super::light::asks_the_public_api_only;
use super::{Full, HER};
use crate::console::Window;

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_after_registering_asks_the_public_api_only() {
    let full = Full::offered().await;
    let window = Window::open(&full.server, 390, "zh-CN").await;
    let browser = &window.browser;
    browser.traffic().await;
    window.enter_app(&full.server, HER, "/registrations").await;
    browser.wait_for(".sheet.lamp .btn").await;
    browser.click(".sheet.lamp .btn:not(.quiet)").await;
    browser.wait_for(".outcome.confirmed").await;
    browser.click("a[href$='/ticket']").await;
    browser.wait_for(".qr img").await;
    for (path, wanted) in [
        ("/calendar", "#feed-address"),
        ("/inbox", ".letters"),
        ("/me", "#consents ~ .results"),
    ] {
        browser.go(path).await;
        browser.wait_for(wanted).await;
    }
    let calls = browser.traffic().await.calls;
    let made = asks_the_public_api_only(&full.server, &calls).await;
    assert!(made.len() >= 8, "{made:?}");
}
