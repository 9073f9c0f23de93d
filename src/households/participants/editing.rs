//! Editing a person, and taking one out of the household.

use chrono::NaiveDate;
use sea_orm::DatabaseTransaction;

use super::ParticipantError;
use crate::db::Fault;
use crate::households::policy::{Gender, Relation, StatedGrade};
use crate::households::{ContactPerson, Households, Participant, Person, store};
use crate::values::edit::Edit;
use crate::values::ids::{AccountId, ParticipantId};

/// An edit of a person; names and words are cleaned already.
#[derive(Clone, Debug, Default)]
pub struct ParticipantChange {
    /// Another name.
    pub name: Option<String>,
    /// Another relation; oneself stays oneself.
    pub relation: Option<Relation>,
    /// Another day of birth.
    pub birth_date: Edit<NaiveDate>,
    /// Something else said of the gender.
    pub gender: Edit<Gender>,
    /// The grade as it is today.
    pub grade: Edit<i32>,
    /// Others who may pick the person up.
    pub pickup_people: Edit<Vec<ContactPerson>>,
    /// Somebody else to call.
    pub emergency_contact: Edit<ContactPerson>,
    /// Other notes.
    pub care_notes: Edit<String>,
}

/// Why a person stays in the household.
#[derive(Debug, thiserror::Error)]
pub enum ParticipantRemoval {
    /// No such person in this household.
    #[error("no such participant in this household")]
    NotFound,
    /// Somebody edited it since it was read.
    #[error("edited since it was read")]
    Stale,
    /// One does not leave one's own household.
    #[error("one's own participant stays")]
    Myself,
    /// There are registrations that have not ended.
    #[error("{0} live registrations")]
    LiveRegistrations(u64),
    /// A fault of ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Households {
    /// Edits a person, if `may` lets the version pass that is edited.
    ///
    /// # Errors
    /// [`ParticipantError`].
    pub async fn edit(
        &self,
        account: AccountId,
        id: ParticipantId,
        may: impl Fn(i32) -> bool,
        change: &ParticipantChange,
    ) -> Result<Participant, ParticipantError> {
        let now = self.clock.now();
        self.db
            .write(async |tx| {
                let mut one = self
                    .own(tx, account, id)
                    .await?
                    .ok_or(ParticipantError::NotFound)?;
                if !may(one.version) {
                    return Err(ParticipantError::Stale);
                }
                one.person = self.changed(one.person, change)?;
                one.version += 1;
                self.check(&one.person)?;
                if store::participants::update(tx, &self.keys, &one, now).await? {
                    Ok(one)
                } else {
                    Err(ParticipantError::Stale)
                }
            })
            .await
    }

    /// Takes a person out of the household, if `may` lets the version pass.
    ///
    /// # Errors
    /// [`ParticipantRemoval`].
    pub async fn remove(
        &self,
        account: AccountId,
        id: ParticipantId,
        may: impl Fn(i32) -> bool,
    ) -> Result<(), ParticipantRemoval> {
        let now = self.clock.now();
        self.db
            .write(async |tx| {
                store::participants::lock(tx, id).await?;
                let one = self
                    .own(tx, account, id)
                    .await?
                    .ok_or(ParticipantRemoval::NotFound)?;
                if !may(one.version) {
                    return Err(ParticipantRemoval::Stale);
                }
                if one.person.relation == Relation::Myself {
                    return Err(ParticipantRemoval::Myself);
                }
                let live = store::participants::live_registrations(tx, id).await?;
                if live > 0 {
                    return Err(ParticipantRemoval::LiveRegistrations(live));
                }
                Ok(store::participants::remove(tx, id, now).await?)
            })
            .await
    }

    async fn own(
        &self,
        tx: &DatabaseTransaction,
        account: AccountId,
        id: ParticipantId,
    ) -> Result<Option<Participant>, Fault> {
        let asked = [(account, vec![id])];
        let mine = store::participants::some(tx, &self.keys, &asked).await?;
        let mine = mine.into_iter().next().transpose()?;
        Ok(mine.into_iter().flatten().next())
    }

    fn changed(&self, was: Person, change: &ParticipantChange) -> Result<Person, ParticipantError> {
        let change = change.clone();
        let relation = change.relation.unwrap_or(was.relation);
        let is_self = |relation| relation == Relation::Myself;
        if is_self(relation) != is_self(was.relation) {
            return Err(ParticipantError::Myself);
        }
        let stated_on = self.today();
        let stated = change.grade.map(|grade| StatedGrade { grade, stated_on });
        let notes = change.care_notes.apply(was.care_notes);
        Ok(Person {
            name: change.name.unwrap_or(was.name),
            relation,
            birth_date: change.birth_date.apply(was.birth_date),
            gender: change.gender.apply(was.gender),
            grade: stated.apply(was.grade),
            pickup_people: change
                .pickup_people
                .apply(Some(was.pickup_people))
                .unwrap_or_default(),
            emergency_contact: change.emergency_contact.apply(was.emergency_contact),
            care_notes: notes.filter(|notes| !notes.is_empty()),
        })
    }
}
