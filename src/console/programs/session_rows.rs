//! Sessions as lines of a page: those that are there, and those that a pattern would add.

use crate::catalog::model::{Offering, Session, SessionState};
use crate::values::clock::Instant;
use crate::values::locale::Locale;
use crate::values::when::Wall;

/// A session that is there.
pub(super) struct Row {
    pub(super) id: String,
    pub(super) when: String,
    pub(super) title: String,
    pub(super) capacity: String,
    pub(super) state: &'static str,
    /// Whether it can still be moved or cancelled.
    pub(super) may_change: bool,
}

impl Row {
    /// The line of a session, by this clock and time, for somebody who may change it or not.
    pub(super) fn of(
        one: &Session,
        (wall, now): (Wall, Instant),
        (locale, may_change): (Locale, bool),
    ) -> Self {
        let is_ahead = one.state != SessionState::Cancelled && one.starts_at > now;
        let capacity = one.capacity.map(|size| size.to_string());
        Self {
            id: one.id.to_string(),
            when: wall.span(one.starts_at, one.ends_at),
            title: one.title.pick(locale).to_owned(),
            capacity: capacity.unwrap_or_default(),
            state: match one.state {
                SessionState::Planned => "",
                SessionState::Moved => "moved",
                SessionState::Cancelled => "cancelled",
            },
            may_change: may_change && is_ahead,
        }
    }
}

/// A session that would be added.
pub(super) struct Made {
    pub(super) value: String,
    pub(super) when: String,
    /// It is there already.
    pub(super) is_there: bool,
}

impl Made {
    /// The line of a session from then to then.
    pub(super) fn of(
        (starts_at, ends_at): (Instant, Instant),
        offering: &Offering,
        wall: Wall,
    ) -> Self {
        let mut there = offering.sessions.iter();
        Self {
            value: format!("{starts_at}/{ends_at}"),
            when: wall.span(starts_at, ends_at),
            is_there: there.any(|one| one.starts_at == starts_at),
        }
    }
}
