//! The workers' app in a real browser, and the pages that are read without scripts.

mod digits;
mod drawing;
mod finding;
mod finger;
mod hitches;
mod household;
mod keyboard;
mod light;
mod mine;
mod programs;
mod registering;
mod shell;
mod signing_in;
mod taps;
mod words;

use serde_json::{Value, json};

use crate::console::Window;
use crate::harness::{Backend, TestServer};
use crate::people::PASSWORD;

/// A small phone, a common one, a tablet.
const WIDTHS: [u32; 3] = [320, 390, 768];

/// Both languages, with the words that a heading has in each.
const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

/// A server with the demo's programs.
async fn stocked() -> TestServer {
    let server = TestServer::start(Backend::Sqlite).await;
    server.import_demo().await;
    server
}

impl Window {
    /// Signs the browser in as the app does it, and opens a path.
    async fn enter_app(&self, server: &TestServer, email: &str, path: &str) {
        let token = server.sign_in(email, PASSWORD).await.ok(201);
        self.browser.go("/help").await;
        self.browser.wait_for("main h1").await;
        let keep = "localStorage.setItem('niangjia.1.session', arguments[0])";
        self.browser.script(keep, &json!([token.to_string()])).await;
        self.browser.go(path).await;
    }

    /// Waits until the service worker has the app and answers for this page.
    async fn is_kept(&self) {
        let kept = "const worker = navigator.serviceWorker; \
                    return worker.ready.then(() => worker.controller || new Promise(done => \
                      worker.addEventListener('controllerchange', done, {once: true}))).then(() => null)";
        self.browser.script(kept, &json!([])).await;
    }

    /// Puts a value into a field as typing does, also where the browser has a picker of its own.
    async fn put(&self, css: &str, value: &str) {
        self.browser.wait_for(css).await;
        let script = "const field = document.querySelector(arguments[0]); \
                      field.value = arguments[1]; \
                      field.dispatchEvent(new Event('input', { bubbles: true }));";
        self.browser.script(script, &json!([css, value])).await;
    }

    /// Looks at the screen at hand in each width.
    async fn is_well_made_in(&self, name: &str, widths: &[u32]) {
        for width in widths {
            self.browser.size(*width, 900).await;
            self.is_well_made(&format!("{name}.{width}")).await;
        }
    }

    /// What has the focus.
    async fn focus(&self) -> String {
        let script = "return document.activeElement.textContent.trim()";
        let text: Value = self.browser.script(script, &json!([])).await;
        text.as_str().unwrap_or("").to_owned()
    }

    async fn title(&self) -> String {
        let title = self
            .browser
            .script("return document.title", &json!([]))
            .await;
        title.as_str().unwrap_or("").to_owned()
    }
}
