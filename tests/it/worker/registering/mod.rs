//! Registering in the app: the whole way of a parent who has nothing but a link, what is kept when the
//! network goes, and what is said when it cannot be.

mod amiss;
mod lacking;
mod steps;
mod waiting;

use serde_json::{Value, json};

use super::finger::Finger;
use super::light::asks_the_public_api_only;
use super::{LANGUAGES, WIDTHS, stocked};
use crate::console::Window;
use crate::harness::TestServer;
use crate::harness::browser::keyboard::ENTER;
use crate::registering::{DRUM, text};

impl Window {
    pub(super) async fn child(&self, name: &str, born: &str) {
        self.browser.fill("#name", name).await;
        self.put("#birth_date", born).await;
    }

    pub(super) async fn emergency(&self) {
        for (part, value) in [
            ("name", "李四"),
            ("phone", "13800000000"),
            ("relation", "父亲"),
        ] {
            let field = format!("#q-emergency_contact-0-{part}");
            self.browser.fill(&field, value).await;
        }
    }

    /// One in which she has opened the registration of the drum afternoon.
    async fn at_registering(server: &TestServer, language: &str) -> Self {
        let window = Self::open(server, 390, language).await;
        window
            .enter_app(server, "zhang@example.org", REGISTER)
            .await;
        window
    }

    /// One in which she has filled everything in, and it can be sent.
    async fn ready_to_send(server: &TestServer, language: &str) -> Self {
        server.family("zhang@example.org").await;
        let window = Self::at_registering(server, language).await;
        window.comes_to_the_last_step().await;
        window.browser.wait_for(".note.leaf").await;
        window
    }

    /// Goes from the first step to the last for a child whose record lacks nothing that is asked.
    async fn comes_to_the_last_step(&self) {
        let browser = &self.browser;
        // The parent herself stands first.
        browser.click("label:last-of-type > input[name=who]").await;
        browser.click(SUBMIT).await;
        browser.click(RELATION).await;
        browser.click("#c-guardian_consent").await;
        browser.click(SUBMIT).await;
        browser.wait_for("dl.facts.ruled").await;
    }

    /// What the address says once registering has ended well: the ids of what was made.
    pub(super) async fn made(&self) -> Vec<String> {
        self.browser.wait_for("main h1").await;
        let ended = "const done = arguments[arguments.length - 1]; const look = () => \
                     location.pathname === '/registrations' ? done(location.search) : setTimeout(look, 20); look();";
        let search = self.browser.told_by(ended).await;
        let ids = search
            .as_str()
            .unwrap()
            .strip_prefix("?done=")
            .unwrap()
            .to_owned();
        ids.split(',').map(str::to_owned).collect()
    }
}

pub(super) const RELATION: &str = "#q-guardian_relation input[value=mother]";
pub(super) const SUBMIT: &str = "main button[type=submit]";
const REGISTER: &str = "/offerings/p-open-drum-02/register";

