//! Which mornings a digest is for.

use chrono::Timelike;
use chrono_tz::Tz;

use crate::values::clock::{Instant, local_instant};

/// The hour of the digest, by the union's clock.
pub const HOUR: u32 = 9;
/// What ended in the last minutes before it waits for the next: some of it may not be written down
/// yet.
pub const SETTLED_MINUTES: i64 = 10;
/// The first digest looks back so many days; later ones to the one before.
pub const FIRST_DAYS: i64 = 1;

/// The end of what the newest digest at `now` is about: shortly before nine o'clock, today's or
/// yesterday's.
#[must_use]
pub fn told_until(now: Instant, zone: Tz) -> Instant {
    let local = now.at(zone);
    let today = local.date_naive();
    let day = if local.hour() < HOUR {
        today.pred_opt().unwrap_or(today)
    } else {
        today
    };
    local_instant(day, HOUR, zone).plus_minutes(-SETTLED_MINUTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_for_what_ended_before_nine() {
        let at = |text: &str| serde_json::from_value::<Instant>(text.into()).unwrap();
        for (now, until) in [
            ("2027-06-15T08:59:59+08:00", "2027-06-14T08:50:00+08:00"),
            ("2027-06-15T09:00:00+08:00", "2027-06-15T08:50:00+08:00"),
            ("2027-06-15T23:59:59+08:00", "2027-06-15T08:50:00+08:00"),
        ] {
            assert_eq!(told_until(at(now), Tz::Asia__Shanghai), at(until), "{now}");
        }
    }
}
