//! Who waits for the seats of a unit, and which of its free seats each may have.

use std::collections::BTreeMap;

use crate::ledger::facts::{Pool, Registration};
use crate::values::ids::RegistrationId;
use crate::values::rank::Rank;

/// A waiting registration with the seats that went past it so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Waiter<'a> {
    pub(super) registration: &'a Registration,
    pub(super) passed: i32,
}

/// The waiting registrations of one unit, best first.
#[derive(Clone, Debug, Default)]
pub(super) struct Line<'a>(BTreeMap<(Rank, RegistrationId), Waiter<'a>>);

impl<'a> Line<'a> {
    pub(super) fn join(&mut self, registration: &'a Registration, passed: i32) {
        let waiter = Waiter {
            registration,
            passed,
        };
        self.0.insert(place(registration), waiter);
    }

    pub(super) fn leave(&mut self, registration: &Registration) {
        self.0.remove(&place(registration));
    }

    pub(super) fn pass(&mut self, registration: &Registration, seats: i32) {
        if let Some(waiter) = self.0.get_mut(&place(registration)) {
            waiter.passed += seats;
        }
    }

    pub(super) fn waiters(&self) -> impl Iterator<Item = &Waiter<'a>> {
        self.0.values()
    }

    /// Who stands before `registration`.
    pub(super) fn before(&self, registration: &Registration) -> impl Iterator<Item = &Waiter<'a>> {
        self.0
            .range(..place(registration))
            .map(|(_, waiter)| waiter)
    }

    /// Whether `waiter` may sit in `pool` and fits whole into its free seats; those held there
    /// are free for their claimant alone.
    pub(super) fn fits(&self, pool: &Pool, waiter: &Waiter<'_>) -> bool {
        let entry = waiter.registration;
        if entry.unit_id != pool.unit_id || !pool.admits(&entry.quota_key) {
            return false;
        }
        let claims = pool.held > 0 && self.claimant(pool) == Some(entry.id);
        let free = if claims { pool.untaken() } else { pool.free() };
        entry.seats <= free
    }

    /// For whom the held seats of `pool` are: the first who may sit there and was passed by at
    /// least as many seats as it needs.
    fn claimant(&self, pool: &Pool) -> Option<RegistrationId> {
        let claims = |waiter: &&Waiter<'_>| {
            waiter.passed >= waiter.registration.seats
                && pool.admits(&waiter.registration.quota_key)
        };
        let found = self.waiters().find(claims);
        found.map(|waiter| waiter.registration.id)
    }
}

fn place(registration: &Registration) -> (Rank, RegistrationId) {
    (registration.rank(), registration.id)
}
