//! Where registrations stand: the list, one of them, and what became of several.

use serde_json::json;

use super::super::{LANGUAGES, WIDTHS, stocked};
use super::{Full, HER};
use crate::console::Window;
use crate::registering::{DRUM, text};

#[tokio::test(flavor = "multi_thread")]
async fn nothing_yet_says_what_will_be_here() {
    let server = stocked().await;
    server.worker(HER).await;
    for language in LANGUAGES {
        let window = Window::open(&server, 390, language).await;
        window.opens_her_list(&server).await;
        window.browser.wait_for(".empty").await;
        window
            .is_well_made_in(&format!("app.mine-empty.{language}"), &WIDTHS)
            .await;
    }
}

/// W3: who waits reads her place, and what comes next.
#[tokio::test(flavor = "multi_thread")]
async fn the_list_and_one_of_it_say_where_it_stands() {
    let full = Full::drum().await;
    let server = &full.server;
    let morning = server.drum_in_the_morning(&full.her).await;
    for language in LANGUAGES {
        let window = Window::open(server, 390, language).await;
        let browser = &window.browser;
        window.opens_her_list(server).await;
        browser.wait_for(".tag.waitlisted").await;
        browser.wait_for(".tag.confirmed").await;
        window
            .is_well_made_in(&format!("app.mine.{language}"), &WIDTHS)
            .await;
        for (id, name) in [
            (full.id.clone(), "waiting"),
            (text(&morning, "id"), "confirmed"),
        ] {
            browser.size(390, 900).await;
            browser.go(&format!("/registrations/{id}")).await;
            browser.wait_for("#history").await;
            window
                .is_well_made_in(&format!("app.one-{name}.{language}"), &WIDTHS)
                .await;
        }
        let heading = "document.querySelector('h1').textContent";
        browser.go(&format!("/registrations/{}", full.id)).await;
        browser.wait_for(".queue").await;
        let heading = browser
            .script(&format!("return {heading}"), &json!([]))
            .await;
        let told = [
            "还没有名额：张小二排在候补第\u{a0}1\u{a0}位，下一个就是您",
            "No place yet for 张小二: first in line; you are next",
        ];
        assert!(told.contains(&heading.as_str().unwrap()), "{heading}");
    }
    let window = Window::open(server, 390, "zh-CN").await;
    window.browser.dark(true).await;
    window.opens_her_list(server).await;
    window.browser.wait_for(".tag.confirmed").await;
    window.is_well_made_in("app.mine-dark.zh-CN", &[390]).await;
}

/// One child has a place and the other waits: both are said, and neither is the heading.
#[tokio::test(flavor = "multi_thread")]
async fn of_two_that_ended_otherwise_each_is_told() {
    let server = stocked().await;
    server.families(5).await;
    let (her, mut wanted) = server.siblings().await;
    wanted["linked"] = json!(false);
    let made = server.register(&her.token, DRUM, &wanted).await.ok(201);
    let made = made["registrations"].as_array().unwrap();
    let ids: Vec<String> = made.iter().map(|one| text(one, "id")).collect();
    for language in LANGUAGES {
        let window = Window::open(&server, 390, language).await;
        let done = format!("/registrations?done={}", ids.join(","));
        window
            .enter_app(&server, "siblings@example.org", &done)
            .await;
        window.browser.wait_for(".outcome.confirmed").await;
        window.browser.wait_for(".outcome.waitlisted").await;
        assert_eq!(window.browser.count("h1").await, 1);
        window
            .is_well_made_in(&format!("app.done-two.{language}"), &WIDTHS)
            .await;
    }
}

/// Without network it shows what was seen last, with its time, and lets nothing be pressed in vain.
#[tokio::test(flavor = "multi_thread")]
async fn without_network_it_shows_what_was_seen_last() {
    let full = Full::offered().await;
    let window = Window::open(&full.server, 390, "zh-CN").await;
    let browser = &window.browser;
    window.opens_her_list(&full.server).await;
    browser.wait_for(".sheet.lamp .btn").await;
    window.has_kept("/me/registrations").await;
    browser.go("/registrations").await;
    browser.wait_for(".sheet.lamp .btn").await;
    browser.offline(true).await;
    browser.go("/registrations").await;
    browser.sees("没有网络").await;
    browser.wait_for(".sheet.lamp .btn[disabled]").await;
    window
        .is_well_made_in("app.mine-offline.zh-CN", &WIDTHS)
        .await;
    browser.size(390, 900).await;
    // The network is back: what can be pressed can be pressed again, by itself.
    browser.offline(false).await;
    browser.wait_for(".sheet.lamp .btn:not([disabled])").await;
}
