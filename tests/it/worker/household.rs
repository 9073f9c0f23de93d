//! The family, and the union one belongs to.

use serde_json::{Value, json};

use super::{LANGUAGES, WIDTHS, stocked};
use crate::console::Window;
use crate::harness::TestServer;
use crate::people::PASSWORD;
use crate::registering::Family;

#[tokio::test(flavor = "multi_thread")]
async fn a_child_is_added_changed_and_taken_away() {
    let server = stocked().await;
    server.worker("zhang@example.org").await;
    for language in LANGUAGES {
        let window = Window::open(&server, 390, language).await;
        let browser = &window.browser;
        window
            .enter_app(&server, "zhang@example.org", "/household")
            .await;
        browser.wait_for("#members").await;
        browser.click(".btns button.btn:not(.quiet)").await;
        browser.wait_for("#grade").await;
        browser.click("fieldset .btns button").await;
        browser.wait_for("#pickup-0-name").await;
        window
            .is_well_made_in(&format!("app.person.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        browser.fill("#name", "张小一").await;
        browser.fill("#pickup-0-name", "李四").await;
        browser.fill("#pickup-0-phone", "没有电话").await;
        browser.fill("#pickup-0-relation", "父亲").await;
        browser.fill("#care_notes", "对花生过敏").await;
        browser.click("main button[type=submit]").await;
        browser.wait_for("#pickup-0-phone-err").await;
        window
            .is_well_made_in(&format!("app.person-wrong.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        // What was typed stays, also when the page is left and opened again.
        browser.go("/household").await;
        browser.click(".btns button.btn:not(.quiet)").await;
        browser.wait_for("#pickup-0-phone").await;
        let value = "return document.getElementById('care_notes').value";
        assert_eq!(browser.script(value, &json!([])).await, json!("对花生过敏"));
        browser.fill("#pickup-0-phone", "13800000000").await;
        browser.click("main button[type=submit]").await;
        browser.wait_for(".note.leaf").await;
        browser.sees("对花生过敏").await;
        window
            .is_well_made_in(&format!("app.household.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        browser.click(".sheet:last-child .btns button").await;
        browser.click(".btn.harm").await;
        browser.click(".btn.harm").await;
        browser.wait_for_path("//ul[count(li) = 1]/li//h2").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_union_is_asked_to_confirm() {
    let server = stocked().await;
    server.worker("zhang@example.org").await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    window
        .enter_app(&server, "zhang@example.org", "/memberships")
        .await;
    browser.wait_for("#members").await;
    browser.press("写下我的工会").await;
    browser.wait_for("#my-union option:nth-child(3)").await;
    let choose = "document.getElementById('my-union').selectedIndex = 2";
    browser.script(choose, &json!([])).await;
    browser.click("#memberships button[type=submit]").await;
    browser.wait_for(".tag.applied").await;
    window
        .is_well_made_in("app.memberships.zh-CN", &WIDTHS)
        .await;
}

/// The network goes while a form is filled in: it is said, and nothing is lost.
#[tokio::test(flavor = "multi_thread")]
async fn without_network_a_form_waits() {
    let server = stocked().await;
    server.worker("zhang@example.org").await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    window
        .enter_app(&server, "zhang@example.org", "/household")
        .await;
    browser.wait_for("#members").await;
    browser.click(".btns button.btn:not(.quiet)").await;
    browser.fill("#name", "张小二").await;
    browser.offline(true).await;
    browser.click("main button[type=submit]").await;
    browser.sees("没有网络").await;
    window.is_well_made("app.person-offline.zh-CN.390").await;
    browser.offline(false).await;
    browser.click("main button[type=submit]").await;
    browser.wait_for(".note.leaf").await;
    browser.sees("张小二").await;
}

impl Window {
    /// Something is typed into the child's record and not saved, the record is written elsewhere, and it
    /// is opened here once more.
    async fn meets(
        &self,
        server: &TestServer,
        her: &Family,
        (field, typed): (&str, &str),
        elsewhere: &Value,
    ) {
        self.enter_app(server, "zhang@example.org", "/household")
            .await;
        let edit = ".sheet:last-child .btns button";
        self.browser.click(edit).await;
        self.browser.fill(field, typed).await;
        let path = format!("/api/v1/me/participants/{}", her.child);
        let writing = server.patch(&path, elsewhere).token(&her.token);
        writing.send().await.ok(200);
        self.browser.go("/household").await;
        self.browser.click(edit).await;
    }
}

/// Two phones at one record: each writes what was changed on it, and an old draft holds nothing else.
#[tokio::test(flavor = "multi_thread")]
async fn an_old_draft_takes_nothing_back() {
    let server = stocked().await;
    let her = server.family("zhang@example.org").await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    let elsewhere = json!({ "care_notes": "对花生过敏", "grade": 3 });
    window
        .meets(&server, &her, ("#name", "张小双"), &elsewhere)
        .await;
    browser.wait_for("#care_notes").await;
    let typed = "return ['name', 'care_notes'].map(id => document.getElementById(id).value)";
    let typed = browser.script(typed, &json!([])).await;
    assert_eq!(typed, json!(["张小双", "对花生过敏"]));
    browser.click("main button[type=submit]").await;
    browser.wait_for(".note.leaf").await;
    let people = server.get("/api/v1/me/participants").token(&her.token);
    let people = people.send().await.ok(200);
    let child = people["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["id"] == json!(her.child))
        .unwrap();
    assert_eq!(child["name"], "张小双");
    assert_eq!(child["care_notes"], "对花生过敏");
    assert_eq!(child["grade"], 3);
}

/// What was typed and not saved, and written otherwise since, is told; and nothing of it is lost.
#[tokio::test(flavor = "multi_thread")]
async fn what_changed_elsewhere_is_told() {
    let server = stocked().await;
    let her = server.family("zhang@example.org").await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    let elsewhere = json!({ "care_notes": "对花生过敏" });
    window
        .meets(&server, &her, ("#care_notes", "没有"), &elsewhere)
        .await;
    browser.sees("现在写的是“对花生过敏”").await;
    window
        .is_well_made_in("app.person-elsewhere.zh-CN", &WIDTHS)
        .await;
    let typed = "return document.getElementById('care_notes').value";
    assert_eq!(browser.script(typed, &json!([])).await, json!("没有"));
}

/// A page left open on a shared phone: nothing that one typed is there for the next, or goes to hers.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_left_open_is_the_next_one_s_only_empty() {
    let server = stocked().await;
    server.worker("zhang@example.org").await;
    server.worker("li@example.org").await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    window
        .enter_app(&server, "zhang@example.org", "/household")
        .await;
    browser.wait_for("#members").await;
    browser.click(".btns button.btn:not(.quiet)").await;
    browser.fill("#name", "张小一").await;
    browser.fill("#care_notes", "对花生过敏").await;
    // Signed in on another page: this one hears of it as pages do.
    let token = server.sign_in("li@example.org", PASSWORD).await.ok(201);
    let next = "const key = 'niangjia.1.session'; const oldValue = localStorage.getItem(key); \
                localStorage.setItem(key, arguments[0]); \
                dispatchEvent(new StorageEvent('storage', {key, oldValue, newValue: arguments[0]}))";
    browser.script(next, &json!([token.to_string()])).await;
    browser.sees("li@example.org").await;
    browser.click(".btns button.btn:not(.quiet)").await;
    browser.wait_for("#care_notes").await;
    let typed = "return ['name', 'care_notes'].map(id => document.getElementById(id).value)";
    assert_eq!(browser.script(typed, &json!([])).await, json!(["", ""]));
}
