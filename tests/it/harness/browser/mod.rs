//! A real Chromium, led by its driver over WebDriver (W3C): what a person sees and does.
//!
//! The driver is one process of the test binary, with a session of its own for each test. Waiting
//! is the browser's: an element is looked for until it is there.

mod driver;
pub(crate) mod keyboard;
mod received;
mod traffic;

use std::path::PathBuf;
use std::sync::Mutex;

use serde_json::{Value, json};
use tokio::sync::SemaphorePermit;

use self::driver::{Driver, WINDOWS};

/// The name under which WebDriver hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// Milliseconds for which an element is looked for.
const PATIENCE: u64 = 20_000;

/// A browser window.
pub(crate) struct Browser {
    driver: &'static Driver,
    session: String,
    root: String,
    /// The page it shows, as the server sent it, once that was asked for.
    received: Mutex<String>,
    /// Taken all at once: tests that each hold one and wait for another would wait for ever.
    _seats: Option<SemaphorePermit<'static>>,
}

impl Browser {
    /// A window of a phone (`390`) or a desk (`1440`) in a language (`zh-CN`, `en`), at `root`.
    pub(crate) async fn open(root: &str, width: u32, language: &str) -> Self {
        let driver = Driver::start().await;
        let seat = driver.seats.acquire().await.unwrap();
        Self::seated(driver, root, (width, language), Some(seat)).await
    }

    /// The same once no other window is open, and lets no other test open one meanwhile.
    pub(crate) async fn open_alone(root: &str, width: u32, language: &str) -> Self {
        let driver = Driver::start().await;
        let seats = driver.seats.acquire_many(WINDOWS).await.unwrap();
        Self::seated(driver, root, (width, language), Some(seats)).await
    }

    /// Another one beside this, which was opened alone.
    pub(crate) async fn beside(&self, root: &str, width: u32, language: &str) -> Self {
        Self::seated(self.driver, root, (width, language), None).await
    }

