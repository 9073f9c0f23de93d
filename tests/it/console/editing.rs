//! Programs listed, copied, edited and published.

use niangjia::organizations::staff::Role;
use serde_json::json;

use super::{Window, encoded, leads_to};
use crate::harness::{Answer, Backend, TestServer};

const BODY: &str = "hz-gs-edu";
const EMAIL: &str = "organizer.hz-gs-edu@example.org";
const BIRDS: &str = "/console/offerings/p-birds-2027-01";
const SETTINGS: &str = "/console/offerings/p-birds-2027-01/settings";

impl TestServer {
    /// A page as somebody with a cookie sees it.
    pub(crate) async fn page(&self, cookie: &str, path: &str) -> Answer {
        self.get(path).header("cookie", cookie).send().await
    }

    /// The same, whole.
    pub(crate) async fn shown(&self, cookie: &str, path: &str) -> String {
        let page = self.page(cookie, path).await;
        assert_eq!(page.status, 200, "{path}: {}", page.text());
        page.text().to_owned()
    }

    /// A form as somebody with a cookie sends it.
    pub(crate) async fn form(&self, cookie: &str, path: &str, form: &str) -> Answer {
        let ask = self.page_post(path, form).header("cookie", cookie);
        ask.send().await
    }
}

/// What a form of a page would send if nothing was typed: its hidden fields, inputs and choices.
pub(crate) fn hidden(page: &str, name: &str) -> String {
    let field = format!("name=\"{name}\" value=\"");
    let (_, rest) = page
        .split_once(&field)
        .unwrap_or_else(|| panic!("no {name} in {page}"));
    rest.split('"').next().unwrap().to_owned()
}

/// The values of all boxes of this name.
fn values(page: &str, name: &str) -> Vec<String> {
    let begins = format!("name=\"{name}\" value=\"");
    let boxes = page.split(&begins).skip(1);
    let value = |rest: &str| rest.split('"').next().unwrap().to_owned();
    boxes.map(value).collect()
}

/// Boxes of this name that are ticked, as a form sends them after others.
fn joined(name: &str, values: &[String]) -> String {
    let one = |value: &String| ["&", name, "=", value].concat();
    values.iter().map(one).collect()
}

async fn organizer(server: &TestServer) -> String {
    server.import_demo().await;
    server.staff(BODY, Role::Organizer).await;
    server.cookie_of(EMAIL).await
}

/// A draft: a copy of the camp.
async fn draft(server: &TestServer, cookie: &str) -> String {
    let form = server.page(cookie, &format!("{BIRDS}/copy")).await;
    assert_eq!(form.status, 200, "{}", form.text());
    let key = hidden(form.text(), "key");
    let sent = format!("key={key}&starts_on=2028-07-03");
    let made = server.form(cookie, &format!("{BIRDS}/copy"), &sent).await;
    let to = leads_to(&made).to_owned();
    let again = server.form(cookie, &format!("{BIRDS}/copy"), &sent).await;
    assert_eq!(leads_to(&again), to, "sent twice, made once");
    to.split('?').next().unwrap().to_owned()
}

