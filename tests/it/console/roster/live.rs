//! The roster in real browsers: what one does, the other sees without asking.

use serde_json::{Value, json};

use super::ROSTER;
use crate::console::Window;
use crate::harness::{Backend, TestServer};

impl Window {
    /// Goes on as whoever has this cookie.
    pub(crate) async fn open_as(&self, cookie: &str, path: &str) {
        self.browser.go("/console/sign-in").await;
        let keep = "document.cookie = arguments[0] + '; path=/'";
        self.browser.script(keep, &json!([cookie])).await;
        self.browser.go(path).await;
    }

    /// The page at every width it is made for.
    pub(super) async fn is_well_made_everywhere(&self, name: &str) {
        for width in [360, 768, 1440] {
            self.browser.size(width, 900).await;
            self.is_well_made(&format!("{name}.{width}")).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_organizers_see_each_other_s_changes() {
    let server = TestServer::start(Backend::Sqlite).await;
    let (families, staff, cookie) = server.drum_desk(&json!({ "capacity": 2 }), 4).await;
    for ((family, _), name) in families.iter().zip([
        "李小一",
        "长名示例·阿布都热合曼·买买提江",
        "王小一",
        "周小一",
    ]) {
        let child = format!("/api/v1/me/participants/{}", family.child);
        let naming = server.patch(&child, &json!({ "name": name }));
        naming.token(&family.token).send().await.ok(200);
    }
    let watching = Window::open_alone(&server, 1440, "zh-CN").await;
    watching.open_as(&cookie, ROSTER).await;
    let watcher = &watching.browser;
    watcher.sees("候补 2").await;
    watching.is_well_made_everywhere("roster.zh").await;
    // What is typed and where the keyboard is stays as it is.
    watcher.fill("#q", "李").await;
    let mark = "window.notReloaded = true; document.querySelector('tbody a').focus()";
    watcher.script(mark, &json!([])).await;

    // One gives her place up through the app.
    server
        .act(&families[0].0.token, &families[0].1, "cancel")
        .await
        .ok(200);
    watcher.sees("刚刚：").await;
    watcher.sees("王小一 等回话").await;
    let kept = "return [window.notReloaded, document.querySelector('#q').value, \
                document.activeElement.className]";
    let kept = watcher.script(kept, &json!([])).await;
    assert_eq!(kept, json!([true, "李", "name"]));

    // The other organizer cancels one, on her phone.
    let cookie = server
        .cookie_with_factor(&staff, "organizer.wz-lc@example.org")
        .await;
    let acting = watching.beside(&server, 390, "en").await;
    acting.open_as(&cookie, ROSTER).await;
    let actor = &acting.browser;
    acting.is_well_made_everywhere("roster.en").await;
    actor.size(390, 900).await;
    actor.press("长名示例·阿布都热合曼·买买提江").await;
    acting.is_well_made_everywhere("person.en").await;
    actor.size(390, 900).await;
    actor
        .press("Care notes and pick-up: open, which is logged")
        .await;
    actor.sees("家里人").await;
    actor.press("Cancel the registration").await;
    actor.fill("#reason", "They called us").await;
    actor.press("See what would happen").await;
    actor.sees("One family moves up.").await;
    acting.is_well_made_everywhere("cancel.en").await;
    actor.size(390, 900).await;
    actor.press("Cancel the registration").await;
    actor.sees("Cancelled; they are told.").await;
    actor.sees("They called us").await;
    watcher.sees("周小一 等回话").await;
    let reloaded = watcher
        .script("return window.notReloaded", &json!([]))
        .await;
    assert_eq!(reloaded, Value::Bool(true));
    assert!(watcher.complaints().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_size_is_looked_at_and_set() {
    let server = TestServer::start(Backend::Sqlite).await;
    let (_, _, cookie) = server.drum_desk(&json!({ "capacity": 1 }), 3).await;
    let window = Window::open(&server, 1440, "zh-CN").await;
    window.open_as(&cookie, ROSTER).await;
    let browser = &window.browser;
    browser.press("改名额").await;
    browser.fill("#capacity", "3").await;
    browser.press("看会怎样").await;
    browser.sees("2 家往前补上").await;
    window.is_well_made_everywhere("capacity.zh").await;
    browser.press("改，发 2 条消息").await;
    browser.sees("名额改好了").await;
    browser.press("改名额").await;
    browser.fill("#capacity", "1").await;
    browser.press("看会怎样").await;
    browser.sees("名额不能这么少").await;
    window.is_well_made_everywhere("capacity-refused.zh").await;
    browser.press("空出的名额先不递补").await;
    browser.sees("没有人会因此失去名额").await;
    browser.press("不改").await;
    browser.press("消息").await;
    browser.fill("#subject", "请带雨衣").await;
    browser.fill("#text", "周六有雨").await;
    browser.press("看发给多少人").await;
    browser.sees("会发给 1 家").await;
    window.is_well_made_everywhere("message-preview.zh").await;
    browser.press("发给 1 家").await;
    browser.sees("消息发出去了").await;
    window.is_well_made_everywhere("messages.zh").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn applications_are_approved_by_ticking() {
    let server = TestServer::start(Backend::Sqlite).await;
    let review = json!({ "allocation": "review", "capacity": 2 });
    let (_, _, cookie) = server.drum_desk(&review, 3).await;
    let window = Window::open(&server, 1440, "zh-CN").await;
    window.open_as(&cookie, ROSTER).await;
    let browser = &window.browser;
    browser.click("#tick-all").await;
    window.is_well_made_everywhere("roster-review.zh").await;
    browser.press("通过").await;
    browser.sees("会通过 3 份").await;
    window.is_well_made_everywhere("approve-preview.zh").await;
    browser.press("通过这 3 份").await;
    browser.sees("选中的都通过了").await;
    browser.sees("已审核").await;
}
