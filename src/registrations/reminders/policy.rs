//! When people are reminded. Source: docs/rules.md, "What people are told".

use chrono::TimeDelta;
use chrono_tz::Tz;

use crate::values::clock::{Instant, local_instant};
use crate::values::night::{after_the_night, evening_of};

/// Nobody is reminded of an offer whose half time falls into so many last hours: she was told not
/// long ago.
const OFFER_LAST_HOURS: i64 = 2;
/// So many hours before it begins people are reminded of a date.
const AHEAD_HOURS: i64 = 48;
/// Where cancelling ends before that, they are reminded so many hours before it ends.
const BEFORE_LIMIT_HOURS: i64 = 24;
/// The hour of the evening before, where the morning after would be too late.
const EVENING: u32 = 20;

/// When to remind of an offer made at `made_at`: at half time, or when the night is over that half
/// time lies in; never where that would be of no use.
#[must_use]
pub fn offer_due(made_at: Instant, expires_at: Instant, zone: Tz) -> Option<Instant> {
    let half = Instant::from_millis(i64::midpoint(made_at.millis(), expires_at.millis()));
    let due = after_the_night(half, zone);
    let is_useful = half <= expires_at.plus_hours(-OFFER_LAST_HOURS) && due < expires_at;
    is_useful.then_some(due)
}

/// When to remind of what begins at `starts_at`, which can be cancelled in time until
/// `cancel_hours` before: two days ahead, or a day before cancelling ends where that is earlier;
/// by day, and never after the limit.
#[must_use]
pub fn date_due(starts_at: Instant, cancel_hours: i32, zone: Tz) -> Instant {
    let limit = starts_at.plus_hours(-i64::from(cancel_hours));
    let at = starts_at.plus_hours(-lead_hours(cancel_hours));
    let due = after_the_night(at, zone);
    match evening_of(at, zone) {
        Some(evening) if due >= limit => {
            let hour = local_instant(evening, EVENING, zone);
            hour.min(at)
        }
        _ => due,
    }
}

/// So many hours before something begins its reminder is due, at most and but for the night.
#[must_use]
pub fn lead_hours(cancel_hours: i32) -> i64 {
    let cancel_hours = i64::from(cancel_hours);
    if cancel_hours >= AHEAD_HOURS {
        cancel_hours + BEFORE_LIMIT_HOURS
    } else {
        AHEAD_HOURS
    }
}

/// Whether somebody who has had her place since `seated_at` is reminded: not where she got it when
/// the reminder was due already, nor in the last two days, since that letter said it all.
#[must_use]
pub fn needs_reminding(seated_at: Instant, due: Instant, starts_at: Instant) -> bool {
    seated_at < due && seated_at <= starts_at.plus_hours(-AHEAD_HOURS)
}

/// Whether `due` has come, and it is day.
#[must_use]
pub fn is_time(due: Instant, now: Instant, zone: Tz) -> bool {
    due <= now && evening_of(now, zone).is_none()
}

/// How far ahead of what begins one looks: the night may bring a reminder forward.
#[must_use]
pub fn horizon(now: Instant, most_cancel_hours: i32) -> Instant {
    let night = TimeDelta::days(1).num_hours();
    now.plus_hours(lead_hours(most_cancel_hours) + night)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZONE: Tz = Tz::Asia__Shanghai;

    fn at(text: &str) -> Instant {
        let text = format!("2027-{text}:00+08:00");
        serde_json::from_value(serde_json::Value::String(text)).unwrap()
    }

    #[test]
    fn an_offer_is_called_to_mind_at_half_time() {
        let due = |made: &str, expires: &str| offer_due(at(made), at(expires), ZONE);
        assert_eq!(due("06-14T08:00", "06-15T08:00"), Some(at("06-14T20:00")));
    }

    #[test]
    fn half_time_at_night_waits_for_the_morning_or_is_left_out() {
        let due = |made: &str, expires: &str| offer_due(at(made), at(expires), ZONE);
        assert_eq!(due("06-14T18:00", "06-15T18:00"), Some(at("06-15T08:00")));
        assert_eq!(
            due("06-14T21:00", "06-15T08:00"),
            None,
            "nothing is left by then"
        );
    }

    #[test]
    fn a_short_offer_needs_no_reminder() {
        let due = |made: &str, expires: &str| offer_due(at(made), at(expires), ZONE);
        assert_eq!(due("06-14T09:00", "06-14T12:59"), None);
        assert_eq!(due("06-14T09:00", "06-14T13:00"), Some(at("06-14T11:00")));
    }

    #[test]
    fn a_date_is_called_to_mind_two_days_ahead_by_day() {
        let due = |starts: &str, hours| date_due(at(starts), hours, ZONE);
        assert_eq!(due("07-17T09:00", 24), at("07-15T09:00"));
        assert_eq!(due("07-17T07:00", 24), at("07-15T08:00"), "not at seven");
        assert_eq!(due("07-17T23:00", 24), at("07-16T08:00"));
    }

    #[test]
    fn and_before_cancelling_ends() {
        let due = |starts: &str, hours| date_due(at(starts), hours, ZONE);
        assert_eq!(due("07-17T09:00", 48), at("07-14T09:00"));
        assert_eq!(due("07-17T09:00", 72), at("07-13T09:00"));
        // 23:00 is night, and cancelling ends at 6:00: the evening before.
        assert_eq!(due("07-17T23:00", 41), at("07-15T20:00"));
    }

    #[test]
    fn who_has_just_been_told_is_not_told_again() {
        let starts = at("07-17T09:00");
        let due = date_due(starts, 24, ZONE);
        assert!(needs_reminding(at("07-15T08:59"), due, starts));
        assert!(!needs_reminding(at("07-15T09:00"), due, starts));
        assert!(!needs_reminding(at("07-16T09:00"), due, starts));
        let early = date_due(starts, 96, ZONE);
        assert!(!needs_reminding(at("07-13T10:00"), early, starts));
    }

    #[test]
    fn never_at_night_however_late_the_timer_comes() {
        let due = at("07-15T09:00");
        assert!(!is_time(due, at("07-15T08:59"), ZONE));
        assert!(is_time(due, at("07-15T21:59"), ZONE));
        assert!(!is_time(due, at("07-15T23:00"), ZONE));
        assert!(is_time(due, at("07-16T08:00"), ZONE));
    }

    proptest::proptest! {
        #[test]
        fn a_date_is_never_called_to_mind_at_night_or_after_its_limit(
            minutes in 0_i64..60 * 24 * 60,
            hours in 0_i32..1440,
        ) {
            let starts = at("07-01T00:00").plus_minutes(minutes);
            let due = date_due(starts, hours, ZONE);
            proptest::prop_assert!(evening_of(due, ZONE).is_none());
            proptest::prop_assert!(due < starts);
            if hours < 48 {
                proptest::prop_assert!(due <= starts.plus_hours(-i64::from(hours)));
            } else {
                proptest::prop_assert!(due < starts.plus_hours(-i64::from(hours)));
            }
        }
    }
}
