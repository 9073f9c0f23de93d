//! A program and an offering that begin with nothing to copy.

use niangjia::organizations::staff::Role;
use serde_json::{Value, json};

use super::editing::hidden;
use super::{Window, encoded, leads_to};
use crate::harness::{Backend, TestServer};
use crate::organizing::Staff;

const BODY: &str = "hz-gs-edu";
const EMAIL: &str = "organizer.hz-gs-edu@example.org";
const NEW: &str = "/console/organizations/hz-gs-edu/programs/new";
const BIRDS: &str = "/console/programs/p-birds-2027";

impl TestServer {
    async fn settings_of(&self, staff: &Staff, what: &str) -> Value {
        let path = format!("/api/v1/{what}/settings");
        self.get(&path).token(&staff.token).send().await.ok(200)
    }
}

async fn organizer(server: &TestServer) -> (Staff, String) {
    server.import_demo().await;
    let staff = server.staff(BODY, Role::Organizer).await;
    (staff, server.cookie_of(EMAIL).await)
}

/// Sends a form that makes something, twice: it is made once. The address it leads to, and the code.
async fn made(server: &TestServer, cookie: &str, (path, typed): (&str, &str)) -> (String, String) {
    let key = hidden(&server.shown(cookie, path).await, "key");
    let sent = format!("key={key}&{typed}");
    let to = leads_to(&server.form(cookie, path, &sent).await).to_owned();
    let again = server.form(cookie, path, &sent).await;
    assert_eq!(leads_to(&again), to, "sent twice, made once");
    let code = to.split(['?', '/']).find(|part| part.starts_with("p-"));
    let code = code.unwrap_or_else(|| panic!("no code in {to}")).to_owned();
    (to, code)
}

