//! What the rows say of the present: I1 (counts), I2 (no seat is idle while someone waits for
//! it) and I4 (nobody is in twice).

use std::collections::BTreeMap;

use super::Violation;
use super::line::{FreeSeats, Line};
use super::records::{Records, UnitRecord, pool_row, registration_row};
use crate::ledger::facts::{Pool, Registration, Status};
use crate::values::clock::Instant;
use crate::values::ids::{ParticipantId, PoolId, RegistrationId, UnitId};

/// Hours before a unit's start at which its waiting list closes.
const LIST_CLOSES_HOURS: i64 = 2;

/// I1: each pool counts the seats of who sits in it and the registrations that wait for it,
/// and has no more of them than its capacity.
pub(super) fn counts(records: &Records) -> Vec<Violation> {
    let mut taken: BTreeMap<PoolId, i64> = BTreeMap::new();
    let mut waiting: BTreeMap<PoolId, i64> = BTreeMap::new();
    let mut found = Vec::new();
    for registration in records.registrations.values() {
        let pool = registration.pool_id.and_then(|id| records.pools.get(&id));
        let at_home = pool.is_some_and(|pool| pool.unit_id == registration.unit_id);
        if registration.status.is_seated() && !at_home {
            let rows = vec![registration_row(registration.id)];
            let text = "a seat is in no pool of its unit".to_owned();
            found.push(records.violation("I1", rows, text));
        }
        if registration.status.is_seated()
            && let Some(pool) = pool
        {
            *taken.entry(pool.id).or_default() += i64::from(registration.seats);
        }
        if registration.status == Status::Waitlisted
            && let Some(pool) = counted_at(records, registration)
        {
            *waiting.entry(pool).or_default() += 1;
        }
    }
    for pool in records.pools.values() {
        let count = |counts: &BTreeMap<PoolId, i64>| counts.get(&pool.id).copied().unwrap_or(0);
        let wrong = miscounts(pool, count(&taken), count(&waiting));
        let rows = || vec![pool_row(pool.id)];
        found.extend(wrong.map(|text| records.violation("I1", rows(), text)));
    }
    found
}

/// Where a waiting registration is counted: at its class's pool, without one at the general.
fn counted_at(records: &Records, registration: &Registration) -> Option<PoolId> {
    let class = &registration.quota_key;
    let own = records
        .pools_of(registration.unit_id)
        .find(|pool| &pool.quota_key == class);
    let general = || {
        records
            .pools_of(registration.unit_id)
            .find(|pool| pool.is_general())
    };
    own.or_else(general).map(|pool| pool.id)
}

fn miscounts(pool: &Pool, taken: i64, waiting: i64) -> impl Iterator<Item = String> {
    let differs = |what: &str, says: i32, are: i64| {
        (i64::from(says) != are).then(|| format!("the pool says {says} {what}, it is {are}"))
    };
    let held = pool.held;
    let over = pool
        .capacity
        .filter(|capacity| pool.taken + held > *capacity);
    let over = over.map(|capacity| {
        let taken = pool.taken;
        format!("{taken} seats taken and {held} held are more than {capacity}")
    });
    [
        differs("seats taken", pool.taken, taken),
        differs("registrations waiting", pool.waiting, waiting),
        over,
        (held < 0).then(|| format!("{held} seats are held")),
    ]
    .into_iter()
    .flatten()
}

/// I2: while a list is open, nobody waits who fits whole into free seats he may have, and no
/// quota has free seats for a member of its class who sits in the general pool.
pub(super) fn idle(records: &Records, now: Instant) -> Vec<Violation> {
    let mut lines: BTreeMap<UnitId, Line<'_>> = BTreeMap::new();
    let mut guests: BTreeMap<UnitId, Vec<&Registration>> = BTreeMap::new();
    for registration in records.registrations.values() {
        let seat = registration.pool_id.and_then(|id| records.pools.get(&id));
        if registration.status == Status::Waitlisted {
            let line = lines.entry(registration.unit_id).or_default();
            line.join(registration, registration.passed);
        } else if !registration.quota_key.is_empty() && seat.is_some_and(Pool::is_general) {
            let guests = guests.entry(registration.unit_id).or_default();
            guests.push(registration);
        }
    }
    let open = records
        .units
        .iter()
        .filter(|(_, unit)| list_is_open(unit, now));
    open.flat_map(|(id, _)| {
        let line = lines.get(id).cloned().unwrap_or_default();
        let guests = guests.get(id).map_or(&[][..], Vec::as_slice);
        idle_in(records, *id, &line, guests)
    })
    .collect()
}

fn list_is_open(unit: &UnitRecord, now: Instant) -> bool {
    let closes = unit
        .starts_at
        .map(|starts| starts.plus_hours(-LIST_CLOSES_HOURS));
    !unit.is_called_off && closes.is_none_or(|closes| now < closes)
}

fn idle_in(
    records: &Records,
    unit: UnitId,
    line: &Line<'_>,
    guests: &[&Registration],
) -> Vec<Violation> {
    let mut found = Vec::new();
    let pools: Vec<&Pool> = records.pools_of(unit).collect();
    if pools.iter().any(|pool| pool.untaken() > 0) {
        let parties = line.parties();
        let free = FreeSeats::of(&pools, &parties);
        for party in &parties {
            let Some(pool) = free.fit(party) else {
                continue;
            };
            let rows = vec![pool_row(pool), registration_row(party.first().id)];
            let text = "someone waits for seats that are free".to_owned();
            found.push(records.violation("I2", rows, text));
        }
    }
    for pool in pools.into_iter().filter(|pool| pool.untaken() > 0) {
        let fits = |guest: &&&Registration| {
            !pool.is_general() && guest.quota_key == pool.quota_key && guest.seats <= pool.free()
        };
        for guest in guests.iter().filter(fits) {
            let rows = vec![pool_row(pool.id), registration_row(guest.id)];
            let text = "a member of the quota sits in the general pool while its own has room";
            found.push(records.violation("I2", rows, text.to_owned()));
        }
    }
    found
}

/// I4: at most one live registration of a participant in a unit.
pub(super) fn doubles(records: &Records) -> Vec<Violation> {
    let mut live: BTreeMap<(UnitId, ParticipantId), Vec<RegistrationId>> = BTreeMap::new();
    for registration in records.registrations.values() {
        if registration.status.is_live() {
            let who = (registration.unit_id, registration.participant_id);
            live.entry(who).or_default().push(registration.id);
        }
    }
    live.into_iter()
        .filter(|(_, ids)| ids.len() > 1)
        .map(|((_, participant), ids)| {
            let rows = ids.into_iter().map(registration_row).collect();
            let text = format!("participant {participant} has live registrations twice in a unit");
            records.violation("I4", rows, text)
        })
        .collect()
}
