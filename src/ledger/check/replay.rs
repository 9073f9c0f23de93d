//! I3: replays the events of registrations and pools in their common order, and looks at each
//! promotion as it happened.

use std::collections::BTreeMap;

use super::Violation;
use super::line::{FreeSeats, Line};
use super::records::{
    EventRecord, PoolEventRecord, Records, event_row, pool_row, registration_row,
};
use crate::ledger::command::EventKind;
use crate::ledger::facts::{Pool, Registration, Status};
use crate::values::clock::Instant;
use crate::values::ids::{GroupId, PoolId, UnitId};

/// I3: nobody was promoted past a better-ranked entry that might have had the seats, but by
/// hand; and the events of pools and registrations end at the pools as they are.
///
/// The order of the line is read from the registrations as they are: points and drawn ranks
/// are settled before a line forms, and arrivals never change.
pub(super) fn promotions(records: &Records) -> Vec<Violation> {
    let mut replay = Replay::new(records);
    let mut changes = records.pool_events.iter().peekable();
    for event in &records.events {
        while let Some(change) = changes.next_if(|change| change.sequence < event.sequence) {
            replay.change_pool(change);
        }
        replay.happen(event);
    }
    for change in changes {
        replay.change_pool(change);
    }
    replay.compare();
    replay.found
}

struct Replay<'a> {
    records: &'a Records,
    pools: BTreeMap<PoolId, Pool>,
    lines: BTreeMap<UnitId, Line<'a>>,
    /// The group whose members are being promoted, and when.
    promoting: Option<(GroupId, Instant)>,
    found: Vec<Violation>,
}

impl<'a> Replay<'a> {
    /// Before anything happened: pools without seats.
    fn new(records: &'a Records) -> Self {
        let blank = |pool: &Pool| Pool {
            capacity: Some(0),
            taken: 0,
            held: 0,
            waiting: 0,
            ..pool.clone()
        };
        Self {
            records,
            pools: records
                .pools
                .iter()
                .map(|(id, pool)| (*id, blank(pool)))
                .collect(),
            lines: BTreeMap::new(),
            promoting: None,
            found: Vec::new(),
        }
    }

    fn change_pool(&mut self, change: &PoolEventRecord) {
        let Some(pool) = self.pools.get_mut(&change.pool_id) else {
            return;
        };
        if (pool.capacity, pool.held) != (change.capacity.0, change.held.0) {
            let rows = vec![
                format!("pool_events sequence {}", change.sequence),
                pool_row(change.pool_id),
            ];
            let text = "a change of a pool begins where the one before did not end".to_owned();
            self.found.push(self.records.violation("I3", rows, text));
        }
        (pool.capacity, pool.held) = (change.capacity.1, change.held.1);
    }

    fn happen(&mut self, event: &EventRecord) {
        let Some(registration) = self.records.registrations.get(&event.registration_id) else {
            return;
        };
        let promoted = event.from == Some(Status::Waitlisted) && event.to.is_seated();
        if promoted && !event.by_hand {
            self.judge(event, registration);
        } else if event.kind != EventKind::Passed {
            self.promoting = None;
        }
        let line = self.lines.entry(registration.unit_id).or_default();
        if event.kind == EventKind::Passed {
            line.pass(registration, event.passed_seats);
        }
        match (event.from, event.to) {
            (Some(Status::Waitlisted), Status::Waitlisted) => {}
            (Some(Status::Waitlisted), _) => line.leave(registration),
            (_, Status::Waitlisted) => line.join(registration, 0),
            _ => {}
        }
        for (pool, seats) in [
            (event.from_pool, -registration.seats),
            (event.to_pool, registration.seats),
        ] {
            if let Some(pool) = pool.and_then(|id| self.pools.get_mut(&id)) {
                pool.taken += seats;
            }
        }
    }

    /// Looks for someone who stood before the promoted entry and might have had its seats. Linked
    /// ones are promoted one event after the other: the first tells for all.
    fn judge(&mut self, event: &EventRecord, promoted: &Registration) {
        let group = promoted.group_id.map(|group| (group, event.at));
        if group.is_some() && self.promoting == group {
            return;
        }
        self.promoting = group;
        let line = self.lines.get(&promoted.unit_id);
        let Some(line) = line.filter(|line| !line.begins_with(promoted)) else {
            return;
        };
        let here = |pool: &&Pool| pool.unit_id == promoted.unit_id;
        let pools: Vec<&Pool> = self.pools.values().filter(here).collect();
        let parties = line.parties();
        let free = FreeSeats::of(&pools, &parties);
        let own = parties.iter().position(|party| party.has(promoted.id));
        let before = parties.iter().take(own.unwrap_or_default());
        let mut rows: Vec<String> = before
            .filter(|party| free.fit(party).is_some())
            .map(|party| registration_row(party.first().id))
            .collect();
        if rows.is_empty() {
            return;
        }
        rows.insert(0, event_row(event.sequence));
        rows.insert(1, registration_row(promoted.id));
        let text = "the second row was promoted past those after it".to_owned();
        self.found.push(self.records.violation("I3", rows, text));
    }

    fn compare(&mut self) {
        for (id, replayed) in &self.pools {
            let Some(pool) = self.records.pools.get(id) else {
                continue;
            };
            let numbers = |pool: &Pool| (pool.capacity, pool.taken, pool.held);
            if numbers(replayed) != numbers(pool) {
                let text = format!(
                    "the events end at capacity, taken and held of {:?}, the pool has {:?}",
                    numbers(replayed),
                    numbers(pool)
                );
                let violation = self.records.violation("I3", vec![pool_row(*id)], text);
                self.found.push(violation);
            }
        }
    }
}
