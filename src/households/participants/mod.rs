//! The people of a household: entered, edited, taken out.

mod editing;

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::policy::{self, PARTICIPANTS_MAX, Relation};
use super::{Face, Households, Participant, Person, store};
use crate::db::Fault;
use crate::db::idempotency::{Made, RequestKey};
use crate::db::once::KeyReused;
use crate::values::ids::{AccountId, ParticipantId};

pub use editing::{ParticipantChange, ParticipantRemoval};

/// Why a person was not entered or edited.
#[derive(Debug, thiserror::Error)]
pub enum ParticipantError {
    /// No such person in this household.
    #[error("no such participant in this household")]
    NotFound,
    /// Somebody edited it since it was read.
    #[error("edited since it was read")]
    Stale,
    /// Nobody is born on such a day.
    #[error("an impossible day of birth")]
    ImpossibleBirth,
    /// One is oneself once, and stays it.
    #[error("one is oneself once, and stays it")]
    Myself,
    /// As many people as a household may have.
    #[error("the household has as many people as it may")]
    TooMany,
    /// The idempotency key came with another request.
    #[error(transparent)]
    KeyReused(#[from] KeyReused),
    /// A fault of ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Households {
    /// A page of the household of `account`, in the order they were entered.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn participants(
        &self,
        account: AccountId,
        after: Option<ParticipantId>,
        limit: u64,
    ) -> Result<Vec<Participant>, Fault> {
        store::participants::page(self.db.read(), &self.keys, account, after, limit).await
    }

    /// Those of `ids` who belong to the household of `account`, with what is sealed, opened.
    /// Others are left out. What many ask at the same time is read together.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn participants_of(
        &self,
        account: AccountId,
        ids: &[ParticipantId],
    ) -> Result<Vec<Participant>, Fault> {
        self.asked.ask((account, ids.to_vec())).await?
    }

    /// People by id, of whatever household, also those taken out of theirs since: for rosters.
    /// With `open`, what is sealed is opened; else it is left out. Whom it may be shown to is
    /// the caller's to ask.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn people(
        &self,
        ids: &[ParticipantId],
        open: bool,
    ) -> Result<HashMap<ParticipantId, Person>, Fault> {
        store::participants::people(self.db.read(), &self.keys, ids, open).await
    }

    /// Names by id, of whatever household, also of people taken out of theirs since.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn participant_names(
        &self,
        db: &impl ConnectionTrait,
        ids: &[ParticipantId],
    ) -> Result<HashMap<ParticipantId, String>, Fault> {
        store::participants::names(db, ids).await
    }

    /// What the door needs to know of people, by id, of whatever household, also of those taken
    /// out of theirs since.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn faces(
        &self,
        db: &impl ConnectionTrait,
        ids: &[ParticipantId],
    ) -> Result<HashMap<ParticipantId, Face>, Fault> {
        store::participants::faces(db, ids).await
    }

    /// The names of those who may collect each of `ids`, opened; nobody is named for most.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn collectors(
        &self,
        db: &impl ConnectionTrait,
        ids: &[ParticipantId],
    ) -> Result<HashMap<ParticipantId, Vec<String>>, Fault> {
        store::participants::collectors(db, &self.keys, ids).await
    }

    /// Enters a person; whether an earlier request under the same key did.
    ///
    /// # Errors
    /// [`ParticipantError`].
    pub async fn add(
        &self,
        account: AccountId,
        person: Person,
        key: Option<&RequestKey>,
    ) -> Result<(Participant, bool), ParticipantError> {
        let once = self
            .db
            .write_keyed(key, self.clock.now(), async |tx| {
                self.check(&person)?;
                if person.relation == Relation::Myself {
                    return Err(ParticipantError::Myself);
                }
                if store::participants::count(tx, account).await? >= PARTICIPANTS_MAX {
                    return Err(ParticipantError::TooMany);
                }
                let made = self.add_in(tx, account, person.clone()).await?;
                Ok(Made {
                    status_code: 201,
                    ids: vec![made.id.0],
                })
            })
            .await?;
        let ids: Vec<ParticipantId> = once.made.ids.iter().copied().map(ParticipantId).collect();
        let made = self.participants_of(account, &ids).await?;
        // Taken out since: the replay has nothing to show.
        let shown = made.into_iter().next().ok_or(ParticipantError::NotFound)?;
        Ok((shown, once.replayed))
    }

    /// Enters a person in the caller's transaction, whatever the relation.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn add_in(
        &self,
        tx: &DatabaseTransaction,
        account: AccountId,
        person: Person,
    ) -> Result<Participant, Fault> {
        let new = self.entered(account, person);
        store::participants::insert(tx, &self.keys, &new).await?;
        Ok(new)
    }

    /// Enters one person for each of many accounts, in one statement: for load tests. At most a
    /// thousand at a time.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn add_in_bulk(
        &self,
        tx: &DatabaseTransaction,
        people: Vec<(AccountId, Person)>,
    ) -> Result<Vec<ParticipantId>, Fault> {
        let new: Vec<Participant> = people
            .into_iter()
            .map(|(account, person)| self.entered(account, person))
            .collect();
        store::participants::insert_many(tx, &self.keys, &new).await?;
        Ok(new.into_iter().map(|one| one.id).collect())
    }

    pub(super) fn entered(&self, account: AccountId, person: Person) -> Participant {
        Participant {
            id: self.ids.make(),
            account,
            person,
            version: 1,
            created_at: self.clock.now(),
        }
    }

    fn check(&self, person: &Person) -> Result<(), ParticipantError> {
        let today = self.today();
        match person.birth_date {
            Some(birth) if !policy::is_possible_birth(birth, today) => {
                Err(ParticipantError::ImpossibleBirth)
            }
            _ => Ok(()),
        }
    }
}
