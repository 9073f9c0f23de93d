//! Giving a registration up. Source: docs/rules.md, "Cancelling".

use serde_json::json;

use super::settle::settle;
use crate::ledger::command::{Actor, Cancel, EventKind, Reason, Refusal, RefusalKind};
use crate::ledger::desk::Desk;
use crate::ledger::facts::{Registration, Status};
use crate::values::clock::Instant;
use crate::values::ids::RegistrationId;

/// Cancels a registration, until its unit begins where the person does it; what is cancelled
/// already stays so.
///
/// # Errors
/// `already-begun`; `status-forbids` when it ended otherwise.
pub(super) fn cancel(desk: &mut Desk<'_>, asked: &Cancel) -> Result<Vec<RegistrationId>, Refusal> {
    let id = asked.registration_id;
    let registration = find(desk, id)?;
    if registration.status == Status::Cancelled {
        return Ok(vec![id]);
    }
    if !registration.status.is_live() {
        return Err(status_forbids(&registration));
    }
    if let Actor::Staff(_) = desk.actor {
        let code = match asked.duplicate_of {
            Some(kept) => stays(desk, kept).map(|()| "duplicate")?,
            None => "by-organizer",
        };
        let reason = Reason::plain(code).with_remark(asked.remark.clone());
        end(desk, registration, Status::Cancelled, reason);
        return Ok(vec![id]);
    }
    let starts_at = not_begun(desk, &registration)?;
    let offering = desk.book.offerings.get(&registration.offering_id);
    let until = starts_at
        .zip(offering)
        .map(|(starts_at, offering)| cancel_until(starts_at, offering.cancel_until_hours_before));
    let late = registration.status == Status::Confirmed && until.is_some_and(|at| at < desk.now);
    let code = if asked.is_erasure {
        "erased"
    } else {
        "by-person"
    };
    let reason = Reason::new(code, json!({ "late": late, "cancel_until": until }))
        .with_remark(asked.remark.clone());
    end(desk, registration, Status::Cancelled, reason);
    Ok(vec![id])
}

/// Whether the other registration of the same child is live: else the child would have none.
///
/// # Errors
/// `status-forbids`.
fn stays(desk: &Desk<'_>, kept: RegistrationId) -> Result<(), Refusal> {
    let kept = find(desk, kept)?;
    if kept.status.is_live() {
        Ok(())
    } else {
        Err(status_forbids(&kept))
    }
}

/// The start of the registration's unit, which is still to come; none where it has no date.
///
/// # Errors
/// `already-begun`.
pub(super) fn not_begun(
    desk: &Desk<'_>,
    registration: &Registration,
) -> Result<Option<Instant>, Refusal> {
    let unit = desk.unit(registration.unit_id);
    let starts_at = unit.and_then(|unit| unit.starts_at);
    if let Some(starts_at) = starts_at.filter(|starts_at| *starts_at <= desk.now) {
        let reason = Reason::new("already-begun", json!({ "starts_at": starts_at }));
        return Err(Refusal::of(RefusalKind::AlreadyBegun, reason));
    }
    Ok(starts_at)
}

/// Until when cancelling is not late.
pub(crate) const fn cancel_until(starts_at: Instant, hours_before: i32) -> Instant {
    starts_at.plus_hours(-(hours_before as i64))
}

/// Ends a registration; a seat it had goes on.
pub(super) fn end(
    desk: &mut Desk<'_>,
    mut registration: Registration,
    status: Status,
    reason: Reason,
) {
    let unit = registration.unit_id;
    registration.status = status;
    registration.pool_id = None;
    desk.put(registration, EventKind::Status, reason);
    settle(desk, unit);
}

/// The registration a command is about.
///
/// # Errors
/// `status-forbids` when there is none: the caller has checked that it is the person's own.
pub(super) fn find(desk: &Desk<'_>, id: RegistrationId) -> Result<Registration, Refusal> {
    desk.registration(id).cloned().ok_or_else(|| {
        let reason = Reason::new("registration-unknown", json!({ "registration_id": id }));
        Refusal::of(RefusalKind::StatusForbids, reason)
    })
}

/// A refusal that names where the registration stands.
pub(super) fn status_forbids(registration: &Registration) -> Refusal {
    let reason = Reason::new("status-forbids", json!({ "status": registration.status }));
    Refusal::of(RefusalKind::StatusForbids, reason)
}
