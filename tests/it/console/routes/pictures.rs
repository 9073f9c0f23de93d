//! A picture of every page in every size and both languages, for people to look at; in the dark
//! each is examined too.

use super::ground::Ground;
use super::pages;
use crate::console::Window;
use crate::harness::{Backend, TestServer};

/// What a route's picture is called.
fn name(route: &str) -> String {
    let parts = route.split('/').filter(|part| !part.is_empty());
    let plain = parts.map(|part| part.trim_matches(['{', '}']));
    format!("every-{}", plain.collect::<Vec<_>>().join("-"))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_seen_in_every_size() {
    let server = TestServer::start(Backend::Sqlite).await;
    let ground = Ground::lay(&server).await;
    let window = Window::open(&server, 1440, "zh-CN").await;
    window.enter(&ground.admin().cookie).await;
    let browser = &window.browser;
    for (route, path) in pages(&ground) {
        let name = name(route);
        for (language, short) in [("en", "en"), ("zh-CN", "zh")] {
            browser.go(&format!("{path}?lang={language}")).await;
            for width in [360, 768, 1440] {
                browser.size(width, 900).await;
                browser.picture(&format!("{name}.{short}.{width}")).await;
            }
        }
        browser.size(390, 900).await;
        browser.dark(true).await;
        window.is_well_made(&format!("{name}.zh.390.dark")).await;
        browser.dark(false).await;
    }
    for (route, css) in [
        ("sessions/{session}/roll", "table"),
        ("organizations/{body}/report", "main"),
    ] {
        browser.go(&ground.fill(&format!("/console/{route}"))).await;
        browser.wait_for(css).await;
        browser.print(&name(&format!("print/{route}"))).await;
    }
}
