//! All the family's dates, those at one time marked, and the address for other calendars (W11).

use niangjia::organizations::staff::Role;
use serde_json::json;

use super::super::{LANGUAGES, WIDTHS, stocked};
use super::{Finger, HER};
use crate::console::Window;
use crate::registering::{DRUM, first, text};

#[tokio::test(flavor = "multi_thread")]
async fn dates_at_one_time_are_marked() {
    let server = stocked().await;
    let her = server.family(HER).await;
    let afternoon = server.register(&her.token, DRUM, &her.drum()).await.ok(201);
    server.drum_in_the_morning(&her).await;
    // The morning becomes an afternoon.
    let staff = server.staff("wz-lc", Role::Organizer).await;
    server.prove(&staff).await;
    let morning = server.get("/api/v1/offerings/p-open-drum-01").send().await;
    let session = text(&morning.ok(200)["sessions"][0], "id");
    let begins = text(&first(&afternoon)["offering"], "starts_at");
    let ends = text(&first(&afternoon)["offering"], "ends_at");
    let moving = json!({ "starts_at": begins, "ends_at": ends, "reason": "老师临时有事" });
    server
        .orders(&staff, &format!("sessions/{session}/move"), &moving)
        .await
        .ok(200);
    for language in LANGUAGES {
        let window = Window::open(&server, 390, language).await;
        let browser = &window.browser;
        window.enter_app(&server, HER, "/help").await;
        browser.wait_for("main h1").await;
        let mut finger = Finger::on(browser);
        finger.tap(".dock a[href='/calendar']").await;
        browser.wait_for(".agenda .note.lamp").await;
        assert_eq!(finger.taps, 1);
        assert_eq!(browser.count(".agenda > li").await, 2);
        assert_eq!(browser.count(".agenda .note.lamp").await, 2);
        browser.wait_for("#feed-address").await;
        window
            .is_well_made_in(&format!("app.calendar.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        browser.click(".agenda h3 a").await;
        browser.wait_for(".note.lamp a").await;
        window
            .is_well_made_in(&format!("app.one-clash.{language}"), &WIDTHS)
            .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_for_other_calendars_is_hers_to_renew() {
    let server = stocked().await;
    let her = server.family(HER).await;
    server.drum_in_the_morning(&her).await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    window.enter_app(&server, HER, "/calendar").await;
    browser.wait_for("#feed-address").await;
    let value = "return document.getElementById('feed-address').value";
    let before = browser.script(value, &json!([])).await;
    // It ends what was subscribed to before, so it is asked once more.
    browser.press("换一个地址").await;
    browser.wait_for(".btn.harm").await;
    window
        .is_well_made_in("app.calendar-renew.zh-CN", &WIDTHS)
        .await;
    browser.size(390, 900).await;
    browser.press("不换").await;
    browser.press("换一个地址").await;
    assert_eq!(browser.script(value, &json!([])).await, before);
    browser.press("确定换一个地址").await;
    browser.sees("原来的地址马上失效").await;
    let after = browser.script(value, &json!([])).await;
    assert_ne!(before, after);
    let me = server.get("/api/v1/me").token(&her.token).send().await;
    assert_eq!(me.ok(200)["calendar_url"], after);
    let copying = json!({"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]});
    browser.devtools("Browser.grantPermissions", &copying).await;
    browser.press("复制地址").await;
    browser
        .wait_for_path("//p[@role='status'][string-length(.) > 0]")
        .await;
}
