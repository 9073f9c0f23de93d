//! Cancelling and moving sessions, and calling an offering off: a change by the organizer that
//! tells everyone it touches. Source: docs/rules.md, R41 to R43.

use serde_json::json;

use super::register::no_such_session;
use super::settle::settle;
use crate::ledger::command::{
    CallOff, CancelSession, EventKind, MoveSession, Reason, Refusal, RefusalKind,
};
use crate::ledger::desk::Desk;
use crate::ledger::facts::{Offering, Session, Status};
use crate::values::ids::{OfferingId, SessionId, UnitId};

/// Cancels a session; a cancelled one stays so.
///
/// # Errors
/// `session-unknown`.
pub(super) fn cancel(desk: &mut Desk<'_>, asked: &CancelSession) -> Result<(), Refusal> {
    let mut session = find(desk, asked.offering_id, asked.session_id)?;
    if session.is_cancelled {
        return Ok(());
    }
    let facts = json!({ "session_id": session.id, "starts_at": session.starts_at });
    session.is_cancelled = true;
    desk.set_session(session);
    let reason = Reason::new("session-cancelled", facts).with_remark(Some(asked.remark.clone()));
    if is_picked(desk, asked.offering_id) {
        if let Some(unit) = unit_of(desk, asked.offering_id, asked.session_id) {
            desk.set_course(unit, |course| course.is_cancelled = true);
            end_all(desk, unit, &reason);
        }
        return Ok(());
    }
    let is_last = !desk
        .book
        .sessions
        .values()
        .any(|one| one.offering_id == asked.offering_id && !one.is_cancelled);
    if is_last {
        let whole = CallOff {
            offering_id: asked.offering_id,
            remark: asked.remark.clone(),
            alternatives: Vec::new(),
        };
        call_off(desk, &whole);
    } else {
        reschedule(desk, asked.offering_id, &reason);
    }
    Ok(())
}

/// Moves a session to another time, to another place, or both.
///
/// # Errors
/// `session-unknown`, `session-cancelled`.
pub(super) fn move_to(desk: &mut Desk<'_>, asked: &MoveSession) -> Result<(), Refusal> {
    let mut session = find(desk, asked.offering_id, asked.session_id)?;
    if session.is_cancelled {
        let reason = Reason::new("session-cancelled", json!({ "session_id": session.id }));
        return Err(Refusal::of(RefusalKind::SessionCancelled, reason));
    }
    let is_later = (session.starts_at, session.ends_at) != (asked.starts_at, asked.ends_at);
    let is_elsewhere = asked.site_id.is_some() && asked.site_id != session.site_id;
    let code = match (is_later, is_elsewhere) {
        (false, false) => return Ok(()),
        (true, false) => "session-moved",
        (false, true) => "session-relocated",
        (true, true) => "session-moved-elsewhere",
    };
    let mut facts = json!({
        "session_id": session.id,
        "before": session.starts_at, "starts_at": asked.starts_at, "ends_at": asked.ends_at,
    });
    if is_elsewhere {
        facts["site_id"] = json!(asked.site_id);
        session.site_id = asked.site_id;
    }
    (session.starts_at, session.ends_at) = (asked.starts_at, asked.ends_at);
    session.is_moved = true;
    let (id, times) = (session.id, (Some(session.starts_at), Some(session.ends_at)));
    desk.set_session(session);
    let reason = Reason::new(code, facts).with_remark(Some(asked.remark.clone()));
    if !is_picked(desk, asked.offering_id) {
        reschedule(desk, asked.offering_id, &reason);
    } else if let Some(unit) = unit_of(desk, asked.offering_id, id) {
        desk.set_course(unit, |course| (course.starts_at, course.ends_at) = times);
        tell_all(desk, unit, &reason);
        settle(desk, unit);
    }
    Ok(())
}

/// Ends every live registration of an offering; one that is called off stays so.
pub(super) fn call_off(desk: &mut Desk<'_>, asked: &CallOff) {
    let offering = desk.book.offerings.get(&asked.offering_id);
    if offering.is_none_or(|offering| offering.is_called_off) {
        return;
    }
    desk.call_off(asked.offering_id, asked.remark.clone());
    let facts = json!({ "alternatives": asked.alternatives });
    let reason = Reason::new("called-off", facts).with_remark(Some(asked.remark.clone()));
    for unit in units_of(desk, asked.offering_id) {
        end_all(desk, unit, &reason);
    }
}

/// Refuses what was called off.
///
/// # Errors
/// `offering-called-off`.
pub(super) fn not_called_off(offering: &Offering) -> Result<(), Refusal> {
    if offering.is_called_off {
        let reason = Reason::plain("offering-called-off");
        return Err(Refusal::of(RefusalKind::OfferingCalledOff, reason));
    }
    Ok(())
}

/// Gives the unit of a whole offering the times of the sessions left, and tells everyone in it.
fn reschedule(desk: &mut Desk<'_>, offering: OfferingId, reason: &Reason) {
    let left = || {
        let sessions = desk.book.sessions.values();
        sessions.filter(|one| one.offering_id == offering && !one.is_cancelled)
    };
    let starts_at = left().map(|session| session.starts_at).min();
    let ends_at = left().map(|session| session.ends_at).max();
    for unit in units_of(desk, offering) {
        desk.set_course(unit, |course| {
            (course.starts_at, course.ends_at) = (starts_at, ends_at);
        });
        tell_all(desk, unit, reason);
        settle(desk, unit);
    }
}

/// Ends every live registration of a unit, those with seats first.
fn end_all(desk: &mut Desk<'_>, unit: UnitId, reason: &Reason) {
    for id in desk.book.live_in(unit) {
        let Some(mut registration) = desk.registration(id).cloned() else {
            continue;
        };
        registration.status = Status::CalledOff;
        registration.pool_id = None;
        desk.put(registration, EventKind::Status, reason.clone());
    }
    settle(desk, unit);
}

/// An event for every live registration of a unit that stays as it is.
fn tell_all(desk: &mut Desk<'_>, unit: UnitId, reason: &Reason) {
    for id in desk.book.live_in(unit) {
        if let Some(registration) = desk.registration(id).cloned() {
            desk.put(registration, EventKind::Rescheduled, reason.clone());
        }
    }
}

/// Whether sessions are picked: then each has its own unit, once it is open.
fn is_picked(desk: &Desk<'_>, offering: OfferingId) -> bool {
    let offering = desk.book.offerings.get(&offering);
    offering.is_some_and(|offering| offering.picks_sessions)
}

fn unit_of(desk: &Desk<'_>, offering: OfferingId, session: SessionId) -> Option<UnitId> {
    let unit = desk.book.unit_of(offering, Some(session));
    unit.map(|unit| unit.id)
}

fn units_of(desk: &Desk<'_>, offering: OfferingId) -> Vec<UnitId> {
    let units = desk.book.units.values();
    units
        .filter(|unit| unit.offering_id == offering)
        .map(|unit| unit.id)
        .collect()
}

fn find(desk: &Desk<'_>, offering: OfferingId, id: SessionId) -> Result<Session, Refusal> {
    let found = desk.book.sessions.get(&id).cloned();
    found
        .filter(|session| session.offering_id == offering)
        .ok_or_else(|| no_such_session(Some(id)))
}
