//! What staff do for one person: promoting out of turn, moving to another unit. Source:
//! docs/rules.md, R38 and R40.

use serde_json::json;

use super::deadline::{list_is_open, terms};
use super::enter::{Newcomer, enter, full};
use super::leave::{end, find, status_forbids};
use super::register::{already_registered, joined_by_registering, no_such_session};
use super::settle::{promote, settle};
use crate::ledger::command::{Applicant, Move, Promote, Reason, Refusal, RefusalKind};
use crate::ledger::desk::Desk;
use crate::ledger::facts::{Pool, Status, Unit};
use crate::values::clock::Instant;
use crate::values::ids::RegistrationId;

/// Seats a waiting entry out of turn, in seats that are not taken.
///
/// # Errors
/// `status-forbids` unless it waits; `list-closed`; `full`.
pub(super) fn out_of_turn(
    desk: &mut Desk<'_>,
    asked: &Promote,
) -> Result<Vec<RegistrationId>, Refusal> {
    let found = find(desk, asked.registration_id)?;
    if found.status != Status::Waitlisted {
        return Err(status_forbids(&found));
    }
    let unit = desk.unit(found.unit_id);
    let offering = desk.book.offerings.get(&found.offering_id);
    let Some((unit, offering)) = unit.zip(offering) else {
        return Err(status_forbids(&found));
    };
    if !list_is_open(unit, offering, desk.now) {
        let reason = Reason::new("list-closed", json!({ "starts_at": unit.starts_at }));
        return Err(Refusal::of(RefusalKind::ListClosed, reason));
    }
    let entry = desk.book.entry_of(&found);
    let Some(seating) = entry.seating(unit, Pool::untaken) else {
        return Err(full(unit, offering, desk.now));
    };
    let terms = terms(unit, offering, desk.now);
    let (rank, unit) = (entry.rank(), unit.id);
    let ids = seating.iter().map(|(id, _)| *id).collect();
    let reason = Reason::plain("promoted-by-hand").with_remark(Some(asked.remark.clone()));
    desk.release_held(unit, &seating);
    promote(desk, unit, &seating, rank, terms, &reason);
    settle(desk, unit);
    Ok(ids)
}

/// Registers anew in another unit and cancels the old registration, or does nothing.
///
/// # Errors
/// R40's, in its order.
pub(super) fn to_another(
    desk: &mut Desk<'_>,
    asked: &Move,
) -> Result<Vec<RegistrationId>, Refusal> {
    let old = find(desk, asked.registration_id)?;
    if !old.status.is_live() {
        return Err(status_forbids(&old));
    }
    let missing = || no_such_session(asked.session_id);
    let offering = desk.book.offerings.get(&asked.offering_id).cloned();
    let offering = offering.ok_or_else(missing)?;
    joined_by_registering(&offering)?;
    let unit = desk.book.unit_of(offering.id, asked.session_id);
    let unit = unit.filter(|unit| !unit.is_cancelled).cloned();
    let unit = unit.ok_or_else(missing)?;
    not_over(&unit, desk.now)?;
    let mut standing = desk.book.standing(offering.id, old.participant_id);
    let in_the_way = standing.find(|live| live.unit_id == unit.id);
    if let Some(live) = in_the_way {
        let reason = already_registered(live);
        return Err(Refusal::of(RefusalKind::AlreadyRegistered, reason));
    }
    drop(standing);
    let applicant = Applicant {
        participant_id: old.participant_id,
        seats: old.seats,
        quota_key: asked.quota_key.clone(),
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
    let facts = json!({ "offering_id": offering.id, "session_id": asked.session_id });
    let reason = Reason::new("moved", facts).with_remark(asked.remark.clone());
    end(desk, old, Status::Cancelled, reason);
    Ok(vec![asked.seed.id])
}

/// Staff may move somebody until the unit has ended, whether people may register there or not.
fn not_over(unit: &Unit, now: Instant) -> Result<(), Refusal> {
    let Some(ended) = unit.ends_at.filter(|ends_at| *ends_at <= now) else {
        return Ok(());
    };
    let reason = Reason::new("registration-closed", json!({ "closed_at": ended }));
    Err(Refusal::of(RefusalKind::RegistrationClosed, reason))
}
