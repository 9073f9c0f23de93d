//! Coming in by six digits or a password, and going out.

use serde_json::json;

use super::{LANGUAGES, WIDTHS, stocked};
use crate::console::Window;
use crate::people::PASSWORD;

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_first_gives_an_address_digits_and_a_name() {
    let server = stocked().await;
    for language in LANGUAGES {
        let window = Window::open(&server, 390, language).await;
        let browser = &window.browser;
        let email = format!("new.{language}@example.org");
        browser.go("/household").await;
        browser.wait_for("#email").await;
        assert!(
            browser
                .path()
                .await
                .starts_with("/sign-in?next=%2Fhousehold")
        );
        window
            .is_well_made_in(&format!("app.sign-in.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        browser.fill("#email", &email).await;
        browser.click("main button[type=submit]").await;
        browser.wait_for("#code").await;
        let code = server.last_code(&email).await;
        let wrong = if code == "000000" { "000001" } else { "000000" };
        browser.fill("#code", wrong).await;
        browser.click("main button[type=submit]").await;
        browser.wait_for("#code-err").await;
        assert!(browser.text("#code-err").await.contains('4'));
        window
            .is_well_made_in(&format!("app.sign-in-code.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        browser.fill("#code", &code).await;
        browser.click("main button[type=submit]").await;
        browser.wait_for("#name").await;
        browser
            .fill("#name", "长名示例·阿布都热合曼·买买提江")
            .await;
        browser.click("main button[type=submit]").await;
        browser.wait_for("#members").await;
        assert_eq!(browser.path().await, "/household");
        browser.sees("长名示例·阿布都热合曼·买买提江").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_leads_in_and_signing_out_leaves_nothing() {
    let server = stocked().await;
    server.worker("zhang@example.org").await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    browser.go("/sign-in?next=%2Fhelp").await;
    browser.press("我有密码").await;
    browser.fill("#email", "zhang@example.org").await;
    browser.fill("#password", "不是这个密码吧").await;
    browser.click("main button[type=submit]").await;
    browser.wait_for("main [role=alert] strong").await;
    window.is_well_made("app.sign-in-password.zh-CN.390").await;
    browser.fill("#password", PASSWORD).await;
    browser.click("main button[type=submit]").await;
    browser.wait_for("#bring").await;
    assert_eq!(browser.path().await, "/help");
    assert!(window.title().await.starts_with("找人帮忙"));
    assert_eq!(window.focus().await, "找人帮忙");
    browser.go("/household").await;
    browser.press("退出登录").await;
    browser.wait_for(".result h3 a").await;
    let kept = "return Object.keys(localStorage).length";
    assert_eq!(browser.script(kept, &json!([])).await, json!(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_token_leads_to_signing_in_and_back() {
    let server = stocked().await;
    server.worker("zhang@example.org").await;
    let window = Window::open(&server, 390, "zh-CN").await;
    window
        .enter_app(&server, "zhang@example.org", "/household")
        .await;
    window.browser.wait_for("#members").await;
    let token = "return JSON.parse(localStorage.getItem('niangjia.1.session')).access_token";
    let token = window.browser.script(token, &json!([])).await;
    let out = server.delete("/api/v1/tokens/current");
    out.token(token.as_str().unwrap()).send().await;
    window.browser.go("/household").await;
    window.browser.wait_for("#email").await;
    assert_eq!(window.browser.path().await, "/sign-in?next=%2Fhousehold");
}

/// Where signing in leads back to is ours, and who comes after somebody else finds nothing of hers.
#[tokio::test(flavor = "multi_thread")]
async fn no_way_back_leads_elsewhere_and_no_draft_of_another_stays() {
    let server = stocked().await;
    server.worker("zhang@example.org").await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    browser.go("/help").await;
    browser.wait_for("main h1").await;
    let other = "localStorage.setItem('niangjia.1.owner', '\"another\"'); \
                 localStorage.setItem('niangjia.1.draft.me', '{}'); return location.host";
    let host = browser.script(other, &json!([])).await;
    browser
        .go("/sign-in?next=%2F.%2F%2Fniangjia.example%2Fhelp")
        .await;
    browser.press("我有密码").await;
    browser.fill("#email", "zhang@example.org").await;
    browser.fill("#password", PASSWORD).await;
    browser.click("main button[type=submit]").await;
    // There is no such page, and it is ours that says so.
    browser.sees("没有这一页").await;
    let left = "return [location.host, localStorage.getItem('niangjia.1.draft.me')]";
    let found = browser.script(left, &json!([])).await;
    assert_eq!(found, json!([host, null]));
}

/// A letter's link asks for several things at once: each finds nobody signed in, and she signs in once.
#[tokio::test(flavor = "multi_thread")]
async fn a_link_of_a_letter_leads_to_signing_in_once_and_back() {
    let server = stocked().await;
    server.worker("zhang@example.org").await;
    let page = "/registrations/01970000-0000-7000-8000-000000000000";
    for page in [page.to_owned(), format!("{page}/cancel")] {
        let window = Window::open(&server, 390, "zh-CN").await;
        let browser = &window.browser;
        browser.go(&page).await;
        browser.wait_for("#email").await;
        let next = page.replace('/', "%2F");
        assert_eq!(browser.path().await, format!("/sign-in?next={next}"));
        browser.fill("#email", "zhang@example.org").await;
        browser.click("main button[type=submit]").await;
        browser.wait_for("#code").await;
        let code = server.last_code("zhang@example.org").await;
        browser.fill("#code", &code).await;
        browser.click("main button[type=submit]").await;
        browser.wait_for(".outcome.refused").await;
        assert_eq!(browser.path().await, page);
    }
}

/// What is no address, and signing in itself, is no way back.
#[tokio::test(flavor = "multi_thread")]
async fn a_way_back_that_is_none_leads_home() {
    let server = stocked().await;
    server.worker("zhang@example.org").await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    for next in ["http%3A%2F%2F%5B", "%2Fsign-in%3Fnext%3D%252Fhelp"] {
        browser.go(&format!("/sign-in?next={next}")).await;
        browser.press("我有密码").await;
        browser.fill("#email", "zhang@example.org").await;
        browser.fill("#password", PASSWORD).await;
        browser.click("main button[type=submit]").await;
        browser.wait_for("#members").await;
        assert_eq!(browser.path().await, "/household");
    }
}
