//! Another slot, and a discreet program whose words nobody reads over a shoulder (W7).

use serde_json::{Value, json};

use super::super::{LANGUAGES, WIDTHS, stocked};
use super::{Finger, HER};
use crate::console::Window;
use crate::harness::TestServer;
use crate::organizing::myself;
use crate::registering::{first, text};

const MIND: &str = "p-mind-pujiang-02";

impl TestServer {
    /// Her appointment with a counsellor, in the first slot.
    async fn appointment(&self, token: &str) -> Value {
        let me = myself(self, token).await;
        let offering = self.get(&format!("/api/v1/offerings/{MIND}")).send().await;
        let slot = text(&offering.ok(200)["sessions"][0], "id");
        let program = self.get("/api/v1/programs/p-mind-pujiang").send().await;
        let program = program.ok(200);
        let mut answers = json!({});
        for question in program["questions"].as_array().unwrap() {
            if question["required"] == true && question["type"] == "choice" {
                answers[text(question, "key")] = question["options"][0]["value"].clone();
            }
        }
        let consents: Vec<Value> = program["consents"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| json!({ "key": one["key"], "version": one["version"] }))
            .collect();
        let wanted = json!({
            "participant_ids": [me], "session_ids": [slot],
            "answers": { &me: answers }, "consents": consents,
        });
        first(&self.register(token, MIND, &wanted).await.ok(201)).clone()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_appointment_is_changed_and_stays_unnamed_in_lists() {
    for language in LANGUAGES {
        let server = stocked().await;
        let token = server.worker(HER).await;
        let made = server.appointment(&token).await;
        let window = Window::open(&server, 390, language).await;
        let browser = &window.browser;
        for (path, wanted) in [
            ("/registrations", ".tag.confirmed"),
            ("/calendar", ".agenda"),
            ("/inbox", ".letters"),
        ] {
            window.enter_app(&server, HER, path).await;
            browser.wait_for(wanted).await;
            let page = browser.text("body").await;
            for word in ["心灵", "心理", "氧吧", "ounsel", "xygen", "浦阳"] {
                assert!(!page.contains(word), "{path} says {word}: {page}");
            }
        }
        browser.go("/registrations").await;
        let mut finger = Finger::on(browser);
        finger.tap("main h3 a").await;
        finger.tap("a[href$='/change']").await;
        browser.wait_for(".pick").await;
        window
            .is_well_made_in(&format!("app.change.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        finger.tap(".pick input").await;
        finger.tap("main button[type=submit]").await;
        browser.wait_for(".outcome.confirmed").await;
        assert_eq!(finger.taps, 4);
        let heading = browser.text("h1").await;
        assert!(
            heading.starts_with("换好了") || heading.starts_with("Changed"),
            "{heading}"
        );
        let old = server.registration(&token, &text(&made, "id")).await;
        assert_eq!(old["status"], "cancelled");
        browser.go("/registrations").await;
        browser.wait_for("#ended").await;
    }
}