on_both_databases! {
    async fn a_program_begins_with_three_answers(server) {
        let (staff, cookie) = organizer(&server).await;
        let list = server.shown(&cookie, NEW.trim_end_matches("/new")).await;
        assert!(list.contains(NEW) && list.contains(&format!("{BIRDS}/offerings/new")), "{list}");
        let title = encoded("<script>alert(1)</script>");
        let back = server.form(&cookie, NEW, &format!("title={title}&kind=&eligibility-for=")).await;
        assert_eq!(back.status, 422, "{}", back.text());
        for id in ["kind-err", "eligibility-for-err"] {
            assert!(back.text().contains(&format!("id=\"{id}\"")), "{id}: {}", back.text());
        }
        assert!(back.text().contains("value=\"&#60;script&#62;alert(1)"), "{}", back.text());
        assert!(!back.text().contains("<script>alert"), "{}", back.text());
        let empty = server.form(&cookie, NEW, "title=&kind=camp&eligibility-for=child").await;
        assert_eq!(empty.status, 422);
        assert!(empty.text().contains("id=\"title-err\""), "{}", empty.text());
        let odd = server.form(&cookie, NEW, "title=x&kind=circus&eligibility-for=child").await;
        assert_eq!(odd.status, 422, "{}", odd.text());

        let typed = format!("title={}&kind=camp&eligibility-for=child", encoded("小青工营"));
        let (to, code) = made(&server, &cookie, (NEW, &typed)).await;
        assert_eq!(to, format!("/console/programs/{code}?done=programs-program-made"));
        let settings = server.settings_of(&staff, &format!("programs/{code}")).await;
        assert_eq!(settings["shape"], "block");
        assert_eq!(settings["sensitivity"], "child");
        assert_eq!(settings["eligibility"]["for"], "child");
        let typed = format!("title={}&kind=counselling&eligibility-for=adult", encoded("谈心"));
        let (_, code) = made(&server, &cookie, (NEW, &typed)).await;
        let settings = server.settings_of(&staff, &format!("programs/{code}")).await;
        assert_eq!(settings["sensitivity"], "confidential");
        assert_eq!(settings["notice_style"], "discreet");
        let page = server.shown(&cookie, &format!("/console/programs/{code}")).await;
        assert!(page.contains(&format!("/console/programs/{code}/offerings/new")), "{page}");
    }

    async fn an_offering_begins_blank(server) {
        let (staff, cookie) = organizer(&server).await;
        let new = format!("{BIRDS}/offerings/new");
        let form = server.shown(&cookie, &new).await;
        assert!(form.contains("value=\"lottery\" checked"), "children are drawn: {form}");
        let opens = hidden(&form.replace("type=\"datetime-local\" ", ""), "registration_opens");
        assert!(opens.ends_with("T09:00"), "{opens}");
        let back = server.form(&cookie, &new, "title=&registration_opens=soon&allocation=lottery").await;
        assert_eq!(back.status, 422, "{}", back.text());
        assert!(back.text().contains("value=\"soon\""), "{}", back.text());
        let missing = server.form(&cookie, &new, "title=&registration_opens=&allocation=").await;
        assert_eq!(missing.status, 422);
        for id in ["title-err", "registration_opens-err", "allocation-err"] {
            assert!(missing.text().contains(&format!("id=\"{id}\"")), "{id}: {}", missing.text());
        }
        let typed = format!(
            "title={}&registration_opens=2027-12-01T09%3A00&allocation=review", encoded("冬天第一期"),
        );
        let (to, code) = made(&server, &cookie, (&new, &typed)).await;
        assert_eq!(to, format!("/console/offerings/{code}/settings?done=programs-offering-made"));
        let settings = server.settings_of(&staff, &format!("offerings/{code}")).await;
        assert_eq!((&settings["state"], &settings["allocation"]), (&json!("draft"), &json!("review")));
        assert_eq!(settings["registration_opens"], "2027-12-01T01:00:00Z");
        assert_eq!(settings["enrol"], "all");
        let page = server.shown(&cookie, &to).await;
        assert!(page.contains("草稿建好了") && page.contains("冬天第一期"), "{page}");
        assert_eq!(server.get(&format!("/api/v1/offerings/{code}")).send().await.status, 404);
    }

    async fn who_may_not_edit_begins_nothing(server) {
        organizer(&server).await;
        server.staff("wz-lc", Role::Admin).await;
        server.staff(BODY, Role::Viewer).await;
        let paths = [NEW.to_owned(), format!("{BIRDS}/offerings/new")];
        for (email, status) in [
            ("admin.wz-lc@example.org", 404),
            ("viewer.hz-gs-edu@example.org", 403),
        ] {
            let cookie = server.cookie_of(email).await;
            for path in &paths {
                assert_eq!(server.page(&cookie, path).await.status, status, "{path}");
                let sent = server.form(&cookie, path, "title=x&kind=camp&eligibility-for=child").await;
                assert_eq!(sent.status, status, "{path}: {}", sent.text());
            }
        }
        let viewer = server.cookie_of("viewer.hz-gs-edu@example.org").await;
        let list = server.shown(&viewer, NEW.trim_end_matches("/new")).await;
        assert!(!list.contains("/new\""), "{list}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_is_begun_in_a_browser() {
    let server = TestServer::start(Backend::Sqlite).await;
    organizer(&server).await;
    for (width, language) in [(360, "zh-CN"), (768, "en"), (1440, "zh-CN"), (1440, "en")] {
        let window = Window::open(&server, width, language).await;
        let browser = &window.browser;
        let named = |page: &str| format!("{page}.{language}.{width}");
        window.sign_in(EMAIL, NEW.trim_end_matches("/new")).await;
        browser.click("a[href$='programs/new']").await;
        window.is_well_made(&named("new-program")).await;
        browser.click("main button[type=submit]").await;
        browser.wait_for("#kind-err").await;
        window.is_well_made(&named("new-program-refused")).await;
        browser.fill("#title", "小青工夏令营").await;
        browser
            .keys(
                "#kind",
                if language == "en" {
                    "Camp"
                } else {
                    "夏令营"
                },
            )
            .await;
        let child = if language == "en" {
            "Children"
        } else {
            "孩子"
        };
        browser.keys("#eligibility-for", child).await;
        browser.click("main button[type=submit]").await;
        browser.wait_for(".note.leaf").await;
        window.is_well_made(&named("program-made")).await;
        browser.click("a[href$='offerings/new']").await;
        browser.wait_for("#allocation").await;
        window.is_well_made(&named("new-offering")).await;
        browser.fill("#title", "7月第一期").await;
        browser.click("main button[type=submit]").await;
        browser.wait_for(".note.leaf").await;
        window.is_well_made(&named("offering-made")).await;
    }
}
