//! Answering an offer, and giving one more time. Source: docs/rules.md, "Offers".

use serde_json::json;

use super::deadline::{Terms, terms};
use super::due::expire;
use super::leave::{end, find, status_forbids};
use super::settle::settle;
use crate::ledger::command::{EventKind, Reason, Refusal, RefusalKind};
use crate::ledger::desk::Desk;
use crate::ledger::facts::{Registration, Status};
use crate::values::ids::RegistrationId;

/// Takes an offer; what is taken already stays so.
///
/// # Errors
/// `offer-expired` (and the seat goes on); `status-forbids` when there is no offer.
pub(super) fn accept(
    desk: &mut Desk<'_>,
    id: RegistrationId,
) -> Result<Vec<RegistrationId>, Refusal> {
    let mut offered = find(desk, id)?;
    if offered.status == Status::Confirmed {
        return Ok(vec![id]);
    }
    in_time(desk, &offered)?;
    let facts = json!({ "offer_expires_at": offered.offer_expires_at });
    offered.status = Status::Confirmed;
    desk.put(offered, EventKind::Status, Reason::new("accepted", facts));
    Ok(vec![id])
}

/// Declines an offer: the next family hears at once.
///
/// # Errors
/// As [`accept`].
pub(super) fn decline(
    desk: &mut Desk<'_>,
    id: RegistrationId,
) -> Result<Vec<RegistrationId>, Refusal> {
    let offered = find(desk, id)?;
    if offered.status == Status::Declined {
        return Ok(vec![id]);
    }
    in_time(desk, &offered)?;
    let facts = json!({ "offer_expires_at": offered.offer_expires_at });
    end(
        desk,
        offered,
        Status::Declined,
        Reason::new("declined", facts),
    );
    Ok(vec![id])
}

/// Gives an offer a new deadline by the rule of now, once; nothing when that is not later.
pub(super) fn extend(desk: &mut Desk<'_>, id: RegistrationId) -> Vec<RegistrationId> {
    let Some(mut offered) = desk.registration(id).cloned() else {
        return Vec::new();
    };
    if offered.status != Status::Offered || offered.offer_extended {
        return vec![id];
    }
    let unit = desk.unit(offered.unit_id);
    let terms = unit.and_then(|unit| {
        let offering = desk.book.offerings.get(&unit.offering_id)?;
        Some(terms(unit, offering, desk.now))
    });
    if let Some(Terms::OfferUntil(deadline)) = terms
        && Some(deadline) > offered.offer_expires_at
    {
        let facts = json!({ "before": offered.offer_expires_at, "offer_expires_at": deadline });
        offered.offer_expires_at = Some(deadline);
        offered.offer_extended = true;
        desk.put(
            offered,
            EventKind::Extended,
            Reason::new("offer-extended", facts),
        );
    }
    vec![id]
}

/// Whether the offer still stands; one whose deadline has passed ends here, and the next is
/// promoted.
fn in_time(desk: &mut Desk<'_>, offered: &Registration) -> Result<(), Refusal> {
    let expired = |at| {
        let reason = Reason::new("offer-expired", json!({ "offer_expires_at": at }));
        Refusal::of(RefusalKind::OfferExpired, reason)
    };
    match (offered.status, offered.offer_expires_at) {
        (Status::Offered, Some(deadline)) if deadline < desk.now => {
            expire(desk, offered.id);
            settle(desk, offered.unit_id);
            Err(expired(deadline))
        }
        (Status::Offered, _) => Ok(()),
        (Status::Expired, Some(deadline)) => Err(expired(deadline)),
        _ => Err(status_forbids(offered)),
    }
}
