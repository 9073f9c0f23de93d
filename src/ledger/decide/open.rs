//! Opening the units of an offering, and bringing them up to date before anyone is in them.

use std::collections::BTreeMap;

use serde_json::json;

use super::settle::settle;
use crate::ledger::command::{Open, OpenPool, OpenUnit, Reason, Refusal, RefusalKind};
use crate::ledger::desk::Desk;
use crate::ledger::facts::{Allocation, Pool, Unit};
use crate::values::ids::{OfferingId, SessionId, UnitId};

/// Opens what is not open yet. Capacities of open pools are `set_capacity`'s to change; times
/// change only while nobody is registered. All or nothing.
///
/// # Errors
/// `open-differs`: the times of a unit with registrations would change.
pub(super) fn open(desk: &mut Desk<'_>, wanted: &Open) -> Result<(), Refusal> {
    let start = desk.mark();
    for unit in &wanted.units {
        let open = desk
            .book
            .unit_of(wanted.offering_id, unit.session_id)
            .cloned();
        let done = match open {
            None => {
                let unit = Unit {
                    is_given_out: is_drawn(desk, wanted.offering_id),
                    is_cancelled: unit.session_id.is_some_and(|id| is_cancelled(desk, id)),
                    ..fresh(wanted, unit)
                };
                desk.open(unit);
                Ok(())
            }
            Some(open) => bring_up_to_date(desk, &open, unit),
        };
        if let Err(refusal) = done {
            desk.back_to(start);
            return Err(refusal);
        }
    }
    Ok(())
}

/// Whether the draw of an offering was run: it gave the seats of all its units out, and nothing
/// will give out those of a unit that is opened after it.
fn is_drawn(desk: &Desk<'_>, offering: OfferingId) -> bool {
    let by_lot = desk.book.offerings.get(&offering);
    let by_lot = by_lot.is_some_and(|one| one.allocation == Allocation::Lottery);
    let mut units = desk.book.units.values();
    by_lot && units.any(|unit| unit.offering_id == offering && unit.is_given_out)
}

/// Whether a session was cancelled before its unit was opened.
fn is_cancelled(desk: &Desk<'_>, session: SessionId) -> bool {
    let session = desk.book.sessions.get(&session);
    session.is_some_and(|session| session.is_cancelled)
}

fn fresh(wanted: &Open, unit: &OpenUnit) -> Unit {
    let mut pools: Vec<Pool> = unit
        .pools
        .iter()
        .map(|pool| new_pool(unit.id, pool, pool.capacity))
        .collect();
    pools.sort_by_key(|pool| !pool.is_general());
    Unit {
        id: unit.id,
        offering_id: wanted.offering_id,
        session_id: unit.session_id,
        starts_at: unit.starts_at,
        ends_at: unit.ends_at,
        due_at: pools.iter().filter_map(|pool| pool.release_at).min(),
        pools,
        is_given_out: false,
        is_cancelled: false,
        is_whole: true,
        is_used: false,
        applied: BTreeMap::new(),
        waiting: BTreeMap::new(),
        offers: BTreeMap::new(),
        guests: BTreeMap::new(),
    }
}

fn new_pool(unit: UnitId, pool: &OpenPool, capacity: Option<i32>) -> Pool {
    Pool {
        id: pool.id,
        unit_id: unit,
        quota_key: pool.quota_key.clone(),
        capacity,
        taken: 0,
        held: 0,
        waiting: 0,
        release_at: pool.release_at,
        released: false,
        target: None,
    }
}

/// Whether this batch registered somebody, or knows of somebody who is.
fn has_registrations(desk: &Desk<'_>, unit: UnitId) -> bool {
    let mut known = desk.book.registrations.values();
    known.any(|registration| registration.unit_id == unit)
}

fn bring_up_to_date(desk: &mut Desk<'_>, open: &Unit, wanted: &OpenUnit) -> Result<(), Refusal> {
    let times = (wanted.starts_at, wanted.ends_at);
    if times != (open.starts_at, open.ends_at) {
        if open.is_used || has_registrations(desk, open.id) {
            let facts = json!({ "session_id": open.session_id, "starts_at": open.starts_at });
            let reason = Reason::new("open-differs", facts);
            return Err(Refusal::of(RefusalKind::OpenDiffers, reason));
        }
        desk.set_course(open.id, |course| (course.starts_at, course.ends_at) = times);
    }
    for pool in &wanted.pools {
        match open
            .pools
            .iter()
            .find(|known| known.quota_key == pool.quota_key)
        {
            // A quota that is new here starts empty; `set_capacity` gives it its size.
            None => desk.add_pool(new_pool(open.id, pool, Some(0))),
            Some(known) if !known.released && known.release_at != pool.release_at => {
                desk.set_pool(Pool {
                    release_at: pool.release_at,
                    ..known.clone()
                });
            }
            Some(_) => {}
        }
    }
    settle(desk, open.id);
    Ok(())
}
