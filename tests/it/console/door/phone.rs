//! The door with a real browser: taps, codes, no network, two phones.

use chrono::Utc;
use serde_json::json;

use super::CHECKER;
use crate::console::Window;
use crate::harness::{Backend, TestServer};
use crate::organizing::attendance::{Door, line};

impl Window {
    /// Lets the browser's clock show the server's time, and go on from page to page.
    async fn by_the_clock_of(&self, server: &TestServer) {
        let source = format!(
            "{{ const real = Date, ahead = {}; \
             globalThis.Date = class extends real {{ \
             constructor(...given) {{ given.length ? super(...given) : super(real.now() + ahead); }} \
             static now() {{ return real.now() + ahead; }} }}; }}",
            server.clock.now().millis() - Utc::now().timestamp_millis()
        );
        let script = json!({ "source": source });
        self.browser
            .devtools("Page.addScriptToEvaluateOnNewDocument", &script)
            .await;
    }

    /// At the door, signed in and proved.
    pub(super) async fn at_the_door(
        server: &TestServer,
        door: &Door,
        width: u32,
        language: &str,
    ) -> Self {
        let window = Self::open(server, width, language).await;
        window.by_the_clock_of(server).await;
        window.sign_in(CHECKER, "/console").await;
        server.prove(&door.checker).await;
        window.browser.go(&door.page()).await;
        window.browser.wait_for("#ready:not([hidden])").await;
        window
    }

    pub(super) async fn tap(&self, registration: &str, what: &str) {
        self.browser
            .click(&format!("#r-{registration} {what}"))
            .await;
    }

    pub(super) async fn stands(&self, registration: &str, presence: &str) {
        let css = format!("#r-{registration}[data-status={presence}]");
        self.browser.wait_for(&css).await;
    }
}

