//! Whom a decision owes a notice, and of what kind.

use sea_orm::ConnectionTrait;
use serde_json::json;

use super::command::{Event, EventKind};
use super::desk::Change;
use super::facts::{Registration, Status};
use super::store::{self, Decided};
use crate::db::Fault;
use crate::notices::outbox::{Draft, To};
use crate::values::ids::{AccountId, IdMaker};
use crate::values::locale::Locale;

/// There is a place.
pub const CONFIRMED: &str = "registration-confirmed";
/// It awaits a draw or a review.
pub const APPLIED: &str = "registration-applied";
/// It waits in line.
pub const WAITING: &str = "registration-waiting";
/// A place is held until a deadline.
pub const OFFERED: &str = "registration-offered";
/// The deadline of an offer was moved.
pub const OFFER_EXTENDED: &str = "registration-offer-extended";
/// A place fell free and is theirs.
pub const PROMOTED: &str = "registration-promoted";
/// An offer ran out.
pub const OFFER_EXPIRED: &str = "registration-offer-expired";
/// The waiting list closed.
pub const LIST_CLOSED: &str = "registration-list-closed";
/// It was cancelled.
pub const CANCELLED: &str = "registration-cancelled";

/// All kinds, for whoever composes them.
pub const KINDS: [&str; 9] = [
    CONFIRMED,
    APPLIED,
    WAITING,
    OFFERED,
    OFFER_EXTENDED,
    PROMOTED,
    OFFER_EXPIRED,
    LIST_CLOSED,
    CANCELLED,
];

/// The kind of notice an event owes its person; none where she did it herself and needs no
/// paper (declining), or where nothing changed for her (rebooking, passing).
#[must_use]
pub fn kind_of(kind: EventKind, from: Option<Status>, to: Status) -> Option<&'static str> {
    match (kind, from, to) {
        (EventKind::Extended, _, _) => Some(OFFER_EXTENDED),
        (EventKind::Rebooked | EventKind::Passed, _, _)
        | (
            EventKind::Status,
            _,
            Status::Declined | Status::Rejected | Status::NotDrawn | Status::CalledOff,
        ) => None,
        (EventKind::Status, Some(Status::Waitlisted), Status::Confirmed) => Some(PROMOTED),
        (EventKind::Status, _, Status::Confirmed) => Some(CONFIRMED),
        (EventKind::Status, _, Status::Applied) => Some(APPLIED),
        (EventKind::Status, _, Status::Waitlisted) => Some(WAITING),
        (EventKind::Status, _, Status::Offered) => Some(OFFERED),
        (EventKind::Status, Some(Status::Offered), Status::Expired) => Some(OFFER_EXPIRED),
        (EventKind::Status, _, Status::Expired) => Some(LIST_CLOSED),
        (EventKind::Status, _, Status::Cancelled) => Some(CANCELLED),
    }
}

/// The drafts a batch owes, one an event, in the language of each account.
///
/// # Errors
/// [`Fault::Database`].
pub(super) async fn owed(
    batch: &[Decided<'_>],
    ids: &IdMaker,
    tx: &impl ConnectionTrait,
) -> Result<Vec<Draft>, Fault> {
    let mut owed = Vec::new();
    for decided in batch {
        for change in &decided.decision.changes {
            let Change::Registration { after, event, .. } = change else {
                continue;
            };
            if let Some(kind) = kind_of(event.kind, event.from, event.to) {
                owed.push((after.as_ref(), event, kind));
            }
        }
    }
    let accounts: Vec<AccountId> = owed.iter().map(|(after, ..)| after.account_id).collect();
    let locales = store::locales(tx, &accounts).await?;
    let draft = |(after, event, kind): (&Registration, &Event, &'static str)| {
        let locale = locales.get(&after.account_id).copied().unwrap_or_default();
        draft(after, event, kind, locale, ids)
    };
    Ok(owed.into_iter().map(draft).collect())
}

fn draft(
    after: &Registration,
    event: &Event,
    kind: &'static str,
    locale: Locale,
    ids: &IdMaker,
) -> Draft {
    let offered = matches!(kind, OFFERED | OFFER_EXTENDED);
    Draft {
        id: ids.make(),
        account: Some(after.account_id),
        registration: Some(after.id),
        kind,
        locale,
        facts: json!({
            "sequence": event.sequence,
            "place": event.reason.facts.get("place"),
            "reason": event.reason.code,
            "from": event.from,
            "offer_expires_at": after.offer_expires_at,
        }),
        secret: None,
        to: To::Account,
        in_inbox: true,
        // An offer's message is of no use after its deadline.
        give_up_at: after.offer_expires_at.filter(|_| offered),
    }
}
