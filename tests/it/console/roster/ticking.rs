//! Those who are ticked, in a real browser: what is shown before, and after.

use serde_json::json;

use super::ROSTER;
use crate::console::Window;
use crate::harness::{Backend, TestServer};

impl Window {
    /// Ticks rows by their place on the page.
    async fn tick(&self, rows: &[usize]) {
        for row in rows {
            let cell = format!("tbody tr:nth-child({row}) [name=registration_id]");
            self.browser.click(&cell).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn registrations_are_cancelled_by_ticking() {
    let server = TestServer::start(Backend::Sqlite).await;
    let (families, _, cookie) = server.drum_desk(&json!({ "capacity": 2 }), 4).await;
    let window = Window::open(&server, 1440, "zh-CN").await;
    window.open_as(&cookie, ROSTER).await;
    let browser = &window.browser;
    window.tick(&[1, 4]).await;
    window.is_well_made_everywhere("ticked-roster.zh").await;
    browser.press("取消报名").await;
    browser.wait_for("#reason").await;
    window.is_well_made_everywhere("ticked-reason.zh").await;
    browser.press("看会怎样").await;
    browser.wait_for("#reason-err").await;
    window.is_well_made_everywhere("ticked-refused.zh").await;
    browser.fill("#reason", "家里来电话了").await;
    browser.press("看会怎样").await;
    browser.sees("1 家往前补上").await;
    window.is_well_made_everywhere("ticked-cancel.zh").await;
    // The one who would have moved up gives up before the second button is pressed.
    let (first_waiting, id) = &families[2];
    server.act(&first_waiting.token, id, "cancel").await.ok(200);
    browser.press("取消这 2 份").await;
    browser.sees("名单又变了").await;
    browser.sees("只是预演").await;
    window.is_well_made_everywhere("ticked-changed.zh").await;
    browser.press("取消这 2 份").await;
    browser.sees("选中的都取消了").await;
    let now = ["cancelled", "confirmed", "cancelled", "cancelled"];
    assert_eq!(server.statuses(&families).await, now);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_done_about_one_who_is_ticked_stands_beside_her() {
    let server = TestServer::start(Backend::Sqlite).await;
    let (families, _, cookie) = server.drum_desk(&json!({ "capacity": 1 }), 2).await;
    let window = Window::open(&server, 1440, "en").await;
    window.open_as(&cookie, ROSTER).await;
    let browser = &window.browser;
    window.tick(&[1, 2]).await;
    browser.press("Do not accept").await;
    browser.wait_for("#object_until").await;
    browser.fill("#reason", "For beginners only").await;
    browser.press("See what would happen").await;
    browser.sees("One cannot be done").await;
    window.is_well_made_everywhere("ticked-reject.en").await;
    browser.press("Do not accept this one").await;
    browser.sees("One was not done").await;
    window.is_well_made_everywhere("ticked-done.en").await;
    assert_eq!(server.statuses(&families).await, ["confirmed", "rejected"]);
    browser.press("Back to the roster").await;
    window.tick(&[1]).await;
    browser.press("Move").await;
    browser.wait_for("#offering_id").await;
    window.is_well_made_everywhere("ticked-move.en").await;
}
