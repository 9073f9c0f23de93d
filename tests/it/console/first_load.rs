//! What the first page costs on a slow line, and who hears of it.

use serde_json::json;

use super::Window;
use crate::harness::{Backend, TestServer};
use crate::registering::DRUM;

/// 150 KiB.
const MOST: f64 = 150.0 * 1024.0;

#[tokio::test(flavor = "multi_thread")]
async fn a_first_visit_is_light_and_asks_nobody_else() {
    let server = TestServer::start(Backend::Sqlite).await;
    let organizer = server.drum_by(&json!({})).await;
    server.families(4).await;
    let window = Window::open(&server, 1440, "zh-CN").await;
    window
        .sign_in("organizer.wz-lc@example.org", "/console")
        .await;
    server.prove(&organizer).await;
    let browser = &window.browser;
    browser.forget().await;
    browser.traffic().await;
    for (page, part) in [
        ("/console".to_owned(), ".tasks, .empty"),
        (format!("/console/offerings/{DRUM}"), "table"),
        ("/console/organizations/wz-lc/report".to_owned(), ".chart"),
    ] {
        browser.go(&page).await;
        browser.wait_for(part).await;
        let traffic = browser.traffic().await;
        let foreign: Vec<_> = traffic
            .urls
            .iter()
            .filter(|url| !browser.is_ours(url) && !url.starts_with("data:"))
            .collect();
        // What the browser draws its own icons from goes over no network.
        assert!(foreign.is_empty(), "{page}: {foreign:?}");
        let is_styled = traffic.urls.iter().any(|url| url.contains(".css"));
        assert!(is_styled, "{page} was not loaded anew: {traffic:?}");
        assert!(
            (10_000.0..=MOST).contains(&traffic.bytes),
            "{page}: {traffic:?}"
        );
    }
}
