//! Reading registrations: what the features above show of them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::answer::UnitTimes;
use super::command::Actor;
use super::draw::Draw;
use super::facts::{Registration, Status};
use super::{Ledger, store};
use crate::db::Fault;
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, OfferingId, ProgramId, RegistrationId, UnitId};

/// Which registrations of an account are asked for.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Only these statuses; empty for all.
    pub statuses: Vec<Status>,
    /// Only units that end at or after this, or never.
    pub ends_from: Option<Instant>,
    /// Only older ones than this.
    pub after: Option<RegistrationId>,
    /// At most so many.
    pub limit: u64,
}

/// A line of a person's history.
#[derive(Clone, Debug, PartialEq)]
pub struct PastEvent {
    /// Its number in the program; rises.
    pub sequence: i64,
    /// When.
    pub at: Instant,
    /// The status before; none when it was made.
    pub from: Option<Status>,
    /// The status after.
    pub to: Status,
    /// Why, as a code.
    pub reason: String,
    /// The numbers at that moment.
    pub facts: Value,
    /// What was said with it, in somebody's own words.
    pub remark: Option<String>,
    /// Who gave the command that did it.
    pub actor: Actor,
}

/// What a reviewer said of a registration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// When.
    pub at: Instant,
    /// Who.
    pub by: Option<AccountId>,
    /// Points granted.
    pub points: i64,
    /// Keys of the papers that were seen.
    pub proofs: Vec<String>,
}

impl Ledger {
    /// The registrations named, with their programs, in the order of `ids`; unknown ones are left
    /// out.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn registrations(
        &self,
        ids: &[RegistrationId],
    ) -> Result<Vec<(ProgramId, Registration)>, Fault> {
        let mut rows = store::read::by_ids(self.db.read(), ids).await?;
        let places: BTreeMap<RegistrationId, usize> =
            ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        rows.sort_by_key(|(_, row)| places.get(&row.id).copied());
        Ok(rows)
    }

    /// A page of an account's registrations, the newest first.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn registrations_of(
        &self,
        account: AccountId,
        wish: &Wish,
    ) -> Result<Vec<(ProgramId, Registration)>, Fault> {
        store::read::of_account(self.db.read(), account, wish).await
    }

    /// The histories of registrations: every status change and new deadline, oldest first.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn histories(
        &self,
        ids: &[RegistrationId],
    ) -> Result<BTreeMap<RegistrationId, Vec<PastEvent>>, Fault> {
        store::read::histories(self.db.read(), ids).await
    }

    /// What reviewers last said of registrations; those nobody saw are left out.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn reviews(
        &self,
        ids: &[RegistrationId],
    ) -> Result<BTreeMap<RegistrationId, Review>, Fault> {
        store::read::reviews(self.db.read(), ids).await
    }

    /// The places in line of those who wait, from 1.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn places_in_line(
        &self,
        ids: &[RegistrationId],
    ) -> Result<BTreeMap<RegistrationId, i64>, Fault> {
        store::line::places_in_line(self.db.read(), ids).await
    }

    /// The draws of an offering: the one that stands first, then those voided, the newest first.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn draws(&self, offering: OfferingId) -> Result<Vec<Draw>, Fault> {
        store::draws_of(self.db.read(), offering).await
    }

    /// When units take place.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn unit_times(&self, ids: &[UnitId]) -> Result<BTreeMap<UnitId, UnitTimes>, Fault> {
        store::read::times(self.db.read(), ids).await
    }
}
