//! Signing in with a real browser.

use niangjia::organizations::staff::Role;

use super::Window;
use crate::harness::{Backend, TestServer};
use crate::people::authenticator::Authenticator;

#[tokio::test(flavor = "multi_thread")]
async fn an_organizer_signs_in_and_sets_up_her_second_factor() {
    let server = TestServer::start(Backend::Sqlite).await;
    server.import_demo().await;
    server.staff("hz-gs", Role::Organizer).await;
    let email = "organizer.hz-gs@example.org";
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    browser.go("/console").await;
    window.is_well_made("sign-in.zh.390").await;
    browser.fill("#email", "organizer").await;
    browser.press("下一步").await;
    browser.sees("请写完整的邮箱").await;
    window.is_well_made("sign-in-wrong.zh.390").await;
    window.sign_in(email, "/console").await;
    window.is_well_made("home.zh.390").await;
    browser.press("张三").await;
    browser.press("English").await;
    browser.sees("Where you are signed in").await;
    window.is_well_made("account.en.390").await;
    browser.press("Set up a second factor").await;
    window.is_well_made("second-factor-new.en.390").await;
    let app = Authenticator::of(&browser.text(".code").await);
    browser.fill("#code", "000000").await;
    browser.press("Turn it on").await;
    browser.sees("That code is not right").await;
    browser.fill("#code", &app.code(&server)).await;
    browser.press("Turn it on").await;
    browser.sees("Keep these recovery codes").await;
    window.is_well_made("recovery-codes.en.390").await;
    let recovery = browser.text("main li .code").await;
    browser.press("I have kept them, go on").await;
    browser.press("Sign out").await;
    browser.sees("You are signed out").await;
    browser.fill("#email", email).await;
    browser.press("No password: mail me a code").await;
    window.is_well_made("sign-in-code.en.390").await;
    browser.fill("#code", &server.last_code(email).await).await;
    browser.press("Sign in").await;
    browser.sees("One more step").await;
    window.is_well_made("second-factor.en.390").await;
    browser.fill("#code", &recovery).await;
    browser.press("Sign in").await;
    browser.wait_for(".tabs").await;
    assert_eq!(browser.path().await, "/console");
}
