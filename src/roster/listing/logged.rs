//! Reading what is sensitive, and taking a roster away, are written down before the data go out.

use serde_json::Value;

use super::Ground;
use crate::db::Fault;
use crate::organizations::audit::{Acting, Action, Actor, Entry, Subject, SubjectKind};
use crate::roster::Roster;

impl Roster {
    /// Writes down that somebody read or took a roster; `facts` hold numbers only.
    ///
    /// # Errors
    /// [`Fault`]; then nothing may be shown.
    pub async fn log_reading(
        &self,
        ground: &Ground,
        by: Acting,
        action: Action,
        facts: Value,
    ) -> Result<(), Fault> {
        let entry = Entry {
            organization: ground.program.organization_id,
            actor: Actor::Staff(by),
            action,
            subject: Subject::new(SubjectKind::Offering, ground.offering.id.0),
            facts,
        };
        self.db
            .write(async |tx| self.organizations.audit(tx, entry.clone()).await)
            .await
    }
}
