//! What falls due by time alone: closing lists, releases of quotas, offers that ran out, the
//! end of holds. Applied before each command, so that a late timer is never visible.

use serde_json::json;

use super::deadline::{holds_end, list_closes, list_is_open};
use super::review::{give_out, given_out_at};
use super::settle::settle;
use crate::ledger::command::{EventKind, Reason};
use crate::ledger::desk::Desk;
use crate::ledger::facts::{Book, Status, Unit};
use crate::values::clock::Instant;
use crate::values::ids::{RegistrationId, UnitId};

/// Seconds after its deadline at which an offer runs out by itself: an accept that came in
/// time is never overtaken by a queue, a clock or another instance.
pub(crate) const OFFER_GRACE_SECONDS: i64 = 30;

/// Applies everything that fell due by the desk's now. What is due is read off the facts, not
/// off `due_at`: an earlier command of the same batch may have changed it.
pub(super) fn apply(desk: &mut Desk<'_>) {
    let due: Vec<UnitId> = desk
        .book
        .units
        .values()
        .filter(|unit| unit.is_whole)
        .filter(|unit| next_due(desk.book, unit).is_some_and(|due| due <= desk.now))
        .map(|unit| unit.id)
        .collect();
    for unit in due {
        give_out_reviewed(desk, unit);
        close_list(desk, unit);
        release_quotas(desk, unit);
        expire_offers(desk, unit);
        settle(desk, unit);
    }
}

/// When something falls due at `unit`, at the earliest. Exact where the unit is whole;
/// otherwise not later than the truth.
pub(crate) fn next_due(book: &Book, unit: &Unit) -> Option<Instant> {
    let offers = unit.offers.values().filter_map(|id| {
        let expires = book.registrations.get(id)?.offer_expires_at?;
        Some(expires.plus_seconds(OFFER_GRACE_SECONDS))
    });
    let releases = unit
        .pools
        .iter()
        .filter(|pool| !pool.released)
        .filter_map(|pool| pool.release_at);
    let closes = list_closes(unit).filter(|_| unit.waiting_count() > 0);
    let ends = holds_end(unit).filter(|_| unit.pools.iter().any(|pool| pool.held > 0));
    let given_out = given_out_at(book, unit);
    let known = offers
        .chain(releases)
        .chain(closes)
        .chain(ends)
        .chain(given_out)
        .min();
    if unit.is_whole {
        known
    } else {
        known.into_iter().chain(unit.due_at).min()
    }
}

/// Where a review decides, the end of the window gives the seats to those reviewed.
fn give_out_reviewed(desk: &mut Desk<'_>, id: UnitId) {
    let due = desk.unit(id).and_then(|unit| given_out_at(desk.book, unit));
    if due.is_some_and(|due| due <= desk.now) {
        give_out(desk, id);
    }
}

/// Who still waits when the list closes is told so, and waits no more.
fn close_list(desk: &mut Desk<'_>, id: UnitId) {
    let Some(unit) = desk.unit(id) else { return };
    let Some(offering) = desk.book.offerings.get(&unit.offering_id) else {
        return;
    };
    if list_is_open(unit, offering, desk.now) {
        return;
    }
    let waiting: Vec<RegistrationId> = unit.waiting.values().copied().collect();
    let facts = json!({ "closed_at": list_closes(unit), "waiting": waiting.len() });
    for id in waiting {
        let Some(mut entry) = desk.registration(id).cloned() else {
            continue;
        };
        entry.status = Status::Expired;
        desk.put(
            entry,
            EventKind::Status,
            Reason::new("list-closed", facts.clone()),
        );
    }
}

fn release_quotas(desk: &mut Desk<'_>, id: UnitId) {
    let Some(unit) = desk.unit(id) else { return };
    let mut pools = unit.pools.clone();
    pools.retain(|pool| !pool.released && pool.release_at.is_some_and(|at| at <= desk.now));
    for mut pool in pools {
        pool.released = true;
        desk.set_pool(pool);
    }
}

fn expire_offers(desk: &mut Desk<'_>, id: UnitId) {
    let Some(unit) = desk.unit(id) else { return };
    let offers: Vec<RegistrationId> = unit.offers.values().copied().collect();
    for id in offers {
        let deadline = desk
            .registration(id)
            .and_then(|offered| offered.offer_expires_at);
        let is_over = |deadline: Instant| deadline.plus_seconds(OFFER_GRACE_SECONDS) <= desk.now;
        if deadline.is_some_and(is_over) {
            expire(desk, id);
        }
    }
}

/// Ends an offer that nobody took.
pub(super) fn expire(desk: &mut Desk<'_>, id: RegistrationId) {
    let Some(mut offered) = desk.registration(id).cloned() else {
        return;
    };
    let facts = json!({ "offer_expires_at": offered.offer_expires_at });
    offered.status = Status::Expired;
    offered.pool_id = None;
    desk.put(
        offered,
        EventKind::Status,
        Reason::new("offer-expired", facts),
    );
}
