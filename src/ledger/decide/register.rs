//! Registering: who newly asks for a seat. Source: docs/rules.md, "Registering".

use std::collections::BTreeSet;

use serde_json::json;

use super::deadline::list_is_open;
use super::settle::pass_over;
use crate::catalog::policy::{Shut, Window};
use crate::ledger::command::{Applicant, EventKind, Reason, Refusal, RefusalKind, Register, Seed};
use crate::ledger::desk::{Desk, numbers};
use crate::ledger::facts::{Allocation, Offering, Pool, Registration, Status, Unit};
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, RegistrationId, SessionId, UnitId};

/// Registers the applicants in each of the sessions, all or none.
///
/// # Errors
/// The first kind of rule that is not met, in the order of [`RefusalKind`].
pub(super) fn register(
    desk: &mut Desk<'_>,
    asked: &Register,
) -> Result<Vec<RegistrationId>, Refusal> {
    let offering = find_offering(desk, asked)?;
    joined_by_registering(&offering)?;
    let units = units(desk, asked, &offering);
    for unit in units.iter().flatten() {
        window(&offering, Some(unit), desk.now)?;
    }
    window(&offering, None, desk.now)?;
    weigh(&asked.findings, RefusalKind::ParticipantUnknown)?;
    each_once(asked)?;
    let units = sessions(asked, &offering, units)?;
    not_registered(desk, asked, &units)?;
    pick_limit(desk, asked, &offering)?;
    weigh(&asked.findings, RefusalKind::NotEligible)?;
    weigh(&asked.findings, RefusalKind::AnswersInvalid)?;
    weigh(&asked.findings, RefusalKind::ConsentMissing)?;

    let start = desk.mark();
    let mut made = Vec::with_capacity(asked.seeds.len());
    let wishes = asked
        .applicants
        .iter()
        .flat_map(|who| units.iter().map(move |unit| (who, unit)));
    for ((applicant, unit), seed) in wishes.zip(&asked.seeds) {
        let entry = Newcomer {
            applicant,
            seed,
            account: asked.account_id,
            replaces: None,
        };
        let placed = enter(desk, &offering, unit.id, &entry, asked.join_waitlist);
        if let Err(refusal) = placed {
            desk.back_to(start);
            return Err(refusal);
        }
        made.push(seed.id);
    }
    Ok(made)
}

/// Someone who asks for a seat of one unit.
pub(super) struct Newcomer<'a> {
    pub(super) applicant: &'a Applicant,
    pub(super) seed: &'a Seed,
    pub(super) account: AccountId,
    pub(super) replaces: Option<RegistrationId>,
}

/// Gives a newcomer a seat, a place in line, or a place among the applications.
///
/// # Errors
/// `full`: no seat that fits, and the list is closed, full or not wanted.
pub(super) fn enter(
    desk: &mut Desk<'_>,
    offering: &Offering,
    unit: UnitId,
    newcomer: &Newcomer<'_>,
    may_wait: bool,
) -> Result<(), Refusal> {
    let mut entry = asked_by(desk, offering, unit, newcomer);
    if matches!(
        offering.allocation,
        Allocation::Lottery | Allocation::Review
    ) {
        desk.put(entry, EventKind::Status, Reason::plain("applied"));
        return Ok(());
    }
    let Some(unit) = desk.unit(unit) else {
        return Err(no_such_session(None));
    };
    let seat = free_seat(unit, &entry.quota_key, entry.seats).cloned();
    if let Some(pool) = seat {
        let (rank, seats) = (entry.rank(), entry.seats);
        entry.status = Status::Confirmed;
        entry.pool_id = Some(pool.id);
        desk.put(
            entry,
            EventKind::Status,
            Reason::new("seat-free", numbers(&pool)),
        );
        pass_over(desk, &pool, rank, seats);
        return Ok(());
    }
    let waiting = unit.waiting_count();
    let has_room = offering.waitlist_limit.is_none_or(|limit| waiting < limit);
    if !(may_wait && has_room && list_is_open(unit, offering, desk.now)) {
        return Err(full(unit, offering, desk.now));
    }
    let ahead: i32 = unit
        .pools
        .iter()
        .filter(|pool| unit.share_a_line(&pool.quota_key, &entry.quota_key))
        .map(|pool| pool.waiting)
        .sum();
    entry.status = Status::Waitlisted;
    let facts = json!({ "place": ahead + 1, "waiting": waiting + 1 });
    desk.put(entry, EventKind::Status, Reason::new("no-seat-free", facts));
    Ok(())
}

