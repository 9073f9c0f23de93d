//! What is ranked and placed: a registration, or those who are linked and stand alike.

use std::cmp::Reverse;

use super::{Class, Oracle};

/// The members of an entry, the largest party first, then the earlier arrival.
pub(crate) type Entry = Vec<usize>;
/// Smaller is better: the drawn rank, the points, the arrival.
pub(super) type Rank = (usize, Reverse<i64>, usize);

impl Oracle {
    /// The entry that a registration belongs to.
    pub(super) fn entry(&self, at: usize) -> Entry {
        let one = &self.registrations[at];
        if one.group.is_none() {
            return vec![at];
        }
        let with_it = |other: &usize| {
            let other = &self.registrations[*other];
            (other.group, other.unit, other.status) == (one.group, one.unit, one.status)
        };
        let mut entry: Entry = (0..self.registrations.len()).filter(with_it).collect();
        entry.sort_by_key(|member| (Reverse(self.registrations[*member].seats), *member));
        entry
    }

    /// The entries of a unit that stand somewhere, best first.
    pub(crate) fn entries(&self, unit: usize, status: &str) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        for (at, one) in self.registrations.iter().enumerate() {
            let is_known = || entries.iter().any(|entry| entry.contains(&at));
            if one.unit == unit && one.status == status && (one.group.is_none() || !is_known()) {
                entries.push(self.entry(at));
            }
        }
        entries.sort_by_key(|entry| self.rank(entry));
        entries
    }

    /// Who waits in a unit, best first.
    pub(crate) fn line(&self, unit: usize) -> Vec<Entry> {
        self.entries(unit, "waitlisted")
    }

    /// How many registrations wait in a unit.
    pub(crate) fn waiting(&self, unit: usize) -> usize {
        let waits = |r: &&super::Registration| r.unit == unit && r.status == "waitlisted";
        self.registrations.iter().filter(waits).count()
    }

    pub(super) fn rank(&self, entry: &[usize]) -> Rank {
        let members = || entry.iter().map(|member| &self.registrations[*member]);
        let drawn = members().filter_map(|member| member.drawn).min();
        let points = members().map(|member| member.points).max();
        let arrival = entry.iter().min().copied();
        (
            drawn.unwrap_or(usize::MAX),
            Reverse(points.unwrap_or_default()),
            arrival.unwrap_or_default(),
        )
    }

    pub(crate) fn size(&self, entry: &[usize]) -> i64 {
        entry
            .iter()
            .map(|member| self.registrations[*member].seats)
            .sum()
    }

    /// Seats given past an entry.
    pub(super) fn passed(&self, entry: &[usize]) -> i64 {
        let passed = entry
            .iter()
            .map(|member| self.registrations[*member].passed);
        passed.max().unwrap_or_default()
    }

    /// Seats of the members who may sit in a place.
    pub(super) fn need(&self, entry: &[usize], place: Class) -> i64 {
        let members = entry.iter().map(|member| &self.registrations[*member]);
        let here = members.filter(|member| self.may_sit(member.unit, member.class, place));
        here.map(|member| member.seats).sum()
    }

    /// Whether every member was seen by a reviewer.
    pub(super) fn is_reviewed(&self, entry: &[usize]) -> bool {
        entry
            .iter()
            .all(|member| self.registrations[*member].reviewed)
    }

    /// Where each member can sit at once, given the room in each place; none when not all can.
    pub(super) fn fit(
        &self,
        entry: &[usize],
        room: impl Fn(Class) -> i64,
    ) -> Option<Vec<(usize, Class)>> {
        let mut seats: Vec<(usize, Class)> = Vec::new();
        for member in entry {
            let one = &self.registrations[*member];
            let sits_there = |place: Class| -> i64 {
                let there = seats.iter().filter(|(_, other)| *other == place);
                there
                    .map(|(other, _)| self.registrations[*other].seats)
                    .sum()
            };
            let place = self
                .places(one.unit, one.class)
                .into_iter()
                .find(|place| room(*place) - sits_there(*place) >= one.seats)?;
            seats.push((*member, place));
        }
        Some(seats)
    }

    /// Gives seats; where it passes others, so are those who stand before it in line and could
    /// have sat there.
    pub(super) fn seat(&mut self, entry: &[usize], seats: &[(usize, Class)], passes: bool) {
        let rank = self.rank(entry);
        let unit = self.registrations[entry[0]].unit;
        let better: Vec<Entry> = self.line(unit);
        let better = better.into_iter().filter(|other| self.rank(other) < rank);
        let better: Vec<Entry> = better.filter(|_| passes).collect();
        for (member, place) in seats {
            let given = self.registrations[*member].seats;
            for other in &better {
                if self.need(other, *place) > 0 {
                    for one in other {
                        self.registrations[*one].passed += given;
                    }
                }
            }
            self.registrations[*member].place = Some(*place);
        }
    }
}