on_both_databases! {
    async fn programs_are_listed_with_their_drafts(server) {
        let cookie = organizer(&server).await;
        draft(&server, &cookie).await;
        let list = format!("/console/organizations/{BODY}/programs");
        let page = server.page(&cookie, &list).await;
        assert_eq!(page.status, 200, "{}", page.text());
        for words in ["草稿", "报名中", "p-birds-2027-01/copy", "共 40"] {
            assert!(page.text().contains(words), "{words}: {}", page.text());
        }
        let found = server.page(&cookie, &format!("{list}?q={}", encoded("小候鸟"))).await;
        assert!(found.text().contains("p-birds-2027-01"), "{}", found.text());
        let nothing = server.page(&cookie, &format!("{list}?q=%3Cscript%3E")).await;
        assert!(nothing.text().contains("没有找到“&#60;script&#62;”"), "{}", nothing.text());
    }

    async fn who_works_elsewhere_finds_nothing(server) {
        organizer(&server).await;
        server.staff("wz-lc", Role::Admin).await;
        let other = server.cookie_of("admin.wz-lc@example.org").await;
        for path in [
            SETTINGS.to_owned(),
            format!("{BIRDS}/copy"),
            format!("{BIRDS}/publish"),
            format!("{BIRDS}/sessions"),
            format!("{BIRDS}/draw"),
            format!("{BIRDS}/draw/show"),
            format!("{BIRDS}/draw/record"),
            format!("/console/organizations/{BODY}/programs"),
            "/console/programs/p-birds-2027".to_owned(),
        ] {
            let page = server.page(&other, &path).await;
            assert_eq!(page.status, 404, "{path}: {}", page.text());
        }
        for path in ["settings", "copy", "publish", "sessions", "draw/freeze", "draw/run", "draw/void"] {
            let path = format!("{BIRDS}/{path}");
            let sent = server.form(&other, &path, "title=x&version=1").await;
            assert_eq!(sent.status, 404, "{path}: {}", sent.text());
        }
        server.staff(BODY, Role::Viewer).await;
        let viewer = server.cookie_of(&format!("viewer.{BODY}@example.org")).await;
        let page = server.page(&viewer, SETTINGS).await;
        assert_eq!(page.status, 200);
        assert!(page.text().contains("<fieldset class=\"cols\" disabled>"), "{}", page.text());
        let sent = server.form(&viewer, SETTINGS, "title=x&version=1").await;
        assert_eq!(sent.status, 403, "{}", sent.text());
    }

    async fn a_refused_edit_keeps_what_was_typed(server) {
        let cookie = organizer(&server).await;
        let settings = draft(&server, &cookie).await;
        let version = hidden(&server.shown(&cookie, &settings).await, "version");
        let typed = format!(
            "version={version}&title={}&capacity=forty&bring=%3Cscript%3Ealert(1)%3C/script%3E",
            encoded("七月场 \"甲\"")
        );
        let back = server.form(&cookie, &settings, &typed).await;
        let text = back.text();
        assert_eq!(back.status, 422, "{text}");
        assert!(text.contains("value=\"七月场 &#34;甲&#34;\""), "{text}");
        assert!(text.contains("value=\"forty\""), "{text}");
        assert!(text.contains("id=\"capacity-err\""), "{text}");
        assert!(text.contains("&#60;script&#62;alert(1)&#60;/script&#62;</textarea>"), "{text}");
        let typed = typed.replace("capacity=forty", "capacity=41");
        let saved = server.form(&cookie, &settings, &typed).await;
        assert_eq!(leads_to(&saved), format!("{settings}?done=programs-saved"));
        let page = server.shown(&cookie, &settings).await;
        assert!(page.contains("value=\"41\"") && !page.contains("<script>alert"), "{page}");
        let stale = server.form(&cookie, &settings, &typed.replace("capacity=41", "capacity=50")).await;
        assert_eq!(stale.status, 412, "{}", stale.text());
        assert!(stale.text().contains("value=\"50\""), "{}", stale.text());
        assert!(stale.text().contains("名额总数</a> 41"), "{}", stale.text());
        let version = hidden(stale.text(), "version");
        let again = format!("version={version}&capacity=50");
        leads_to(&server.form(&cookie, &settings, &again).await);
    }

    async fn quotas_are_rows_of_the_form(server) {
        let cookie = organizer(&server).await;
        let settings = draft(&server, &cookie).await;
        let version = hidden(&server.shown(&cookie, &settings).await, "version");
        let keys: Vec<String> = (0..2)
            .map(|n| format!("quotas-{n}-key"))
            .collect();
        let page = server.shown(&cookie, &settings).await;
        let first = hidden(&page, &keys[0]);
        let second = hidden(&page, &keys[1]);
        let typed = format!(
            "version={version}&quotas-0-key={first}&quotas-0-gone=on&quotas-1-key={second}\
             &quotas-1-label={}&quotas-1-capacity=12&quotas-1-for-grade_min=1\
             &quotas-2-label={}&quotas-2-capacity=3&quotas-2-for-gender=female",
            encoded("低年级"), encoded("女孩"),
        );
        let saved = server.form(&cookie, &settings, &typed).await;
        leads_to(&saved);
        let page = server.shown(&cookie, &settings).await;
        assert_eq!(hidden(&page, "quotas-0-key"), second);
        assert_eq!(hidden(&page, "quotas-1-key"), "group-1");
        assert!(page.contains("value=\"低年级\"") && page.contains("value=\"女孩\""), "{page}");
        assert!(page.contains("<option value=\"female\" selected>"), "{page}");
    }

    async fn what_people_rely_on_is_shown_as_text(server) {
        let cookie = organizer(&server).await;
        let page = server.shown(&cookie, SETTINGS).await;
        assert!(page.contains("已经发布，不能改"), "{page}");
        assert!(!page.contains("name=\"enrol\"") && !page.contains("name=\"capacity\""), "{page}");
        assert!(page.contains(&format!("{BIRDS}/capacity")), "{page}");
        // What is not in the form cannot be slipped in.
        let version = hidden(&page, "version");
        let slipped = format!("version={version}&enrol=pick&quotas-0-key=x&title=%E6%96%B0");
        leads_to(&server.form(&cookie, SETTINGS, &slipped).await);
        let page = server.shown(&cookie, SETTINGS).await;
        assert!(page.contains("value=\"新\"") && page.contains("一个名额管所有场次"), "{page}");
    }

    async fn sessions_are_added_by_a_pattern(server) {
        let cookie = organizer(&server).await;
        let settings = draft(&server, &cookie).await;
        let sessions = settings.replace("/settings", "/sessions");
        let pattern = "from=2028-09-25&to=2028-10-08&weekdays=tue&weekdays=thu&starts=19%3A00\
                       &ends=20%3A30&without=2028-10-01..2028-10-07&also=2028-10-08&look=1";
        let looked = server.form(&cookie, &sessions, pattern).await;
        assert_eq!(looked.status, 200, "{}", looked.text());
        let page = looked.text().to_owned();
        assert!(page.contains("会加这 3 场"), "{page}");
        let at = values(&page, "at");
        assert_eq!(at[0], "2028-09-26T11:00:00Z/2028-09-26T12:30:00Z");
        let version = hidden(&page, "version");
        let add = format!("version={version}&add=1&at={}&at={}", encoded(&at[0]), encoded(&at[2]));
        leads_to(&server.form(&cookie, &sessions, &add).await);
        let page = server.shown(&cookie, &sessions).await;
        assert!(page.contains("现在有 17 场"), "{page}");
        let stale = server.form(&cookie, &sessions, &add).await;
        assert_eq!(stale.status, 412, "{}", stale.text());
        let version = hidden(&page, "version");
        let gone: Vec<String> = values(&page, "gone");
        let gone = joined("gone", &gone[..15]);
        let out = format!("version={version}&take_out=1{gone}");
        leads_to(&server.form(&cookie, &sessions, &out).await);
        let page = server.shown(&cookie, &sessions).await;
        assert!(page.contains("现在有 2 场"), "{page}");
        let wrong = server.form(&cookie, &sessions, "from=x&to=&look=1&without=%3Cscript%3E").await;
        assert_eq!(wrong.status, 422, "{}", wrong.text());
        assert!(wrong.text().contains("id=\"from-err\""), "{}", wrong.text());
        assert!(wrong.text().contains("&#60;script&#62;"), "{}", wrong.text());
    }

    async fn a_program_says_who_could_sign_up(server) {
        let cookie = organizer(&server).await;
        let program = "/console/programs/p-birds-2027";
        let page = server.page(&cookie, program).await;
        assert_eq!(page.status, 200, "{}", page.text());
        let version = hidden(page.text(), "version");
        let asked: Vec<String> = values(page.text(), "question_keys")
            .into_iter()
            .filter(|key| page.text().contains(&format!("id=\"q-{key}\" checked")))
            .collect();
        let asked = joined("question_keys", &asked);
        let typed = format!(
            "version={version}{asked}&title={}&eligibility-age_min=7&eligibility-age_max=9",
            encoded("<script>alert(1)</script>"),
        );
        let said = server.form(&cookie, &format!("{program}/sentence"), &typed).await;
        assert_eq!(said.status, 200, "{}", said.text());
        assert!(said.text().starts_with("7 至 9 岁的"), "{}", said.text());
        let look = server.form(&cookie, program, &format!("{typed}&look=1")).await;
        assert!(look.text().contains("7 至 9 岁的"), "{}", look.text());
        assert!(!look.text().contains("<script>alert"), "{}", look.text());
        let wrong = server.form(&cookie, program, &typed.replace("age_max=9", "age_max=old")).await;
        assert_eq!(wrong.status, 422, "{}", wrong.text());
        assert!(wrong.text().contains("value=\"old\"") && wrong.text().contains("eligibility-age_max-err"));
        leads_to(&server.form(&cookie, program, &typed).await);
        let saved = server.shown(&cookie, program).await;
        assert!(saved.contains("&#60;script&#62;alert(1)") && !saved.contains("<script>alert"), "{saved}");
        let stale = server.form(&cookie, program, &typed).await;
        assert_eq!(stale.status, 412, "{}", stale.text());
        let few = server.shown(&cookie, "/console/offerings/p-birds-2027-01/settings").await;
        assert!(few.contains("&#60;script&#62;"), "{few}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_published_with_few_clicks() {
    let server = TestServer::start(Backend::Sqlite).await;
    organizer(&server).await;
    for (width, language) in [(360, "zh-CN"), (768, "en"), (1440, "zh-CN")] {
        let window = Window::open(&server, width, language).await;
        let browser = &window.browser;
        let list = format!("/console/organizations/{BODY}/programs");
        window.sign_in(EMAIL, &list).await;
        let named = |page: &str| format!("{page}.{language}.{width}");
        window.is_well_made(&named("programs")).await;
        // 1: copy; 2: make the draft; 3: save and go on; 4: publish.
        browser.click("a[href$='p-birds-2027-01/copy']").await;
        window.is_well_made(&named("copy")).await;
        browser.click("main form[method=post] button").await;
        browser.wait_for("input[name=version]").await;
        window.is_well_made(&named("settings-draft")).await;
        browser.fill("#title", "明年第一期").await;
        browser.click("button[name=publish]").await;
        browser.wait_for("dl.facts").await;
        window.is_well_made(&named("publish")).await;
        browser.click("main form[method=post] button").await;
        browser.wait_for(".note.leaf").await;
        window.is_well_made(&named("settings-published")).await;
    }
    let codes = ["p-birds-2027-04", "p-birds-2027-05", "p-birds-2027-06"];
    let mut seen = 0;
    for code in codes {
        let offering = server
            .get(&format!("/api/v1/offerings/{code}"))
            .send()
            .await;
        seen += usize::from(offering.status == 200 && offering.json()["places_left"] == json!(40));
    }
    assert!(seen > 0, "what was published is seen by all");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_edit_is_read_out() {
    let server = TestServer::start(Backend::Sqlite).await;
    let cookie = organizer(&server).await;
    let settings = draft(&server, &cookie).await;
    for (width, language) in [(360, "en"), (1440, "zh-CN")] {
        let window = Window::open(&server, width, language).await;
        window.sign_in(EMAIL, &settings).await;
        let browser = &window.browser;
        browser.fill("#title", "<script>alert(1)</script>").await;
        browser.fill("#capacity", "many").await;
        browser.fill("#min_to_run", "99").await;
        browser.click("button[name=publish]").await;
        browser.wait_for("#trouble").await;
        browser.wait_for("#capacity-err").await;
        window
            .is_well_made(&format!("settings-refused.{language}.{width}"))
            .await;
        let typed = browser
            .script("return document.querySelector('#title').value", &json!([]))
            .await;
        assert_eq!(typed, "<script>alert(1)</script>");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_and_patterns_are_typed_in_a_browser() {
    let server = TestServer::start(Backend::Sqlite).await;
    let cookie = organizer(&server).await;
    let settings = draft(&server, &cookie).await;
    let sessions = settings.replace("/settings", "/sessions");
    for (width, language, days) in [(360, "zh-CN", "岁"), (1440, "en", "aged")] {
        let window = Window::open(&server, width, language).await;
        let browser = &window.browser;
        window
            .sign_in(EMAIL, "/console/programs/p-birds-2027")
            .await;
        window
            .is_well_made(&format!("program.{language}.{width}"))
            .await;
        browser.fill("#eligibility-age_min", "7").await;
        browser.fill("#eligibility-age_max", "9").await;
        browser.click("#eligibility-grade_min").await;
        let says = format!(
            "//p[@role='status'][contains(., '7') and contains(., '9') and contains(., '{days}')]"
        );
        browser.wait_for_path(&says).await;
        browser.go(&sessions).await;
        window
            .is_well_made(&format!("sessions.{language}.{width}"))
            .await;
        browser.click("input[value=sat]").await;
        let dates = "for (const [id, day] of [['from', '2028-09-01'], ['to', '2028-09-30']]) \
                     document.getElementById(id).value = day; \
                     document.getElementById('starts').value = '09:00'; \
                     document.getElementById('ends').value = '12:00';";
        browser.script(dates, &json!([])).await;
        browser.fill("#slot_minutes", "50").await;
        browser.fill("#slot_pause", "10").await;
        browser.click("button[name=look]").await;
        browser.wait_for("input[name=at]").await;
        assert_eq!(browser.count("input[name=at]").await, 15);
        window
            .is_well_made(&format!("sessions-made.{language}.{width}"))
            .await;
    }
}
