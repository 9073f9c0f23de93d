//! Moving a file's dates by whole weeks, so that weekdays and opening hours stay right.

use chrono::NaiveDate;

use crate::values::clock::Instant;

/// How far the dates of a file are moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shift {
    /// Whole weeks; back when negative.
    pub weeks: i32,
}

impl Shift {
    /// From the day a file is written for to `today`, rounded down to whole weeks.
    #[must_use]
    pub fn to(today: NaiveDate, written_for: NaiveDate) -> Self {
        let days = (today - written_for).num_days();
        let weeks = i32::try_from(days.div_euclid(7)).unwrap_or(0);
        Self { weeks }
    }

    /// The moved instant.
    #[must_use]
    pub const fn apply(self, at: Instant) -> Instant {
        at.plus_days(7 * self.weeks as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shift_is_rounded_down_to_whole_weeks() {
        let written: NaiveDate = "2027-06-14".parse().unwrap();
        for (today, weeks) in [
            ("2027-06-14", 0),
            ("2027-06-20", 0),
            ("2027-06-21", 1),
            ("2027-06-13", -1),
            ("2026-11-23", -29),
        ] {
            let shift = Shift::to(today.parse().unwrap(), written);
            assert_eq!(shift.weeks, weeks, "{today}");
        }
        let week = Instant::from_millis(7 * 24 * 3_600_000);
        assert_eq!(Shift { weeks: 1 }.apply(Instant::from_millis(0)), week);
    }
}
