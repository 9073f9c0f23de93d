//! The digits of letters: typed, or filled in by the letter's link, while the page waits or is put away.

use serde_json::json;

use super::{LANGUAGES, WIDTHS, stocked};
use crate::console::Window;
use crate::harness::TestServer;

const HER: &str = "zhang@example.org";
/// What the phone keeps of signing in.
const KEPT: &str = "return localStorage.getItem('niangjia.1.signing-in')";

impl Window {
    /// Has digits sent for signing in, and tells them.
    async fn sends_digits(&self, server: &TestServer, path: &str) -> String {
        self.browser.go(path).await;
        self.browser.fill("#email", HER).await;
        self.browser.click("main button[type=submit]").await;
        self.browser.wait_for("#code").await;
        server.last_code(HER).await
    }

    async fn value(&self, css: &str) -> String {
        let script = "return document.querySelector(arguments[0]).value";
        let value = self.browser.script(script, &json!([css])).await;
        value.as_str().unwrap().to_owned()
    }

    /// The address with all that stands in it.
    async fn address(&self) -> String {
        let script = "return location.pathname + location.search + location.hash";
        let address = self.browser.script(script, &json!([])).await;
        address.as_str().unwrap().to_owned()
    }
}

/// The phone puts the page away while she reads the mail, and the letter's link opens another.
#[tokio::test(flavor = "multi_thread")]
async fn the_step_stays_while_she_reads_the_mail() {
    let server = stocked().await;
    server.worker(HER).await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    let code = window.sends_digits(&server, "/sign-in?next=%2Fhelp").await;
    browser.go("/sign-in?next=%2Fhelp").await;
    browser.wait_for("#code").await;
    browser.sees(HER).await;
    browser
        .go(&format!("/sign-in#code={code}&for=sign-in-code"))
        .await;
    browser.wait_for("#code").await;
    assert_eq!(window.value("#code").await, code);
    assert_eq!(window.address().await, "/sign-in");
    browser.click("main button[type=submit]").await;
    browser.wait_for("#bring").await;
    assert_eq!(browser.path().await, "/help");
    assert_eq!(browser.script(KEPT, &json!([])).await, json!(null));
}

/// It is forgotten as soon as the digits hold no more.
#[tokio::test(flavor = "multi_thread")]
async fn a_late_step_is_forgotten() {
    let server = stocked().await;
    server.worker(HER).await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    window.sends_digits(&server, "/sign-in").await;
    let age = "const name = 'niangjia.1.signing-in'; const last = JSON.parse(localStorage.getItem(name)); \
               localStorage.setItem(name, JSON.stringify({...last, until: Date.now() - 1}));";
    browser.script(age, &json!([])).await;
    browser.go("/help").await;
    browser.wait_for("#bring").await;
    assert_eq!(browser.script(KEPT, &json!([])).await, json!(null));
    browser.go("/sign-in").await;
    browser.wait_for("#email").await;
    assert_eq!(window.value("#email").await, "");
}

/// The mail is read in another browser, which knows no address.
#[tokio::test(flavor = "multi_thread")]
async fn another_browser_asks_for_the_address_alone() {
    let server = stocked().await;
    server.worker(HER).await;
    for language in LANGUAGES {
        let window = Window::open(&server, 390, language).await;
        let code = window.sends_digits(&server, "/sign-in").await;
        let other = window.beside(&server, 390, language).await;
        let browser = &other.browser;
        browser.go("/sign-in").await;
        browser.wait_for("#email").await;
        // The link is opened where the page is open already.
        browser
            .go(&format!("/sign-in#code={code}&for=sign-in-code"))
            .await;
        browser.wait_for("#code").await;
        assert_eq!(other.value("#code").await, code);
        assert_eq!(other.address().await, "/sign-in");
        other
            .is_well_made_in(&format!("app.sign-in-letter.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        browser.fill("#email", HER).await;
        browser.click("main button[type=submit]").await;
        browser.wait_for("#members").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_is_set_by_the_digits_of_a_letter() {
    let server = stocked().await;
    server.worker(HER).await;
    for language in LANGUAGES {
        let window = Window::open(&server, 390, language).await;
        let browser = &window.browser;
        // As the page of her own data leads there.
        browser.go("/sign-in?next=%2Fhelp#for=password-reset").await;
        browser.wait_for("#email").await;
        window
            .is_well_made_in(&format!("app.forgotten.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        browser.fill("#email", HER).await;
        browser.click("main button[type=submit]").await;
        browser.wait_for("#password").await;
        let code = server.last_code(HER).await;
        browser
            .go(&format!("/sign-in#code={code}&for=password-reset"))
            .await;
        browser.wait_for("#password").await;
        assert_eq!(window.value("#code").await, code);
        browser.fill("#password", "password").await;
        browser.click("main button[type=submit]").await;
        browser.wait_for("#password-err").await;
        window
            .is_well_made_in(&format!("app.password-new.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        let password = format!("一只白鹭飞过钱塘江 {language}");
        browser.fill("#password", &password).await;
        browser.click("main button[type=submit]").await;
        browser.wait_for("#bring").await;
        server.sign_in(HER, &password).await.ok(201);
    }
}
