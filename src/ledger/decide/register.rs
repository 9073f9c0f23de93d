//! Registering: who newly asks for a seat. Source: docs/rules.md, "Registering".

use std::collections::BTreeSet;

use serde_json::json;

use super::enter::{enter, entries};
use super::sessions::not_called_off;
use crate::catalog::policy::{Shut, Window};
use crate::ledger::command::{Actor, Applicant, Reason, Refusal, RefusalKind, Register};
use crate::ledger::desk::Desk;
use crate::ledger::facts::{Offering, Registration, Unit};
use crate::values::ids::{RegistrationId, SessionId};

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
        window(desk, &offering, Some(unit))?;
    }
    window(desk, &offering, None)?;
    weigh(&asked.findings, RefusalKind::ParticipantUnknown)?;
    each_once(asked)?;
    let units = sessions(asked, &offering, units)?;
    not_registered(desk, asked, &units)?;
    weigh(&asked.findings, RefusalKind::AlreadyRegistered)?;
    pick_limit(desk, asked, &offering)?;
    weigh(&asked.findings, RefusalKind::Clash)?;
    weigh(&asked.findings, RefusalKind::NotEligible)?;
    weigh(&asked.findings, RefusalKind::AnswersInvalid)?;
    weigh(&asked.findings, RefusalKind::ConsentMissing)?;

    let start = desk.mark();
    for (unit, newcomers) in entries(asked, &units)? {
        let placed = enter(desk, &offering, unit, &newcomers, asked.join_waitlist);
        if let Err(refusal) = placed {
            desk.back_to(start);
            return Err(refusal);
        }
    }
    Ok(asked.seeds.iter().map(|seed| seed.id).collect())
}

/// The window of a unit; without one, that of the offering as far as it tells.
pub(super) fn window_of(offering: &Offering, unit: Option<&Unit>) -> Window {
    Window::new(
        offering.registration_opens,
        offering.registration_closes,
        unit.and_then(|unit| unit.starts_at),
        unit.and_then(|unit| unit.ends_at),
    )
}

/// Whether the window of `unit` is open. Its end does not bind staff: they help who comes late,
/// until the unit itself is over.
///
/// # Errors
/// `registration-not-open`, `registration-closed`.
pub(super) fn window(
    desk: &Desk<'_>,
    offering: &Offering,
    unit: Option<&Unit>,
) -> Result<(), Refusal> {
    let window = match desk.actor {
        Actor::Staff(_) | Actor::Import => Window {
            opens: offering.registration_opens,
            closes: unit.and_then(|unit| unit.ends_at),
        },
        _ => window_of(offering, unit),
    };
    let (kind, code, facts) = match window.check(desk.now) {
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

/// Refuses what is not joined by registering, and what was called off.
///
/// # Errors
/// `not-by-registration`, `offering-called-off`.
pub(super) fn joined_by_registering(offering: &Offering) -> Result<(), Refusal> {
    if !offering.joined_by_registering {
        let reason = Reason::plain("not-by-registration");
        return Err(Refusal::of(RefusalKind::NotByRegistration, reason));
    }
    not_called_off(offering)
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
    let gone = |unit: &Option<Unit>| unit.as_ref().is_none_or(|unit| unit.is_cancelled);
    let unknown = units.iter().position(gone);
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
