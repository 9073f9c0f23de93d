//! The answers and consents of many registrations: what rosters show of them.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::consents::GivenConsent;
use super::{Registrations, store};
use crate::db::Fault;
use crate::ledger::command::Answer;
use crate::values::ids::RegistrationId;

/// What was answered and agreed to for a registration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PapersShown {
    /// Answers by the key of their question.
    pub answers: BTreeMap<String, Value>,
    /// Consents given, those taken back too.
    pub consents: Vec<GivenConsent>,
}

impl Registrations {
    /// The answers and consents of `registrations`, by registration; those without any are left
    /// out, and so are answers whose time to be erased has come. Sensitive ones only with `open`:
    /// whom they may be shown to is the caller's to ask.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn papers_of(
        &self,
        registrations: &[RegistrationId],
        open: bool,
    ) -> Result<HashMap<RegistrationId, PapersShown>, Fault> {
        let (db, now) = (self.db.read(), self.clock.now());
        let mut papers: HashMap<RegistrationId, PapersShown> = HashMap::new();
        for (of, answer) in store::answers_of_all(db, registrations).await? {
            if answer.erase_at.is_some_and(|erase_at| erase_at <= now) {
                continue;
            }
            if let Some(value) = self.shown(of, &answer, open)? {
                let answers = &mut papers.entry(of).or_default().answers;
                answers.insert(answer.question_key, value);
            }
        }
        for consent in store::consents_of_all(db, registrations).await? {
            let of = consent.registration_id;
            papers.entry(of).or_default().consents.push(consent);
        }
        Ok(papers)
    }

    fn shown(
        &self,
        of: RegistrationId,
        answer: &Answer,
        open: bool,
    ) -> Result<Option<Value>, Fault> {
        let text = match (&answer.value, &answer.sealed) {
            (Some(value), _) => value.clone(),
            (None, Some(sealed)) if open => self.opened(&answer.question_key, of, sealed)?,
            _ => return Ok(None),
        };
        Ok(Some(serde_json::from_str(&text)?))
    }
}
