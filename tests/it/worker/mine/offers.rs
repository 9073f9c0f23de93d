//! An offer is answered right where it is seen (W5), and a place is given up without a reason (W6).

use serde_json::json;

use super::super::{LANGUAGES, WIDTHS};
use super::{Finger, Full};
use crate::console::Window;
use crate::harness::{Backend, TestServer};
use crate::registering::{DRUM, text};

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_is_taken_right_there() {
    for language in LANGUAGES {
        let full = Full::offered().await;
        let window = Window::open(&full.server, 390, language).await;
        let browser = &window.browser;
        window.enter_app(&full.server, super::HER, "/help").await;
        browser.wait_for("main h1").await;
        let mut finger = Finger::on(browser);
        finger.tap(".dock a[href='/registrations']").await;
        browser.wait_for(".sheet.lamp .clock").await;
        window
            .is_well_made_in(&format!("app.mine-offer.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        finger.tap(".sheet.lamp .btn:not(.quiet)").await;
        browser.wait_for(".outcome.confirmed").await;
        assert_eq!(finger.taps, 2);
        assert_eq!(full.status().await, "confirmed");
        assert_eq!(
            browser.path().await,
            format!("/registrations?done={}", full.id)
        );
        let heading = browser.text("h1").await;
        assert!(
            [
                "接受了，名额是您的：张小二",
                "Accepted. The place is yours: 张小二"
            ]
            .contains(&heading.as_str()),
            "{heading}"
        );
        assert_eq!(window.focus().await, heading);
        window
            .is_well_made_in(&format!("app.done-accepted.{language}"), &WIDTHS)
            .await;
        // It says the same when it is opened anew.
        browser
            .go(&format!("/registrations?done={}", full.id))
            .await;
        browser.wait_for(".outcome.confirmed").await;
        assert_eq!(browser.text("h1").await, heading);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_tap_answers_once() {
    let full = Full::offered().await;
    let window = Window::open(&full.server, 390, "zh-CN").await;
    let browser = &window.browser;
    window.opens_her_list(&full.server).await;
    browser.wait_for(".sheet.lamp .btn.quiet").await;
    window.calls("POST").await;
    let twice =
        "const button = document.querySelector(arguments[0]); button.click(); button.click()";
    browser
        .script(twice, &json!([".sheet.lamp .btn.quiet"]))
        .await;
    browser.wait_for(".sheet.lamp .btn.harm").await;
    assert_eq!(full.status().await, "offered");
    browser
        .script(twice, &json!([".sheet.lamp .btn.harm"]))
        .await;
    browser.wait_for(".outcome").await;
    assert_eq!(
        browser.text("h1").await,
        "已放弃。谢谢您早说，下一家马上收到消息"
    );
    assert_eq!(window.calls("POST").await.len(), 1);
    assert_eq!(full.status().await, "declined");
    browser
        .go(&format!("/registrations?done={}", full.id))
        .await;
    browser.wait_for(".outcome").await;
    window
        .is_well_made_in("app.done-declined.zh-CN", &WIDTHS)
        .await;
}

/// Declining is final, so it is asked once more; a finger that slipped keeps the place.
#[tokio::test(flavor = "multi_thread")]
async fn an_offer_is_declined_in_three_taps() {
    for language in LANGUAGES {
        let full = Full::offered().await;
        let window = Window::open(&full.server, 390, language).await;
        let browser = &window.browser;
        window.opens_her_list(&full.server).await;
        browser.click(".sheet.lamp .btn.quiet").await;
        browser.wait_for(".sheet.lamp .btn.harm").await;
        window
            .is_well_made_in(&format!("app.mine-decline.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        // What keeps it is where the finger is.
        browser.click(".sheet.lamp .btn.quiet").await;
        browser
            .wait_for(".sheet.lamp .btn:not(.quiet, .harm)")
            .await;
        assert_eq!(full.status().await, "offered");

        browser.go("/help").await;
        browser.wait_for("main h1").await;
        let mut finger = Finger::on(browser);
        finger.tap(".dock a[href='/registrations']").await;
        finger.tap(".sheet.lamp .btn.quiet").await;
        finger.tap(".sheet.lamp .btn.harm").await;
        browser.wait_for(".outcome").await;
        assert_eq!(finger.taps, 3);
        assert_eq!(full.status().await, "declined");
    }
}

/// What came too late is said, and the list shows how it stands.
#[tokio::test(flavor = "multi_thread")]
async fn an_offer_that_ran_out_meanwhile_is_said() {
    let full = Full::offered().await;
    let window = Window::open(&full.server, 390, "zh-CN").await;
    let browser = &window.browser;
    window.opens_her_list(&full.server).await;
    browser.wait_for(".sheet.lamp .btn").await;
    full.server.advance_hours(48);
    browser.click(".sheet.lamp .btn:not(.quiet)").await;
    browser.wait_for(".tag.ended").await;
    assert_eq!(full.status().await, "expired");
    browser.go(&format!("/registrations/{}", full.id)).await;
    browser.sees("不影响您以后报名").await;
    // The refusal is told by the browser too.
    browser.complaints().await;
    window
        .is_well_made_in("app.one-expired.zh-CN", &WIDTHS)
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_is_given_up_in_three_taps() {
    for language in LANGUAGES {
        let full = Full::drum().await;
        let morning = full.server.drum_in_the_morning(&full.her).await;
        let window = Window::open(&full.server, 390, language).await;
        let browser = &window.browser;
        window.enter_app(&full.server, super::HER, "/help").await;
        browser.wait_for("main h1").await;
        let mut finger = Finger::on(browser);
        finger.tap(".dock a[href='/registrations']").await;
        let id = text(&morning, "id");
        finger
            .tap(&format!("a[href='/registrations/{id}/cancel']"))
            .await;
        browser.wait_for(".btn.harm").await;
        window
            .is_well_made_in(&format!("app.cancel.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        finger.tap(".btn.harm").await;
        browser.wait_for(".outcome").await;
        assert_eq!(finger.taps, 3);
        let heading = browser.text("h1").await;
        assert!(
            ["已取消，不用说原因", "Cancelled. No reason needed"].contains(&heading.as_str()),
            "{heading}"
        );
        window
            .is_well_made_in(&format!("app.done-cancelled.{language}"), &WIDTHS)
            .await;
        let stands = full.server.registration(&full.her.token, &id).await;
        assert_eq!(stands["status"], "cancelled");
        assert_eq!(full.status().await, "waitlisted", "the other stays");
    }
}

/// Of linked children who wait, each can leave alone, and it is said who stays.
#[tokio::test(flavor = "multi_thread")]
async fn of_linked_ones_it_is_said_who_is_meant() {
    let lottery = json!({
        "allocation": "lottery", "registration_closes": "2027-06-16T18:00:00+08:00",
        "draw_at": "2027-06-17T10:00:00+08:00", "sibling_groups": true, "min_to_run": null,
    });
    let server = TestServer::start(Backend::Sqlite).await;
    server.drum_by(&lottery).await;
    let (siblings, together) = server.siblings().await;
    server
        .register(&siblings.token, DRUM, &together)
        .await
        .ok(201);
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    window
        .enter_app(&server, "siblings@example.org", "/registrations")
        .await;
    browser.sees("（一起）").await;
    window.is_well_made_in("app.mine-draw.zh-CN", &WIDTHS).await;
    browser.size(390, 900).await;
    browser.click("main h3 a").await;
    browser.wait_for(".outcome.applied").await;
    browser.sees("怎样核对这次摇号").await;
    let link = browser
        .count(&format!("a[href^='/offerings/{DRUM}/draw?code=']"))
        .await;
    assert_eq!(link, 1);
    window.is_well_made_in("app.one-draw.zh-CN", &WIDTHS).await;
    browser.size(390, 900).await;
    browser.click("a[href$='/cancel']").await;
    browser.sees("接着排").await;
    window
        .is_well_made_in("app.cancel-linked.zh-CN", &WIDTHS)
        .await;
}