/// What somebody's line says on the server.
async fn presence(server: &TestServer, door: &Door, at: usize) -> String {
    let list = door.list(server).await;
    line(&list, &door.registrations[at])["status"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn marks_made_without_network_are_sent_later_and_two_phones_merge() {
    let server = TestServer::start(Backend::Sqlite).await;
    let door = Door::open(&server).await;
    let [one, two, three] = [0, 1, 2].map(|at| door.registrations[at].as_str());
    let window = Window::at_the_door(&server, &door, 360, "zh-CN").await;
    let browser = &window.browser;
    window.is_well_made("door.zh.360").await;

    // One tap with network.
    window.tap(one, "button[value=in]").await;
    window.stands(one, "in").await;
    browser.wait_for("#strip .strip[hidden]").await;
    assert_eq!(presence(&server, &door, 0).await, "in");

    // Without: a code that is typed, and a child that leaves with a named adult.
    browser.offline(true).await;
    browser.fill("#q", &door.codes[1]).await;
    browser.click("#find button[type=submit]").await;
    window.stands(two, "in").await;
    browser.wait_for("#strip .strip:not([hidden])").await;
    browser
        .wait_for(&format!("#r-{two} [data-kept]:not([hidden])"))
        .await;
    let strip = browser.text("#strip").await;
    assert!(
        strip.contains("没有网络") && strip.contains("1 个标记"),
        "{strip}"
    );
    window.is_well_made("door-offline.zh.360").await;
    window.tap(one, "[data-leave]").await;
    browser.wait_for("#person:not([hidden])").await;
    window.is_well_made("door-out.zh.360").await;
    browser.press("接走了").await;
    browser.wait_for("#leave [data-err]:not([hidden])").await;
    browser.click("#leave input[value='家里人']").await;
    browser.press("接走了").await;
    window.stands(one, "out").await;
    assert_eq!(
        presence(&server, &door, 1).await,
        "expected",
        "nothing was sent"
    );

    // Meanwhile the other phone says of the third, and later of the second, that they came.
    let marks = json!([door.mark(2, "in", "13:20"), door.mark(1, "in", "13:21")]);
    door.send(&server, &door.checker, &marks).await.ok(200);
    browser.offline(false).await;
    browser.wait_for("#strip .strip[hidden]").await;
    window.stands(three, "in").await;
    assert_eq!(presence(&server, &door, 0).await, "out");
    let list = door.list(&server).await;
    assert_eq!(
        line(&list, two)["in_at"],
        "2027-07-03T05:21:00Z",
        "the first coming counts"
    );
    assert_eq!(line(&list, one)["out_by"], "家里人");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_not_on_the_list_needs_a_reason_and_refused_marks_are_kept() {
    let server = TestServer::start(Backend::Sqlite).await;
    let door = Door::open(&server).await;
    let one = door.registrations[0].as_str();
    let window = Window::at_the_door(&server, &door, 768, "en").await;
    let browser = &window.browser;
    window.tap(one, "button[value=in]").await;
    window.stands(one, "in").await;
    window.is_well_made("door.en.768").await;
    window.tap(one, "[data-leave]").await;
    browser.click("#leave .pick:not([data-listed]) input").await;
    browser.fill("#marks-0-by", "邻居").await;
    window.is_well_made("door-out-other.en.768").await;
    browser.press("Collected").await;
    browser.wait_for("#leave [data-err]:not([hidden])").await;
    browser.fill("#marks-0-reason", "妈妈来电").await;
    browser.press("Collected").await;
    window.stands(one, "out").await;
    browser.wait_for("#strip .strip[hidden]").await;
    let list = door.list(&server).await;
    assert_eq!(line(&list, one)["out_by"], "邻居");
    assert_eq!(line(&list, one)["reason"], "妈妈来电");

    // A code of nobody is refused with its reason, and stays until somebody has seen it.
    browser.fill("#q", "ZZZZZZ").await;
    browser.click("#find button[type=submit]").await;
    browser.wait_for("#refused:not([hidden]) li").await;
    browser.sees("No such registration or door code").await;
    window.is_well_made("door-refused.en.768").await;
    browser.go(&door.page()).await;
    browser.wait_for("#refused:not([hidden]) li").await;
    browser.press("I have seen this").await;
    browser.wait_for("#refused[hidden]").await;

    // The sign-in ends: marks stay, and go once she is back.
    server.advance_minutes(16);
    window.tap(&door.registrations[1], "button[value=in]").await;
    browser.wait_for("#strip a:not([hidden])").await;
    let strip = browser.text("#strip").await;
    assert!(strip.contains("Your sign-in has ended"), "{strip}");
    window.is_well_made("door-signed-out.en.768").await;
    browser.click("#strip a").await;
    browser.fill("#email", CHECKER).await;
    browser.fill("#password", crate::people::PASSWORD).await;
    browser.click("button[type=submit]").await;
    browser.wait_for("#code").await;
    server.prove(&door.checker).await;
    browser.go(&door.page()).await;
    browser.wait_for("#strip .strip[hidden]").await;
    assert_eq!(presence(&server, &door, 1).await, "in");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_opens_without_network_and_goes_at_signing_out() {
    let server = TestServer::start(Backend::Sqlite).await;
    let door = Door::open(&server).await;
    let mut window = Window::at_the_door(&server, &door, 1440, "zh-CN").await;
    let two = door.registrations[1].as_str();
    window.is_well_made("door.zh.1440").await;
    window.browser.dark(true).await;
    window.is_well_made("door-dark.zh.1440").await;
    window.browser.dark(false).await;
    window.browser.go(&door.roll()).await;
    window.is_well_made("roll.zh.1440").await;
    window
        .browser
        .go("/console/offerings/p-open-drum-02/door")
        .await;
    window.is_well_made("door-sessions.zh.1440").await;

    window.cut_off().await;
    window.browser.go(&door.page()).await;
    window.tap(two, "button[value=in]").await;
    window.stands(two, "in").await;
    window.browser.wait_for("#strip .strip:not([hidden])").await;
    let complaints = window.browser.complaints().await;
    let own = complaints.iter().filter(|said| !said.contains("net::ERR_"));
    assert_eq!(own.collect::<Vec<_>>(), Vec::<&String>::new());
    window.reach(&server).await;
    window.browser.go(&door.page()).await;
    window.browser.wait_for("#strip .strip[hidden]").await;
    assert_eq!(presence(&server, &door, 1).await, "in");

    // Nobody signs out over marks that wait; once she has, nothing of the door is left.
    let kept = "return caches.keys().then(names => names.concat(Object.keys(localStorage)))";
    window.browser.go("/console/account").await;
    let wait = "localStorage.setItem(arguments[0], JSON.stringify({until: Date.now() + 1e6, waiting: [\
                {registration_id: arguments[1], mark: 'excused', at: new Date().toISOString()}], refused: [], batch: null}))";
    let name = format!("door:{}", door.session);
    window
        .browser
        .script(wait, &json!([name, door.registrations[2]]))
        .await;
    window.browser.go("/console/account").await;
    window.browser.press("退出登录").await;
    window.browser.wait_for("#door").await;
    window.browser.wait_for("#strip .strip[hidden]").await;
    assert_eq!(presence(&server, &door, 2).await, "excused");
    window.browser.go("/console/account").await;
    window.browser.press("退出登录").await;
    window.browser.sees("已退出登录").await;
    assert_eq!(window.browser.script(kept, &json!([])).await, json!([]));
}
