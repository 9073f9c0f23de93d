//! The draw as the phone shows it, and reckons it out anew.

use serde_json::{Value, json};

use super::finger::Finger;
use super::{LANGUAGES, WIDTHS, stocked};
use crate::console::Window;
use crate::console::draws::closed_lottery;
use crate::console::editing::hidden;
use crate::draw::verifiers::{forged, random};
use crate::harness::{Backend, TestServer};
use crate::people::PASSWORD;
use crate::registering::{DRUM, text};

/// Random draws, and as many forged ones.
const DRAWS: u64 = 150;

/// Says of each record whether it holds.
const JUDGE: &str = "const build = document.documentElement.dataset.build; \
    return import(`/app/${build}/draw/verify.js`).then(async ({holds}) => { \
      const said = []; \
      for (const record of arguments[0]) said.push(await holds(record).catch(() => false)); \
      return said; })";

/// The server's verifier, the script of docs/draw.md, and the phone's are three programs of one page.
#[tokio::test(flavor = "multi_thread")]
async fn the_phone_judges_draws_as_the_server_does() {
    let server = TestServer::start(Backend::Sqlite).await;
    let window = Window::open(&server, 390, "en").await;
    window.browser.go("/help").await;
    window.browser.wait_for("main h1").await;
    let records = |draws: Vec<niangjia::ledger::draw::Transcript>| {
        let told = draws
            .into_iter()
            .map(|one| serde_json::to_value(one).unwrap());
        json!([told.collect::<Vec<Value>>()])
    };
    let right = records((0..DRAWS).map(random).collect());
    let said = window.browser.script(JUDGE, &right).await;
    let said = said.as_array().unwrap();
    assert_eq!(said.len(), usize::try_from(DRAWS).unwrap());
    for (seed, one) in said.iter().enumerate() {
        assert_eq!(one, &json!(true), "draw {seed} holds");
    }
    let wrong = records((0..DRAWS).filter_map(forged).collect());
    let said = window.browser.script(JUDGE, &wrong).await;
    assert!(said.as_array().unwrap().len() > 100);
    assert!(
        said.as_array().unwrap().iter().all(|one| one == false),
        "{said}"
    );
}

impl TestServer {
    /// Freezes the list of the drum afternoon and draws.
    async fn draw_by(&self, cookie: &str) {
        let draw = format!("/console/offerings/{DRUM}/draw");
        let key = hidden(&self.shown(cookie, &draw).await, "key");
        let name = format!("key={key}&public_value_name=Index");
        assert_eq!(
            self.form(cookie, &format!("{draw}/freeze"), &name)
                .await
                .status,
            303
        );
        let key = hidden(&self.shown(cookie, &draw).await, "key");
        let sure = format!("key={key}&public_value=3412.07&sure=1");
        assert_eq!(
            self.form(cookie, &format!("{draw}/run"), &sure)
                .await
                .status,
            303
        );
    }
}

/// W13: a family checks the draw with its own code.
#[tokio::test(flavor = "multi_thread")]
async fn a_family_checks_the_draw_with_its_code() {
    let server = TestServer::start(Backend::Sqlite).await;
    let cookie = closed_lottery(&server, 5).await;
    server.draw_by(&cookie).await;
    let draw = server
        .get(&format!("/api/v1/offerings/{DRUM}/draw"))
        .send()
        .await
        .ok(200);
    let results = draw["transcript"]["results"].as_array().unwrap();
    for language in LANGUAGES {
        let window = Window::open(&server, 390, language).await;
        let browser = &window.browser;
        browser.go(&format!("/offerings/{DRUM}/draw")).await;
        browser.wait_for(".note.leaf").await;
        for one in results.iter().take(4) {
            let code = one["code"].as_str().unwrap();
            browser.fill("#code", &code.to_lowercase()).await;
            browser.click("main button[type=submit]").await;
            let rank = format!("//p[@role='status'][contains(., '{}')]", one["rank"]);
            browser.wait_for_path(&rank).await;
        }
        window
            .is_well_made_in(&format!("app.draw.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        browser.fill("#code", "0000-0000").await;
        browser.click("main button[type=submit]").await;
        let none = if language == "en" {
            "not in the list"
        } else {
            "没有这个抽签码"
        };
        browser.sees(none).await;
    }
}

/// W13: who was not drawn finds why, and from there the record, with her own code in it.
#[tokio::test(flavor = "multi_thread")]
async fn who_was_not_drawn_comes_to_the_record() {
    let server = TestServer::start(Backend::Sqlite).await;
    let cookie = closed_lottery(&server, 5).await;
    server.draw_by(&cookie).await;
    let mut passed_over = None;
    for number in 1..=5 {
        let email = format!("parent{number}@example.org");
        let token = text(
            &server.sign_in(&email, PASSWORD).await.ok(201),
            "access_token",
        );
        let mine = server.get("/api/v1/me/registrations").token(&token);
        let mine = mine.send().await.ok(200);
        if mine["items"][0]["status"] == "not_drawn" {
            passed_over = Some(email);
        }
    }
    let email = passed_over.unwrap();
    for language in LANGUAGES {
        let window = Window::open(&server, 390, language).await;
        let browser = &window.browser;
        window.enter_app(&server, &email, "/help").await;
        let mut finger = Finger::on(browser);
        finger.tap(".dock a[href='/registrations']").await;
        finger.tap("main .results a").await;
        browser.wait_for("#history").await;
        let one = format!("app.one-not-drawn.{language}");
        window.is_well_made_in(&one, &WIDTHS).await;
        browser.size(390, 900).await;
        finger
            .tap(&format!("a[href^='/offerings/{DRUM}/draw?code=']"))
            .await;
        browser.wait_for(".note.leaf").await;
        // Of her code the rank stands there already.
        browser
            .wait_for_path("//p[@role='status'][string-length(.) > 0]")
            .await;
        finger.took(3, "W13");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draw_that_is_to_come_says_when() {
    let server = stocked().await;
    let window = Window::open(&server, 390, "zh-CN").await;
    window.browser.go("/programs/p-birds-2027").await;
    window.browser.press("怎么摇号，怎么核对").await;
    window.browser.sees("公开摇号").await;
    assert_eq!(
        window.browser.path().await,
        "/offerings/p-birds-2027-01/draw"
    );
    // The server answers 404 where there is no draw yet, and the browser says so to itself.
    window.browser.complaints().await;
    window
        .is_well_made_in("app.draw-to-come.zh-CN", &WIDTHS)
        .await;
}
