//! What a household says of its people: told to it, and erased at its wish.

use chrono::NaiveDate;
use sea_orm::DatabaseTransaction;
use serde::Serialize;

use super::policy::{Gender, Relation};
use super::{ContactPerson, Households, Participant, store};
use crate::db::Fault;
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, ParticipantId};

/// Somebody of a household as it takes it away, with what is sealed opened.
#[derive(Clone, Debug, Serialize)]
pub struct ParticipantKept {
    /// Its id.
    pub id: ParticipantId,
    /// As it stands on rosters.
    pub name: String,
    /// Who it is to the account.
    pub relation: Relation,
    /// The day of birth.
    pub birth_date: Option<NaiveDate>,
    /// What is said of the gender.
    pub gender: Option<Gender>,
    /// The grade at school, on the day it was stated.
    pub grade: Option<i32>,
    /// That day.
    pub grade_stated_on: Option<NaiveDate>,
    /// Who may pick the person up.
    pub pickup_people: Vec<ContactPerson>,
    /// Whom to call.
    pub emergency_contact: Option<ContactPerson>,
    /// Allergies and needs.
    pub care_notes: Option<String>,
    /// When it was entered.
    pub created_at: Instant,
    /// When it was taken out of the household.
    pub removed_at: Option<Instant>,
}

impl Households {
    /// Everybody who is or was of the household of `account`, in the order they were entered.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn kept(&self, account: AccountId) -> Result<Vec<ParticipantKept>, Fault> {
        let everybody = store::personal::everybody(self.db.read(), &self.keys, account).await?;
        Ok(everybody.into_iter().map(Into::into).collect())
    }

    /// Takes everybody out of the household of `account` and blanks what was said of them; done
    /// again, it takes who came meanwhile. The rows stay: registrations point at them.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn erase(&self, tx: &DatabaseTransaction, account: AccountId) -> Result<(), Fault> {
        store::personal::blank(tx, account, self.clock.now()).await
    }
}

impl From<(Participant, Option<Instant>)> for ParticipantKept {
    fn from((one, removed_at): (Participant, Option<Instant>)) -> Self {
        let person = one.person;
        Self {
            id: one.id,
            name: person.name,
            relation: person.relation,
            birth_date: person.birth_date,
            gender: person.gender,
            grade: person.grade.map(|stated| stated.grade),
            grade_stated_on: person.grade.map(|stated| stated.stated_on),
            pickup_people: person.pickup_people,
            emergency_contact: person.emergency_contact,
            care_notes: person.care_notes,
            created_at: one.created_at,
            removed_at,
        }
    }
}
