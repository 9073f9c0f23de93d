//! Reviewing applications, and giving seats out to those reviewed. Source: docs/rules.md, R28 to
//! R31.

use serde_json::json;

use super::deadline::list_is_open;
use super::enter::{full, line_up, seat, takes_in_line, wait};
use super::leave::{end, find, status_forbids};
use super::register::window_of;
use super::sessions::not_called_off;
use super::settle::settle;
use crate::ledger::command::{Approve, EventKind, Reason, Refusal, RefusalKind, Reject};
use crate::ledger::desk::{Desk, numbers};
use crate::ledger::entry::Entry;
use crate::ledger::facts::{Allocation, Book, Pool, Registration, Status, Unit};
use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, PoolId, RegistrationId, UnitId};

/// Marks an application as reviewed; once seats have been given out, places its entry.
///
/// # Errors
/// `status-forbids` unless it is applied; `full`, and then nothing changes.
pub(super) fn approve(
    desk: &mut Desk<'_>,
    asked: &Approve,
) -> Result<Vec<RegistrationId>, Refusal> {
    let mut applied = find(desk, asked.registration_id)?;
    if applied.status != Status::Applied {
        return Err(status_forbids(&applied));
    }
    let start = desk.mark();
    let (id, unit) = (applied.id, applied.unit_id);
    applied.reviewed_at = Some(desk.now);
    applied.points = asked.points;
    let reason = Reason::new(
        "reviewed",
        json!({ "points": asked.points, "proofs": asked.proofs }),
    );
    desk.put(applied, EventKind::Reviewed, reason);
    if desk.unit(unit).is_some_and(|unit| unit.is_given_out) {
        place(desk, id).inspect_err(|_| desk.back_to(start))?;
    }
    Ok(vec![id])
}

/// Places a reviewed entry after the others were placed.
fn place(desk: &mut Desk<'_>, id: RegistrationId) -> Result<(), Refusal> {
    let book = &*desk.book;
    let Some(registration) = book.registrations.get(&id) else {
        return Ok(());
    };
    let entry = book.entry_of(registration);
    let unit = book.units.get(&registration.unit_id);
    let offering = book.offerings.get(&registration.offering_id);
    let Some((unit, offering)) = unit.zip(offering).filter(|_| entry.is_reviewed()) else {
        return Ok(());
    };
    if unit.is_cancelled || offering.is_called_off {
        return Err(full(unit, offering, desk.now));
    }
    let (unit_id, offering, rank) = (unit.id, offering.clone(), entry.rank());
    let seating = entry.seating(unit, Pool::free);
    let members = owned(entry.members());
    match seating {
        Some(seating) => seat(desk, unit_id, members, &seating, rank),
        None => line_up(desk, &offering, unit_id, members, true)?,
    }
    settle(desk, unit_id);
    Ok(())
}

/// Ends what is applied or waits.
///
/// # Errors
/// `status-forbids` for anything else; what is rejected stays so.
pub(super) fn reject(desk: &mut Desk<'_>, asked: &Reject) -> Result<Vec<RegistrationId>, Refusal> {
    let found = find(desk, asked.registration_id)?;
    let id = found.id;
    match found.status {
        Status::Rejected => {}
        Status::Applied | Status::Waitlisted => {
            let facts = json!({ "object_until": asked.object_until });
            let reason = Reason::new("rejected-by-reviewer", facts);
            let reason = reason.with_remark(Some(asked.remark.clone()));
            end(desk, found, Status::Rejected, reason);
        }
        _ => return Err(status_forbids(&found)),
    }
    Ok(vec![id])
}

/// Gives the seats of an offering out before its window ends.
///
/// # Errors
/// `other-allocation` where no review decides; `offering-called-off`.
pub(super) fn admit(desk: &mut Desk<'_>, id: OfferingId) -> Result<(), Refusal> {
    let offering = desk.book.offerings.get(&id);
    let by_review = offering.filter(|offering| offering.allocation == Allocation::Review);
    let Some(offering) = by_review else {
        let facts = json!({ "allocation": offering.map(|offering| offering.allocation) });
        let reason = Reason::new("other-allocation", facts);
        return Err(Refusal::of(RefusalKind::OtherAllocation, reason));
    };
    not_called_off(offering)?;
    let theirs = |unit: &&Unit| unit.offering_id == id && !unit.is_given_out;
    let units: Vec<UnitId> = desk
        .book
        .units
        .values()
        .filter(theirs)
        .map(|one| one.id)
        .collect();
    for unit in units {
        give_out(desk, unit);
    }
    Ok(())
}

/// When the seats of `unit` are given out by themselves: at the end of its window, where a
/// review decides.
pub(super) fn given_out_at(book: &Book, unit: &Unit) -> Option<Instant> {
    let offering = book.offerings.get(&unit.offering_id)?;
    let by_review = offering.allocation == Allocation::Review && offering.joined_by_registering;
    let still = by_review && !unit.is_given_out && !unit.is_cancelled && !offering.is_called_off;
    window_of(offering, Some(unit)).closes.filter(|_| still)
}

/// Gives the seats of a unit out to all reviewed entries, by rank.
pub(super) fn give_out(desk: &mut Desk<'_>, unit: UnitId) {
    let Some(found) = desk.unit(unit) else { return };
    let reviewed = desk.book.applied(found).filter(Entry::is_reviewed);
    let entries: Vec<Vec<Registration>> = reviewed.map(|entry| owned(entry.members())).collect();
    for entry in entries {
        place_or_end(desk, unit, entry);
    }
    desk.set_course(unit, |course| course.is_given_out = true);
    settle(desk, unit);
}

/// Seats an entry that was applied if it fits, else puts it in line if that takes it, else ends
/// it. Nobody is passed by it.
fn place_or_end(desk: &mut Desk<'_>, unit: UnitId, members: Vec<Registration>) {
    let Some(found) = desk.unit(unit) else { return };
    let Some(offering) = desk.book.offerings.get(&found.offering_id) else {
        return;
    };
    let entry = Entry::of(members.iter().collect());
    let (seating, rank) = (entry.seating(found, Pool::free), entry.rank());
    let waits =
        takes_in_line(found, offering, members.len()) && list_is_open(found, offering, desk.now);
    for mut member in members {
        let seat = seating.iter().flatten().find(|(id, _)| *id == member.id);
        if let Some((_, pool)) = seat {
            seat_applied(desk, member, *pool, "reviewed");
        } else if waits {
            wait(desk, unit, member, rank);
        } else {
            member.status = Status::Rejected;
            desk.put(member, EventKind::Status, Reason::plain("no-place-left"));
        }
    }
}

/// Confirms who applied in a pool, and says because of what.
pub(super) fn seat_applied(
    desk: &mut Desk<'_>,
    mut member: Registration,
    pool: PoolId,
    because: &'static str,
) {
    member.status = Status::Confirmed;
    member.pool_id = Some(pool);
    let pool = desk.unit(member.unit_id).and_then(|unit| unit.pool(pool));
    let mut facts = pool.map(numbers).unwrap_or_default();
    if let Some(rank) = member.drawn_rank {
        facts["drawn_rank"] = rank.into();
    }
    desk.put(member, EventKind::Status, Reason::new(because, facts));
}

fn owned(members: &[&Registration]) -> Vec<Registration> {
    let mut members: Vec<Registration> = members.iter().map(|one| (*one).clone()).collect();
    members.sort_by_key(|member| member.arrival);
    members
}
