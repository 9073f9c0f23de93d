//! What comes after registering: where it stands, and what one does about it.

mod asked;
mod change;
mod dates;
mod everywhere;
mod inbox;
mod me;
mod offers;
mod seconds;
mod standing;
mod tickets;

use serde_json::{Value, json};

use super::finger::Finger;
use super::stocked;
use crate::console::Window;
use crate::harness::TestServer;
use crate::registering::{DRUM, Family, first, text};

/// Who looks at her phone in these tests.
const HER: &str = "zhang@example.org";

/// A drum afternoon without a place left: who has the places, and her, who waits first in line.
struct Full {
    server: TestServer,
    others: Vec<(Family, String)>,
    her: Family,
    /// Her registration.
    id: String,
}

impl Full {
    async fn drum() -> Self {
        let server = stocked().await;
        let others = server.families(6).await;
        let her = server.family(HER).await;
        let made = server.register(&her.token, DRUM, &her.drum()).await.ok(201);
        assert_eq!(first(&made)["status"], "waitlisted", "{made}");
        let id = text(first(&made), "id");
        Self {
            server,
            others,
            her,
            id,
        }
    }

    /// One of the others gives up, so she is offered the place.
    async fn offered() -> Self {
        let full = Self::drum().await;
        let (family, id) = &full.others[0];
        full.server.act(&family.token, id, "cancel").await.ok(200);
        assert_eq!(full.status().await, "offered");
        full
    }

    async fn status(&self) -> String {
        let registration = self.server.registration(&self.her.token, &self.id).await;
        text(&registration, "status")
    }
}

impl TestServer {
    /// Her child in another class of the same afternoons, with places for all.
    async fn drum_in_the_morning(&self, her: &Family) -> Value {
        let made = self
            .register(&her.token, "p-open-drum-01", &her.drum())
            .await;
        first(&made.ok(201)).clone()
    }
}

impl Window {
    /// Her list, once it shows something.
    async fn opens_her_list(&self, server: &TestServer) {
        self.enter_app(server, HER, "/registrations").await;
        self.browser.wait_for("main h1").await;
    }

    /// Waits until the service worker has the app, and what `kept` names is on the phone.
    async fn has_kept(&self, kept: &str) {
        let ready = "const worker = navigator.serviceWorker; \
                     return worker.ready.then(() => worker.controller || new Promise(done => \
                       worker.addEventListener('controllerchange', done, {once: true}))) \
                     .then(async () => { \
                       const cache = await caches.open('niangjia-seen'); \
                       while (!(await cache.match(arguments[0]))) await new Promise(requestAnimationFrame); \
                       return null; })";
        self.browser.script(ready, &json!([kept])).await;
    }

    /// What was asked of the server, each with its method, since this was asked for the last time.
    async fn calls(&self, method: &str) -> Vec<String> {
        let calls = self.browser.traffic().await.calls;
        let of = format!("{method} ");
        calls
            .into_iter()
            .filter(|call| call.starts_with(&of) && call.contains("/api/"))
            .collect()
    }
}
