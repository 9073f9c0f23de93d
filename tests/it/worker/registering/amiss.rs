//! The network goes in the middle of registering, or too many ask: nothing is lost, nothing is done twice.

use serde_json::json;

use super::super::{WIDTHS, stocked};
use super::{REGISTER, SUBMIT, taken};
use crate::console::Window;
use crate::harness::{Backend, TestServer};

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_connection_loses_nothing_and_registers_once() {
    let server = stocked().await;
    server.family("zhang@example.org").await;
    let window = Window::at_registering(&server, "zh-CN").await;
    let browser = &window.browser;
    window.comes_to_the_last_step().await;
    // The page is left and opened again: it goes on where it was.
    browser.go("/help").await;
    browser.go(REGISTER).await;
    browser.wait_for("dl.facts.ruled").await;
    browser.wait_for(".note.leaf").await;

    browser.offline(true).await;
    browser.click(SUBMIT).await;
    browser.sees("断网了，报名还没有交上").await;
    window
        .is_well_made_in("app.register-unsent.zh-CN", &WIDTHS)
        .await;
    assert_eq!(taken(&server).await, 0);
    browser.offline(false).await;
    let made = window.made().await;
    assert_eq!((made.len(), taken(&server).await), (1, json!(1)));
    // Nothing of it is left to be sent again.
    browser.go(REGISTER).await;
    browser.sees("已经报过").await;
    // The browser minds the refusal that this is about.
    browser.complaints().await;
    window
        .is_well_made_in("app.register-again.zh-CN", &WIDTHS)
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_taps_and_a_lost_answer_register_once() {
    let server = stocked().await;
    let window = Window::ready_to_send(&server, "en").await;
    // The first answer never comes to the page, and the button is pressed twice.
    let lose = "const real = window.fetch; let lost = false; \
        window.fetch = async (...asked) => { const answer = await real(...asked); \
          const sends = asked[1].method === 'POST' && !asked[0].includes('preview'); \
          if (sends && !lost) { lost = true; throw new TypeError('lost'); } return answer; }; \
        const button = document.querySelector('main button[type=submit]'); \
        button.click(); button.click();";
    window.browser.script(lose, &json!([])).await;
    let made = window.made().await;
    assert_eq!((made.len(), taken(&server).await), (1, json!(1)));
}

/// Too many ask in the very moment: it says that nothing is booked, and goes on by itself or at a tap.
#[tokio::test(flavor = "multi_thread")]
async fn where_too_many_ask_nothing_is_booked_yet() {
    let server = stocked().await;
    let window = Window::ready_to_send(&server, "zh-CN").await;
    let browser = &window.browser;
    window.answers(503, 1).await;
    browser.click(SUBMIT).await;
    browser.wait_for(".outcome.offered .clock").await;
    browser.sees("什么都没有提交").await;
    window
        .is_well_made_in("app.register-busy.zh-CN", &WIDTHS)
        .await;
    assert_eq!(taken(&server).await, 0);
    browser.click(".outcome .btn").await;
    assert_eq!(window.made().await.len(), 1);
    assert_eq!(taken(&server).await, 1);
}

/// What is sent again once the network is back may come too late: the rule is said, and nothing is sent again.
#[tokio::test(flavor = "multi_thread")]
async fn what_came_too_late_is_told() {
    let server = TestServer::start(Backend::Sqlite).await;
    let closes = server.clock.now().plus_hours(2).to_string();
    server
        .drum_by(&json!({ "registration_closes": closes }))
        .await;
    let window = Window::ready_to_send(&server, "zh-CN").await;
    let browser = &window.browser;
    browser.offline(true).await;
    browser.click(SUBMIT).await;
    browser.sees("断网了，报名还没有交上").await;
    server.advance_hours(3);
    browser.offline(false).await;
    browser.wait_for(".outcome.refused .note.clay").await;
    browser.sees("截止").await;
    assert_eq!(taken(&server).await, 0);
}

/// Whoever changes her mind while it waits for the network stops it, and finds it as it was.
#[tokio::test(flavor = "multi_thread")]
async fn sending_again_can_be_stopped() {
    let server = stocked().await;
    let window = Window::ready_to_send(&server, "zh-CN").await;
    let browser = &window.browser;
    browser.offline(true).await;
    browser.click(SUBMIT).await;
    browser.press("先不交了").await;
    browser.wait_for("dl.facts.ruled").await;
    browser.offline(false).await;
    browser.press("再试一次").await;
    browser.wait_for(".note.leaf").await;
    assert_eq!(taken(&server).await, 0);
    browser.click(SUBMIT).await;
    assert_eq!(window.made().await.len(), 1);
}

/// She goes on to something else without network: what she sent goes out from there once it is back.
#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_sent_from_wherever_she_is() {
    let server = stocked().await;
    server.family("zhang@example.org").await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    window
        .enter_app(&server, "zhang@example.org", "/registrations")
        .await;
    browser.wait_for(".empty").await;
    window.is_kept().await;
    browser.go(REGISTER).await;
    window.comes_to_the_last_step().await;
    browser.wait_for(".note.leaf").await;
    browser.offline(true).await;
    browser.click(SUBMIT).await;
    browser.sees("断网了，报名还没有交上").await;
    // Opened anew it is still known what waits.
    browser.go(REGISTER).await;
    browser.sees("断网了，报名还没有交上").await;
    browser.click(".dock a[href='/registrations']").await;
    browser.wait_for("#waiting a").await;
    window
        .is_well_made_in("app.waiting-to-be-sent.zh-CN", &WIDTHS)
        .await;
    browser.size(390, 900).await;
    assert_eq!(taken(&server).await, 0);
    browser.offline(false).await;
    browser
        .wait_for("#waiting a[href^='/registrations?done=']")
        .await;
    assert_eq!(taken(&server).await, 1);
    browser.click("#waiting a").await;
    browser.wait_for(".outcome.confirmed").await;
    assert_eq!(browser.count("#waiting").await, 0);
    // The list that is on the phone knows of it, though it was not looked at since.
    browser.offline(true).await;
    browser.go("/registrations").await;
    browser.wait_for("a[href$='/ticket']").await;
}
