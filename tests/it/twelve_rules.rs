//! The twelve rules of a fair and humane signup, one test each, named after them. For each a bug
//! in `tests/mutants/` breaks the rule, and `make mutants` demands that its test turns red.
//!
//! What a rule asks of a feature that is still to come is named in the test's comment.

mod care;
mod fairness;
mod people;
mod seats;

use niangjia::db::entity::notices;
use sea_orm::EntityTrait;
use serde_json::Value;

use crate::harness::TestServer;
use crate::registering::{Family, text};

impl TestServer {
    /// A family whose child is born on a day of its own, so that no two look like one.
    pub(crate) async fn family_born(&self, email: &str, birth_date: &str) -> Family {
        let family = self.family(email).await;
        let born = serde_json::json!({ "birth_date": birth_date });
        let child = format!("/api/v1/me/participants/{}", family.child);
        let editing = self.patch(&child, &born).token(&family.token).send();
        editing.await.ok(200);
        family
    }

    /// Where one's own registration stands.
    pub(crate) async fn status_of(&self, family: &Family, id: &str) -> String {
        text(&self.registration(&family.token, id).await, "status")
    }

    /// The messages in an inbox, the newest first, after everything that is due has been written.
    pub(crate) async fn messages(&self, token: &str) -> Vec<Value> {
        self.app.notices.courier.deliver_due().await.unwrap();
        let inbox = self.get("/api/v1/me/notices").token(token).send().await;
        inbox.ok(200)["items"].as_array().unwrap().clone()
    }

    /// What was owed to anybody about registrations.
    async fn told(&self) -> Vec<notices::Model> {
        let all = notices::Entity::find().all(self.db.read()).await.unwrap();
        let about = |one: &notices::Model| one.kind.starts_with("registration-");
        all.into_iter().filter(about).collect()
    }
}
