//! What the app costs on a slow line, whom it asks, and what it asks of the API.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::stocked;
use crate::console::Window;
use crate::harness::{Backend, Browser, TestServer};

/// 100 KiB.
const MOST_BYTES: f64 = 100.0 * 1024.0;
/// From the tap on a link until what is open can be read and followed.
const MOST_MILLISECONDS: f64 = 3_000.0;
const VISITS: usize = 4;

#[tokio::test(flavor = "multi_thread")]
async fn a_first_visit_is_light_and_asks_nobody_else() {
    let server = stocked().await;
    for path in ["/", "/programs/p-birds-2027", "/sign-in"] {
        let window = Window::open(&server, 390, "zh-CN").await;
        let browser = &window.browser;
        browser.forget().await;
        browser.traffic().await;
        browser.go(path).await;
        browser.wait_for("main h1").await;
        if path == "/" {
            browser.wait_for(".result h3 a").await;
        }
        let traffic = browser.traffic().await;
        eprintln!(
            "{path}: {} bytes in {} requests",
            traffic.bytes,
            traffic.urls.len()
        );
        let foreign: Vec<_> = traffic
            .urls
            .iter()
            .filter(|url| !browser.is_ours(url) && !url.starts_with("data:"))
            .collect();
        assert!(foreign.is_empty(), "{path}: {foreign:?}");
        assert!(
            (10_000.0..=MOST_BYTES).contains(&traffic.bytes),
            "{path}: {traffic:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_slow_line_it_is_usable_within_three_seconds() {
    let server = stocked().await;
    let window = Window::open_alone(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    browser.forget().await;
    browser.slow().await;
    let unregister = "return navigator.serviceWorker.getRegistrations()\
                      .then(all => Promise.all(all.map(one => one.unregister()))).then(() => null)";
    let mut took = Vec::new();
    for _ in 0..VISITS {
        browser.go("/").await;
        browser.wait_for(".result h3 a").await;
        took.push(usable(browser).await);
        // Each is a first visit.
        browser.script(unregister, &json!([])).await;
    }
    eprintln!("usable after {took:.0?} ms");
    assert!(usual(&took) <= MOST_MILLISECONDS, "{took:?} ms");
}

/// The second time the app comes from the phone, and only answers of the API come over the line.
#[tokio::test(flavor = "multi_thread")]
async fn the_second_time_it_comes_from_the_phone() {
    let server = stocked().await;
    let window = Window::open_alone(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    browser.go("/").await;
    browser.wait_for(".result h3 a").await;
    window.is_kept().await;
    browser.slow().await;
    let mut took = Vec::new();
    for _ in 0..VISITS {
        browser.go("/").await;
        browser.wait_for(".result h3 a").await;
        took.push(usable(browser).await);
    }
    eprintln!("usable after {took:.0?} ms the second time");
    let fetched = "return performance.getEntriesByType('resource') \
                   .filter(one => one.transferSize > 300).map(one => new URL(one.name).pathname)";
    let fetched = browser.script(fetched, &json!([])).await;
    let fetched: Vec<&str> = fetched
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    // The manifest is asked for each time; it is no part of what is shown.
    let is_foreseen = |path: &&str| path.starts_with("/api/") || *path == "/manifest.webmanifest";
    assert!(fetched.iter().all(is_foreseen), "{fetched:?}");
    assert!(usual(&took) <= MOST_MILLISECONDS / 2.0, "{took:?} ms");
}

/// The median of some visits, the later one of the two in the middle.
fn usual(took: &[f64]) -> f64 {
    let mut sorted = took.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// When what is open could be read and followed, in milliseconds from the tap.
async fn usable(browser: &Browser) -> f64 {
    let found = "return performance.getEntriesByName('found')[0].startTime";
    browser.script(found, &json!([])).await.as_f64().unwrap()
}

/// Asserts that each call of the API stands in its document; gives the different ones.
pub(super) async fn asks_the_public_api_only(
    server: &TestServer,
    calls: &[String],
) -> BTreeSet<String> {
    let known = known_calls(server).await;
    let mut made = BTreeSet::new();
    for call in calls.iter().filter(|call| call.contains("/api/")) {
        let (method, url) = call.split_once(' ').unwrap();
        let (_, path) = url.split_once("/api/v1").unwrap();
        let path = path.split('?').next().unwrap();
        let is_known = known
            .iter()
            .any(|(verb, shape)| verb == method && fits(shape, path));
        assert!(is_known, "{call} is not in the document");
        made.insert(format!("{method} {path}"));
    }
    made
}

/// Each call that the app makes stands in the document of the API, and is none of the console's.
#[tokio::test(flavor = "multi_thread")]
async fn it_is_a_client_of_the_public_api_only() {
    let server = stocked().await;
    server.worker("zhang@example.org").await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    browser.traffic().await;
    browser.go("/").await;
    browser.wait_for(".result h3 a").await;
    browser.click("button[aria-expanded]").await;
    browser.wait_for("#union option:nth-child(3)").await;
    window
        .enter_app(&server, "zhang@example.org", "/household")
        .await;
    browser.wait_for("#members").await;
    browser.click(".btns button.btn:not(.quiet)").await;
    browser.fill("#name", "张小二").await;
    browser.click("main button[type=submit]").await;
    browser.wait_for(".note.leaf").await;
    browser.press("退出登录").await;
    browser.wait_for(".result h3 a").await;
    let calls = browser.traffic().await.calls;
    let made = asks_the_public_api_only(&server, &calls).await;
    assert!(made.len() >= 6, "{made:?}");
    assert!(
        !calls.iter().any(|call| call.contains("/console")),
        "{calls:?}"
    );
}

async fn known_calls(server: &TestServer) -> Vec<(String, String)> {
    let document = server.get("/api/openapi.json").send().await.ok(200);
    let paths = document["paths"].as_object().unwrap().iter();
    let calls = paths.flat_map(|(path, methods)| {
        let shape = path.trim_start_matches("/api/v1").to_owned();
        let methods = methods.as_object().unwrap().keys();
        methods.map(move |method| (method.to_uppercase(), shape.clone()))
    });
    calls.collect()
}

fn fits(shape: &str, path: &str) -> bool {
    let (shape, path): (Vec<_>, Vec<_>) = (shape.split('/').collect(), path.split('/').collect());
    let same = |(shape, part): (&&str, &&str)| shape.starts_with('{') || shape == part;
    shape.len() == path.len() && shape.iter().zip(&path).all(same)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_server_has_pages_too() {
    let server = TestServer::start(Backend::Sqlite).await;
    let window = Window::open(&server, 390, "en").await;
    window.browser.go("/").await;
    window.browser.wait_for(".empty").await;
    window.is_well_made("app.nothing.en.390").await;
}
