//! Brings a unit to rest: free seats go on until nobody who waits fits and nobody can be
//! rebooked into the own quota. Source: docs/rules.md, "Which seat" and "Rank".

use serde_json::json;

use super::deadline::{Terms, holds_end, list_is_open, terms};
use crate::ledger::command::{EventKind, Reason};
use crate::ledger::desk::{Desk, numbers};
use crate::ledger::facts::{Offering, Pool, Registration, Status, Unit};
use crate::values::ids::{PoolId, RegistrationId, UnitId};
use crate::values::rank::Rank;

/// Gives the free seats of `unit` on until nothing moves.
pub(super) fn settle(desk: &mut Desk<'_>, unit: UnitId) {
    loop {
        release_free_seats(desk, unit);
        hold(desk, unit);
        if !promote_next(desk, unit) && !rebook_next(desk, unit) {
            return;
        }
    }
}

/// Seats in `pool` given to an entry of rank `to`: each better-ranked entry that waits, may
/// sit there and did not fit was passed by as many. Then what is held is counted again.
pub(super) fn pass_over(desk: &mut Desk<'_>, pool: &Pool, to: Rank, seats: i32) {
    let Some(unit) = desk.unit(pool.unit_id) else {
        return;
    };
    let passed: Vec<RegistrationId> = unit.waiting.range(..to).map(|(_, id)| *id).collect();
    for id in passed {
        let Some(waiting) = desk.registration(id) else {
            continue;
        };
        if !pool.admits(&waiting.quota_key) {
            continue;
        }
        let mut waiting = waiting.clone();
        waiting.passed = waiting.passed.saturating_add(seats);
        let facts = json!({ "seats": seats, "passed": waiting.passed, "size": waiting.seats });
        desk.put(waiting, EventKind::Passed, Reason::new("passed", facts));
    }
    hold(desk, pool.unit_id);
}

/// After its release a quota keeps no free seats: they are everyone's.
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
        desk.set_pool(quota);
    }
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
            claimant(desk, unit, pool)
        } else {
            None
        };
        pool.held = match (pool.capacity, claim) {
            (Some(capacity), Some(entry)) => entry.seats.min(capacity - pool.taken).max(0),
            _ => 0,
        };
    }
    for pool in pools {
        desk.set_pool(pool);
    }
}

/// For whom seats of `pool` are held: the best-ranked entry that may sit there and was passed
/// often enough.
fn claimant<'a>(desk: &'a Desk<'_>, unit: &Unit, pool: &Pool) -> Option<&'a Registration> {
    let mut waiting = unit
        .waiting
        .values()
        .filter_map(|id| desk.registration(*id));
    waiting.find(|entry| entry.passed >= entry.seats && pool.admits(&entry.quota_key))
}

/// Gives the first entry in rank that may use a free seat and fits whole its seat.
fn promote_next(desk: &mut Desk<'_>, unit: UnitId) -> bool {
    let Some((unit, offering)) = whole(desk, unit) else {
        return false;
    };
    if !list_is_open(unit, offering, desk.now) {
        return false;
    }
    let fitting = unit
        .waiting
        .values()
        .filter_map(|id| desk.registration(*id))
        .find_map(|entry| {
            let pool = unit.pools_for(&entry.quota_key).find(|pool| {
                let claims = claimant(desk, unit, pool).is_some_and(|holder| holder.id == entry.id);
                let available = if claims { pool.untaken() } else { pool.free() };
                entry.seats <= available
            })?;
            Some((entry.clone(), pool.clone()))
        });
    let Some((entry, pool)) = fitting else {
        return false;
    };
    let terms = terms(unit, offering, desk.now);
    promote(desk, entry, &pool, terms);
    true
}

fn promote(desk: &mut Desk<'_>, mut entry: Registration, pool: &Pool, terms: Terms) {
    let (rank, seats) = (entry.rank(), entry.seats);
    entry.pool_id = Some(pool.id);
    match terms {
        Terms::AtOnce => entry.status = Status::Confirmed,
        Terms::OfferUntil(deadline) => {
            entry.status = Status::Offered;
            entry.offer_expires_at = Some(deadline);
        }
    }
    desk.put(
        entry,
        EventKind::Status,
        Reason::new("promoted", numbers(pool)),
    );
    pass_over(desk, pool, rank, seats);
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
