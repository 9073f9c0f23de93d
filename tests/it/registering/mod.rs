//! Registering: the worker's way through the ledger, over HTTP.

mod codes;
mod contention;
mod line;
mod lock;
mod one_key;
mod post;
mod refusals;
pub(crate) mod reminders;
mod renewed;
mod rush;
mod seats;
mod severed;
pub(crate) mod superseding;
mod told;
mod unheard;
pub(crate) mod way;
mod whole;

use niangjia::roster::import::ShiftChoice;
use serde_json::{Value, json};

use crate::harness::{Answer, TestServer};
use crate::organizing::Staff;

const DEMO: &[u8] = include_bytes!("../../../demo/zhejiang-programs.json");

/// A drum afternoon for children: six places, a list of twelve, offers of a day.
pub(crate) const DRUM: &str = "p-open-drum-02";

/// A parent with one child.
pub(crate) struct Family {
    pub(crate) token: String,
    pub(crate) child: String,
}

impl Family {
    /// What the drum afternoon asks for.
    pub(crate) fn drum(&self) -> Value {
        json!({
            "participant_ids": [self.child],
            "answers": { &self.child: { "guardian_relation": "mother" } },
            "consents": [{ "key": "guardian_consent", "version": 1 }],
        })
    }
}

/// What the tests of registering ask of a server.
impl TestServer {
    /// Fills in the demo, on the days it was written for.
    pub(crate) async fn import_demo(&self) {
        let importer = &self.app.importer;
        importer
            .import("demo", DEMO, ShiftChoice::None)
            .await
            .unwrap();
        self.app.catalog.refresh().await.unwrap();
    }

    /// A parent whose child is eight.
    pub(crate) async fn family(&self, email: &str) -> Family {
        let token = self.worker(email).await;
        let contact = json!({ "name": "家里人", "phone": "13800000000", "relation": "外婆" });
        let child = json!({
            "name": "张小二", "relation": "child", "birth_date": "2019-03-01",
            "gender": "female", "grade": 2,
            "emergency_contact": contact, "pickup_people": [contact],
        });
        let child = self
            .post("/api/v1/me/participants", &child)
            .token(&token)
            .send()
            .await;
        let child = child.ok(201)["id"].as_str().unwrap().to_owned();
        Family { token, child }
    }

    /// Registers for an offering.
    pub(crate) async fn register(&self, token: &str, offering: &str, body: &Value) -> Answer {
        let path = format!("/api/v1/offerings/{offering}/registrations");
        self.post(&path, body).token(token).send().await
    }

    /// Registers a child for the drum afternoon, under the key `once` each time.
    pub(crate) async fn register_once(&self, family: &Family) -> Answer {
        let path = format!("/api/v1/offerings/{DRUM}/registrations");
        let ask = self.post(&path, &family.drum()).token(&family.token);
        ask.key("once").send().await
    }

    /// The drum afternoon, which the teacher cannot hold, is on another day at the same hour.
    pub(crate) async fn drum_moves_to(&self, staff: &Staff, day: &str) {
        let offering = self.get(&format!("/api/v1/offerings/{DRUM}")).send().await;
        let session = text(&offering.ok(200)["sessions"][0], "id");
        let moving = json!({
            "starts_at": format!("{day}T06:00:00Z"), "ends_at": format!("{day}T07:30:00Z"),
            "reason": "老师临时有事",
        });
        let path = format!("sessions/{session}/move");
        self.orders(staff, &path, &moving).await.ok(200);
    }

    /// Acts on a registration: cancel, accept, decline.
    pub(crate) async fn act(&self, token: &str, id: &str, act: &str) -> Answer {
        self.post(&format!("/api/v1/registrations/{id}/{act}"), &json!({}))
            .token(token)
            .send()
            .await
    }

    /// A registration as its person sees it.
    pub(crate) async fn registration(&self, token: &str, id: &str) -> Value {
        self.get(&format!("/api/v1/registrations/{id}"))
            .token(token)
            .send()
            .await
            .ok(200)
    }
}

/// The first registration of an answer.
pub(crate) fn first(body: &Value) -> &Value {
    &body["registrations"][0]
}

/// A member of a body as text.
pub(crate) fn text(value: &Value, member: &str) -> String {
    value[member].as_str().unwrap_or_default().to_owned()
}