/// How many seats of the drum afternoon are taken.
async fn taken(server: &TestServer) -> Value {
    let places = format!("/api/v1/offerings/{DRUM}/places");
    server.get(&places).send().await.ok(200)["taken"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_leads_to_two_registered_children_in_twelve_taps() {
    for language in LANGUAGES {
        let server = stocked().await;
        let window = Window::open(&server, 390, language).await;
        let browser = &window.browser;
        let looks = async |name: &str| {
            let name = format!("app.register-{name}.{language}");
            window.is_well_made_in(&name, &WIDTHS).await;
            browser.size(390, 900).await;
        };
        let email = format!("parent.{language}@example.org");
        let mut finger = Finger::on(browser);
        browser.go("/programs/p-open-drum").await;
        finger
            .tap(&format!("a[href='/offerings/{DRUM}/register']"))
            .await;
        browser.fill("#email", &email).await;
        finger.tap(SUBMIT).await;
        browser.wait_for("#code").await;
        browser.fill("#code", &server.last_code(&email).await).await;
        finger.tap(SUBMIT).await;

        browser.wait_for("#birth_date").await;
        looks("child").await;
        window.child("张小一", "2018-05-02").await;
        finger.tap("main button[value=more]").await;
        browser.wait_for("#name:invalid").await;
        window.child("张小二", "2016-05-02").await;
        finger.tap("main form .btns button.btn:not(.quiet)").await;
        browser.wait_for("#own-name").await;
        browser.fill("#own-name", "张三").await;
        finger.tap("input[value=together]").await;
        looks("who").await;
        finger.tap(SUBMIT).await;

        browser.wait_for(RELATION).await;
        looks("form").await;
        finger.tap(RELATION).await;
        window.emergency().await;
        finger.tap("#c-guardian_consent").await;
        finger.tap(SUBMIT).await;
        browser.wait_for(".note.leaf").await;
        looks("review").await;
        finger.tap(SUBMIT).await;
        assert_eq!(window.made().await.len(), 2);
        finger.took(11, "W2 from a link to two children");
        // Each has a code and a ticket of its own.
        browser.wait_for(".outcome.confirmed").await;
        assert_eq!(browser.count(".outcome a[href$='/ticket']").await, 2);
        assert_eq!(browser.count(".outcome .facts .code").await, 2);
        looks("done").await;
        assert_eq!(taken(&server).await, 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn before_the_window_opens_everything_can_be_filled_in() {
    let server = stocked().await;
    server.family("zhang@example.org").await;
    let opens = server.clock.now().plus_hours(1).to_string();
    server
        .drum_by(&json!({ "registration_opens": opens }))
        .await;
    let window = Window::at_registering(&server, "zh-CN").await;
    let browser = &window.browser;
    // What is missing is said now, and not in the minute it opens.
    browser.click("label:last-of-type > input[name=who]").await;
    browser.click(SUBMIT).await;
    browser.wait_for(RELATION).await;
    browser.click(SUBMIT).await;
    browser.wait_for(".note.clay:focus").await;
    assert_eq!(browser.count(".note.clay li").await, 2);
    browser.click(RELATION).await;
    browser.click("#c-guardian_consent").await;
    browser.click(SUBMIT).await;
    browser.wait_for("dl.facts.ruled").await;
    browser.wait_for("main button[type=submit]:disabled").await;
    browser.sees("还有 1 小时").await;
    window
        .is_well_made_in("app.register-countdown.zh-CN", &WIDTHS)
        .await;
    server.advance_minutes(61);
    browser.go(REGISTER).await;
    browser.wait_for(".note.leaf").await;
    browser
        .click("main button[type=submit]:not(:disabled)")
        .await;
    assert_eq!(window.made().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_fit_is_told_why_and_by_keys_alone_one_registers() {
    let server = stocked().await;
    let family = server.family("zhang@example.org").await;
    let old = json!({ "name": "张大", "relation": "child", "birth_date": "2013-05-02" });
    let adding = server.post("/api/v1/me/participants", &old);
    adding.token(&family.token).send().await.ok(201);
    let window = Window::open(&server, 1440, "en").await;
    let browser = &window.browser;
    window
        .enter_app(&server, "zhang@example.org", REGISTER)
        .await;
    browser.wait_for(".pick.off").await;
    window
        .is_well_made_in("app.register-not-all-fit.en", &WIDTHS)
        .await;
    browser.size(1440, 900).await;
    browser.tab_to("input[name=who]:not(:disabled)").await;
    browser.strike(" ").await;
    browser.tab_to(SUBMIT).await;
    browser.strike(ENTER).await;
    browser.wait_for(RELATION).await;
    browser.wait_for("main h1:focus").await;
    // Nothing answered: the faults are named, and lead to their fields.
    browser.tab_to(SUBMIT).await;
    browser.strike(ENTER).await;
    browser.wait_for(".note.clay:focus").await;
    window
        .is_well_made_in("app.register-faults.en", &WIDTHS)
        .await;
    browser.size(1440, 900).await;
    browser.tab_to(".note.clay a").await;
    browser.strike(ENTER).await;
    browser.wait_for("#q-guardian_relation input:focus").await;
    browser.strike(" ").await;
    browser.tab_to("#c-guardian_consent").await;
    browser.strike(" ").await;
    browser.tab_to(SUBMIT).await;
    browser.strike(ENTER).await;
    browser.wait_for("dl.facts.ruled").await;
    browser.tab_to(SUBMIT).await;
    browser.strike(ENTER).await;
    assert_eq!(window.made().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slot_is_booked_discreetly() {
    for language in LANGUAGES {
        let server = stocked().await;
        server.worker("li@example.org").await;
        let window = Window::open(&server, 390, language).await;
        let browser = &window.browser;
        let path = "/offerings/p-mind-pujiang-01/register";
        window.enter_app(&server, "li@example.org", path).await;
        browser.click("input[name=session]").await;
        browser.click("input[name=who]:not(:disabled)").await;
        let name = format!("app.register-slot.{language}");
        window.is_well_made_in(&name, &WIDTHS).await;
        browser.size(390, 900).await;
        browser.click(SUBMIT).await;
        browser.click("#q-contact_way input[value=inbox]").await;
        browser.click(SUBMIT).await;
        browser.wait_for(".note.leaf").await;
        browser.click(SUBMIT).await;
        assert_eq!(window.made().await.len(), 1);
    }
}

/// Writes down all that the drum afternoon asks of a family.
async fn nothing_is_unknown(server: &TestServer, token: &str) {
    let contact = json!({ "name": "家里人", "phone": "13800000000", "relation": "外婆" });
    let people = server.get("/api/v1/me/participants").token(token);
    for one in people.send().await.ok(200)["items"].as_array().unwrap() {
        let path = format!("/api/v1/me/participants/{}", text(one, "id"));
        let edit = json!({ "emergency_contact": contact, "care_notes": "没有" });
        let edit = server.patch(&path, &edit).token(token);
        edit.send().await.ok(200);
    }
}

/// The second time: the family is known, lots are drawn, and what linking does to the chance is shown.
#[tokio::test(flavor = "multi_thread")]
async fn siblings_go_into_a_draw_and_see_their_chances() {
    let lottery = json!({
        "allocation": "lottery", "capacity": 6, "min_to_run": null,
        "registration_closes": "2027-06-16T18:00:00+08:00",
        "draw_at": "2027-06-17T10:00:00+08:00",
    });
    for language in LANGUAGES {
        let server = stocked().await;
        server.drum_by(&lottery).await;
        server.families(5).await;
        let (family, _) = server.siblings().await;
        nothing_is_unknown(&server, &family.token).await;
        let window = Window::open(&server, 390, language).await;
        let browser = &window.browser;
        let page = "/programs/p-open-drum";
        window
            .enter_app(&server, "siblings@example.org", page)
            .await;
        browser.traffic().await;
        let mut finger = Finger::on(browser);
        finger.tap(&format!("a[href='{REGISTER}']")).await;
        browser.wait_for(".pick.off").await;
        finger.tap("label:nth-of-type(2) > input[name=who]").await;
        finger.tap("label:nth-of-type(3) > input[name=who]").await;
        finger.tap("input[value=alone]").await;
        finger.tap(SUBMIT).await;
        finger.tap(RELATION).await;
        finger.tap("#c-guardian_consent").await;
        finger.tap(SUBMIT).await;
        browser.wait_for("form .sheet h2").await;
        let name = format!("app.register-chances.{language}");
        window.is_well_made_in(&name, &WIDTHS).await;
        browser.size(390, 900).await;
        // Six places, six lots: nobody goes without, and seven children want them.
        finger.tap("form .sheet .btn.quiet").await;
        browser.wait_for("form .sheet li strong").await;
        finger.tap(SUBMIT).await;
        let made = window.made().await;
        // One of them to change her mind.
        finger.took(10, "W2 the second time");
        let mut groups = Vec::new();
        for id in &made {
            let one = server.registration(&family.token, id).await;
            assert_eq!(one["status"], "applied");
            groups.push(text(&one, "group_id"));
        }
        assert!(
            groups.len() == 2 && groups[0] == groups[1] && !groups[0].is_empty(),
            "{groups:?}"
        );
        asks_the_public_api_only(&server, &browser.traffic().await.calls).await;
    }
}
