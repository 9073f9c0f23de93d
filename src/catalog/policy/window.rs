//! When one may register for a unit. Source: docs/rules.md, R4.

use super::phase::{first_start, last_end};
use crate::catalog::model::{Offering, Session};
use crate::values::clock::Instant;

/// From when (included) until when (excluded) one may register for a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Its begin.
    pub opens: Instant,
    /// Its end, if it has one.
    pub closes: Option<Instant>,
}

/// Where an instant lies as against a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shut {
    /// Before it opens.
    NotYet(Instant),
    /// At its end or after.
    Since(Instant),
}

impl Window {
    /// The window of a unit that lasts from `starts_at` to `ends_at`: it ends when registration
    /// `closes`, else at the unit's start, else never; in no case after the unit's end.
    #[must_use]
    pub fn new(
        opens: Instant,
        closes: Option<Instant>,
        starts_at: Option<Instant>,
        ends_at: Option<Instant>,
    ) -> Self {
        let closes = closes.or(starts_at).into_iter().chain(ends_at).min();
        Self { opens, closes }
    }

    /// The window of the whole offering, or of one session where sessions are picked.
    #[must_use]
    pub fn of(offering: &Offering, session: Option<&Session>) -> Self {
        let (starts_at, ends_at) = session.map_or_else(
            || (first_start(offering), last_end(offering)),
            |one| (Some(one.starts_at), Some(one.ends_at)),
        );
        let (opens, closes) = (offering.registration_opens, offering.registration_closes);
        Self::new(opens, closes, starts_at, ends_at)
    }

    /// Whether one may register at `now`.
    ///
    /// # Errors
    /// [`Shut`]: since when it is closed, or when it opens.
    pub fn check(&self, now: Instant) -> Result<(), Shut> {
        match self.closes {
            _ if now < self.opens => Err(Shut::NotYet(self.opens)),
            Some(closes) if closes <= now => Err(Shut::Since(closes)),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i64) -> Instant {
        Instant::from_millis(0).plus_days(day)
    }

    #[test]
    fn it_ends_with_registration_else_with_the_start_and_never_after_the_end() {
        let closes = |closes: Option<i64>, times: Option<(i64, i64)>| {
            let (starts_at, ends_at) = times.map(|(from, to)| (at(from), at(to))).unzip();
            Window::new(at(0), closes.map(at), starts_at, ends_at).closes
        };
        assert_eq!(closes(Some(3), Some((5, 6))), Some(at(3)));
        assert_eq!(closes(None, Some((5, 6))), Some(at(5)));
        assert_eq!(closes(Some(9), Some((5, 6))), Some(at(6)));
        assert_eq!(closes(Some(9), None), Some(at(9)));
        assert_eq!(closes(None, None), None);
    }

    #[test]
    fn the_begin_is_in_it_and_the_end_is_not() {
        let window = Window::new(at(1), Some(at(2)), None, None);
        assert_eq!(window.check(at(0)), Err(Shut::NotYet(at(1))));
        assert_eq!(window.check(at(1)), Ok(()));
        assert_eq!(window.check(at(2)), Err(Shut::Since(at(2))));
    }
}
