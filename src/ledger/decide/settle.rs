//! Brings a unit to rest: free seats go on until nobody who waits fits and nobody can be
//! rebooked into the own quota. Source: docs/rules.md, "Which seat" and "Rank".

use serde_json::json;

use super::capacity::shrink_to_target;
use super::deadline::{Terms, holds_end, list_is_open, terms};
use crate::ledger::command::{EventKind, Reason};
use crate::ledger::desk::{Desk, numbers};
use crate::ledger::entry::{Entry, Seating};
use crate::ledger::facts::{Book, Offering, Pool, Registration, Status, Unit};
use crate::values::ids::{PoolId, RegistrationId, UnitId};
use crate::values::rank::Rank;

/// Gives the free seats of `unit` on until nothing moves.
pub(super) fn settle(desk: &mut Desk<'_>, unit: UnitId) {
    loop {
        shrink(desk, unit);
        release_free_seats(desk, unit);
        hold(desk, unit);
        if !promote_next(desk, unit) && !rebook_next(desk, unit) {
            return;
        }
    }
}

/// Seats given to an entry of rank `to`: each better-ranked entry that waits, may sit there and
/// did not fit was passed by as many. Then what is held is counted again.
pub(super) fn pass_over(desk: &mut Desk<'_>, unit: UnitId, to: Rank, given: &[(PoolId, i32)]) {
    let Some(found) = desk.unit(unit) else {
        return;
    };
    let mut passed: Vec<(Registration, i32, i32)> = Vec::new();
    let before = desk.book.line(found).take_while(|entry| entry.rank() < to);
    for entry in before {
        let theirs =
            |(pool, _): &&(PoolId, i32)| found.pool(*pool).is_some_and(|pool| entry.may_use(pool));
        let seats: i32 = given.iter().filter(theirs).map(|(_, seats)| seats).sum();
        if seats > 0 {
            let members = entry.members().iter();
            passed.extend(members.map(|one| ((*one).clone(), seats, entry.size())));
        }
    }
    for (mut waiting, seats, size) in passed {
        waiting.passed = waiting.passed.saturating_add(seats);
        let facts = json!({ "seats": seats, "passed": waiting.passed, "size": size });
        desk.put(waiting, EventKind::Passed, Reason::new("passed", facts));
    }
    hold(desk, unit);
}

/// Seats that fall free in a pool that is to shrink are not passed on.
fn shrink(desk: &mut Desk<'_>, unit: UnitId) {
    let Some(unit) = desk.unit(unit) else { return };
    let too_large = |pool: &&Pool| {
        pool.target
            .zip(pool.capacity)
            .is_some_and(|(to, is)| to < is)
    };
    let pools: Vec<Pool> = unit.pools.iter().filter(too_large).cloned().collect();
    for mut pool in pools {
        shrink_to_target(&mut pool);
        desk.set_pool(pool);
    }
}

/// After its release a quota keeps no free seats: they are everyone's. Where that pool is to
/// shrink, it has so many fewer to lose: the total stays what was wanted.
fn release_free_seats(desk: &mut Desk<'_>, unit: UnitId) {
    let Some(unit) = desk.unit(unit) else { return };
    let free = |pool: &&Pool| pool.released && !pool.is_general() && pool.untaken() > 0;
    let quotas: Vec<Pool> = unit.pools.iter().filter(free).cloned().collect();
    let Some(mut general) = unit.pools.iter().find(|pool| pool.is_general()).cloned() else {
        return;
    };
    for mut quota in quotas {
        let seats = quota.untaken();
        quota.capacity = Some(quota.taken);
        quota.held = 0;
        general.capacity = general.capacity.map(|capacity| capacity + seats);
        general.target = general.target.map(|target| target + seats);
        desk.set_pool(quota);
    }
    shrink_to_target(&mut general);
    desk.set_pool(general);
}

/// In each pool, keeps what is free for the best entry there that was passed at least as often
/// as it has seats; up to 72 hours before the start.
pub(super) fn hold(desk: &mut Desk<'_>, unit: UnitId) {
    let Some(unit) = desk.unit(unit).filter(|unit| unit.knows_its_line()) else {
        return;
    };
    let Some(offering) = desk.book.offerings.get(&unit.offering_id) else {
        return;
    };
    let may_hold =
        list_is_open(unit, offering, desk.now) && holds_end(unit).is_none_or(|end| desk.now < end);
    let mut pools = unit.pools.clone();
    for pool in &mut pools {
        let claim = if may_hold {
            claimant(desk.book, unit, pool)
        } else {
            None
        };
        pool.held = match (pool.capacity, claim) {
            (Some(capacity), Some(entry)) => entry.wants_of(pool).min(capacity - pool.taken).max(0),
            _ => 0,
        };
    }
    for pool in pools {
        desk.set_pool(pool);
    }
}

