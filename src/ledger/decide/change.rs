//! Moving to another session of the same offering. Source: docs/rules.md, "Changing".

use serde_json::json;

use super::enter::{Newcomer, enter, free_seat, full};
use super::leave::{end, find, not_begun, status_forbids};
use super::register::{already_registered, joined_by_registering, no_such_session, weigh, window};
use crate::ledger::command::{Applicant, Change, Reason, Refusal, RefusalKind};
use crate::ledger::desk::Desk;
use crate::ledger::facts::Status;
use crate::values::ids::RegistrationId;

/// Registers anew in the wanted session and cancels the old registration, or does nothing.
/// Only from `confirmed`, and only into a seat free for a newcomer.
///
/// # Errors
/// As registering, for the new session; `status-forbids` unless confirmed.
pub(super) fn change(desk: &mut Desk<'_>, asked: &Change) -> Result<Vec<RegistrationId>, Refusal> {
    let old = find(desk, asked.registration_id)?;
    if old.status != Status::Confirmed {
        return Err(status_forbids(&old));
    }
    let offering = desk.book.offerings.get(&old.offering_id).cloned();
    let offering = offering.ok_or_else(|| no_such_session(Some(asked.session_id)))?;
    not_begun(desk, &old)?;
    joined_by_registering(&offering)?;
    let unit = desk
        .book
        .unit_of(offering.id, Some(asked.session_id))
        .cloned();
    window(desk, &offering, unit.as_ref())?;
    weigh(&asked.findings, RefusalKind::ParticipantUnknown)?;
    let unit = unit
        .filter(|unit| !unit.is_cancelled)
        .ok_or_else(|| no_such_session(Some(asked.session_id)))?;
    let mut standing = desk.book.standing(offering.id, old.participant_id);
    let in_the_way = standing
        .find(|live| live.unit_id == unit.id)
        .map(already_registered);
    drop(standing);
    if let Some(reason) = in_the_way {
        return Err(Refusal::of(RefusalKind::AlreadyRegistered, reason));
    }
    weigh(&asked.findings, RefusalKind::Clash)?;
    weigh(&asked.findings, RefusalKind::NotEligible)?;
    weigh(&asked.findings, RefusalKind::AnswersInvalid)?;
    weigh(&asked.findings, RefusalKind::ConsentMissing)?;
    let is_decided_later = offering.allocation.is_decided_later() && !unit.is_given_out;
    if is_decided_later || free_seat(&unit, &old.quota_key, old.seats).is_none() {
        return Err(full(&unit, &offering, desk.now));
    }
    let applicant = Applicant {
        participant_id: old.participant_id,
        seats: old.seats,
        quota_key: old.quota_key.clone(),
    };
    let newcomer = Newcomer {
        applicant: &applicant,
        seed: &asked.seed,
        account: old.account_id,
        replaces: Some(old.id),
        group: None,
        by_phone: old.by_phone,
    };
    enter(desk, &offering, unit.id, &[newcomer], false)?;
    let reason = Reason::new("changed", json!({ "to_session": asked.session_id }));
    end(desk, old, Status::Cancelled, reason);
    Ok(vec![asked.seed.id])
}
