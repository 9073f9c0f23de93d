//! A draw before witnesses, from the list to the record.

use niangjia::ledger::draw::{Transcript, verify};
use niangjia::organizations::staff::Role;
use serde_json::json;

use super::editing::hidden;
use super::{Window, leads_to};
use crate::harness::{Backend, TestServer};
use crate::registering::DRUM;

const EMAIL: &str = "admin.wz-lc@example.org";

impl Window {
    /// Comes with a cookie that somebody else got.
    pub(crate) async fn enter(&self, cookie: &str) {
        self.browser.go("/console/sign-in").await;
        let keep = "document.cookie = arguments[0] + '; path=/'";
        self.browser.script(keep, &json!([cookie])).await;
    }
}

/// A lottery that has closed, and the cookie of its organizer after the second factor.
pub(crate) async fn closed_lottery(server: &TestServer, families: usize) -> String {
    let lottery = json!({
        "allocation": "lottery", "registration_closes": "2027-06-16T18:00:00+08:00",
        "draw_at": "2027-06-17T10:00:00+08:00", "capacity": 2, "waitlist_limit": 1,
        "min_to_run": null,
    });
    server.drum_by(&lottery).await;
    server.families(families).await;
    server.advance_hours(2 * 24);
    let staff = server.staff("wz-lc", Role::Admin).await;
    let cookie = server.cookie_of(EMAIL).await;
    server.prove(&staff).await;
    cookie
}

on_both_databases! {
    async fn a_draw_is_frozen_run_once_and_recorded(server) {
        let cookie = closed_lottery(&server, 4).await;
        let draw = format!("/console/offerings/{DRUM}/draw");
        let page = server.page(&cookie, &draw).await;
        assert_eq!(page.status, 200, "{}", page.text());
        assert_eq!(server.page(&cookie, &format!("{draw}/record")).await.status, 404);
        let key = hidden(page.text(), "key");
        let empty = server.form(&cookie, &format!("{draw}/freeze"), &format!("key={key}")).await;
        assert_eq!(empty.status, 422, "{}", empty.text());
        assert!(empty.text().contains("public_value_name-err"), "{}", empty.text());
        let key = hidden(empty.text(), "key");
        let name = format!("key={key}&public_value_name=%3Cb%3EIndex");
        let frozen = server.form(&cookie, &format!("{draw}/freeze"), &name).await;
        assert_eq!(leads_to(&frozen), format!("{draw}?done=draw-frozen"));
        let again = server.form(&cookie, &format!("{draw}/freeze"), &name).await;
        assert_eq!(leads_to(&again), format!("{draw}?done=draw-frozen"), "sent twice, done once");
        let page = server.shown(&cookie, &draw).await;
        assert!(page.contains("&#60;b&#62;Index") && !page.contains("<b>Index"), "{page}");
        let key = hidden(&page, "key");
        let asked = server.form(&cookie, &format!("{draw}/run"), &format!("key={key}&public_value=3412.07")).await;
        assert_eq!(asked.status, 200, "{}", asked.text());
        assert!(asked.text().contains("name=\"sure\""), "{}", asked.text());
        let key = hidden(asked.text(), "key");
        let sure = format!("key={key}&public_value=3412.07&sure=1");
        let run = server.form(&cookie, &format!("{draw}/run"), &sure).await;
        assert_eq!(leads_to(&run), format!("{draw}?done=draw-run"));
        let other = format!("public_value=1&sure=1&key={}", uuid::Uuid::from_u128(7));
        let refused = server.form(&cookie, &format!("{draw}/run"), &other).await;
        assert_eq!(refused.status, 409, "{}", refused.text());
        let record = server.page(&cookie, &format!("{draw}/record")).await;
        assert!(record.header("content-disposition").contains(&format!("draw-{DRUM}.json")));
        let record: Transcript = serde_json::from_value(record.json()).unwrap();
        verify(&record).unwrap();
        assert_eq!(record.results.len(), 4);
    }

    async fn a_draw_that_was_given_up_says_why(server) {
        let cookie = closed_lottery(&server, 2).await;
        let draw = format!("/console/offerings/{DRUM}/draw");
        let key = hidden(&server.shown(&cookie, &draw).await, "key");
        let name = format!("key={key}&public_value_name=Index");
        leads_to(&server.form(&cookie, &format!("{draw}/freeze"), &name).await);
        let key = hidden(&server.shown(&cookie, &draw).await, "key");
        let silent = server.form(&cookie, &format!("{draw}/void"), &format!("key={key}")).await;
        assert_eq!(silent.status, 422, "{}", silent.text());
        let key = hidden(silent.text(), "key");
        let why = format!("key={key}&reason=%3Cscript%3E");
        leads_to(&server.form(&cookie, &format!("{draw}/void"), &why).await);
        let page = server.shown(&cookie, &draw).await;
        assert!(page.contains("&#60;script&#62;") && page.contains("name=\"public_value_name\""), "{page}");
    }

    async fn without_the_second_factor_nobody_draws(server) {
        closed_lottery(&server, 1).await;
        server.staff("wz-lc", Role::Organizer).await;
        let cookie = server.cookie_of("organizer.wz-lc@example.org").await;
        let path = format!("/console/offerings/{DRUM}/draw/freeze");
        let refused = server.form(&cookie, &path, "public_value_name=Index").await;
        assert_eq!(refused.status, 403, "{}", refused.text());
    }
}

