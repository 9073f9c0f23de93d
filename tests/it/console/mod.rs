//! The organizers' pages: what a browser shows, and what they refuse without one.

mod beginning;
mod bombs;
mod door;
pub(crate) mod draws;
pub(crate) mod editing;
mod first_load;
mod home;
mod importing;
mod look;
mod markup;
mod people;
mod publishing;
mod report;
mod roster;
mod routes;
mod session;
mod signing_in;
mod texts;

use niangjia::app::App;
use serde_json::{Value, json};

use crate::harness::{Answer, Ask, Browser, Listening, TestServer};
use crate::people::PASSWORD;

/// axe-core (MPL-2.0), which knows the rules of WCAG.
const AXE: &str = include_str!("../../browser/axe.min.js");

/// What a browser complains of where a test wants it so: forms that come back, a sign-in that
/// ended, a network that was cut.
const FORESEEN: [&str; 3] = ["422", "(Unauthorized)", "net::ERR_INTERNET_DISCONNECTED"];

/// A browser at a server, and the server's listener.
pub(crate) struct Window {
    pub(crate) browser: Browser,
    listening: Listening,
}

impl Window {
    /// Opens one of this width that asks for this language.
    pub(crate) async fn open(server: &TestServer, width: u32, language: &str) -> Self {
        Self::at(&server.app, width, language).await
    }

    /// The same at an instance that was set up otherwise.
    pub(crate) async fn at(app: &App, width: u32, language: &str) -> Self {
        let listening = Listening::start(app).await;
        let browser = Browser::open(&listening.url, width, language).await;
        Self { browser, listening }
    }

    /// Opens one once no other is open, and lets no other test open one meanwhile: for what is measured,
    /// and for two beside each other.
    pub(crate) async fn open_alone(server: &TestServer, width: u32, language: &str) -> Self {
        let listening = Listening::start(&server.app).await;
        let browser = Browser::open_alone(&listening.url, width, language).await;
        Self { browser, listening }
    }

    /// Another one beside this, which was opened alone.
    pub(crate) async fn beside(&self, server: &TestServer, width: u32, language: &str) -> Self {
        let listening = Listening::start(&server.app).await;
        let browser = self.browser.beside(&listening.url, width, language).await;
        Self { browser, listening }
    }

    /// Stops the server's listener: nothing is reached any more.
    pub(crate) async fn cut_off(&mut self) {
        self.listening.stop.cancel();
        (&mut self.listening.ended).await.unwrap();
    }

    /// Lets the server listen again where it was.
    pub(crate) async fn reach(&mut self, server: &TestServer) {
        let address = self.listening.url.trim_start_matches("http://").to_owned();
        self.listening = Listening::at(&server.app, &address).await;
    }

    /// Signs in by password, up to the page that was asked for.
    pub(crate) async fn sign_in(&self, email: &str, to: &str) {
        self.browser.go(to).await;
        self.browser.fill("#email", email).await;
        self.browser.fill("#password", PASSWORD).await;
        self.browser.click("button[type=submit]").await;
        self.browser.wait_for(".tabs").await;
    }

    /// Asserts that the page as it stands is usable by everybody (WCAG 2.2 A and AA), that its HTML
    /// was well written when it left the server and has no scripts or styles of its own, that
    /// nothing hangs over its edge, and that its scripts and its policy had nothing to complain
    /// about.
    #[track_caller]
    pub(crate) fn is_well_made(&self, name: &str) -> impl Future<Output = ()> {
        self.examine(name.to_owned())
    }

    async fn examine(&self, name: String) {
        let browser = &self.browser;
        browser.picture(&name).await;
        let flaws = markup::flaws(&browser.received().await);
        assert!(flaws.is_empty(), "the HTML of {name}: {flaws:#?}");
        // Half a megabyte to read: a page that is looked at in three widths has it since the first.
        let has_axe = browser.script("return 'axe' in window", &json!([])).await;
        if has_axe == json!(false) {
            let axe = format!("{AXE};\nreturn null;");
            browser.script(&axe, &json!([])).await;
        }
        let run = "return axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2a', \
                   'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then(r => \
                   r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | ')))";
        let violations = browser.script(run, &json!([])).await;
        assert_eq!(violations, json!([]), "{name}");
        // A block of data is no script: nothing runs it.
        let own = "return [...document.querySelectorAll('script:not([src]):not([type=\"application/ld+json\"]), \
                   style, [style], [onclick]')].map(one => one.outerHTML.slice(0, 200))";
        assert_eq!(browser.script(own, &json!([])).await, json!([]), "{name}");
        let over =
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        assert_eq!(
            browser.script(over, &json!([])).await,
            json!(0),
            "{name} hangs over"
        );
        let complaints: Vec<String> = browser.complaints().await;
        let complaints: Vec<_> = complaints
            .iter()
            .filter(|said| !FORESEEN.iter().any(|one| said.contains(one)))
            .collect();
        assert!(complaints.is_empty(), "{name}: {complaints:?}");
    }
}

impl TestServer {
    /// The cookie of somebody who signed in by password.
    pub(crate) async fn cookie_of(&self, email: &str) -> String {
        let form = format!("email={email}&password={}", encoded(PASSWORD));
        let signed_in = self.page_post("/console/sign-in", &form).send().await;
        assert_eq!(signed_in.status, 303, "{}", signed_in.text());
        let cookie = signed_in.header("set-cookie");
        cookie.split(';').next().unwrap().to_owned()
    }

    /// A form that a page of ours sends.
    pub(crate) fn page_post(&self, path: &str, form: &str) -> Ask {
        let ask = self.ask(axum::http::Method::POST, path);
        let ask = ask.header("sec-fetch-site", "same-origin");
        ask.body("application/x-www-form-urlencoded", form.to_owned())
    }
}

/// A text as a form sends it.
pub(crate) fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Where an answer leads.
#[track_caller]
fn leads_to(answer: &Answer) -> &str {
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("location")
}

/// Nothing more than an empty body.
fn nothing() -> Value {
    json!({})
}
