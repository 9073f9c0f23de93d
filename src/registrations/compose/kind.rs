//! What a notice tells, and why: read from its kind and its facts.

use serde_json::Value;

use super::about::About;
use crate::catalog::model::Allocation;
use crate::ledger::facts::Status;
use crate::ledger::notices as kinds;
use crate::registrations::letters::{Kind, Left};
use crate::registrations::reminders::{OFFER_REMINDER, REMINDER};
use crate::registrations::words;
use crate::values::clock::Instant;
use crate::values::say::say;

impl About<'_> {
    pub(super) fn kind(&self) -> Kind {
        let reason = self.fact("reason");
        match self.notice.kind.as_str() {
            kinds::APPLIED if self.offering.allocation == Allocation::Lottery => Kind::InDraw,
            kinds::APPLIED => Kind::InReview,
            kinds::WAITING => self.waiting(),
            kinds::OFFERED => Kind::Offered,
            kinds::OFFER_EXTENDED => Kind::OfferExtended,
            kinds::PROMOTED => Kind::Promoted,
            kinds::OFFER_EXPIRED => Kind::OfferExpired,
            kinds::LIST_CLOSED => Kind::ListClosed,
            kinds::CANCELLED => match reason {
                "changed" => Kind::Changed,
                "moved" => Kind::MovedByOrganizer(self.left()),
                "by-organizer" | "duplicate" => Kind::Stopped(self.left()),
                _ => Kind::Cancelled(self.left()),
            },
            kinds::REJECTED if reason == "no-place-left" => Kind::NoPlaceLeft,
            kinds::REJECTED => Kind::Rejected,
            kinds::NOT_DRAWN => Kind::NotDrawn,
            kinds::CALLED_OFF => Kind::CalledOff(self.left()),
            kinds::RESCHEDULED => match reason {
                "session-cancelled" => Kind::Shortened,
                "session-relocated" => Kind::Relocated,
                "session-moved-elsewhere" => Kind::MovedElsewhere,
                _ => Kind::Moved,
            },
            OFFER_REMINDER => Kind::OfferReminder,
            REMINDER => Kind::Soon,
            _ if reason == "accepted" => Kind::Accepted,
            _ => Kind::Confirmed,
        }
    }

    /// Why it waits: lots or a review gave the places to others, or all were taken.
    fn waiting(&self) -> Kind {
        match self.from() {
            Some(Status::Applied) if self.record.registration.drawn_rank.is_some() => {
                Kind::DrawnInLine
            }
            Some(Status::Applied) => Kind::ReviewedInLine,
            _ => Kind::Waiting,
        }
    }

    /// What was given up.
    fn left(&self) -> Left {
        match self.from() {
            Some(Status::Applied) => Left::Application,
            Some(Status::Waitlisted) => Left::Line,
            Some(Status::Offered) => Left::Offer,
            _ => Left::Place,
        }
    }

    /// Where it stood before.
    fn from(&self) -> Option<Status> {
        serde_json::from_value(self.notice.facts.get("from")?.clone()).ok()
    }

    pub(super) fn fact(&self, name: &str) -> &str {
        let fact = self.notice.facts.get(name).and_then(Value::as_str);
        fact.unwrap_or_default()
    }

    /// A value of the event's numbers.
    pub(super) fn of_numbers<T: serde::de::DeserializeOwned>(&self, name: &str) -> Option<T> {
        let value = self.notice.facts.get("numbers")?.get(name)?;
        serde_json::from_value(value.clone()).ok()
    }

    pub(super) fn number(&self, name: &str) -> Option<i64> {
        self.notice.facts.get(name)?.as_i64()
    }

    pub(super) fn instant(&self, name: &str) -> Option<Instant> {
        serde_json::from_value(self.notice.facts.get(name)?.clone()).ok()
    }

    /// Why, where there is nothing to be said but the rule and its numbers.
    pub(super) fn reason(&self, kind: Kind) -> Option<String> {
        let numbers = self.notice.facts.get("numbers").unwrap_or(&Value::Null);
        let (offering, now) = (self.offering.id, self.notice.created_at);
        let told = |code| {
            let locale = self.notice.locale;
            words::told(self.snapshot, locale, code, numbers, offering, now)
        };
        (kind == Kind::NoPlaceLeft).then(|| told("no-place-left"))
    }

    /// What the organizer said of it; where nothing was said, why a child registered twice was
    /// cancelled once.
    pub(super) fn remark(&self, kind: Kind) -> Option<String> {
        let said = self.notice.facts.get("remark").and_then(Value::as_str);
        let said = said.filter(|_| !matches!(kind, Kind::Cancelled(_)));
        let twice = self.fact("reason") == "duplicate";
        let why = || twice.then(|| say(self.notice.locale, "reason-duplicate", &[]));
        said.map(str::to_owned).or_else(why)
    }
}
