//! When the organizers of an offering are warned that it may not reach its minimum.

use crate::values::clock::Instant;

/// So many days before the first session one looks.
pub const WARNED_DAYS: i64 = 7;
/// An offering is open for so many hours before anybody is warned, unless it begins before that.
const OPEN_HOURS: i64 = 24;

/// What one knows of an offering that has a minimum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// When registration opens.
    pub opens: Instant,
    /// When its first session begins that was not cancelled.
    pub starts: Instant,
    /// So many seats it takes.
    pub least: i64,
    /// Seats that are confirmed.
    pub confirmed: i64,
    /// Seats of those who applied.
    pub applied: i64,
    /// Whether a draw or a review has still to give its seats out.
    pub is_undecided: bool,
}

/// Whether to warn of `run` at `now`: in the last seven days before it begins, when it has been
/// open for a day, and fewer seats are confirmed than it takes. Where seats are still to be given
/// out, those who applied count, since they may have them.
#[must_use]
pub fn is_short(run: &Run, now: Instant) -> bool {
    let from = run.starts.plus_days(-WARNED_DAYS);
    let opened = run.opens.plus_hours(OPEN_HOURS);
    let last = run.starts.plus_hours(-OPEN_HOURS);
    let is_time = from.max(opened.min(last)) <= now && now < run.starts;
    let counted = if run.is_undecided {
        run.confirmed + run.applied
    } else {
        run.confirmed
    };
    is_time && counted < run.least
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: i64) -> Instant {
        Instant::from_millis(1_812_975_600_000).plus_hours(hours)
    }

    const LONG_AGO: i64 = -1000;

    fn run() -> Run {
        Run {
            opens: at(LONG_AGO),
            starts: at(0),
            least: 6,
            confirmed: 5,
            applied: 0,
            is_undecided: false,
        }
    }

    #[test]
    fn in_the_last_seven_days_and_not_after_it_began() {
        let is_short = |hours| is_short(&run(), at(hours));
        assert!(!is_short(-7 * 24 - 1));
        assert!(is_short(-7 * 24) && is_short(-1), "also after an outage");
        assert!(!is_short(0));
    }

    #[test]
    fn only_below_the_minimum() {
        let enough = Run {
            confirmed: 6,
            ..run()
        };
        assert!(!is_short(&enough, at(-24)));
        let undecided = Run {
            confirmed: 0,
            applied: 6,
            is_undecided: true,
            ..run()
        };
        assert!(!is_short(&undecided, at(-24)));
        let decided = Run {
            is_undecided: false,
            ..undecided
        };
        assert!(
            is_short(&decided, at(-24)),
            "who still applies then has no seat"
        );
    }

    #[test]
    fn what_has_just_opened_has_a_day() {
        let opened = |hours| Run {
            opens: at(hours),
            ..run()
        };
        assert!(!is_short(&opened(-72), at(-49)));
        assert!(is_short(&opened(-72), at(-48)));
        assert!(
            is_short(&opened(-30), at(-24)),
            "unless it begins within a day"
        );
    }
}
