//! What a reviewer has before her: what applications claim, and what was seen of their papers.
//! Nothing of it stands on a roster.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Roster;
use super::listing::{Ground, policy};
use crate::catalog::model::{Priority, QuestionKind};
use crate::db::Fault;
use crate::ledger::facts::Registration;
use crate::ledger::history::Review;
use crate::organizations::audit::{Acting, Action};
use crate::values::ids::RegistrationId;

/// An application as its reviewer sees it.
#[derive(Clone, Debug)]
pub struct Application {
    /// The registration.
    pub registration: Registration,
    /// Who takes part.
    pub name: String,
    /// The priorities that its answers claim.
    pub claims: Vec<Priority>,
    /// The answers that tell of a priority or are papers for it, by question.
    pub answers: BTreeMap<String, Value>,
    /// What a reviewer last said of it.
    pub review: Option<Review>,
}

impl Roster {
    /// The applications named, in their order; the reading is written down first, since the
    /// answers are sensitive.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn applications(
        &self,
        ground: &Ground,
        ids: &[RegistrationId],
        by: Acting,
    ) -> Result<Vec<Application>, Fault> {
        let facts = json!({ "rows": ids.len() });
        let action = Action::RosterReadSensitive;
        self.log_reading(ground, by, action, facts).await?;
        let rows = self.ledger.registrations(ids).await?;
        let people: Vec<_> = rows.iter().map(|(_, row)| row.participant_id).collect();
        let db = self.db.read();
        let names = self.households.participant_names(db, &people).await?;
        let mut papers = self.registrations.papers_of(ids, true).await?;
        let mut reviews = self.ledger.reviews(ids).await?;
        let told: Vec<&str> = ground
            .snapshot
            .questions_of(&ground.program)
            .filter(|question| question.kind != QuestionKind::Consent)
            .filter(|question| policy::tells_of_priority(&ground.program, question))
            .map(|question| question.key.as_str())
            .collect();
        let mut application = |registration: Registration| {
            let mut answers = papers.remove(&registration.id).unwrap_or_default().answers;
            answers.retain(|key, _| told.contains(&key.as_str()));
            let claims = policy::claims(&ground.program, &answers).into_iter();
            Application {
                name: names
                    .get(&registration.participant_id)
                    .cloned()
                    .unwrap_or_default(),
                claims: claims.cloned().collect(),
                answers,
                review: reviews.remove(&registration.id),
                registration,
            }
        };
        Ok(rows.into_iter().map(|(_, row)| application(row)).collect())
    }
}
