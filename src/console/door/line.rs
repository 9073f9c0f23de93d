//! Somebody at the door, as the page shows her.

use crate::catalog::model::{Offering, Session};
use crate::roster::attendance::door::Expected;
use crate::roster::attendance::policy::Presence;
use crate::values::clock::Instant;
use crate::values::ids::RegistrationId;
use crate::values::text::fold;
use crate::values::when::Wall;

/// A line of the list.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) id: RegistrationId,
    pub(super) name: String,
    pub(super) code: String,
    pub(super) presence: Presence,
    pub(super) grade: Option<i64>,
    pub(super) in_at: Option<Instant>,
    pub(super) out_at: Option<Instant>,
    /// Since when she is there, or gone.
    pub(super) time: Option<String>,
    pub(super) out_by: Option<String>,
    pub(super) reason: Option<String>,
    pub(super) is_child: bool,
    /// Still there after the end, or fetched after it.
    pub(super) is_late: bool,
    pub(super) photos: Option<bool>,
    pub(super) care: Option<String>,
    /// Who may take her home: name, and who it is to the child where that may be shown.
    pub(super) collectors: Vec<(String, String)>,
    pub(super) contact: Option<(String, String)>,
}

impl Line {
    pub(super) fn new(
        expected: Expected,
        offering: &Offering,
        session: &Session,
        wall: Wall,
    ) -> Self {
        let Expected {
            line,
            person,
            contact,
            collectors,
            photos,
        } = expected;
        let standing = line.standing;
        let day = session.starts_at.day(offering.time_zone);
        let grade = person.as_ref().and_then(|one| one.grade);
        let care = person.as_ref().and_then(|one| one.care_notes.clone());
        let known = person.map_or_else(Vec::new, |one| one.pickup_people);
        let who = |name: String| {
            let named = known.iter().find(|one| fold(&one.name) == fold(&name));
            let relation = named.map_or_else(String::new, |one| one.relation.clone());
            (name, relation)
        };
        let time = standing.out_at.or(standing.in_at);
        let left_late = standing.out_at.is_some_and(|at| at > session.ends_at);
        Self {
            id: line.registration,
            name: line.name,
            code: line.door_code,
            presence: standing.presence,
            grade: grade.and_then(|grade| grade.on(day)).map(i64::from),
            in_at: standing.in_at,
            out_at: standing.out_at,
            time: time.map(|at| wall.time(at)),
            out_by: line.out_by,
            reason: line.reason,
            is_child: line.is_child,
            is_late: line.late_sign_out || line.is_child && left_late,
            photos,
            care,
            collectors: collectors.into_iter().map(who).collect(),
            contact: contact.and_then(|one| Some((one.name, one.phone?))),
        }
    }

    pub(super) fn is(&self, presence: &str) -> bool {
        self.presence.as_str() == presence
    }

    /// Whether she stands on the part of the list that is shown.
    pub(super) fn is_shown(&self, part: &str, words: &str) -> bool {
        let here = part.is_empty() || group(self.presence) == part;
        let words = fold(words);
        here && (fold(&self.name).contains(&words) || fold(&self.code) == words)
    }

    /// For the script, which shows the same person without asking again.
    pub(super) fn collectors_json(&self) -> String {
        serde_json::json!(self.collectors).to_string()
    }

    /// When she came, for the script.
    pub(super) fn came(&self) -> String {
        millis(self.in_at)
    }

    /// When she went.
    pub(super) fn went(&self) -> String {
        millis(self.out_at)
    }
}

fn millis(at: Option<Instant>) -> String {
    at.map_or_else(String::new, |at| at.millis().to_string())
}

/// The part of the list somebody stands on.
pub(super) const fn group(presence: Presence) -> &'static str {
    match presence {
        Presence::In => "in",
        Presence::Out => "out",
        Presence::Excused => "excused",
        Presence::Expected | Presence::Absent => "expected",
    }
}