/// The registration a newcomer asks for, with the next number of arrival.
fn asked_by(
    desk: &mut Desk<'_>,
    offering: &Offering,
    unit: UnitId,
    newcomer: &Newcomer<'_>,
) -> Registration {
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
        drawn_rank: None,
        arrival: desk.next_arrival(),
        passed: 0,
        offer_expires_at: None,
        offer_extended: false,
        group_id: None,
        replaces: newcomer.replaces,
        door_code: newcomer.seed.door_code.clone(),
        draw_code: None,
        created_at: desk.now,
        updated_at: desk.now,
    }
}

/// The pool in which a newcomer of `class` finds `seats` free: the own quota, then the general.
pub(super) fn free_seat<'a>(unit: &'a Unit, class: &'a str, seats: i32) -> Option<&'a Pool> {
    unit.pools_for(class).find(|pool| seats <= pool.free())
}

/// Whether the window of `unit` is open; without one, that of the offering as far as it tells.
///
/// # Errors
/// `registration-not-open`, `registration-closed`.
pub(super) fn window(
    offering: &Offering,
    unit: Option<&Unit>,
    now: Instant,
) -> Result<(), Refusal> {
    let window = Window::new(
        offering.registration_opens,
        offering.registration_closes,
        unit.and_then(|unit| unit.starts_at),
        unit.and_then(|unit| unit.ends_at),
    );
    let (kind, code, facts) = match window.check(now) {
        Ok(()) => return Ok(()),
        Err(Shut::NotYet(opens)) => (
            RefusalKind::RegistrationNotOpen,
            "registration-not-open",
            json!({ "opens_at": opens }),
        ),
        Err(Shut::Since(closed)) => (
            RefusalKind::RegistrationClosed,
            "registration-closed",
            json!({ "closed_at": closed }),
        ),
    };
    Err(Refusal::of(kind, Reason::new(code, facts)))
}

/// Refuses with what the rules outside the ledger found, if it is of this kind.
///
/// # Errors
/// That finding.
pub(super) fn weigh(findings: &[Refusal], kind: RefusalKind) -> Result<(), Refusal> {
    findings
        .iter()
        .find(|finding| finding.kind == kind)
        .cloned()
        .map_or(Ok(()), Err)
}