    async fn seated(
        driver: &'static Driver,
        root: &str,
        (width, language): (u32, &str),
        seats: Option<SemaphorePermit<'static>>,
    ) -> Self {
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            &format!("--lang={language}"),
            &format!("--accept-lang={language}"),
            &format!("--window-size={width},900"),
        ];
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": {
                "args": arguments,
                "prefs": {"intl.accept_languages": language},
            },
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
            "timeouts": {"implicit": PATIENCE, "pageLoad": 60_000, "script": 60_000},
        }}});
        let made = driver.post("/session", &wanted).await;
        let session = made["sessionId"].as_str().unwrap().to_owned();
        let browser = Self {
            driver,
            session,
            root: root.to_owned(),
            received: Mutex::default(),
            _seats: seats,
        };
        browser.size(width, 900).await;
        browser
    }

    /// Opens a path of the server.
    pub(crate) async fn go(&self, path: &str) {
        let url = json!({"url": format!("{}{path}", self.root)});
        self.post("/url", &url).await;
    }

    /// The path with its query.
    pub(crate) async fn path(&self) -> String {
        let url = self.get("/url").await;
        url.as_str().unwrap().replacen(&self.root, "", 1)
    }

    /// Makes the window as wide and as high as this, also narrower than a window can be.
    pub(crate) async fn size(&self, width: u32, height: u32) {
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", &metrics)
            .await;
    }

    /// Cuts the network, or gives it back.
    pub(crate) async fn offline(&self, is_cut: bool) {
        let conditions = json!({
            "offline": is_cut, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
        });
        self.devtools("Network.enable", &json!({})).await;
        self.devtools("Network.emulateNetworkConditions", &conditions)
            .await;
    }

    /// Asks for dark colours, or light ones.
    pub(crate) async fn dark(&self, is_dark: bool) {
        let scheme = if is_dark { "dark" } else { "light" };
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.devtools("Emulation.setEmulatedMedia", &features).await;
    }

    /// Does what the DevTools protocol calls `name`.
    pub(crate) async fn devtools(&self, name: &str, parameters: &Value) -> Value {
        let command = json!({"cmd": name, "params": parameters});
        self.post("/goog/cdp/execute", &command).await
    }

    /// Types into a field, in the place of what is there.
    pub(crate) async fn fill(&self, css: &str, text: &str) {
        let element = self.element(css).await;
        self.post(&format!("/element/{element}/clear"), &json!({}))
            .await;
        self.keys_into(&element, text).await;
    }

    /// Types, in addition to what is there.
    pub(crate) async fn keys(&self, css: &str, text: &str) {
        let element = self.element(css).await;
        self.keys_into(&element, text).await;
    }

    async fn keys_into(&self, element: &str, text: &str) {
        self.post(&format!("/element/{element}/value"), &json!({"text": text}))
            .await;
    }

    /// Presses what CSS names, as a mouse would: it must be in sight.
    pub(crate) async fn click(&self, css: &str) {
        let element = self.element(css).await;
        self.post(&format!("/element/{element}/click"), &json!({}))
            .await;
    }

    /// Presses the link or button that says this.
    pub(crate) async fn press(&self, words: &str) {
        let path = format!(
            "//*[self::a or self::button or self::summary][normalize-space(.)={}]",
            quoted(words)
        );
        let element = self.find("xpath", &path).await;
        self.post(&format!("/element/{element}/click"), &json!({}))
            .await;
    }

    /// What an element shows.
    pub(crate) async fn text(&self, css: &str) -> String {
        let element = self.element(css).await;
        let text = self.get(&format!("/element/{element}/text")).await;
        text.as_str().unwrap().to_owned()
    }

    /// Waits until the page shows these words somewhere.
    pub(crate) async fn sees(&self, words: &str) {
        let path = format!("//main//*[contains(normalize-space(.), {})]", quoted(words));
        self.find("xpath", &path).await;
    }

    /// How many elements there are now.
    pub(crate) async fn count(&self, css: &str) -> usize {
        let script = "return document.querySelectorAll(arguments[0]).length";
        let many = self.script(script, &json!([css])).await;
        usize::try_from(many.as_u64().unwrap()).unwrap()
    }

    /// Waits until there is such an element.
    pub(crate) async fn wait_for(&self, css: &str) {
        self.element(css).await;
    }

    /// Waits until there is what `XPath` names.
    pub(crate) async fn wait_for_path(&self, path: &str) {
        self.find("xpath", path).await;
    }

    /// Runs a script in the page; a promise is waited for.
    pub(crate) async fn script(&self, script: &str, arguments: &Value) -> Value {
        let run = json!({"script": script, "args": arguments});
        self.post("/execute/sync", &run).await
    }

    /// What a script tells that is done later: it calls the last of its arguments.
    pub(crate) async fn told_by(&self, script: &str) -> Value {
        let run = json!({"script": script, "args": []});
        self.post("/execute/async", &run).await
    }

    /// Keeps a picture of the whole page, in `target/screenshots/`.
    pub(crate) async fn picture(&self, name: &str) {
        let whole = json!({"captureBeyondViewport": true, "optimizeForSpeed": true});
        let shot = self.devtools("Page.captureScreenshot", &whole).await;
        driver::keep(
            &pictures().join(format!("{name}.png")),
            shot["data"].as_str().unwrap(),
        );
    }

    /// Keeps the page as it is printed, as PDF beside the pictures.
    pub(crate) async fn print(&self, name: &str) {
        let asked = json!({"preferCSSPageSize": true, "printBackground": true});
        let printed = self.devtools("Page.printToPDF", &asked).await;
        driver::keep(
            &pictures().join(format!("{name}.pdf")),
            printed["data"].as_str().unwrap(),
        );
    }

    /// What the page did wrong: errors of its scripts and refusals of its policy. Each is told once.
    pub(crate) async fn complaints(&self) -> Vec<String> {
        let log = self.post("/se/log", &json!({"type": "browser"})).await;
        let lines = log.as_array().unwrap().iter();
        let lines = lines.filter(|line| line["level"] == "SEVERE");
        lines
            .map(|line| line["message"].as_str().unwrap().to_owned())
            .collect()
    }

    async fn element(&self, css: &str) -> String {
        self.find("css selector", css).await
    }

    async fn find(&self, using: &str, value: &str) -> String {
        let found = self
            .post("/element", &json!({"using": using, "value": value}))
            .await;
        found[ELEMENT].as_str().unwrap().to_owned()
    }

    async fn get(&self, path: &str) -> Value {
        self.driver
            .get(&format!("/session/{}{path}", self.session))
            .await
    }

    async fn post(&self, path: &str, body: &Value) -> Value {
        self.driver
            .post(&format!("/session/{}{path}", self.session), body)
            .await
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.driver.end(&self.session);
    }
}

fn pictures() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots")
}

/// A text as XPath writes it.
fn quoted(words: &str) -> String {
    assert!(!words.contains('"'), "XPath has no way to write {words}");
    format!("\"{words}\"")
}
