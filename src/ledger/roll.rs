//! Reading an offering whole: how many stand where, what changed since, who waits at which place.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Status;
use super::{Ledger, store};
use crate::db::Fault;
use crate::values::ids::{GroupId, OfferingId, ProgramId, RegistrationId};

/// What changed in an offering between two numbers of its program's ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// The registrations it was about, each once; the first few where there are many.
    pub registrations: BTreeSet<RegistrationId>,
    /// Whether that is all of them.
    pub is_whole: bool,
}

impl Ledger {
    /// How many registrations of an offering stand where; statuses of none are left out.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn counts(&self, offering: OfferingId) -> Result<BTreeMap<Status, i64>, Fault> {
        store::roll::counts(self.db.read(), offering).await
    }

    /// The number of the last change in a program's ledger; 0 where nothing ever happened.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn sequence(&self, program: ProgramId) -> Result<i64, Fault> {
        store::roll::sequence(self.db.read(), program).await
    }

    /// The registrations of an offering that have a line in its program's ledger after number
    /// `after` and up to `upto`, at most `most` of them.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn changed(
        &self,
        (program, offering): (ProgramId, OfferingId),
        after: i64,
        upto: i64,
        most: u64,
    ) -> Result<Changed, Fault> {
        let db = self.db.read();
        let mut found =
            store::roll::changed(db, program, offering, (after, upto), most + 1).await?;
        let is_whole = found.len() as u64 <= most;
        if !is_whole {
            found.pop_last();
        }
        Ok(Changed {
            registrations: found,
            is_whole,
        })
    }

    /// Which of `registrations` were entered by staff or from a file, for somebody; one that took
    /// the place of another is what that other was.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn assisted(
        &self,
        registrations: &[RegistrationId],
    ) -> Result<BTreeSet<RegistrationId>, Fault> {
        store::roll::assisted(self.db.read(), registrations).await
    }

    /// The registrations of groups.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn members(&self, groups: &[GroupId]) -> Result<Vec<RegistrationId>, Fault> {
        store::roll::members(self.db.read(), groups).await
    }

    /// The places in line of everybody who waits in an offering, from 1: as
    /// [`Ledger::places_in_line`] has them, for all at once.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn places_in_offering(
        &self,
        offering: OfferingId,
    ) -> Result<BTreeMap<RegistrationId, i64>, Fault> {
        store::roll::places(self.db.read(), offering).await
    }
}
