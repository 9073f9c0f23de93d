//! How registrations and their messages are called on a page.

use crate::ledger::facts::Status;
use crate::notices::reach::{LastMessage, MessageState};
use crate::roster::listing::{Line, Order};
use crate::values::locale::Locale;
use crate::values::say::say;
use crate::web::html::Frame;

/// A state: its look, its picture, its words.
#[derive(Clone, Debug)]
pub(super) struct Tag {
    pub(super) class: &'static str,
    pub(super) icon: &'static str,
    pub(super) words: String,
}

/// What can be chosen in a field.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) word: String,
    pub(super) label: String,
    pub(super) is_chosen: bool,
}

impl Choice {
    /// The orders of a roster.
    pub(super) fn orders(frame: &Frame, chosen: Order) -> Vec<Self> {
        let choice = |order: &Order| Self {
            word: order.to_string(),
            label: frame.say(&format!("console-roster-sort-{order}")),
            is_chosen: *order == chosen,
        };
        Order::ALL.iter().map(choice).collect()
    }
}

/// Those that ended.
pub(super) const ENDED: [Status; 6] = [
    Status::Cancelled,
    Status::Declined,
    Status::Expired,
    Status::Rejected,
    Status::NotDrawn,
    Status::CalledOff,
];

/// Those that ended or still wait without ever having had a place.
pub(super) const GOT_NOTHING: [Status; 4] = [
    Status::Waitlisted,
    Status::NotDrawn,
    Status::Rejected,
    Status::Expired,
];

/// Statuses as an address names them.
pub(super) fn joined(statuses: &[Status]) -> String {
    let words: Vec<&str> = statuses.iter().map(|status| status.as_str()).collect();
    words.join(",")
}

/// A status in words.
pub(super) fn status(locale: Locale, status: Status) -> String {
    say(
        locale,
        &format!("console-roster-status-{}", status.as_str()),
        &[],
    )
}

/// The tag of a status, with the place in line while it waits.
pub(super) fn tag(locale: Locale, stands: Status, place: Option<i64>) -> Tag {
    let (class, icon) = match stands {
        Status::Confirmed => ("confirmed", "check"),
        Status::Offered => ("offered", "lamp"),
        Status::Waitlisted => ("waitlisted", "queue"),
        Status::Applied => ("applied", "clock"),
        Status::Rejected => ("refused", "no"),
        _ => ("ended", "no"),
    };
    let mut words = status(locale, stands);
    if let Some(place) = place {
        words = format!("{words} {place}");
    }
    Tag { class, icon, words }
}

/// What became of the last message: a picture and words.
#[derive(Clone, Debug)]
pub(super) struct Reached {
    pub(super) icon: &'static str,
    pub(super) words: String,
}

/// Whether they were reached; nothing where nothing was sent.
pub(super) fn reached(locale: Locale, line: &Line) -> Option<Reached> {
    if line.registration.by_phone {
        return Some(Reached {
            icon: "phone",
            words: say(locale, "console-roster-by-phone", &[]),
        });
    }
    line.last_message.as_ref().map(|last| state(locale, last))
}

fn state(locale: Locale, last: &LastMessage) -> Reached {
    let icon = match last.state {
        MessageState::Sent | MessageState::Inbox => "check",
        MessageState::Queued | MessageState::Retrying => "clock",
        MessageState::Failed | MessageState::Suppressed | MessageState::Expired => "warn",
    };
    let id = format!("roster-message-state-{}", last.state.as_str());
    Reached {
        icon,
        words: say(locale, &id, &[]),
    }
}
