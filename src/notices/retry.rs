//! When to try, and try again: pure.

use chrono_tz::Tz;

use crate::values::clock::Instant;
use crate::values::night;

/// Pauses after the first, second, … failed try, in units of `mail.retry_first_seconds`:
/// with 60 s they are 1, 2, 5, 10, 15, 30 minutes, 1 hour, then 2 hours each.
const PAUSES: [i64; 8] = [1, 2, 5, 10, 15, 30, 60, 120];

/// When a delivery that failed for the `tries`-th time (1 is the first) at `now` is due again:
/// the pause of that try, 20 % less to 20 % more by `roll`, so that what failed together does
/// not come back together; not after `give_up_at`.
#[must_use]
pub fn due_again(
    tries: i32,
    first_seconds: u32,
    roll: u32,
    now: Instant,
    give_up_at: Instant,
) -> Instant {
    let step = usize::try_from(tries.max(1) - 1).unwrap_or(0);
    let units = PAUSES[step.min(PAUSES.len() - 1)];
    let millis = units * i64::from(first_seconds) * 1000;
    Instant::from_millis(now.millis() + spread(millis, roll)).min(give_up_at)
}

/// A pause, 20 % less to 20 % more.
fn spread(millis: i64, roll: u32) -> i64 {
    // 0 to 400 thousandths, less 200.
    let jitter = i64::from(roll % 401) - 200;
    millis + millis * jitter / 1000
}

/// Until when a host is left alone that was away for the `times`-th time in a row (0 is the
/// first): with `mail.retry_first_seconds` at 60 s that is 5, 10, 20, 40, … seconds, at most 5
/// minutes, spread as other pauses are. No mail loses a try by it.
#[must_use]
pub fn pause_of_host(times: u32, first_seconds: u32, roll: u32, now: Instant) -> Instant {
    let unit = i64::from(first_seconds) * 1000;
    let millis = ((unit / 12) << times.min(6)).min(unit * 5);
    Instant::from_millis(now.millis() + spread(millis, roll))
}

/// The latest that [`due_again`] may come to at `now`.
#[must_use]
pub fn latest_due(first_seconds: u32, now: Instant) -> Instant {
    let units = PAUSES[PAUSES.len() - 1];
    now.plus_seconds(units * i64::from(first_seconds) * 6 / 5)
}

/// `at`, or the morning after it where it lies in the night of a zone.
#[must_use]
pub fn by_day(at: Instant, zone: Option<Tz>) -> Instant {
    zone.map_or(at, |zone| night::after_the_night(at, zone))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NEVER: Instant = Instant::from_millis(i64::MAX);

    #[test]
    fn pauses_grow_to_two_hours() {
        let minutes =
            |tries| due_again(tries, 60, 200, Instant::from_millis(0), NEVER).millis() / 60_000;
        let pauses: Vec<_> = (1..=10).map(minutes).collect();
        assert_eq!(pauses, [1, 2, 5, 10, 15, 30, 60, 120, 120, 120]);
    }

    #[test]
    fn a_host_that_is_away_is_asked_again_soon_and_then_less_often() {
        let seconds =
            |times| pause_of_host(times, 60, 200, Instant::from_millis(0)).millis() / 1000;
        let pauses: Vec<_> = (0..9).map(seconds).collect();
        assert_eq!(pauses, [5, 10, 20, 40, 80, 160, 300, 300, 300]);
    }

    proptest! {
        #[test]
        fn jitter_stays_within_a_fifth(tries in 1..20_i32, roll: u32) {
            let now = Instant::from_millis(1_000);
            let plain = due_again(tries, 60, 200, now, NEVER).millis() - now.millis();
            let pause = due_again(tries, 60, roll, now, NEVER).millis() - now.millis();
            prop_assert!(pause * 10 >= plain * 8 && pause * 10 <= plain * 12);
            prop_assert!(due_again(tries, 60, roll, now, NEVER) <= latest_due(60, now));
        }
    }

    #[test]
    fn the_last_try_is_at_the_end_of_its_time() {
        let end = Instant::from_millis(5);
        assert_eq!(due_again(3, 60, 0, Instant::from_millis(0), end), end);
    }
}
