//! How many taps the app takes; typing apart. What is counted here stands in docs/app.md.

use serde_json::json;

use super::finger::Finger;
use super::registering::{RELATION, SUBMIT};
use super::stocked;
use crate::console::Window;
use crate::registering::DRUM;

/// W1: by age and shift, and near.
#[tokio::test(flavor = "multi_thread")]
async fn to_find_what_fits() {
    let server = stocked().await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    let mut finger = Finger::on_a_slow_line(browser).await;
    browser.go("/").await;
    browser.wait_for(".result h3 a").await;
    finger.tap("details > summary").await;
    browser.fill("#age", "8").await;
    finger.choose("#rota", "20:00-08:00").await;
    finger.tap(".filters button[type=submit]").await;
    browser.sees("避开 20:00-08:00").await;
    finger.took(4, "W1 by age and shift");

    let here = json!({"latitude": 30.30, "longitude": 120.17, "accuracy": 10});
    browser
        .devtools("Emulation.setGeolocationOverride", &here)
        .await;
    let allow = json!({"permissions": ["geolocation"]});
    browser.devtools("Browser.grantPermissions", &allow).await;
    finger.tap("button[aria-expanded]").await;
    finger.tap(".sheet .btn.quiet").await;
    browser.sees("公里").await;
    finger.took(2, "W1 near me");
    // The place is told no finer than it must be, and what was chosen before still holds.
    let path = browser.path().await;
    assert!(
        path.contains("near=30.300%2C120.170") && path.contains("age=8"),
        "{path}"
    );
    finger.tap(".result h3 a").await;
    browser.wait_for("#classes").await;
    finger.took(1, "W1 to the program");
}

/// The first time, and a child with somebody who may collect it.
#[tokio::test(flavor = "multi_thread")]
async fn to_come_in_and_write_the_family_down() {
    let server = stocked().await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    let mut finger = Finger::on_a_slow_line(browser).await;
    browser.go("/").await;
    browser.wait_for(".result h3 a").await;
    finger.tap("#sign-in").await;
    browser.fill("#email", "li@example.org").await;
    finger.tap("main button[type=submit]").await;
    browser.wait_for("#code").await;
    let code = server.last_code("li@example.org").await;
    browser.fill("#code", &code).await;
    finger.tap("main button[type=submit]").await;
    browser.fill("#name", "李四").await;
    finger.tap("main button[type=submit]").await;
    browser.wait_for(".result h3 a").await;
    finger.took(4, "W2 to come in for the first time");

    finger.tap(".dock a[href='/household']").await;
    finger.tap(".btns button.btn:not(.quiet)").await;
    browser.fill("#name", "李小四").await;
    window.put("#birth_date", "2018-09-03").await;
    finger.choose("#grade", "2").await;
    finger.tap("fieldset .btns button").await;
    for (field, text) in [
        ("name", "王五"),
        ("phone", "13800000000"),
        ("relation", "奶奶"),
    ] {
        browser.fill(&format!("#pickup-0-{field}"), text).await;
    }
    finger.tap("main button[type=submit]").await;
    browser.wait_for(".note.leaf").await;
    finger.took(6, "W2 a child with who collects it");

    // From then on a search for the child is one tap.
    browser.go("/").await;
    browser.click("details > summary").await;
    finger.taps = 0;
    finger
        .tap(".filters fieldset a.chip[href*='age=8'], .filters fieldset a.chip[href*='grade=2']")
        .await;
    browser.wait_for("#found").await;
    finger.took(1, "W1 for one's own child");
}

/// W2 from a link, without an account, to two children; and the second time, for another class.
#[tokio::test(flavor = "multi_thread")]
async fn to_register_two_children() {
    let server = stocked().await;
    let window = Window::open_alone(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    let mut finger = Finger::on_a_slow_line(browser).await;
    browser.go("/programs/p-open-drum").await;
    finger
        .tap(&format!("a[href='/offerings/{DRUM}/register']"))
        .await;
    browser.fill("#email", "li@example.org").await;
    finger.tap(SUBMIT).await;
    browser.wait_for("#code").await;
    browser
        .fill("#code", &server.last_code("li@example.org").await)
        .await;
    finger.tap(SUBMIT).await;
    window.child("李小一", "2018-05-02").await;
    finger.tap("main button[value=more]").await;
    browser.wait_for("#name:invalid").await;
    window.child("李小二", "2016-05-02").await;
    finger.tap("main form .btns button.btn:not(.quiet)").await;
    browser.wait_for("#own-name").await;
    browser.fill("#own-name", "李四").await;
    window.sends_two(&mut finger, true).await;
    finger.took(11, "W2 from a link to two children");

    browser.go("/programs/p-open-drum").await;
    finger
        .tap("a[href='/offerings/p-open-drum-01/register']")
        .await;
    finger.tap("label:nth-of-type(2) > input[name=who]").await;
    finger.tap("label:nth-of-type(3) > input[name=who]").await;
    window.sends_two(&mut finger, false).await;
    finger.took(9, "W2 the second time");
}

impl Window {
    /// From who and how to what became of it; `is_first` where the family has no emergency contact yet.
    async fn sends_two(&self, finger: &mut Finger<'_>, is_first: bool) {
        finger.tap("input[value=together]").await;
        finger.tap(SUBMIT).await;
        finger.tap(RELATION).await;
        if is_first {
            self.emergency().await;
        }
        finger.tap("#c-guardian_consent").await;
        finger.tap(SUBMIT).await;
        self.browser.wait_for(".note.leaf").await;
        finger.tap(SUBMIT).await;
        assert_eq!(self.made().await.len(), 2);
    }
}

/// W17: whom to ask.
#[tokio::test(flavor = "multi_thread")]
async fn to_find_a_person_who_helps() {
    let server = stocked().await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    let mut finger = Finger::on_a_slow_line(browser).await;
    browser.go("/programs/p-birds-2027").await;
    finger.tap("aside .btn").await;
    browser.sees("下城区教育工会").await;
    finger.took(1, "W17");
    window.is_well_made("app.help-of.zh-CN.390").await;
}
