//! What is ranked, passed, drawn and placed: a registration with its party, or a group of linked
//! ones. Source: docs/rules.md, R24 to R26.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::book::Book;
use super::facts::{Pool, Registration, Status, Unit};
use crate::values::ids::{PoolId, RegistrationId, UnitId};
use crate::values::rank::Rank;

/// An entry of a unit: its members have the same standing. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The largest party first, among equals the earlier arrival: the order of seating.
    members: Vec<&'a Registration>,
}

/// Which member sits in which pool.
pub type Seating = Vec<(RegistrationId, PoolId)>;

impl<'a> Entry<'a> {
    /// The entry of these registrations.
    #[must_use]
    pub fn of(mut members: Vec<&'a Registration>) -> Self {
        members.sort_by_key(|member| (Reverse(member.seats), member.arrival));
        Self { members }
    }

    /// Its members, the largest party first.
    #[must_use]
    pub fn members(&self) -> &[&'a Registration] {
        &self.members
    }

    /// The seats of all members.
    #[must_use]
    pub fn size(&self) -> i32 {
        self.members.iter().map(|member| member.seats).sum()
    }

    /// That of its best member in each respect.
    #[must_use]
    pub fn rank(&self) -> Rank {
        let points = self.members.iter().map(|one| one.points).max();
        let drawn = self.members.iter().filter_map(|one| one.drawn_rank).min();
        let arrival = self.members.iter().map(|one| one.arrival).min();
        Rank::new(
            points.unwrap_or_default(),
            drawn,
            arrival.unwrap_or_default(),
        )
    }

    /// Seats given past it while it waited.
    #[must_use]
    pub fn passed(&self) -> i32 {
        let passed = self.members.iter().map(|member| member.passed);
        passed.max().unwrap_or_default()
    }

    /// Whether some member may sit in `pool`.
    #[must_use]
    pub fn may_use(&self, pool: &Pool) -> bool {
        self.members.iter().any(|one| pool.admits(&one.quota_key))
    }

    /// Seats of the members who may sit in `pool`.
    #[must_use]
    pub fn wants_of(&self, pool: &Pool) -> i32 {
        let admitted = self
            .members
            .iter()
            .filter(|one| pool.admits(&one.quota_key));
        admitted.map(|member| member.seats).sum()
    }

    /// Whether it was passed as often as it has seats, so that free ones are held for it.
    #[must_use]
    pub fn may_claim(&self) -> bool {
        self.passed() >= self.size()
    }

    /// Whether `id` is one of its members.
    #[must_use]
    pub fn has(&self, id: RegistrationId) -> bool {
        self.members.iter().any(|member| member.id == id)
    }

    /// Whether a reviewer has seen every member.
    #[must_use]
    pub fn is_reviewed(&self) -> bool {
        self.members.iter().all(|one| one.reviewed_at.is_some())
    }

    /// How all members can be seated at once in what is `available` of each pool; none where
    /// they do not fit whole.
    #[must_use]
    pub fn seating(&self, unit: &Unit, available: impl Fn(&Pool) -> i32) -> Option<Seating> {
        let mut left: BTreeMap<PoolId, i32> = BTreeMap::new();
        let mut seating = Vec::with_capacity(self.members.len());
        for member in &self.members {
            let pool = unit.pools_for(&member.quota_key).find(|pool| {
                let left = left.get(&pool.id).copied();
                member.seats <= left.unwrap_or_else(|| available(pool))
            })?;
            let left = left.entry(pool.id).or_insert_with(|| available(pool));
            *left -= member.seats;
            seating.push((member.id, pool.id));
        }
        Some(seating)
    }
}

impl Book {
    /// The entry that a registration belongs to: with the members of its group in its unit who
    /// stand as it does.
    #[must_use]
    pub fn entry_of<'a>(&'a self, registration: &'a Registration) -> Entry<'a> {
        let group = registration.group_id.and_then(|id| self.by_group.get(&id));
        let Some(group) = group else {
            return Entry::of(vec![registration]);
        };
        let others = group.iter().filter_map(|id| self.registrations.get(id));
        let same = |other: &&Registration| {
            (other.unit_id, other.status) == (registration.unit_id, registration.status)
        };
        Entry::of(others.filter(same).collect())
    }

    /// The entries that wait for seats of `unit`, best first.
    pub fn line<'a>(&'a self, unit: &'a Unit) -> impl Iterator<Item = Entry<'a>> {
        self.entries(unit.waiting.values())
    }

    /// The entries that await a draw or a review in `unit`, best first.
    pub fn applied<'a>(&'a self, unit: &'a Unit) -> impl Iterator<Item = Entry<'a>> {
        self.entries(unit.applied.values())
    }

    /// The entries of registrations that stand in rank order. An entry comes where its best
    /// member does: arrivals of a group follow one another, so nobody stands in between.
    fn entries<'a>(
        &'a self,
        ranked: impl Iterator<Item = &'a RegistrationId>,
    ) -> impl Iterator<Item = Entry<'a>> {
        ranked.filter_map(|id| {
            let registration = self.registrations.get(id)?;
            if registration.group_id.is_none() {
                return Some(Entry::of(vec![registration]));
            }
            let entry = self.entry_of(registration);
            let best = entry.members().iter().map(|one| one.rank()).min();
            (best == Some(registration.rank())).then_some(entry)
        })
    }

    /// The live registrations of a unit.
    #[must_use]
    pub fn live_in(&self, unit: UnitId) -> Vec<RegistrationId> {
        let mut live: Vec<&Registration> = self
            .registrations
            .values()
            .filter(|one| one.unit_id == unit && one.status.is_live())
            .collect();
        live.sort_by_key(|one| (one.status != Status::Confirmed, one.arrival));
        live.into_iter().map(|one| one.id).collect()
    }
}
