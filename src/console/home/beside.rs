//! What stands beside the tasks: the sessions of today, and what one can register for now.

use super::tasks::Reader;
use crate::roster::today::{Meeting, OpenNow, Standing, Today};
use crate::values::say::Value;

/// So many sessions are shown.
const MEETINGS: usize = 8;
/// So many open offerings are shown.
const OPEN: usize = 6;

/// The sessions of today.
pub(super) struct Meetings {
    /// When, what, where it leads, who is expected.
    pub(super) shown: Vec<Line>,
    /// Said in the place of those that are not shown, or of none.
    pub(super) rest: Option<String>,
}

/// A session, or an open offering.
pub(super) struct Line {
    pub(super) time: String,
    pub(super) name: String,
    pub(super) href: String,
    pub(super) note: String,
    pub(super) bar: Option<Bar>,
}

/// How full an offering is, in hundredths.
pub(super) struct Bar {
    pub(super) taken: i64,
    pub(super) held: i64,
    pub(super) is_full: bool,
}

/// What one can register for now.
pub(super) struct Open {
    pub(super) shown: Vec<Line>,
    pub(super) rest: Option<String>,
}

impl Reader<'_> {
    pub(super) fn meetings(&self, today: &Today) -> Meetings {
        let shown = today.meetings.iter().take(MEETINGS);
        let shown: Vec<Line> = shown.map(|one| self.meeting(one)).collect();
        let more = today.meetings.len() - shown.len();
        let rest = if more > 0 {
            Some(self.count("console-home-meetings-more", more))
        } else if shown.is_empty() {
            Some(self.no_meeting(today))
        } else {
            None
        };
        Meetings { shown, rest }
    }

    fn meeting(&self, one: &Meeting) -> Line {
        let wall = self.wall(one.offering);
        let (from, to) = (wall.time(one.starts_at), wall.time(one.ends_at));
        let note = match one.expected {
            Some(n) => self.say("console-home-expected", &[("n", Value::from(n))]),
            None => self.say("console-home-few", &[]),
        };
        Line {
            time: wall.with_other_zone(&format!("{from}–{to}")),
            name: self.title(one.offering),
            href: format!("/console/sessions/{}/door", one.session),
            note,
            bar: None,
        }
    }

    fn no_meeting(&self, today: &Today) -> String {
        let wall =
            crate::values::when::Wall::new(crate::roster::report::ZONE, self.locale, self.now);
        match today.next_session {
            Some(at) => {
                let filled = [("when", Value::from(wall.moment(at)))];
                self.say("console-home-meetings-next", &filled)
            }
            None => self.say("console-home-meetings-none", &[]),
        }
    }

    pub(super) fn open(&self, today: &Today) -> Open {
        let shown = today.open.iter().take(OPEN);
        let shown: Vec<Line> = shown.map(|one| self.open_now(one)).collect();
        let more = today.open.len() - shown.len();
        let rest = if more > 0 {
            Some(self.count("console-home-open-more", more))
        } else if shown.is_empty() {
            Some(self.say("console-home-open-none", &[]))
        } else {
            None
        };
        Open { shown, rest }
    }

    fn open_now(&self, one: &OpenNow) -> Line {
        let closes = one.closes.map(|at| {
            let when = self.moment(one.offering, at);
            self.say("console-home-open-until", &[("when", Value::from(when))])
        });
        Line {
            time: closes.unwrap_or_default(),
            name: self.title(one.offering),
            href: format!("/console/offerings/{}", one.offering),
            note: self.standing(one.places.as_ref()),
            bar: one.places.as_ref().and_then(bar),
        }
    }

    /// How full it is, in words.
    fn standing(&self, standing: Option<&Standing>) -> String {
        let Some(Standing {
            places,
            offered,
            applied,
            is_undecided,
        }) = standing
        else {
            return self.say("console-home-hidden", &[]);
        };
        let filled = [
            ("applied", Value::from(*applied)),
            ("places", Value::from(places.capacity.unwrap_or(0))),
            ("taken", Value::from(i64::from(places.taken) - offered)),
            ("held", Value::from(*offered)),
            ("waiting", Value::from(places.waiting)),
        ];
        let id = match (*is_undecided, places.capacity) {
            (false, Some(_)) => "console-home-standing",
            (false, None) => "console-home-standing-unlimited",
            (true, Some(_)) => "console-home-standing-applied",
            (true, None) => "console-home-standing-applied-unlimited",
        };
        self.say(id, &filled)
    }
}

/// Nothing where there is no limit, or places are given out later.
fn bar(standing: &Standing) -> Option<Bar> {
    let places = &standing.places;
    let capacity = places
        .capacity
        .filter(|all| *all > 0 && !standing.is_undecided)?;
    let part = |seats: i64| (100 * seats / i64::from(capacity)).clamp(0, 100);
    let given = part(places.taken.into());
    let held = part(standing.offered);
    Some(Bar {
        taken: given - held,
        held,
        is_full: places.left == Some(0),
    })
}
