//! Whom a decision owes a notice, and of what kind.

use std::collections::BTreeMap;

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use super::change::Change;
use super::command::{Actor, Event, EventKind};
use super::decide::Decision;
use super::facts::{Book, Registration, Status};
use super::store::{self, Decided};
use super::urgency::{Moment, urgency};
use crate::db::Fault;
use crate::notices::outbox::{Draft, To};
use crate::values::ids::{AccountId, IdMaker, ProgramId, RegistrationId};
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

/// A reviewer said no.
pub const REJECTED: &str = "registration-rejected";
/// The lots gave it no place.
pub const NOT_DRAWN: &str = "registration-not-drawn";
/// The organizer called it off.
pub const CALLED_OFF: &str = "registration-called-off";
/// Its sessions take place at other times.
pub const RESCHEDULED: &str = "registration-rescheduled";

/// All kinds, for whoever composes them.
pub const KINDS: [&str; 13] = [
    CONFIRMED,
    APPLIED,
    WAITING,
    OFFERED,
    OFFER_EXTENDED,
    PROMOTED,
    OFFER_EXPIRED,
    LIST_CLOSED,
    CANCELLED,
    REJECTED,
    NOT_DRAWN,
    CALLED_OFF,
    RESCHEDULED,
];

/// The kind of notice an event owes its person; none where she did it herself and needs no
/// paper (declining), or where nothing changed for her (rebooking, passing, being reviewed).
#[must_use]
pub fn kind_of(kind: EventKind, from: Option<Status>, to: Status) -> Option<&'static str> {
    match (kind, from, to) {
        (EventKind::Extended, _, _) => Some(OFFER_EXTENDED),
        (EventKind::Rescheduled, _, _) => Some(RESCHEDULED),
        (EventKind::Rebooked | EventKind::Passed | EventKind::Reviewed, _, _)
        | (EventKind::Status, _, Status::Declined) => None,
        (EventKind::Status, _, Status::Rejected) => Some(REJECTED),
        (EventKind::Status, _, Status::NotDrawn) => Some(NOT_DRAWN),
        (EventKind::Status, _, Status::CalledOff) => Some(CALLED_OFF),
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

/// One notice: of an event, or of the events of a group in one decision.
struct Owed<'a> {
    kind: &'static str,
    program: ProgramId,
    /// The registration of the first event; the others are those of its group.
    after: &'a Registration,
    event: &'a Event,
    sequences: Vec<i64>,
    places: Vec<Option<&'a Value>>,
    registrations: Vec<RegistrationId>,
    /// The registration that took its place.
    replaced_by: Option<RegistrationId>,
}

/// The drafts a batch owes, one an event, in the language of each account. Linked registrations
/// share one of a kind in one decision. `books` tell the clock of the offerings and when they
/// begin.
///
/// # Errors
/// [`Fault::Database`].
pub(super) async fn owed<'a>(
    batch: &[Decided<'a>],
    books: &BTreeMap<ProgramId, Book>,
    ids: &IdMaker,
    tx: &impl ConnectionTrait,
) -> Result<Vec<Draft>, Fault> {
    let of_one = |one: &Decided<'a>| owed_by(one.command.program_id, one.decision);
    let owed: Vec<Owed<'a>> = batch.iter().flat_map(of_one).collect();
    let accounts: Vec<AccountId> = owed.iter().map(|one| one.after.account_id).collect();
    let locales = store::locales(tx, &accounts).await?;
    let draft = |owed: &Owed<'a>| {
        let locale = locales.get(&owed.after.account_id);
        let moment = moment(owed, books.get(&owed.program));
        draft(owed, locale.copied().unwrap_or_default(), &moment, ids)
    };
    Ok(owed.iter().map(draft).collect())
}

/// When and where it was decided.
fn moment(owed: &Owed<'_>, book: Option<&Book>) -> Moment {
    let (after, event) = (owed.after, owed.event);
    let offering = book.and_then(|book| book.offerings.get(&after.offering_id));
    let unit = book.and_then(|book| book.units.get(&after.unit_id));
    Moment {
        at: event.at,
        zone: offering.map(|offering| offering.zone),
        starts_at: unit.and_then(|unit| unit.starts_at),
        is_own_act: event.actor == Actor::Worker(after.account_id),
    }
}

fn owed_by(program: ProgramId, decision: &Decision) -> Vec<Owed<'_>> {
    let mut owed: Vec<Owed<'_>> = Vec::new();
    for change in &decision.changes {
        let Change::Registration { after, event, .. } = change else {
            continue;
        };
        let Some(kind) = kind_of(event.kind, event.from, event.to) else {
            continue;
        };
        let shared = owed.iter_mut().find(|one| {
            let linked = after.group_id.is_some() && one.after.group_id == after.group_id;
            linked && one.kind == kind && one.after.account_id == after.account_id
        });
        if let Some(shared) = shared {
            shared.sequences.push(event.sequence);
            shared.places.push(event.reason.facts.get("place"));
            shared.registrations.push(after.id);
        } else {
            owed.push(Owed {
                kind,
                program,
                after,
                event,
                sequences: vec![event.sequence],
                places: vec![event.reason.facts.get("place")],
                registrations: vec![after.id],
                replaced_by: successor(decision, after.id),
            });
        }
    }
    owed
}

/// The registration that a decision made in the place of another.
fn successor(decision: &Decision, id: RegistrationId) -> Option<RegistrationId> {
    decision.changes.iter().find_map(|change| match change {
        Change::Registration { after, .. } if after.replaces == Some(id) => Some(after.id),
        _ => None,
    })
}

fn draft(owed: &Owed<'_>, locale: Locale, moment: &Moment, ids: &IdMaker) -> Draft {
    let Owed {
        kind, after, event, ..
    } = owed;
    let offered = matches!(*kind, OFFERED | OFFER_EXTENDED);
    Draft {
        id: ids.make(),
        account: Some(after.account_id),
        registration: Some(after.id),
        kind,
        locale,
        facts: json!({
            "sequence": event.sequence,
            "sequences": owed.sequences,
            "registrations": owed.registrations,
            "place": event.reason.facts.get("place"),
            "places": owed.places,
            "reason": event.reason.code,
            "numbers": event.reason.facts,
            "remark": event.reason.remark,
            "from": event.from,
            "offer_expires_at": after.offer_expires_at,
            "replaced_by": owed.replaced_by,
        }),
        secret: None,
        // Who has no address is told by phone; the roster says so.
        to: if after.by_phone {
            To::Nobody
        } else {
            To::Account
        },
        in_inbox: true,
        // An offer's message is of no use after its deadline.
        give_up_at: after.offer_expires_at.filter(|_| offered),
        urgency: urgency(kind, moment),
    }
}
