//! Links that act: opened and pressed by who is not signed in.

mod acting;
mod letters;
mod looking;
mod reminders;

use axum::http::Method;
use niangjia::accounts::links::ReminderLinks;
use niangjia::registrations::links::{Links, ends_at};
use niangjia::values::ids::RegistrationId;
use serde_json::{Value, json};

use crate::harness::{Answer, TestServer};
use crate::registering::{DRUM, Family, first, text};

/// The links of one registration, as paths.
struct Three {
    accept: String,
    decline: String,
    cancel: String,
}

/// What the tests of links ask of a server.
impl TestServer {
    fn links(&self) -> Links {
        Links::new(&self.keys, "")
    }

    /// The links of a letter about a registration, written now.
    fn links_of(&self, id: &str) -> Three {
        let links = self.links();
        let ends = ends_at(None, self.clock.now());
        let id: RegistrationId = id.parse().unwrap();
        Three {
            accept: links.accept(id, ends),
            decline: links.decline(id, ends),
            cancel: links.cancel(id, ends),
        }
    }

    /// The link that stops the reminders of the newest account.
    async fn reminder_link(&self, email: &str) -> (String, String) {
        let nobody = self.nobody(email).await;
        let links = ReminderLinks::new(self.keys.clone(), "");
        let link = links.unsubscribe(nobody.account, self.clock.now());
        (nobody.token, link)
    }

    /// Opens a page; it must be one.
    async fn open(&self, path: &str) -> Answer {
        let answer = self.get(path).send().await;
        is_page(&answer);
        answer
    }

    /// Presses the button of a page; it must answer one.
    async fn press(&self, path: &str) -> Answer {
        let answer = self.ask(Method::POST, path).send().await;
        is_page(&answer);
        answer
    }

    /// One with a place, and one who is offered a place that fell free.
    async fn offered(&self) -> (Family, String) {
        self.import_demo().await;
        let mut made = Vec::new();
        for number in 1..=7 {
            let family = self.family(&format!("parent{number}@example.org")).await;
            let body = self
                .register(&family.token, DRUM, &family.drum())
                .await
                .ok(201);
            made.push((family, text(first(&body), "id")));
        }
        let (leaving, id) = &made[0];
        self.act(&leaving.token, id, "cancel").await.ok(200);
        let (family, id) = made.pop().unwrap();
        assert_eq!(self.status_of(&family, &id).await, "offered");
        (family, id)
    }

    /// Speaks English to somebody from now on.
    async fn in_english(&self, token: &str) {
        let english = json!({ "locale": "en" });
        let edit = self.patch("/api/v1/me", &english).token(token);
        edit.send().await.ok(200);
    }
}

/// A page for people, that nobody keeps, frames, indexes or compresses.
#[track_caller]
fn is_page(answer: &Answer) {
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(
        answer.header("content-security-policy"),
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; \
         base-uri 'none'"
    );
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    assert_eq!(answer.header("x-robots-tag"), "noindex, nofollow");
    assert_eq!(answer.header("content-encoding"), "");
    for active in ["<script", "style=", "http://", "https://"] {
        assert!(
            !answer.text().contains(active),
            "{active}: {}",
            answer.text()
        );
    }
}

/// Asserts the status of a page and that it says all of this.
#[track_caller]
fn says(answer: &Answer, status: u16, words: &[&str]) {
    assert_eq!(answer.status, status, "{}", answer.text());
    for word in words {
        assert!(answer.text().contains(word), "{word}: {}", answer.text());
    }
}

/// Asserts that a page has a button or none.
#[track_caller]
fn has_button(answer: &Answer, has: bool) {
    assert_eq!(answer.text().contains("<button"), has, "{}", answer.text());
}

/// The history of a registration, whose length tells whether anything happened.
fn events(registration: &Value) -> usize {
    registration["history"].as_array().unwrap().len()
}
