//! Back leads through the steps, the family's record is changed at the last look, and what is asked of the
//! server is asked once.

use serde_json::json;

use super::super::{LANGUAGES, WIDTHS, stocked};
use super::{REGISTER, RELATION, SUBMIT};
use crate::console::Window;

impl Window {
    async fn goes_back(&self) {
        self.browser.script("history.back()", &json!([])).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn back_leads_through_the_steps_and_loses_nothing() {
    let server = stocked().await;
    server.family("zhang@example.org").await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    let page = "/programs/p-open-drum";
    window.enter_app(&server, "zhang@example.org", page).await;
    browser.click(&format!("a[href='{REGISTER}']")).await;
    window.comes_to_the_last_step().await;
    window.goes_back().await;
    browser.wait_for(&format!("{RELATION}:checked")).await;
    browser.wait_for("main h1:focus").await;
    assert_eq!(window.focus().await, "只问还不知道的");
    window.goes_back().await;
    browser.wait_for("input[name=who]:checked").await;
    browser.click(SUBMIT).await;
    browser.wait_for(&format!("{RELATION}:checked")).await;
    browser.click(SUBMIT).await;
    browser.wait_for("dl.facts.ruled").await;
    // The way back that the page has is the same one: it adds nothing to go back through.
    browser.press("填表与同意").await;
    browser.wait_for(RELATION).await;
    window.goes_back().await;
    browser.wait_for("input[name=who]").await;
    assert_eq!(browser.path().await, REGISTER);
    // Whoever is being added is left the same way.
    browser.press("添加孩子或家人").await;
    browser.wait_for("#name").await;
    window.goes_back().await;
    browser.wait_for("input[name=who]:checked").await;
    window.goes_back().await;
    browser.wait_for(&format!("a[href='{REGISTER}']")).await;
    assert_eq!(browser.path().await, page);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_record_is_changed_at_the_last_look() {
    let server = stocked().await;
    server.family("zhang@example.org").await;
    let window = Window::at_registering(&server, "zh-CN").await;
    let browser = &window.browser;
    window.comes_to_the_last_step().await;
    browser.sees("家里人（外婆） 13800000000").await;
    let change = "改 紧急联系人";
    browser.press(change).await;
    browser.wait_for("#emergency-phone").await;
    window.goes_back().await;
    browser.press(change).await;
    browser.fill("#emergency-phone", "13900000000").await;
    browser.click(SUBMIT).await;
    browser.sees("家里人（外婆） 13900000000").await;
    browser.wait_for(".note.leaf").await;
    browser.wait_for("main h1:focus").await;
    assert_eq!(window.focus().await, "看一遍，没错就提交");
    browser.click(SUBMIT).await;
    assert_eq!(window.made().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_look_knows_what_the_form_was_told() {
    let server = stocked().await;
    server.family("zhang@example.org").await;
    let window = Window::at_registering(&server, "zh-CN").await;
    let browser = &window.browser;
    browser.click("label:last-of-type > input[name=who]").await;
    browser.click(SUBMIT).await;
    browser.click(RELATION).await;
    browser.click("#c-guardian_consent").await;
    browser.traffic().await;
    browser.click(SUBMIT).await;
    browser.wait_for(".note.leaf").await;
    let calls = browser.traffic().await.calls;
    let asked = calls
        .iter()
        .filter(|call| call.starts_with("POST "))
        .count();
    assert_eq!(asked, 1, "{calls:?}");
}

/// Who came for the first time is called by her address until she says her name.
#[tokio::test(flavor = "multi_thread")]
async fn her_own_name_is_asked_for_until_it_is_there() {
    for language in LANGUAGES {
        let server = stocked().await;
        let family = server.family("zhang@example.org").await;
        let unnamed = server.patch("/api/v1/me", &json!({ "name": "zhang" }));
        unnamed.token(&family.token).send().await.ok(200);
        let window = Window::at_registering(&server, language).await;
        let browser = &window.browser;
        browser.click("label:last-of-type > input[name=who]").await;
        browser.click(SUBMIT).await;
        browser.wait_for("#own-name:focus").await;
        browser.wait_for("#own-name-err").await;
        let name = format!("app.register-nameless.{language}");
        window.is_well_made_in(&name, &WIDTHS).await;
        browser.size(390, 900).await;
        browser.fill("#own-name", "张三").await;
        browser.click(SUBMIT).await;
        browser.wait_for(RELATION).await;
        let me = server.get("/api/v1/me").token(&family.token);
        assert_eq!(me.send().await.ok(200)["name"], "张三");
    }
}
