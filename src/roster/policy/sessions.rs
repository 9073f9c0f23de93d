//! What must hold of a session.

use super::broken::Broken;
use crate::catalog::model::Session;
use crate::values::clock::Instant;

/// The end comes after the start.
#[must_use]
pub fn times(starts_at: Instant, ends_at: Instant) -> Option<Broken> {
    let words = ("要晚于 starts_at", "must be after starts_at");
    (ends_at <= starts_at).then(|| Broken::new("ends_at", "out-of-range", words.0, words.1))
}

/// The faults of the sessions of an offering.
#[must_use]
pub fn check(sessions: &[Session]) -> Vec<Broken> {
    let all = sessions.iter().enumerate();
    all.filter_map(|(at, one)| {
        let broken = times(one.starts_at, one.ends_at)?;
        Some(broken.inside_item("sessions", at))
    })
    .collect()
}
