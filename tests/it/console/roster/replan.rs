//! Sessions moved and cancelled, and an offering called off: looked at first, then done.

use niangjia::organizations::staff::Role;
use serde_json::{Value, json};

use super::ROSTER;
use crate::console::editing::hidden;
use crate::console::{Window, encoded, leads_to};
use crate::harness::{Backend, TestServer};
use crate::registering::{DRUM, Family, text};

const EMAIL: &str = "organizer.wz-lc@example.org";

impl TestServer {
    async fn drum_seen(&self) -> Value {
        let path = format!("/api/v1/offerings/{DRUM}");
        self.get(&path).send().await.ok(200)
    }

    /// How many families were called off.
    async fn called_off(&self, families: &[(Family, String)]) -> usize {
        let statuses = self.statuses(families).await;
        statuses.iter().filter(|one| *one == "called_off").count()
    }

    /// Where the drum's one session is changed.
    async fn drum_session(&self) -> String {
        let seen = self.drum_seen().await;
        format!("/console/sessions/{}", text(&seen["sessions"][0], "id"))
    }
}

on_both_databases! {
    async fn a_session_is_moved_after_a_look(server) {
        let (families, _, cookie) = server.drum_desk(&json!({}), 3).await;
        let session = server.drum_session().await;
        let sessions = server.desk_page(&cookie, &format!("{ROSTER}/sessions")).await;
        assert!(sessions.text().contains(&format!("{session}/move")), "{}", sessions.text());
        let path = format!("{session}/move");
        let page = server.desk_page(&cookie, &path).await;
        assert_eq!(page.status, 200, "{}", page.text());
        let when = "starts_at=2027-07-20T14%3A00&ends_at=2027-07-20T15%3A30&site=s-wz-park";
        let why = format!("reason={}", encoded("<b>文化宫</b>装修"));
        let silent = server.desk_post(&cookie, &path, &format!("{when}&reason=+")).await;
        assert_eq!(silent.status, 422, "{}", silent.text());
        assert!(silent.text().contains("id=\"reason-err\""), "{}", silent.text());
        assert!(silent.text().contains("value=\"2027-07-20T14:00\""), "{}", silent.text());
        let odd = format!("starts_at=soon&ends_at=&site=s-wz-park&{why}");
        let odd = server.desk_post(&cookie, &path, &odd).await;
        assert_eq!(odd.status, 422);
        assert!(odd.text().contains("value=\"soon\""), "{}", odd.text());
        let backwards = format!("starts_at=2027-07-20T14%3A00&ends_at=2027-07-20T13%3A00&{why}");
        let backwards = server.desk_post(&cookie, &path, &backwards).await;
        assert_eq!(backwards.status, 422, "{}", backwards.text());
        let nowhere = when.replace("s-wz-park", "s-nowhere");
        let nowhere = server.desk_post(&cookie, &path, &format!("{nowhere}&{why}")).await;
        assert_eq!(nowhere.status, 422);
        assert!(nowhere.text().contains("id=\"site-err\""), "{}", nowhere.text());

        let look = server.desk_post(&cookie, &path, &format!("{when}&{why}")).await;
        assert_eq!(look.status, 200, "{}", look.text());
        assert!(look.text().contains("改期，发 3 条消息"), "{}", look.text());
        assert!(!look.text().contains("<b>文化宫"), "{}", look.text());
        assert_eq!(server.drum_seen().await["sessions"][0]["state"], "planned", "only looked");
        let (key, seen) = (hidden(look.text(), "key"), hidden(look.text(), "seen"));
        let form = format!("{when}&{why}&key={key}&do=1");
        let other = server.desk_post(&cookie, &path, &format!("{form}&seen=x")).await;
        assert_eq!(other.status, 422, "not what was shown: {}", other.text());
        for _ in 0..2 {
            let done = server.desk_post(&cookie, &path, &format!("{form}&seen={seen}")).await;
            assert_eq!(leads_to(&done), format!("{ROSTER}/sessions?done=replan-move"));
        }
        let seen = server.drum_seen().await;
        assert_eq!(seen["sessions"][0]["state"], "moved");
        assert_eq!(seen["sessions"][0]["starts_at"], "2027-07-20T06:00:00Z");
        assert_eq!(seen["sessions"][0]["site"]["code"], "s-wz-park");
        assert_eq!(server.statuses(&families).await, ["confirmed"; 3]);
        server.all_is_well().await;
    }

    async fn an_offering_is_called_off_after_a_look(server) {
        let (families, _, cookie) = server.drum_desk(&json!({ "capacity": 2 }), 3).await;
        let settings = server.desk_page(&cookie, &format!("{ROSTER}/settings")).await;
        let path = format!("{ROSTER}/call-off");
        assert!(settings.text().contains(&path), "{}", settings.text());
        let silent = server.desk_post(&cookie, &path, "reason=&do=1").await;
        assert_eq!(silent.status, 422, "{}", silent.text());
        let why = format!("reason={}", encoded("场地停电"));
        let look = server.desk_post(&cookie, &path, &why).await;
        assert_eq!(look.status, 200, "{}", look.text());
        for words in ["停办这一期，发 3 条消息", "还有名额", "上午场"] {
            assert!(look.text().contains(words), "{words}: {}", look.text());
        }
        assert_eq!(server.called_off(&families).await, 0);
        let (key, seen) = (hidden(look.text(), "key"), hidden(look.text(), "seen"));
        for _ in 0..2 {
            let form = format!("{why}&key={key}&seen={seen}&do=1");
            let done = server.desk_post(&cookie, &path, &form).await;
            assert_eq!(leads_to(&done), format!("{ROSTER}/settings?done=replan-call-off"));
        }
        assert_eq!(server.called_off(&families).await, 3);
        let settings = server.desk_page(&cookie, &format!("{ROSTER}/settings")).await;
        assert!(!settings.text().contains(&path), "{}", settings.text());
        assert!(settings.text().contains("原因：场地停电"), "{}", settings.text());
        let sessions = server.desk_page(&cookie, &format!("{ROSTER}/sessions")).await;
        assert!(!sessions.text().contains("/move"), "{}", sessions.text());
        server.all_is_well().await;
    }

    async fn a_session_is_cancelled_after_a_look(server) {
        let (families, _, cookie) = server.drum_desk(&json!({}), 2).await;
        let path = format!("{}/cancel", server.drum_session().await);
        let why = format!("reason={}", encoded("老师生病"));
        let look = server.desk_post(&cookie, &path, &why).await;
        assert_eq!(look.status, 200, "{}", look.text());
        assert!(look.text().contains("最后一场"), "{}", look.text());
        assert!(look.text().contains("取消这一场，发 2 条消息"), "{}", look.text());
        let seen = hidden(look.text(), "seen");
        let done = server.desk_post(&cookie, &path, &format!("{why}&seen={seen}&do=1")).await;
        assert_eq!(leads_to(&done), format!("{ROSTER}/sessions?done=replan-cancel"));
        assert_eq!(server.drum_seen().await["sessions"][0]["state"], "cancelled");
        let moving = format!("starts_at=2027-07-20T14%3A00&ends_at=2027-07-20T15%3A30&{why}");
        let late = server.desk_post(&cookie, &path.replace("/cancel", "/move"), &moving).await;
        assert_eq!(late.status, 422, "{}", late.text());
        assert_eq!(server.called_off(&families).await, 2);
        server.all_is_well().await;
    }

    async fn who_may_not_edit_changes_no_date(server) {
        let (families, _, own) = server.drum_desk(&json!({}), 1).await;
        let session = server.drum_session().await;
        let paths = [
            format!("{session}/move"),
            format!("{session}/cancel"),
            format!("{ROSTER}/call-off"),
        ];
        server.staff("hz-gs-edu", Role::Admin).await;
        server.staff("wz-lc", Role::Viewer).await;
        for (email, status) in [
            ("admin.hz-gs-edu@example.org", 404),
            ("viewer.wz-lc@example.org", 403),
        ] {
            let cookie = server.cookie_of(email).await;
            for path in &paths {
                assert_eq!(server.desk_page(&cookie, path).await.status, status, "{path}");
                let sent = server.desk_post(&cookie, path, "reason=x&do=1").await;
                assert_eq!(sent.status, status, "{path}: {}", sent.text());
            }
        }
        let viewer = server.cookie_of("viewer.wz-lc@example.org").await;
        let sessions = server.desk_page(&viewer, &format!("{ROSTER}/sessions")).await;
        assert!(!sessions.text().contains("/move"), "{}", sessions.text());
        for path in ["/console/sessions/x/move", "/console/sessions/00000000-0000-7000-8000-000000000000/cancel"] {
            assert_eq!(server.desk_page(&own, path).await.status, 404, "{path}");
        }
        assert_eq!(server.statuses(&families).await, ["confirmed"]);
    }

    async fn without_a_second_factor_nobody_is_named(server) {
        let (_, _, raised) = server.drum_desk(&json!({}), 1).await;
        let why = format!("reason={}", encoded("场地停电"));
        let path = format!("{ROSTER}/call-off");
        let named = server.desk_post(&raised, &path, &why).await;
        assert!(named.text().contains("张小二"), "{}", named.text());
        let cookie = server.cookie_of(EMAIL).await;
        let look = server.desk_post(&cookie, &path, &why).await;
        assert_eq!(look.status, 200, "{}", look.text());
        assert!(!look.text().contains("张小二"), "{}", look.text());
        assert!(look.text().contains("停办这一期，发 1 条消息"), "{}", look.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn dates_change_in_a_browser() {
    let server = TestServer::start(Backend::Sqlite).await;
    let (_, staff, _) = server.drum_desk(&json!({ "capacity": 2 }), 3).await;
    for (width, language, hour) in [
        (360, "en", 17),
        (768, "zh-CN", 18),
        (1440, "en", 19),
        (1440, "zh-CN", 20),
    ] {
        let window = Window::open(&server, width, language).await;
        let browser = &window.browser;
        let named = |page: &str| format!("{page}.{language}.{width}");
        window.sign_in(EMAIL, "/console").await;
        server.prove(&staff).await;
        browser.go(&format!("{ROSTER}/sessions")).await;
        window.is_well_made(&named("sessions-published")).await;
        browser.click("a[href$='/move']").await;
        browser.wait_for("#starts_at").await;
        window.is_well_made(&named("move")).await;
        let later = "const field = document.getElementById('ends_at'); \
                     field.value = field.value.slice(0, 11) + arguments[0] + ':30';";
        browser.script(later, &json!([hour])).await;
        browser.fill("#reason", "老师临时有事").await;
        browser.click("main button[type=submit]").await;
        browser.wait_for("button[name=do]").await;
        window.is_well_made(&named("move-looked")).await;
        browser.click("button[name=do]").await;
        browser.wait_for(".note.leaf").await;
        window.is_well_made(&named("moved")).await;
        browser.click("a[href$='/cancel']").await;
        browser.wait_for("#reason").await;
        browser.click("main button[type=submit]").await;
        browser.wait_for("#reason-err").await;
        window.is_well_made(&named("cancel-refused")).await;
        browser.go(&format!("{ROSTER}/settings")).await;
        browser.click("a[href$='/call-off']").await;
        browser.fill("#reason", "场地停电").await;
        browser.click("main button[type=submit]").await;
        browser.wait_for("button[name=do]").await;
        window.is_well_made(&named("call-off-looked")).await;
    }
    let window = Window::open(&server, 1440, "zh-CN").await;
    window.sign_in(EMAIL, &format!("{ROSTER}/call-off")).await;
    window.browser.fill("#reason", "场地停电").await;
    window.browser.click("main button[type=submit]").await;
    window.browser.click("button[name=do]").await;
    window.browser.wait_for(".note.leaf").await;
    window.is_well_made("called-off.zh-CN.1440").await;
    assert_eq!(server.drum_seen().await["phase"], "called_off");
}
