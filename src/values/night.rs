//! The night, in which nothing falls due and nothing rings. Source: docs/rules.md, "Offers".

use chrono::{NaiveDate, TimeDelta, Timelike};
use chrono_tz::Tz;

use super::clock::{Instant, local_instant};

/// The hours between which it is night (ends excluded).
pub const NIGHT: (u32, u32) = (22, 8);

/// The day on whose evening the night began that `at` lies in; none by day.
#[must_use]
pub fn evening_of(at: Instant, zone: Tz) -> Option<NaiveDate> {
    let local = at.at(zone);
    let since_midnight = i64::from(local.num_seconds_from_midnight()) * 1000
        + i64::from(local.nanosecond() / 1_000_000);
    let hour = |hours: u32| i64::from(hours) * 3_600_000;
    if since_midnight > hour(NIGHT.0) {
        Some(local.date_naive())
    } else if since_midnight < hour(NIGHT.1) {
        Some(local.date_naive() - TimeDelta::days(1))
    } else {
        None
    }
}

/// When the night ends that `at` lies in; `at` itself by day.
#[must_use]
pub fn after_the_night(at: Instant, zone: Tz) -> Instant {
    match evening_of(at, zone) {
        Some(evening) => local_instant(evening + TimeDelta::days(1), NIGHT.1, zone),
        None => at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        serde_json::from_value(serde_json::Value::String(text.to_owned())).unwrap()
    }

    #[test]
    fn what_comes_by_night_waits_for_eight() {
        let zone = chrono_tz::Asia::Shanghai;
        for (asked, allowed) in [
            ("2027-06-14T22:00:00+08:00", "2027-06-14T22:00:00+08:00"),
            ("2027-06-14T22:00:01+08:00", "2027-06-15T08:00:00+08:00"),
            ("2027-06-15T07:59:59+08:00", "2027-06-15T08:00:00+08:00"),
            ("2027-06-15T08:00:00+08:00", "2027-06-15T08:00:00+08:00"),
        ] {
            assert_eq!(after_the_night(at(asked), zone), at(allowed), "{asked}");
        }
    }
}
