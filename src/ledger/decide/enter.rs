//! How newcomers come in: into free seats, into the line, or among the applications. Source:
//! docs/rules.md, R6 to R8 and R27.

use serde_json::{Value, json};

use super::deadline::list_is_open;
use super::register::no_such_session;
use super::settle::pass_over;
use crate::ledger::command::{Applicant, EventKind, Reason, Refusal, RefusalKind, Register, Seed};
use crate::ledger::desk::{Desk, numbers};
use crate::ledger::entry::{Entry, Seating};
use crate::ledger::facts::{Allocation, Book, Offering, Pool, Registration, Status, Unit};
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, GroupId, RegistrationId, UnitId};
use crate::values::rank::Rank;

/// Who asks for a place in which unit: each applicant for himself, unit by unit; or, linked,
/// all of them in each unit.
pub(super) fn entries<'a>(
    asked: &'a Register,
    units: &[Unit],
) -> Result<Vec<(UnitId, Vec<Newcomer<'a>>)>, Refusal> {
    let newcomer = |nth: usize, at: usize| {
        let seed = asked.seeds.get(nth * units.len() + at);
        Ok(Newcomer {
            applicant: &asked.applicants[nth],
            seed: seed.ok_or_else(|| no_such_session(units[at].session_id))?,
            account: asked.account_id,
            replaces: None,
            group: asked
                .groups
                .get(at)
                .copied()
                .filter(|_| asked.applicants.len() > 1),
            by_phone: asked.by_phone,
        })
    };
    let everyone = 0..asked.applicants.len();
    let here = |at: usize| units[at].id;
    if asked.groups.is_empty() {
        everyone
            .flat_map(|nth| (0..units.len()).map(move |at| (nth, at)))
            .map(|(nth, at)| Ok((here(at), vec![newcomer(nth, at)?])))
            .collect()
    } else {
        (0..units.len())
            .map(|at| {
                let group: Result<_, Refusal> =
                    everyone.clone().map(|nth| newcomer(nth, at)).collect();
                Ok((here(at), group?))
            })
            .collect()
    }
}

/// Someone who asks for a seat of one unit.
pub(super) struct Newcomer<'a> {
    pub(super) applicant: &'a Applicant,
    pub(super) seed: &'a Seed,
    pub(super) account: AccountId,
    pub(super) replaces: Option<RegistrationId>,
    pub(super) group: Option<GroupId>,
    pub(super) by_phone: bool,
}