/// For whom seats of `pool` are held: the best-ranked entry that may sit there and was passed
/// often enough.
fn claimant<'a>(book: &'a Book, unit: &'a Unit, pool: &Pool) -> Option<Entry<'a>> {
    book.line(unit)
        .find(|entry| entry.may_claim() && entry.may_use(pool))
}

/// How `entry` can be seated in what is free, with what is held for it.
fn seating_of(
    entry: &Entry<'_>,
    unit: &Unit,
    claims: &[(PoolId, RegistrationId)],
) -> Option<Seating> {
    entry.seating(unit, |pool| {
        let theirs = |(of, id): &(PoolId, RegistrationId)| *of == pool.id && entry.has(*id);
        if claims.iter().any(theirs) {
            pool.untaken()
        } else {
            pool.free()
        }
    })
}

/// Gives the first entry in rank that may use a free seat and fits whole its seat.
fn promote_next(desk: &mut Desk<'_>, unit: UnitId) -> bool {
    let Some((unit, offering)) = whole(desk, unit) else {
        return false;
    };
    if unit.waiting.is_empty() || !list_is_open(unit, offering, desk.now) {
        return false;
    }
    let held = unit.pools.iter().filter(|pool| pool.held > 0);
    let claims: Vec<(PoolId, RegistrationId)> = held
        .filter_map(|pool| {
            let entry = claimant(desk.book, unit, pool)?;
            Some((pool.id, entry.members().first()?.id))
        })
        .collect();
    let fitting = desk
        .book
        .line(unit)
        .find_map(|entry| Some((seating_of(&entry, unit, &claims)?, entry.rank())));
    let Some((seating, rank)) = fitting else {
        return false;
    };
    let terms = terms(unit, offering, desk.now);
    let unit = unit.id;
    promote(
        desk,
        unit,
        &seating,
        rank,
        terms,
        &Reason::plain("promoted"),
    );
    true
}

/// Seats waiting registrations; `reason` gets the numbers of each one's pool.
pub(super) fn promote(
    desk: &mut Desk<'_>,
    unit: UnitId,
    seating: &Seating,
    rank: Rank,
    terms: Terms,
    reason: &Reason,
) {
    let by_phone = seating
        .iter()
        .filter_map(|(id, _)| desk.registration(*id))
        .any(|one| one.by_phone);
    let mut given = Vec::with_capacity(seating.len());
    for (id, pool) in seating {
        let Some(mut entry) = desk.registration(*id).cloned() else {
            continue;
        };
        given.push((*pool, entry.seats));
        entry.pool_id = Some(*pool);
        match terms {
            Terms::OfferUntil(deadline) if !by_phone => {
                entry.status = Status::Offered;
                entry.offer_expires_at = Some(deadline);
            }
            _ => entry.status = Status::Confirmed,
        }
        let pool = desk.unit(unit).and_then(|unit| unit.pool(*pool));
        let reason = Reason {
            facts: pool.map(numbers).unwrap_or_default(),
            ..reason.clone()
        };
        desk.put(entry, EventKind::Status, reason);
    }
    pass_over(desk, unit, rank, &given);
}

/// Moves the best member of a quota who sits in the general pool into a free seat of the
/// quota, so that the general seat goes on. Nothing changes for the person.
fn rebook_next(desk: &mut Desk<'_>, unit: UnitId) -> bool {
    let Some((unit, _)) = whole(desk, unit) else {
        return false;
    };
    let quotas = || unit.pools.iter().filter(|pool| !pool.is_general());
    if !quotas().any(|pool| pool.free() > 0) {
        return false;
    }
    let guests = unit.guests.values().filter_map(|id| desk.registration(*id));
    let found = guests.into_iter().find_map(|guest| {
        let fits = |pool: &&Pool| pool.quota_key == guest.quota_key && guest.seats <= pool.free();
        let own = quotas().find(fits)?;
        Some((guest.clone(), own.id, numbers(own)))
    });
    let Some((guest, pool, numbers)) = found else {
        return false;
    };
    rebook(desk, guest, pool, numbers);
    true
}

fn rebook(desk: &mut Desk<'_>, mut guest: Registration, to: PoolId, numbers: serde_json::Value) {
    guest.pool_id = Some(to);
    desk.put(guest, EventKind::Rebooked, Reason::new("rebooked", numbers));
}

/// The unit with its offering, if everyone a freed seat may move is known.
fn whole<'a>(desk: &'a Desk<'_>, unit: UnitId) -> Option<(&'a Unit, &'a Offering)> {
    let unit = desk.unit(unit).filter(|unit| unit.is_whole)?;
    Some((unit, desk.book.offerings.get(&unit.offering_id)?))
}
