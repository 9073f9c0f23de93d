//! When an offer ends, and when a list closes. Source: docs/rules.md, "Offers".

use chrono::TimeDelta;
use chrono_tz::Tz;

use crate::ledger::facts::{Offering, Unit};
use crate::values::clock::{Instant, local_instant};
use crate::values::night::{NIGHT, evening_of};

/// Hours before the unit's start at which its list closes.
pub const LIST_CLOSES_HOURS: i64 = 2;
/// Hours before the unit's start at which seats are no longer held.
pub(super) const HOLDS_END_HOURS: i64 = 72;
/// With less than this before the last possible deadline a freed seat is confirmed at once.
const SHORTEST_OFFER_HOURS: i64 = 3;
/// An offer for a whole offering is open at least a day.
const WHOLE_OFFERING_HOURS: i64 = 24;
/// Where a deadline of the night goes: this hour of the morning after.
const MORNING: u32 = 9;

/// How a freed seat is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Terms {
    /// Confirmed without asking.
    AtOnce,
    /// Held until this instant.
    OfferUntil(Instant),
}

/// Whether the unit's list is open: not called off, and more than two hours before its start.
pub(super) fn list_is_open(unit: &Unit, offering: &Offering, now: Instant) -> bool {
    !offering.is_called_off && list_closes(unit).is_none_or(|closes| now < closes)
}

/// When the unit's list closes.
pub(super) fn list_closes(unit: &Unit) -> Option<Instant> {
    unit.starts_at
        .map(|starts| starts.plus_hours(-LIST_CLOSES_HOURS))
}

/// Until when free seats may be held.
pub(super) fn holds_end(unit: &Unit) -> Option<Instant> {
    unit.starts_at
        .map(|starts| starts.plus_hours(-HOLDS_END_HOURS))
}

/// On what terms a seat of `unit` freed at `now` is given to who waits.
pub(super) fn terms(unit: &Unit, offering: &Offering, now: Instant) -> Terms {
    let Some(hours) = offering.offer_hours else {
        return Terms::AtOnce;
    };
    let hours = match unit.session_id {
        None => i64::from(hours).max(WHOLE_OFFERING_HOURS),
        Some(_) => i64::from(hours),
    };
    let deadline = out_of_the_night(now.plus_hours(hours), offering.zone);
    let Some(closes) = list_closes(unit) else {
        return Terms::OfferUntil(deadline);
    };
    let latest = before_the_night(closes, offering.zone);
    if latest < now.plus_hours(SHORTEST_OFFER_HOURS) {
        return Terms::AtOnce;
    }
    Terms::OfferUntil(deadline.min(latest))
}

/// An instant of the night goes to nine in the morning after it.
fn out_of_the_night(at: Instant, zone: Tz) -> Instant {
    let Some(evening) = evening_of(at, zone) else {
        return at;
    };
    local_instant(evening + TimeDelta::days(1), MORNING, zone)
}

/// An instant of the night goes back to its beginning, 22:00.
fn before_the_night(at: Instant, zone: Tz) -> Instant {
    let Some(evening) = evening_of(at, zone) else {
        return at;
    };
    local_instant(evening, NIGHT.0, zone)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        serde_json::from_value(serde_json::Value::String(text.to_owned())).unwrap()
    }

    const ZONE: Tz = chrono_tz::Asia::Shanghai;

    #[test]
    fn a_deadline_of_the_night_waits_for_nine() {
        assert_eq!(
            out_of_the_night(at("2027-06-14T23:10:00+08:00"), ZONE),
            at("2027-06-15T09:00:00+08:00")
        );
        assert_eq!(
            out_of_the_night(at("2027-06-15T07:59:59+08:00"), ZONE),
            at("2027-06-15T09:00:00+08:00")
        );
    }

    #[test]
    fn the_ends_of_the_night_are_day() {
        for day in ["2027-06-14T22:00:00+08:00", "2027-06-15T08:00:00+08:00"] {
            assert_eq!(out_of_the_night(at(day), ZONE), at(day));
            assert_eq!(before_the_night(at(day), ZONE), at(day));
        }
        assert_eq!(
            before_the_night(at("2027-06-15T07:00:00+08:00"), ZONE),
            at("2027-06-14T22:00:00+08:00")
        );
    }
}
