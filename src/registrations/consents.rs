//! The consents a person gave, and taking one back.

use std::iter;

use sea_orm::ConnectionTrait;
use serde_json::json;

use super::{RegistrationError, Registrations, store};
use crate::catalog::model::GUARDIAN_CONSENT;
use crate::db::Fault;
use crate::db::idempotency::{self, Known, Made, RequestKey};
use crate::db::once::KeyReused;
use crate::ledger::command::Act;
use crate::notices::outbox::{Draft, To, Urgency};
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, ConsentId, ParticipantId, RegistrationId};

/// A consent was taken back. Facts: `consent`, `cancelled`, and what it is about.
pub const CONSENT_WITHDRAWN: &str = "consent-withdrawn";

/// A consent given for a registration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenConsent {
    /// Its id.
    pub id: ConsentId,
    /// Who gave it.
    pub account_id: AccountId,
    /// The registration it was given for.
    pub registration_id: RegistrationId,
    /// The participant it is about.
    pub participant_id: ParticipantId,
    /// Which text.
    pub key: String,
    /// Which version of it.
    pub version: i32,
    /// When.
    pub given_at: Instant,
    /// When it was taken back.
    pub withdrawn_at: Option<Instant>,
}

/// What taking a consent back does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// The consent as it is, or would be.
    pub consent: GivenConsent,
    /// The live registration that needs it and is cancelled.
    pub cancels: Option<RegistrationId>,
    /// Whether an earlier request under the same key did it.
    pub replayed: bool,
}

impl Registrations {
    /// A page of the consents of an account, the newest first.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn consents(
        &self,
        account: AccountId,
        after: Option<ConsentId>,
        limit: u64,
    ) -> Result<Vec<GivenConsent>, Fault> {
        store::consents_of(self.db.read(), account, after, limit).await
    }

    /// What taking a consent back would do.
    ///
    /// # Errors
    /// [`RegistrationError::NotFound`] also for somebody else's.
    pub async fn preview_withdrawal(
        &self,
        account: AccountId,
        id: ConsentId,
    ) -> Result<Withdrawal, RegistrationError> {
        let found = store::consent(self.db.read(), account, id).await?;
        let consent = found.ok_or(RegistrationError::NotFound)?;
        let cancels = self.needed_by(&consent).await?;
        Ok(Withdrawal {
            consent,
            cancels,
            replayed: false,
        })
    }

    /// Takes a consent back, and says so by a letter. A live registration that needs it is
    /// cancelled first, so that nothing is ever kept without its consent.
    ///
    /// # Errors
    /// [`RegistrationError`]; `already-begun` when the registration cannot be cancelled any more.
    pub async fn withdraw(
        &self,
        account: AccountId,
        id: ConsentId,
        key: Option<&RequestKey>,
    ) -> Result<Withdrawal, RegistrationError> {
        // Before anything is cancelled: a key of another request refuses, and does nothing.
        if let Some(key) = key {
            match idempotency::find(self.db.read(), key, self.clock.now()).await? {
                Known::New => {}
                Known::Reused => return Err(RegistrationError::KeyReused),
                Known::Replay(made) => return self.withdrawn(account, id, &made, true).await,
            }
        }
        let Withdrawal {
            consent, cancels, ..
        } = self.preview_withdrawal(account, id).await?;
        if let Some(registration) = cancels {
            self.act(account, registration, Act::cancel(registration), None)
                .await?;
        }
        let now = self.clock.now();
        let once = self
            .db
            .write_keyed(key, now, async |tx| {
                if store::withdraw(tx, id, now).await? {
                    let letter = self.letter_of(tx, &consent, cancels.is_some());
                    let letter = letter.await?;
                    self.outbox.save(tx, &[letter], now).await?;
                }
                let cancelled = cancels.map(|registration| registration.0);
                Ok::<_, RegistrationError>(Made {
                    status_code: 200,
                    ids: iter::once(id.0).chain(cancelled).collect(),
                })
            })
            .await?;
        self.outbox.wake();
        self.withdrawn(account, id, &once.made, once.replayed).await
    }

    /// What tells that a consent was taken back.
    async fn letter_of(
        &self,
        tx: &impl ConnectionTrait,
        consent: &GivenConsent,
        cancels: bool,
    ) -> Result<Draft, Fault> {
        let account = consent.account_id;
        let locale = self
            .accounts
            .locales(tx, &[account])
            .await?
            .remove(&account);
        Ok(Draft {
            id: self.ids.make(),
            account: Some(account),
            registration: Some(consent.registration_id),
            kind: CONSENT_WITHDRAWN,
            locale: locale.unwrap_or_default(),
            facts: json!({ "consent": consent.key, "cancelled": cancels }),
            secret: None,
            to: To::Account,
            in_inbox: true,
            give_up_at: None,
            urgency: Urgency::AtOnce,
        })
    }

    /// The consent as it is now, and what was cancelled when it was taken back.
    async fn withdrawn(
        &self,
        account: AccountId,
        id: ConsentId,
        made: &Made,
        replayed: bool,
    ) -> Result<Withdrawal, RegistrationError> {
        let found = store::consent(self.db.read(), account, id).await?;
        Ok(Withdrawal {
            consent: found.ok_or(RegistrationError::NotFound)?,
            cancels: made.ids.get(1).copied().map(Into::into),
            replayed,
        })
    }

    /// The live registration that cannot be without this consent.
    async fn needed_by(&self, consent: &GivenConsent) -> Result<Option<RegistrationId>, Fault> {
        if consent.withdrawn_at.is_some() {
            return Ok(None);
        }
        let found = self
            .ledger
            .registrations(&[consent.registration_id])
            .await?
            .pop();
        let live = found.filter(|(_, registration)| registration.status.is_live());
        let Some((program, registration)) = live else {
            return Ok(None);
        };
        let snapshot = self.catalog.snapshot();
        let asked = snapshot
            .programs
            .get(program)
            .map(|program| snapshot.consents_of(program));
        let required = consent.key == GUARDIAN_CONSENT
            || asked.is_some_and(|asked| {
                asked
                    .iter()
                    .any(|(text, required)| *required && text.key == consent.key)
            });
        Ok(required.then_some(registration.id))
    }
}

impl From<KeyReused> for RegistrationError {
    fn from(_: KeyReused) -> Self {
        Self::KeyReused
    }
}
