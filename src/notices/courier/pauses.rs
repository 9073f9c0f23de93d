//! When nothing is tried, since the mail server is not there for us.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::notices::retry::pause_of_host;
use crate::values::clock::Instant;

/// The pause of now.
pub(super) struct Pauses {
    first_seconds: u32,
    state: Mutex<State>,
}

#[derive(Clone, Copy)]
struct State {
    until: Instant,
    /// How often the host was away since it last took a mail.
    times: u32,
}

impl Pauses {
    /// No pause yet; those to come are measured by `mail.retry_first_seconds`.
    pub(super) const fn new(first_seconds: u32) -> Self {
        Self {
            first_seconds,
            state: Mutex::new(State {
                until: Instant::from_millis(i64::MIN),
                times: 0,
            }),
        }
    }

    pub(super) fn until(&self) -> Instant {
        self.state().until
    }

    /// The host is away: a short pause that grows until it takes a mail. Whether that is news:
    /// all mails on their way find it out.
    pub(super) fn host_away(&self, now: Instant) -> bool {
        // Without randomness the pause is just not spread.
        let roll = getrandom::u32().unwrap_or(200);
        let mut state = self.state();
        if state.until > now {
            return false;
        }
        state.until = pause_of_host(state.times, self.first_seconds, roll, now);
        state.times = state.times.saturating_add(1);
        true
    }

    /// We are not let in: a longer one. Whether that is news.
    pub(super) fn not_let_in(&self, now: Instant) -> bool {
        let until = now.plus_seconds(i64::from(self.first_seconds));
        let mut state = self.state();
        let is_news = state.until <= now;
        state.until = until;
        is_news
    }

    /// A mail was taken.
    pub(super) fn end(&self) {
        self.state().times = 0;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_that_find_it_out_together_make_one_pause() {
        let (pauses, now) = (Pauses::new(60), Instant::from_millis(0));
        assert!(pauses.host_away(now));
        let until = pauses.until();
        assert!(!pauses.host_away(now));
        assert_eq!(pauses.until(), until);
        assert!(pauses.host_away(until));
        let second = pauses.until().millis() - until.millis();
        assert!(second > until.millis(), "it grows");
        pauses.end();
        let now = pauses.until();
        assert!(pauses.host_away(now));
        assert!(
            pauses.until().millis() - now.millis() < second,
            "and is short again"
        );
    }
}
