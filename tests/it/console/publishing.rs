//! An offering is published from last year's copy, and the clicks that takes are counted: by mouse,
//! and by keyboard alone.

use niangjia::organizations::staff::Role;
use serde_json::json;

use super::Window;
use crate::harness::browser::keyboard::{ENTER, TAB};
use crate::harness::{Backend, TestServer};
use crate::people::PASSWORD;

const EMAIL: &str = "organizer.hz-gs-edu@example.org";
/// As docs/console.md says: from the home page to "published".
const CLICKS: usize = 5;
/// Steps from one control to another at most, so that nobody has to count through a whole page.
const STEPS: usize = 80;

const SPACE: &str = " ";

/// What an organizer has at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hand {
    Mouse,
    Keyboard,
}

/// Somebody at a window who counts what she presses.
struct Organizer {
    window: Window,
    hand: Hand,
    clicks: usize,
}

impl Organizer {
    /// Presses the control that CSS names: a link by Enter, a button by the space bar.
    async fn press(&mut self, css: &str) {
        let browser = &self.window.browser;
        self.clicks += 1;
        match self.hand {
            Hand::Mouse => browser.click(css).await,
            Hand::Keyboard => {
                self.reach(css).await;
                let is_link = "return document.activeElement.matches('a')";
                let is_link = browser.script(is_link, &json!([])).await;
                browser
                    .strike(if is_link == json!(true) { ENTER } else { SPACE })
                    .await;
            }
        }
    }

    /// Types into the field that CSS names, over what is there.
    async fn types(&self, css: &str, text: &str) {
        match self.hand {
            Hand::Mouse => self.window.browser.fill(css, text).await,
            Hand::Keyboard => {
                self.reach(css).await;
                self.window.browser.strike(text).await;
            }
        }
    }

    /// Goes from control to control until that one has the focus.
    async fn reach(&self, css: &str) {
        let browser = &self.window.browser;
        browser.wait_for(css).await;
        let has_focus = "return document.activeElement.matches(arguments[0])";
        for _ in 0..STEPS {
            if browser.script(has_focus, &json!([css])).await == json!(true) {
                return;
            }
            browser.strike(TAB).await;
        }
        panic!("{css} is not reached in {STEPS} steps");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn last_years_copy_is_published_in_five_clicks_also_by_keyboard_alone() {
    let server = TestServer::start(Backend::Sqlite).await;
    server.import_demo().await;
    server.staff("hz-gs-edu", Role::Organizer).await;
    for (hand, title) in [(Hand::Mouse, "明年第一期"), (Hand::Keyboard, "明年第二期")] {
        let mut organizer = Organizer {
            window: Window::open(&server, 1440, "zh-CN").await,
            hand,
            clicks: 0,
        };
        organizer.window.browser.go("/console").await;
        organizer.types("#email", EMAIL).await;
        organizer.types("#password", PASSWORD).await;
        organizer.press("main button[type=submit]").await;
        organizer.window.browser.wait_for(".tabs").await;
        organizer.clicks = 0;

        organizer.press(".tabs a[href$='/programs']").await;
        organizer.press("a[href$='p-birds-2027-01/copy']").await;
        organizer.press("main form[method=post] button").await;
        organizer.types("#title", title).await;
        organizer.press("button[name=publish]").await;
        organizer.window.browser.wait_for("dl.facts").await;
        organizer.press("main form[method=post] button").await;
        organizer.window.browser.wait_for(".note.leaf").await;
        let now = organizer.window.browser.path().await;
        assert!(now.ends_with("?done=programs-published"), "{hand:?}: {now}");
        assert_eq!(organizer.clicks, CLICKS, "{hand:?}");

        let path = now.trim_start_matches("/console");
        let path = format!("/api/v1{}", path.split_once("/settings").unwrap().0);
        let seen = server.get(&path).send().await.ok(200);
        assert_eq!(seen["title"], title, "{hand:?}: seen by all");
    }
}
