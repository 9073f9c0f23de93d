//! Who waits for the seats of a unit, and which of its free seats each may have.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::ledger::facts::{Pool, Registration};
use crate::values::ids::{PoolId, RegistrationId};
use crate::values::rank::Rank;

/// A waiting registration with the seats that went past it so far.
#[derive(Clone, Copy, Debug)]
struct Waiter<'a> {
    registration: &'a Registration,
    passed: i32,
}

/// One that waits, or linked ones who wait together.
#[derive(Clone, Debug)]
pub(super) struct Party<'a> {
    members: Vec<Waiter<'a>>,
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

    /// Those who wait, the best member of each standing for its group.
    pub(super) fn parties(&self) -> Vec<Party<'a>> {
        let mut parties: Vec<Party<'a>> = Vec::new();
        for waiter in self.0.values() {
            let group = waiter.registration.group_id;
            let known = parties
                .iter_mut()
                .find(|party| group.is_some() && party.first().group_id == group);
            match known {
                Some(party) => party.members.push(*waiter),
                None => parties.push(Party {
                    members: vec![*waiter],
                }),
            }
        }
        parties
    }

    /// Those who stand before the party of `registration`.
    pub(super) fn before(&self, registration: &Registration) -> Vec<Party<'a>> {
        let mut parties = self.parties();
        let at = parties.iter().position(|party| party.has(registration.id));
        parties.truncate(at.unwrap_or_default());
        parties
    }

    /// In which pool a member would sit first, if the party fits whole into free seats of
    /// `pools`; those held there are free for their claimant alone.
    pub(super) fn fits(&self, pools: &[&Pool], party: &Party<'_>) -> Option<PoolId> {
        let parties = self.parties();
        let mut free: BTreeMap<PoolId, i32> = BTreeMap::new();
        for pool in pools {
            let claims = |one: &&Party<'_>| one.claims() && one.wants(pool);
            let claimant = parties.iter().find(claims);
            let theirs = claimant.is_some_and(|one| one.first().id == party.first().id);
            let seats = if theirs { pool.untaken() } else { pool.free() };
            free.insert(pool.id, seats);
        }
        let mut seated = None;
        for member in party.by_size() {
            let quota = &member.quota_key;
            let own = pools
                .iter()
                .filter(|pool| !pool.is_general() && pool.quota_key == *quota);
            let general = pools.iter().filter(|pool| pool.is_general());
            let pool = own
                .chain(general)
                .find(|pool| free.get(&pool.id).is_some_and(|free| member.seats <= *free))?;
            *free.get_mut(&pool.id)? -= member.seats;
            seated = seated.or(Some(pool.id));
        }
        seated
    }
}

impl<'a> Party<'a> {
    /// Its best-ranked member.
    pub(super) fn first(&self) -> &'a Registration {
        self.members[0].registration
    }

    fn has(&self, id: RegistrationId) -> bool {
        self.members.iter().any(|one| one.registration.id == id)
    }

    /// The largest first, among equals the earlier.
    fn by_size(&self) -> Vec<&'a Registration> {
        let mut members: Vec<_> = self.members.iter().map(|one| one.registration).collect();
        members.sort_by_key(|one| (Reverse(one.seats), one.arrival));
        members
    }

    /// Passed by at least as many seats as it needs.
    fn claims(&self) -> bool {
        let size: i32 = self.members.iter().map(|one| one.registration.seats).sum();
        self.members.iter().any(|one| one.passed >= size)
    }

    fn wants(&self, pool: &Pool) -> bool {
        let mut members = self.members.iter();
        members.any(|one| pool.admits(&one.registration.quota_key))
    }
}

fn place(registration: &Registration) -> (Rank, RegistrationId) {
    (registration.rank(), registration.id)
}
