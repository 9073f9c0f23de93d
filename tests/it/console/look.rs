//! Every piece of the visual language, as browsers show it.

use serde_json::json;

use super::Window;
use crate::harness::{Backend, TestServer};

#[tokio::test(flavor = "multi_thread")]
async fn every_piece_is_for_everybody() {
    let server = TestServer::start(Backend::Sqlite).await;
    let mut app = server.app.clone();
    app.show_mails();
    for width in [360, 1440] {
        let window = Window::at(&app, width, "zh-CN").await;
        window.browser.go("/dev/look").await;
        window.is_well_made(&format!("look.{width}")).await;
        let dark = json!({"features": [{"name": "prefers-color-scheme", "value": "dark"}]});
        window
            .browser
            .devtools("Emulation.setEmulatedMedia", &dark)
            .await;
        window.is_well_made(&format!("look.dark.{width}")).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_shown_in_the_demo_only() {
    let server = TestServer::start(Backend::Sqlite).await;
    assert_eq!(server.get("/dev/look").send().await.status, 404);
}