const WITNESSED: &str = "见证人：李四（家长代表）、王五（职工代表）。";

#[tokio::test(flavor = "multi_thread")]
async fn lots_are_drawn_before_witnesses() {
    let server = TestServer::start(Backend::Sqlite).await;
    let cookie = closed_lottery(&server, 5).await;
    let draw = format!("/console/offerings/{DRUM}/draw");
    let desk = Window::open(&server, 1440, "zh-CN").await;
    desk.enter(&cookie).await;
    let browser = &desk.browser;
    browser.go(&draw).await;
    desk.is_well_made("draw-freeze.zh-CN.1440").await;
    // 1: freeze; 2: projector; 3: next; 4: draw; 5: record.
    browser
        .fill("#public_value_name", "上证综合指数 2027年6月17日 收盘点位")
        .await;
    browser
        .fill("#witnesses", "李四（家长代表）、王五（职工代表）")
        .await;
    browser.press("封存名单，公布指纹").await;
    browser.sees("名单封存了").await;
    browser.sees(WITNESSED).await;
    desk.is_well_made("draw-frozen.zh-CN.1440").await;
    browser.press("打开投影页").await;
    browser.sees("这是它的指纹").await;
    browser.sees(WITNESSED).await;
    desk.is_well_made("draw-show-fingerprint.zh-CN.1440").await;
    browser.press("下一步：读入公开数值").await;
    browser.wait_for("#public_value").await;
    desk.is_well_made("draw-show-value.zh-CN.1440").await;
    browser.fill("#public_value", "3412.07").await;
    browser.press("摇号").await;
    browser.wait_for(".drawn.in").await;
    browser.sees(WITNESSED).await;
    let published = server
        .get(&format!("/api/v1/offerings/{DRUM}/draw"))
        .send()
        .await
        .ok(200);
    let published = published.to_string();
    assert!(published.contains("3412.07"), "{published}");
    assert!(
        !published.contains("李四"),
        "witnesses stay in the room: {published}"
    );
    assert_eq!(browser.count(".drawn.in li").await, 2);
    assert_eq!(browser.count(".drawn li").await, 5);
    desk.is_well_made("draw-show-result.zh-CN.1440").await;
    drop(desk);
    for (width, language) in [(360, "en"), (768, "zh-CN")] {
        let window = Window::open(&server, width, language).await;
        window.enter(&cookie).await;
        for (path, name) in [
            ("", "draw-run"),
            ("/show", "draw-show-result"),
            ("/show?step=2", "draw-show-fingerprint"),
        ] {
            window.browser.go(&format!("{draw}{path}")).await;
            window
                .is_well_made(&format!("{name}.{language}.{width}"))
                .await;
        }
    }
}
