//! How many taps and seconds what comes after registering takes, on a slow line with a slow phone.
//! What is counted here stands in docs/app.md.

use super::{Finger, Full, HER};
use crate::console::Window;
use crate::registering::text;

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_after_registering() {
    let full = Full::offered().await;
    let morning = text(&full.server.drum_in_the_morning(&full.her).await, "id");
    let window = Window::open_alone(&full.server, 390, "zh-CN").await;
    let browser = &window.browser;
    window.enter_app(&full.server, HER, "/help").await;
    browser.wait_for("main h1").await;
    window.is_kept().await;
    let mut finger = Finger::on_a_slow_line(browser).await;

    finger.tap(".dock a[href='/inbox']").await;
    finger.tap(".letters a").await;
    browser.wait_for("article h1").await;
    finger.took(2, "W15 a message");

    finger.tap(".dock a[href='/calendar']").await;
    browser.wait_for(".agenda").await;
    finger.took(1, "W11 all dates");

    finger.tap(".dock a[href='/registrations']").await;
    browser.wait_for(".tag.confirmed").await;
    finger.took(1, "W3 where it stands");
    finger
        .tap(&format!("a[href='/registrations/{morning}/ticket']"))
        .await;
    browser.wait_for(".qr img").await;
    finger.took(1, "W19 the ticket");

    finger.tap(".dock a[href='/registrations']").await;
    finger.tap(".sheet.lamp .btn:not(.quiet)").await;
    browser.wait_for(".outcome.confirmed").await;
    finger.took(2, "W5 an offer taken");

    finger.tap(".dock a[href='/registrations']").await;
    finger
        .tap(&format!("a[href='/registrations/{morning}/cancel']"))
        .await;
    finger.tap(".btn.harm").await;
    browser.wait_for(".outcome").await;
    finger.took(3, "W6 a place given up");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_down_once() {
    let full = Full::drum().await;
    let window = Window::open_alone(&full.server, 390, "zh-CN").await;
    let browser = &window.browser;
    window.enter_app(&full.server, HER, "/help").await;
    browser.wait_for("main h1").await;
    window.is_kept().await;
    let mut finger = Finger::on_a_slow_line(browser).await;

    let edit = ".sheet:last-child .btns button";
    finger.tap(".dock a[href='/household']").await;
    finger.tap(edit).await;
    finger.tap("fieldset .btns .btn.quiet").await;
    for (part, value) in [
        ("name", "王五"),
        ("phone", "13800000001"),
        ("relation", "奶奶"),
    ] {
        browser.fill(&format!("#pickup-1-{part}"), value).await;
    }
    finger.tap("main button[type=submit]").await;
    browser.wait_for(".note.leaf").await;
    finger.took(4, "W9 one more who may collect");

    finger.tap(".dock a[href='/household']").await;
    finger.tap(edit).await;
    browser.fill("#care_notes", "对花生过敏").await;
    finger.tap("main button[type=submit]").await;
    browser.sees("对花生过敏").await;
    finger.took(3, "W10 what to take care of");

    finger.tap(".foot a[href='/me']").await;
    browser.wait_for("#me-phone").await;
    browser.fill("#me-phone", "13900000000").await;
    finger.tap("form[aria-labelledby=profile] button").await;
    let done = "form[aria-labelledby=profile] .note.leaf";
    browser.wait_for(done).await;
    finger.took(2, "W25 correct");
}
