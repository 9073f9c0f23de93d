//! Who waits for the seats of a unit, and which of its free seats each may have.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use crate::ledger::facts::{Pool, Registration};
use crate::values::ids::{GroupId, PoolId, RegistrationId};
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

    /// Whether `registration`, or one it is linked with, stands before all others.
    pub(super) fn begins_with(&self, registration: &Registration) -> bool {
        let first = self.0.values().next().map(|waiter| waiter.registration);
        first.is_some_and(|first| {
            let linked = first.group_id.is_some() && first.group_id == registration.group_id;
            first.id == registration.id || linked
        })
    }

    /// Those who wait, the best member of each standing for its group.
    pub(super) fn parties(&self) -> Vec<Party<'a>> {
        let mut parties: Vec<Party<'a>> = Vec::with_capacity(self.0.len());
        let mut groups: HashMap<GroupId, usize> = HashMap::new();
        for waiter in self.0.values() {
            let at = parties.len();
            let group = waiter.registration.group_id;
            let known = group.map_or(at, |group| *groups.entry(group).or_insert(at));
            match parties.get_mut(known) {
                Some(party) => party.members.push(*waiter),
                None => parties.push(Party {
                    members: vec![*waiter],
                }),
            }
        }
        parties
    }
}

/// The free seats of some pools, and for whom those held there are.
pub(super) struct FreeSeats<'p>(Vec<(&'p Pool, Option<RegistrationId>)>);

impl<'p> FreeSeats<'p> {
    /// The seats of `pools` while `parties` wait for them, best first.
    pub(super) fn of(pools: &[&'p Pool], parties: &[Party<'_>]) -> Self {
        let claimants: Vec<&Party<'_>> = parties.iter().filter(|one| one.claims()).collect();
        let claimed = |pool: &&'p Pool| {
            let mut wanting = claimants.iter().filter(|one| one.wants(pool));
            (*pool, wanting.next().map(|one| one.first().id))
        };
        Self(pools.iter().map(claimed).collect())
    }

    /// In which pool a member would sit first, if the party fits whole; held seats are free for
    /// their claimant alone.
    pub(super) fn fit(&self, party: &Party<'_>) -> Option<PoolId> {
        let seats = |(pool, claimant): &(&Pool, Option<RegistrationId>)| {
            let theirs = *claimant == Some(party.first().id);
            let seats = if theirs { pool.untaken() } else { pool.free() };
            (pool.id, seats)
        };
        let mut free: BTreeMap<PoolId, i32> = self.0.iter().map(seats).collect();
        let pools = || self.0.iter().map(|(pool, _)| *pool);
        let mut seated = None;
        for member in party.by_size() {
            let quota = &member.quota_key;
            let own = pools().filter(|pool| !pool.is_general() && pool.quota_key == *quota);
            let general = pools().filter(|pool| pool.is_general());
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

    pub(super) fn has(&self, id: RegistrationId) -> bool {
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
