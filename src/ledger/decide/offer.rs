//! Answering an offer, and giving one more time. Source: docs/rules.md, "Offers".

use serde_json::json;

use super::deadline::{Terms, terms};
use super::due::expire;
use super::leave::{find, status_forbids};
use super::settle::settle;
use crate::ledger::command::{EventKind, Reason, Refusal, RefusalKind};
use crate::ledger::desk::Desk;
use crate::ledger::facts::{Registration, Status};
use crate::values::ids::RegistrationId;

/// What an extension gives at least.
const EXTENSION_HOURS: i64 = 1;

/// Takes an offer, for all members of its group; what is taken already stays so.
///
/// # Errors
/// `offer-expired` (and the seat goes on); `status-forbids` when there is no offer.
pub(super) fn accept(
    desk: &mut Desk<'_>,
    id: RegistrationId,
) -> Result<Vec<RegistrationId>, Refusal> {
    let offered = find(desk, id)?;
    let members = members(desk, &offered);
    let ids = members.iter().map(|one| one.id).collect();
    if offered.status == Status::Confirmed {
        return Ok(ids);
    }
    in_time(desk, &offered)?;
    for mut member in members {
        let facts = json!({ "offer_expires_at": member.offer_expires_at });
        member.status = Status::Confirmed;
        desk.put(member, EventKind::Status, Reason::new("accepted", facts));
    }
    Ok(ids)
}

/// Declines an offer, for all members of its group: the next family hears at once.
///
/// # Errors
/// As [`accept`].
pub(super) fn decline(
    desk: &mut Desk<'_>,
    id: RegistrationId,
) -> Result<Vec<RegistrationId>, Refusal> {
    let offered = find(desk, id)?;
    let members = members(desk, &offered);
    let ids = members.iter().map(|one| one.id).collect();
    if offered.status == Status::Declined {
        return Ok(ids);
    }
    in_time(desk, &offered)?;
    for mut member in members {
        let facts = json!({ "offer_expires_at": member.offer_expires_at });
        member.status = Status::Declined;
        member.pool_id = None;
        desk.put(member, EventKind::Status, Reason::new("declined", facts));
    }
    settle(desk, offered.unit_id);
    Ok(ids)
}

/// Gives an offer, and those of its group, a new deadline by the rule of now, once; nothing as long
/// as that is not worth it: an extension of a second would use up the only one.
pub(super) fn extend(desk: &mut Desk<'_>, id: RegistrationId) -> Vec<RegistrationId> {
    let Some(offered) = desk.registration(id).cloned() else {
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
        && offered
            .offer_expires_at
            .is_some_and(|before| deadline >= before.plus_hours(EXTENSION_HOURS))
    {
        for mut member in members(desk, &offered) {
            let facts = json!({ "before": member.offer_expires_at, "offer_expires_at": deadline });
            member.offer_expires_at = Some(deadline);
            member.offer_extended = true;
            let reason = Reason::new("offer-extended", facts);
            desk.put(member, EventKind::Extended, reason);
        }
    }
    vec![id]
}

/// The registration and those of its group that stand as it does, itself first.
fn members(desk: &Desk<'_>, registration: &Registration) -> Vec<Registration> {
    let entry = desk.book.entry_of(registration);
    let mut members: Vec<Registration> = entry.members().iter().map(|one| (*one).clone()).collect();
    members.sort_by_key(|one| (one.id != registration.id, one.arrival));
    members
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
            for member in members(desk, offered) {
                expire(desk, member.id);
            }
            settle(desk, offered.unit_id);
            Err(expired(deadline))
        }
        (Status::Offered, _) => Ok(()),
        (Status::Expired, Some(deadline)) => Err(expired(deadline)),
        _ => Err(status_forbids(offered)),
    }
}
