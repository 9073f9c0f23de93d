//! What is kept with a person's registrations: told to her, and erased at her wish or on its date.

use std::collections::BTreeMap;

use sea_orm::DatabaseTransaction;
use serde::Serialize;
use serde_json::Value;

use super::api::RegistrationView;
use super::consents::GivenConsent;
use super::{Registrations, store};
use crate::db::Fault;
use crate::ledger::history::Wish;
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, ConsentId, ParticipantId, RegistrationId};
use crate::values::locale::Locale;

/// Registrations, or consents, that are read together.
const TOGETHER: u64 = 100;

/// A registration as its person takes it away: as she sees it, and what she answered.
#[derive(Debug, Serialize)]
pub struct RegistrationKept {
    /// It, with its history.
    #[serde(flatten)]
    pub registration: RegistrationView,
    /// By the key of the question, the sensitive ones opened.
    pub answers: BTreeMap<String, Value>,
}

/// A consent as its person takes it away.
#[derive(Clone, Debug, Serialize)]
pub struct ConsentKept {
    /// Its id.
    pub id: ConsentId,
    /// Which text.
    pub key: String,
    /// Which version of it.
    pub version: i32,
    /// What it was given for.
    pub registration_id: RegistrationId,
    /// Whom it is about.
    pub participant_id: ParticipantId,
    /// When.
    pub given_at: Instant,
    /// When it was taken back.
    pub withdrawn_at: Option<Instant>,
}

impl Registrations {
    /// All registrations of an account with their answers, the newest first, and their ids.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn kept(
        &self,
        account: AccountId,
        locale: Locale,
    ) -> Result<(Vec<RegistrationKept>, Vec<RegistrationId>), Fault> {
        let (mut kept, mut ids) = (Vec::new(), Vec::new());
        loop {
            let wish = Wish {
                after: ids.last().copied(),
                limit: TOGETHER,
                ..Wish::default()
            };
            let records = self.list(account, &wish).await?;
            if records.is_empty() {
                return Ok((kept, ids));
            }
            let page: Vec<_> = records.iter().map(|one| one.registration.id).collect();
            let mut papers = self.papers_of(&page, true).await?;
            for record in &records {
                let paper = papers.remove(&record.registration.id);
                kept.push(RegistrationKept {
                    registration: self.view(record, locale).without_door_code(),
                    answers: paper.map(|paper| paper.answers).unwrap_or_default(),
                });
            }
            ids.extend(page);
        }
    }

    /// All consents that an account gave, the newest first.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn consents_kept(&self, account: AccountId) -> Result<Vec<ConsentKept>, Fault> {
        let mut kept: Vec<ConsentKept> = Vec::new();
        loop {
            let after = kept.last().map(|last| last.id);
            let page = self.consents(account, after, TOGETHER).await?;
            if page.is_empty() {
                return Ok(kept);
            }
            kept.extend(page.into_iter().map(ConsentKept::from));
        }
    }

    /// Deletes up to `limit` answers whose date has come; whether there may be more.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn erase_due_answers(&self, now: Instant, limit: u64) -> Result<bool, Fault> {
        self.db
            .write(async |tx| store::personal::delete_due(tx, now, limit).await)
            .await
    }
}

/// Deletes the answers of registrations.
///
/// # Errors
/// [`Fault::Database`].
pub async fn erase(tx: &DatabaseTransaction, ids: &[RegistrationId]) -> Result<(), Fault> {
    store::personal::delete_answers(tx, ids).await
}

impl From<GivenConsent> for ConsentKept {
    fn from(consent: GivenConsent) -> Self {
        Self {
            id: consent.id,
            key: consent.key,
            version: consent.version,
            registration_id: consent.registration_id,
            participant_id: consent.participant_id,
            given_at: consent.given_at,
            withdrawn_at: consent.withdrawn_at,
        }
    }
}
