//! What moving somebody to another unit needs: her class there, and her papers along.

use serde_json::Value;

use super::policy::{AnswerGiven, quota_key};
use super::{Registrations, store};
use crate::catalog::model::{Offering, Program};
use crate::db::Fault;
use crate::ledger::command::Seed;
use crate::ledger::facts::Registration;
use crate::values::ids::{RegistrationId, SessionId};

impl Registrations {
    /// For moving `old` to `offering`: the quota it belongs to there, by what the household and
    /// the form say, and the seed of the registration there with answers and consents.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn prepare_move(
        &self,
        old: &Registration,
        (program, offering): (&Program, &Offering),
        session: Option<SessionId>,
    ) -> Result<(String, Seed), Fault> {
        let who = [old.participant_id];
        let household = self
            .households
            .participants_of(old.account_id, &who)
            .await?;
        let papers = store::papers(self.db.read(), old.id).await?;
        let answers = self.answers_given(old.id, &papers)?;
        let sessions: Vec<SessionId> = session.into_iter().collect();
        let days = self.days(offering, &sessions);
        let quota = household.first().zip(days.first());
        let quota = quota.map(|(who, day)| quota_key(&offering.quotas, who, *day, &answers));
        let snapshot = self.catalog.snapshot();
        let seed = self.moved_seed(&snapshot, (program, offering), old.id, papers)?;
        Ok((quota.unwrap_or_default(), seed))
    }

    fn answers_given(
        &self,
        registration: RegistrationId,
        papers: &store::Papers,
    ) -> Result<Vec<AnswerGiven>, Fault> {
        let mut given = Vec::new();
        for answer in &papers.answers {
            let text = match (&answer.value, &answer.sealed) {
                (Some(value), _) => value.clone(),
                (None, Some(sealed)) => self.opened(&answer.question_key, registration, sealed)?,
                (None, None) => continue,
            };
            let value: Value = serde_json::from_str(&text)?;
            given.push(AnswerGiven {
                key: answer.question_key.clone(),
                value,
            });
        }
        Ok(given)
    }
}
