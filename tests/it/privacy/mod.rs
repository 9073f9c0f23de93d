//! What belongs to a person: taken away, erased, and forgotten on its date.

mod addresses;
pub(crate) mod canaries;
mod crash;
mod dump;
mod fates;
mod leaving;
mod operating;
pub(crate) mod retention;
mod taking;

use niangjia::db::entity::{audit_log, erasures};
use niangjia::ledger::check;
use niangjia::values::ids::AccountId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;

use crate::harness::{Answer, TestServer};

/// What the tests of privacy ask of a server.
impl TestServer {
    /// Asks to be erased; `query` may say that it is a preview.
    async fn leave_for_good(&self, token: &str, query: &str) -> Answer {
        let path = format!("/api/v1/me{query}");
        self.delete(&path).token(token).send().await
    }

    /// The erasure of an account.
    async fn erasure(&self, account: AccountId) -> erasures::Model {
        let found = erasures::Entity::find_by_id(account).one(self.db.read());
        found.await.unwrap().unwrap()
    }

    /// Lets the timer and the courier do all of an erasure: what was under way has its two minutes
    /// to end, and the last letter is sent.
    async fn erase_to_the_end(&self, account: AccountId) {
        for _ in 0..10 {
            self.tick().await;
            self.app.notices.courier.deliver_due().await.unwrap();
            if self.erasure(account).await.step == "done" {
                return;
            }
            self.advance_minutes(2);
        }
        panic!("not erased: {:?}", self.erasure(account).await);
    }

    /// `niangjia check` finds nothing.
    async fn stays_sound(&self) {
        let report = check::run(&self.db, self.clock.now()).await.unwrap();
        assert!(report.violations.is_empty(), "{:?}", report.violations);
    }

    /// What sorts of actors did something, by the audit log.
    async fn audited(&self, action: &str) -> Vec<String> {
        let did = audit_log::Entity::find().filter(audit_log::Column::Action.eq(action));
        let did = did.all(self.db.read()).await.unwrap();
        did.into_iter().map(|one| one.actor_kind).collect()
    }

    async fn own(&self, token: &str, path: &str) -> Value {
        let path = format!("/api/v1{path}");
        self.get(&path).token(token).send().await.ok(200)
    }
}