/// A refusal for a session that cannot be had.
pub(super) fn no_such_session(session: Option<SessionId>) -> Refusal {
    let reason = Reason::new("session-unknown", json!({ "session_id": session }));
    Refusal::of(RefusalKind::SessionsInvalid, reason)
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

/// Refuses what is not joined by registering, and what was called off.
///
/// # Errors
/// `not-by-registration`, `offering-called-off`.
pub(super) fn joined_by_registering(offering: &Offering) -> Result<(), Refusal> {
    if !offering.joined_by_registering {
        let reason = Reason::plain("not-by-registration");
        return Err(Refusal::of(RefusalKind::NotByRegistration, reason));
    }
    if offering.is_called_off {
        let reason = Reason::plain("offering-called-off");
        return Err(Refusal::of(RefusalKind::OfferingCalledOff, reason));
    }
    Ok(())
}

fn find_offering(desk: &Desk<'_>, asked: &Register) -> Result<Offering, Refusal> {
    let found = desk.book.offerings.get(&asked.offering_id).cloned();
    found.ok_or_else(|| {
        Refusal::of(
            RefusalKind::NotByRegistration,
            Reason::plain("not-by-registration"),
        )
    })
}

/// The units asked for: of each session, or of the offering.
fn units(desk: &Desk<'_>, asked: &Register, offering: &Offering) -> Vec<Option<Unit>> {
    if offering.picks_sessions {
        let unit = |id: &SessionId| desk.book.unit_of(offering.id, Some(*id)).cloned();
        asked.session_ids.iter().map(unit).collect()
    } else {
        vec![desk.book.unit_of(offering.id, None).cloned()]
    }
}

fn sessions(
    asked: &Register,
    offering: &Offering,
    units: Vec<Option<Unit>>,
) -> Result<Vec<Unit>, Refusal> {
    let distinct: BTreeSet<_> = asked.session_ids.iter().collect();
    let code = if offering.picks_sessions && asked.session_ids.is_empty() {
        Some("sessions-missing")
    } else if !offering.picks_sessions && !asked.session_ids.is_empty() {
        Some("sessions-not-picked")
    } else if distinct.len() < asked.session_ids.len() {
        Some("session-twice")
    } else {
        None
    };
    if let Some(code) = code {
        return Err(Refusal::of(
            RefusalKind::SessionsInvalid,
            Reason::plain(code),
        ));
    }
    let unknown = units.iter().position(Option::is_none);
    if let Some(unknown) = unknown {
        return Err(no_such_session(asked.session_ids.get(unknown).copied()));
    }
    Ok(units.into_iter().flatten().collect())
}

fn each_once(asked: &Register) -> Result<(), Refusal> {
    let mut named = BTreeSet::new();
    let twice = |who: &&Applicant| !named.insert(who.participant_id);
    let Some(twice) = asked.applicants.iter().find(twice) else {
        return Ok(());
    };
    let facts = json!({ "participant_id": twice.participant_id });
    let reason = Reason::new("participant-twice", facts);
    Err(Refusal::of(RefusalKind::ParticipantUnknown, reason))
}

fn not_registered(desk: &Desk<'_>, asked: &Register, units: &[Unit]) -> Result<(), Refusal> {
    let mut reasons = Vec::new();
    for applicant in &asked.applicants {
        // In the order asked for, whatever the order they were loaded in.
        for unit in units {
            let mut standing = desk
                .book
                .standing(asked.offering_id, applicant.participant_id);
            let in_the_way = standing.find(|live| live.unit_id == unit.id);
            reasons.extend(in_the_way.map(already_registered));
        }
    }
    if reasons.is_empty() {
        return Ok(());
    }
    Err(Refusal {
        kind: RefusalKind::AlreadyRegistered,
        reasons,
    })
}

/// A live registration in the way, with its numbers.
pub(super) fn already_registered(live: &Registration) -> Reason {
    Reason::new(
        "already-registered",
        json!({
            "participant_id": live.participant_id,
            "registration_id": live.id,
            "status": live.status,
            "since": live.created_at,
        }),
    )
}

fn pick_limit(desk: &Desk<'_>, asked: &Register, offering: &Offering) -> Result<(), Refusal> {
    let Some(limit) = offering.pick_max else {
        return Ok(());
    };
    let wanted = asked.session_ids.len();
    let mut reasons = Vec::new();
    for applicant in &asked.applicants {
        let live = desk
            .book
            .standing(offering.id, applicant.participant_id)
            .count();
        if live + wanted > usize::try_from(limit).unwrap_or(0) {
            let who = applicant.participant_id;
            let facts = json!({
                "participant_id": who, "pick_max": limit, "live": live, "asked": wanted,
            });
            reasons.push(Reason::new("pick-limit", facts));
        }
    }
    if reasons.is_empty() {
        return Ok(());
    }
    Err(Refusal {
        kind: RefusalKind::PickLimit,
        reasons,
    })
}
