//! The app by keyboard alone.

use serde_json::json;

use super::stocked;
use crate::console::Window;
use crate::harness::browser::keyboard::{ENTER, TAB};

/// Presses of Tab before a field is taken as out of reach.
const MOST_TABS: usize = 60;

impl Window {
    /// Goes by Tab to what CSS names.
    async fn tab_to(&self, css: &str) {
        let here = "return document.activeElement.matches(arguments[0])";
        for _ in 0..MOST_TABS {
            if self.browser.script(here, &json!([css])).await == json!(true) {
                return;
            }
            self.browser.strike(TAB).await;
        }
        panic!("{css} is not reached by Tab");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_is_found_and_added_without_a_mouse() {
    let server = stocked().await;
    server.worker("zhang@example.org").await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    window.enter_app(&server, "zhang@example.org", "/").await;
    browser.wait_for(".result h3 a").await;
    window.tab_to("#q").await;
    browser.strike("yoga").await;
    browser.strike(ENTER).await;
    browser
        .wait_for_path("//h2[contains(., '找到') or contains(., '没有')]")
        .await;
    window.tab_to("details > summary").await;
    browser.strike(ENTER).await;
    browser.wait_for("#age").await;
    window.tab_to("#age").await;
    window.tab_to(".dock a[href='/household']").await;
    browser.strike(ENTER).await;
    browser.wait_for("#members").await;
    // The heading has the focus, and what follows is one Tab away.
    assert_eq!(window.focus().await, "家人");
    window.tab_to(".btns button.btn:not(.quiet)").await;
    browser.strike(ENTER).await;
    window.tab_to("#name").await;
    browser.strike("Xiao Er").await;
    browser.strike(ENTER).await;
    browser.wait_for(".note.leaf").await;
    browser.sees("Xiao Er").await;
}