/// Gives newcomers who are one entry their seats, their places in line, or their place among the
/// applications.
///
/// # Errors
/// `full`: no seats that fit, and the list is closed, full or not wanted.
pub(super) fn enter(
    desk: &mut Desk<'_>,
    offering: &Offering,
    unit: UnitId,
    newcomers: &[Newcomer<'_>],
    may_wait: bool,
) -> Result<(), Refusal> {
    let arrivals = desk.book.arrival + 1..;
    let asked: Vec<Registration> = newcomers
        .iter()
        .zip(arrivals)
        .map(|(newcomer, arrival)| asked_by(desk, offering, unit, newcomer, arrival))
        .collect();
    let moves_over = newcomers.iter().any(|newcomer| newcomer.replaces.is_some());
    if offering.allocation.is_decided_later() && !(moves_over && is_given_out(desk, unit)) {
        for entry in asked {
            desk.put(entry, EventKind::Status, Reason::plain("applied"));
        }
        return Ok(());
    }
    let Some(found) = desk.unit(unit) else {
        return Err(no_such_session(None));
    };
    let entry = Entry::of(asked.iter().collect());
    if let Some(seating) = entry.seating(found, Pool::free) {
        let rank = entry.rank();
        seat(desk, unit, asked, &seating, rank);
        return Ok(());
    }
    line_up(desk, offering, unit, asked, may_wait)
}

fn is_given_out(desk: &Desk<'_>, unit: UnitId) -> bool {
    desk.unit(unit).is_some_and(|unit| unit.is_given_out)
}

/// Confirms registrations of one entry in free seats, which passes those of better rank.
pub(super) fn seat(
    desk: &mut Desk<'_>,
    unit: UnitId,
    asked: Vec<Registration>,
    seating: &Seating,
    rank: Rank,
) {
    let mut given = Vec::with_capacity(asked.len());
    for mut entry in asked {
        let pool = seating.iter().find(|(id, _)| *id == entry.id);
        entry.pool_id = pool.map(|(_, pool)| *pool);
        entry.status = Status::Confirmed;
        let pool = desk.unit(unit).and_then(|unit| unit.pool(entry.pool_id?));
        let facts = pool.map(numbers).unwrap_or_default();
        given.extend(entry.pool_id.map(|pool| (pool, entry.seats)));
        desk.put(entry, EventKind::Status, Reason::new("seat-free", facts));
    }
    pass_over(desk, unit, rank, &given);
}

/// Puts registrations of one entry in line, if the list takes all of them.
///
/// # Errors
/// `full`.
pub(super) fn line_up(
    desk: &mut Desk<'_>,
    offering: &Offering,
    unit: UnitId,
    asked: Vec<Registration>,
    may_wait: bool,
) -> Result<(), Refusal> {
    let Some(unit) = desk.unit(unit) else {
        return Err(no_such_session(None));
    };
    if !(may_wait
        && takes_in_line(unit, offering, asked.len())
        && list_is_open(unit, offering, desk.now))
    {
        return Err(full(unit, offering, desk.now));
    }
    let (unit, rank) = (unit.id, Entry::of(asked.iter().collect()).rank());
    for member in asked {
        wait(desk, unit, member, rank);
    }
    Ok(())
}

/// Puts a member of an entry of this rank in line.
pub(super) fn wait(desk: &mut Desk<'_>, unit: UnitId, mut member: Registration, rank: Rank) {
    member.status = Status::Waitlisted;
    let unit = desk.unit(unit);
    let facts = unit.map(|unit| in_line(desk.book, unit, &member, rank));
    let reason = Reason::new("no-seat-free", facts.unwrap_or_default());
    desk.put(member, EventKind::Status, reason);
}

/// Whether so many more may wait in a unit.
pub(super) fn takes_in_line(unit: &Unit, offering: &Offering, count: usize) -> bool {
    let wanted = i32::try_from(count).unwrap_or(i32::MAX);
    offering
        .waitlist_limit
        .is_none_or(|limit| unit.waiting_count().saturating_add(wanted) <= limit)
}

/// The place in line that a member of an entry of this rank is told. Where not everyone who waits
/// is known somebody comes anew, and is the last.
fn in_line(book: &Book, unit: &Unit, member: &Registration, rank: Rank) -> Value {
    let ahead = if unit.knows_its_line() {
        let linked = |one: &Registration| one.group_id.is_some() && one.group_id == member.group_id;
        let before = |entry: &Entry<'_>| entry.rank() < rank || linked(entry.members()[0]);
        let ahead = book.line(unit).filter(before);
        ahead
            .flat_map(|entry| entry.members().to_vec())
            .filter(|one| unit.share_a_line(&one.quota_key, &member.quota_key))
            .count()
    } else {
        let pools = unit.pools.iter();
        let shared = pools.filter(|pool| unit.share_a_line(&pool.quota_key, &member.quota_key));
        let ahead: i32 = shared.map(|pool| pool.waiting).sum();
        usize::try_from(ahead).unwrap_or_default()
    };
    json!({ "place": ahead + 1, "waiting": unit.waiting_count() + 1 })
}

/// The registration a newcomer asks for.
fn asked_by(
    desk: &Desk<'_>,
    offering: &Offering,
    unit: UnitId,
    newcomer: &Newcomer<'_>,
    arrival: i64,
) -> Registration {
    let draws = offering.allocation == Allocation::Lottery;
    Registration {
        id: newcomer.seed.id,
        offering_id: offering.id,
        unit_id: unit,
        account_id: newcomer.account,
        participant_id: newcomer.applicant.participant_id,
        pool_id: None,
        status: Status::Applied,
        seats: newcomer.applicant.seats,
        quota_key: newcomer.applicant.quota_key.clone(),
        points: 0,
        reviewed_at: None,
        drawn_rank: None,
        arrival,
        passed: 0,
        offer_expires_at: None,
        offer_extended: false,
        group_id: newcomer.group,
        replaces: newcomer.replaces,
        by_phone: newcomer.by_phone,
        door_code: newcomer.seed.door_code.clone(),
        draw_code: draws.then(|| newcomer.seed.draw_code.clone()),
        created_at: desk.now,
        updated_at: desk.now,
    }
}

/// The pool in which a newcomer of `class` finds `seats` free: the own quota, then the general.
pub(super) fn free_seat<'a>(unit: &'a Unit, class: &'a str, seats: i32) -> Option<&'a Pool> {
    unit.pools_for(class).find(|pool| seats <= pool.free())
}

/// A refusal for want of a seat.
pub(super) fn full(unit: &Unit, offering: &Offering, now: Instant) -> Refusal {
    let capacity: Option<i32> = unit.pools.iter().map(|pool| pool.capacity).sum();
    let facts = json!({
        "session_id": unit.session_id,
        "capacity": capacity,
        "waiting": unit.waiting_count(),
        "waitlist_limit": offering.waitlist_limit,
        "list_open": list_is_open(unit, offering, now),
    });
    Refusal::of(RefusalKind::Full, Reason::new("full", facts))
}
