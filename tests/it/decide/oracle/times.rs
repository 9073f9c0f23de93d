//! When things fall due, by the wall clock of Asia/Shanghai.

use super::{Oracle, Registration};

pub(crate) const SECOND: i64 = 1000;
pub(crate) const HOUR: i64 = 3600 * SECOND;
pub(crate) const DAY: i64 = 24 * HOUR;
const ZONE: i64 = 8 * HOUR;

impl Oracle {
    /// Whether the unit has begun.
    pub(super) fn has_begun(&self, unit: usize, now: i64) -> bool {
        self.units[unit].starts.is_some_and(|starts| now >= starts)
    }

    /// Whether the unit is over.
    pub(crate) fn has_ended(&self, unit: usize, now: i64) -> bool {
        self.units[unit].ends.is_some_and(|ends| now >= ends)
    }

    /// Whether people can no longer register themselves here.
    pub(crate) fn window_ended(&self, unit: usize, now: i64) -> bool {
        let closes = self.offerings[self.units[unit].offering].closes;
        let end = closes.or(self.units[unit].starts);
        self.has_ended(unit, now) || end.is_some_and(|end| now >= end)
    }

    /// Whether nobody waits here any more: from two hours before the start, or called off.
    pub(super) fn is_closed(&self, unit: usize, now: i64) -> bool {
        let unit = &self.units[unit];
        self.offerings[unit.offering].is_called_off()
            || unit.starts.is_some_and(|starts| now >= starts - 2 * HOUR)
    }

    /// Whether free seats are still held for who was passed: until 72 hours before the start.
    pub(super) fn may_hold(&self, unit: usize, now: i64) -> bool {
        let starts = self.units[unit].starts;
        !self.is_closed(unit, now) && starts.is_none_or(|starts| now < starts - 72 * HOUR)
    }

    /// Whether an offer has run out beyond its half minute of grace.
    pub(super) fn ran_out(registration: &Registration, now: i64) -> bool {
        registration.status == "offered"
            && registration
                .deadline
                .is_some_and(|deadline| now >= deadline + 30 * SECOND)
    }

    /// The deadline of an offer made now; none where there are no offers.
    pub(super) fn deadline(&self, unit: usize, now: i64) -> Option<i64> {
        let offering = &self.offerings[self.units[unit].offering];
        let hours = offering.offer_hours?;
        let hours = if offering.picks { hours } else { hours.max(24) };
        let deadline = out_of_the_night(now + hours * HOUR);
        Some(
            self.latest(unit)
                .map_or(deadline, |latest| deadline.min(latest)),
        )
    }

    /// Whether a freed seat is offered, not confirmed at once.
    pub(super) fn offers(&self, unit: usize, now: i64) -> bool {
        let offering = &self.offerings[self.units[unit].offering];
        let too_late = self
            .latest(unit)
            .is_some_and(|latest| latest < now + 3 * HOUR);
        offering.offer_hours.is_some() && !too_late
    }

    /// Two hours before the start, or the evening before when that is at night.
    fn latest(&self, unit: usize) -> Option<i64> {
        let before = self.units[unit].starts? - 2 * HOUR;
        let today = before - time_of_day(before);
        Some(match time_of_day(before) {
            morning if morning < 8 * HOUR => today - 2 * HOUR,
            evening if evening > 22 * HOUR => today + 22 * HOUR,
            _ => before,
        })
    }
}

/// The instant itself, or 09:00 after it when it is between 22:00 and 08:00.
fn out_of_the_night(at: i64) -> i64 {
    let today = at - time_of_day(at);
    match time_of_day(at) {
        morning if morning < 8 * HOUR => today + 9 * HOUR,
        evening if evening > 22 * HOUR => today + DAY + 9 * HOUR,
        _ => at,
    }
}

/// Milliseconds since midnight in Shanghai.
fn time_of_day(at: i64) -> i64 {
    (at + ZONE).rem_euclid(DAY)
}

/// An instant as it is written in UTC.
pub(super) fn in_utc(at: i64) -> String {
    let at = chrono::DateTime::from_timestamp_millis(at).expect("an instant");
    at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
}
