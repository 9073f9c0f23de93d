//! How long an access token lives.

use crate::values::clock::Instant;

/// A token that is not used this long dies.
pub const IDLE_DAYS: i64 = 30;
/// No token lives longer than this.
pub const MOST_DAYS: i64 = 180;
/// `seen_at` is written at most this often.
pub const SEEN_EVERY_MINUTES: i64 = 60;

/// When a token made or seen at `seen_at`, which ends at `ends_at` at the latest, expires.
#[must_use]
pub fn expires_at(seen_at: Instant, ends_at: Instant) -> Instant {
    seen_at.plus_days(IDLE_DAYS).min(ends_at)
}

/// The latest end of a token made at `created_at`.
#[must_use]
pub const fn ends_at(created_at: Instant) -> Instant {
    created_at.plus_days(MOST_DAYS)
}

/// Whether a use at `now` is written down, when the last one written was at `seen_at`.
#[must_use]
pub fn is_worth_writing(seen_at: Instant, now: Instant) -> bool {
    now >= seen_at.plus_minutes(SEEN_EVERY_MINUTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_slides_but_never_past_its_end() {
        let made = Instant::from_millis(0);
        let end = ends_at(made);
        assert_eq!(expires_at(made, end), made.plus_days(30));
        assert_eq!(expires_at(made.plus_days(149), end), made.plus_days(179));
        assert_eq!(expires_at(made.plus_days(170), end), end);
        assert!(!is_worth_writing(made, made.plus_minutes(59)));
        assert!(is_worth_writing(made, made.plus_minutes(60)));
    }
}
