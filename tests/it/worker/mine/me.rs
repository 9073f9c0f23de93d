//! What is hers to see and to change (W25).

use serde_json::json;

use super::super::{LANGUAGES, WIDTHS, stocked};
use super::{Finger, HER};
use crate::console::Window;
use crate::people::PASSWORD;
use crate::registering::text;

#[tokio::test(flavor = "multi_thread")]
async fn she_changes_what_is_known_of_her() {
    for language in LANGUAGES {
        let server = stocked().await;
        let her = server.family(HER).await;
        let made = server.drum_in_the_morning(&her).await;
        let window = Window::open(&server, 390, language).await;
        let browser = &window.browser;
        window.enter_app(&server, HER, "/me").await;
        browser.wait_for("#consents ~ .results button").await;
        browser.wait_for("#devices ~ .results button").await;
        window
            .is_well_made_in(&format!("app.me.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;

        browser.fill("#me-phone", "不是电话").await;
        browser.click("form[aria-labelledby=profile] button").await;
        browser.wait_for("#me-phone-err").await;
        window
            .is_well_made_in(&format!("app.me-wrong.{language}"), &[390])
            .await;
        browser.fill("#me-phone", "13900000000").await;
        browser.click("form[aria-labelledby=profile] .pick").await;
        browser.click("form[aria-labelledby=profile] button").await;
        browser
            .wait_for("form[aria-labelledby=profile] .note.leaf")
            .await;
        let me = server
            .get("/api/v1/me")
            .token(&her.token)
            .send()
            .await
            .ok(200);
        assert_eq!(me["phone"], "13900000000");
        assert_eq!(me["reminders"], false);

        // The other phone is signed out, and this one stays.
        browser.click("#devices ~ .results button").await;
        browser
            .wait_for_path(
                "//section[@aria-labelledby='devices']/p[@role='status'][string-length(.) > 0]",
            )
            .await;
        let ended = server.get("/api/v1/me").token(&her.token).send().await;
        assert_eq!(ended.status, 401);

        // What taking a consent back does is said before.
        browser.click("#consents ~ .results button").await;
        browser.wait_for(".note.lamp .btn.harm").await;
        window
            .is_well_made_in(&format!("app.me-consent.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        browser.click(".note.lamp .btn.harm").await;
        let gone = "//section[@aria-labelledby='consents'][not(.//button)]";
        browser.wait_for_path(gone).await;
        let token = server.sign_in(HER, PASSWORD).await.ok(201);
        let stands = server
            .registration(&text(&token, "access_token"), &text(&made, "id"))
            .await;
        assert_eq!(stands["status"], "cancelled");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_address_counts_once_its_digits_came_back() {
    let server = stocked().await;
    server.worker(HER).await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    window.enter_app(&server, HER, "/me").await;
    browser.press("换一个邮箱").await;
    browser.fill("#new-email", "new@example.org").await;
    browser.press("发数字给我").await;
    browser.wait_for("#email-code").await;
    let code = server.last_code("new@example.org").await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    browser.fill("#email-code", wrong).await;
    browser.press("换成这个邮箱").await;
    browser.wait_for("#email-code-err").await;
    window.is_well_made_in("app.me-email.zh-CN", &WIDTHS).await;
    browser.size(390, 900).await;
    // The letter's link fills them in, and so does that of letters which led to signing in.
    for page in ["me", "sign-in"] {
        browser.go("/help").await;
        browser.wait_for("#bring").await;
        browser
            .go(&format!("/{page}#code={code}&for=email-change"))
            .await;
        browser.wait_for("#email-code").await;
        let filled = "return [document.getElementById('email-code').value, location.hash]";
        let filled = browser.script(filled, &json!([])).await;
        assert_eq!(filled, json!([code, ""]), "{page}");
        assert_eq!(browser.path().await, "/me");
    }
    browser.press("换成这个邮箱").await;
    browser.sees("换好了：new@example.org").await;
    let kept = "return JSON.parse(localStorage.getItem('niangjia.1.session')).account.email";
    assert_eq!(
        browser.script(kept, &json!([])).await,
        json!("new@example.org")
    );
    // She is still signed in.
    browser.go("/registrations").await;
    browser.wait_for(".empty").await;
}

/// Everything as one file; and leaving, which says first what it takes and leaves nothing on the phone.
#[tokio::test(flavor = "multi_thread")]
async fn she_takes_it_away_and_leaves() {
    for language in LANGUAGES {
        let server = stocked().await;
        let her = server.family(HER).await;
        server.drum_in_the_morning(&her).await;
        let window = Window::open(&server, 390, language).await;
        let browser = &window.browser;
        window.enter_app(&server, HER, "/me").await;
        browser.wait_for("#export ~ .btns button").await;
        browser.click("#export ~ .btns button").await;
        browser
            .wait_for_path(
                "//section[@aria-labelledby='export']/p[@role='status'][string-length(.) > 0]",
            )
            .await;
        browser.click("#leave ~ .btns button").await;
        browser.wait_for("#leave ~ div .btn.harm").await;
        window
            .is_well_made_in(&format!("app.me-leave.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        browser.click("#leave ~ div .btn.harm").await;
        browser.wait_for(".outcome.refused").await;
        window
            .is_well_made_in(&format!("app.me-gone.{language}"), &WIDTHS)
            .await;
        let kept = "return Object.keys(localStorage).length";
        assert_eq!(browser.script(kept, &json!([])).await, json!(0));
        assert_eq!(server.sign_in(HER, PASSWORD).await.status, 401);
    }
}

/// She is gone, and the answer that says so is lost: pressed again it finds out, and nothing stays.
#[tokio::test(flavor = "multi_thread")]
async fn leaving_is_found_out_though_its_answer_was_lost() {
    let server = stocked().await;
    server.family(HER).await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    window.enter_app(&server, HER, "/me").await;
    browser.click("#leave ~ .btns button").await;
    browser.wait_for("#leave ~ div .btn.harm").await;
    let lose = "const real = window.fetch; let lost = false; \
        window.fetch = async (...asked) => { const answer = await real(...asked); \
          if (!lost) { lost = true; throw new TypeError('lost'); } return answer; };";
    browser.script(lose, &json!([])).await;
    browser.click("#leave ~ div .btn.harm").await;
    browser.wait_for("#leave ~ .note.clay").await;
    assert_eq!(server.sign_in(HER, PASSWORD).await.status, 401);
    browser.click("#leave ~ div .btn.harm").await;
    browser.wait_for(".outcome.refused").await;
    assert_eq!(browser.path().await, "/me");
    let kept = "return Object.keys(localStorage).length";
    assert_eq!(browser.script(kept, &json!([])).await, json!(0));
}

/// W25: what is changed, taken back, taken away, and left, counted from anywhere in the app.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_hers_is_few_taps_away() {
    let server = stocked().await;
    let her = server.family(HER).await;
    server.drum_in_the_morning(&her).await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    window.enter_app(&server, HER, "/help").await;
    let mut finger = Finger::on(browser);
    let mine = ".foot a[href='/me']";
    finger.tap(mine).await;
    browser.wait_for("#me-phone").await;
    browser.fill("#me-phone", "13900000000").await;
    finger.tap("form[aria-labelledby=profile] button").await;
    let profile = "form[aria-labelledby=profile] .note.leaf";
    browser.wait_for(profile).await;
    finger.took(2, "W25 correct");

    browser.go("/help").await;
    finger.tap(mine).await;
    finger.tap("#export ~ .btns button").await;
    let told = "//section[@aria-labelledby='export']/p[@role='status'][string-length(.) > 0]";
    browser.wait_for_path(told).await;
    finger.took(2, "W25 take away");

    browser.go("/help").await;
    finger.tap(mine).await;
    finger.tap("#consents ~ .results button").await;
    finger.tap(".note.lamp .btn.harm").await;
    let gone = "//section[@aria-labelledby='consents'][not(.//button)]";
    browser.wait_for_path(gone).await;
    finger.took(3, "W25 take a consent back");

    browser.go("/help").await;
    finger.tap(mine).await;
    finger.tap("#leave ~ .btns button").await;
    finger.tap("#leave ~ div .btn.harm").await;
    browser.wait_for(".outcome.refused").await;
    finger.took(3, "W25 leave");
}
