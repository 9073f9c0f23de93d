//! Households: who takes part, and what the account of a household says of itself.
//!
//! Owns `participants`, the calls under `/me`, and `/accounts/verify`, which makes an account
//! and its first participant together.

pub mod api;
mod entry;
mod guests;
mod me;
mod participants;
pub mod personal;
pub mod policy;
mod store;

use std::sync::Arc;

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use crate::accounts::Accounts;
use crate::db::kept::KeptConnection;
use crate::db::seal::FieldKeys;
use crate::db::together::Together;
use crate::db::{Database, Fault};
use crate::organizations::Organizations;
use crate::values::clock::{Clock, Instant};
use crate::values::ids::{AccountId, IdMaker, ParticipantId};

pub use entry::OpenAccount;
pub use guests::{Guest, Hosted};
pub use me::{Me, MeChange, MeError};
pub use participants::{ParticipantChange, ParticipantError, ParticipantRemoval};
use policy::{Gender, Relation, StatedGrade};

/// Where a day begins for what people say of themselves: the union's zone.
pub const ZONE: Tz = chrono_tz::Asia::Shanghai;

/// The feature's state: cheap to clone.
#[derive(Clone, Debug)]
pub struct Households {
    db: Database,
    clock: Clock,
    ids: Arc<IdMaker>,
    keys: FieldKeys,
    accounts: Arc<Accounts>,
    organizations: Arc<Organizations>,
    asked: Together<(AccountId, Vec<ParticipantId>), Result<Vec<Participant>, Fault>>,
}

/// Somebody whom an account may act for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// Its id.
    pub id: ParticipantId,
    /// Whose household.
    pub account: AccountId,
    /// What is known of the person.
    pub person: Person,
    /// Rises with each edit, from 1.
    pub version: i32,
    /// When it was entered.
    pub created_at: Instant,
}

/// What a household says of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// As it will stand on the roster.
    pub name: String,
    /// Who it is to the account.
    pub relation: Relation,
    /// The day of birth.
    pub birth_date: Option<NaiveDate>,
    /// What is said of the gender.
    pub gender: Option<Gender>,
    /// The grade at school, on the day it was stated.
    pub grade: Option<StatedGrade>,
    /// Who may pick the person up. Sealed at rest.
    pub pickup_people: Vec<ContactPerson>,
    /// Whom to call. Sealed at rest.
    pub emergency_contact: Option<ContactPerson>,
    /// Allergies and needs. Sealed at rest.
    pub care_notes: Option<String>,
}

/// What the door needs to know of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// As it stands on the roster.
    pub name: String,
    /// Who it is to the account.
    pub relation: Relation,
    /// The day of birth.
    pub birth_date: Option<NaiveDate>,
}

/// Somebody to call or to hand a child to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactPerson {
    /// The name.
    pub name: String,
    /// The telephone number.
    pub phone: String,
    /// Who it is to the participant, in the household's words.
    pub relation: String,
}

impl Person {
    /// Somebody of whom only the name is known.
    #[must_use]
    pub const fn named(name: String, relation: Relation) -> Self {
        Self {
            name,
            relation,
            birth_date: None,
            gender: None,
            grade: None,
            pickup_people: Vec::new(),
            emergency_contact: None,
            care_notes: None,
        }
    }
}

impl Households {
    /// The feature on `db`, above accounts and organizations.
    #[must_use]
    pub fn new(
        db: Database,
        clock: Clock,
        ids: Arc<IdMaker>,
        keys: FieldKeys,
        accounts: Accounts,
        organizations: Organizations,
    ) -> Self {
        let kept = Arc::new(Mutex::new(KeptConnection::to(db.clone())));
        let opened_with = keys.clone();
        let asked = Together::new(move |asked: Vec<_>| {
            let (kept, keys) = (kept.clone(), opened_with.clone());
            async move {
                let mut kept = kept.lock().await;
                let reader = kept.reader().await?;
                let found = store::participants::some(&reader.db(), &keys, &asked).await?;
                kept.give_back(reader);
                Ok(found)
            }
        });
        Self {
            db,
            clock,
            ids,
            keys,
            accounts: Arc::new(accounts),
            organizations: Arc::new(organizations),
            asked,
        }
    }

    /// Today, where people's statements are dated.
    fn today(&self) -> NaiveDate {
        self.clock.now().day(ZONE)
    }
}
