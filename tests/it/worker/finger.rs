//! How many taps something takes; typing apart.

use std::time::Instant;

use serde_json::json;

use crate::harness::Browser;

/// A finger that counts; on a slow line and a slow phone the seconds are those that one waits.
pub(super) struct Finger<'a> {
    browser: &'a Browser,
    pub(super) taps: usize,
    began: Instant,
}

impl<'a> Finger<'a> {
    pub(super) async fn on_a_slow_line(browser: &'a Browser) -> Self {
        browser.slow().await;
        Self::on(browser)
    }

    pub(super) fn on(browser: &'a Browser) -> Self {
        Self {
            browser,
            taps: 0,
            began: Instant::now(),
        }
    }

    /// Asserts how many taps it took since this was said the last time, and tells the seconds.
    pub(super) fn took(&mut self, taps: usize, what: &str) {
        eprintln!(
            "{what}: {taps} taps, {:.1} s",
            self.began.elapsed().as_secs_f64()
        );
        assert_eq!(self.taps, taps, "{what}");
        self.taps = 0;
        self.began = Instant::now();
    }

    pub(super) async fn tap(&mut self, css: &str) {
        self.browser.click(css).await;
        self.taps += 1;
    }

    /// Opens a list and takes an entry: two taps.
    pub(super) async fn choose(&mut self, css: &str, value: &str) {
        let choose = "const list = document.querySelector(arguments[0]); list.value = arguments[1]; \
                      list.dispatchEvent(new Event('change', {bubbles: true}))";
        self.browser.wait_for(css).await;
        self.browser.script(choose, &json!([css, value])).await;
        self.taps += 2;
    }
}
