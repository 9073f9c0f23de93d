//! Which messages say what is no longer so. Source: docs/rules.md, "What people are told".

use std::collections::BTreeMap;

use crate::ledger::command::EventKind;
use crate::ledger::told::{Changed, Told};
use crate::values::ids::{RegistrationId, SessionId};

/// What a message says of registrations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// Where they stand, or until when an offer is held.
    Standing,
    /// When or where a session takes place.
    Dates(Option<SessionId>, Changed),
    /// What its reader knows already.
    Reminder,
}

/// Whether a message need not be sent any more: something was decided later of each registration
/// it is about (with the number of its event), and its reader is told that. Where she stands is
/// only outdated by where she stands now; dates also by later ones of the same session that leave
/// nothing out: a letter about another place says that the time stays. Numbers are compared,
/// which are counted under the lock, never times.
#[must_use]
pub fn is_superseded(
    says: Says,
    about: &[(RegistrationId, i64)],
    told: &BTreeMap<RegistrationId, Vec<Told>>,
) -> bool {
    let outdates = |line: &Told| match line.kind {
        EventKind::Status | EventKind::Extended => true,
        EventKind::Rescheduled => {
            matches!(says, Says::Dates(Some(session), changed)
                if line.session == Some(session) && line.changed.covers(changed))
        }
        EventKind::Rebooked | EventKind::Passed | EventKind::Reviewed => false,
    };
    let is_outdated = |(id, sequence): &(RegistrationId, i64)| {
        let mut lines = told.get(id).into_iter().flatten();
        lines.any(|line| line.sequence > *sequence && outdates(line))
    };
    !about.is_empty() && about.iter().all(is_outdated)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::ledger::facts::Status;
    use crate::values::clock::Instant;

    const FIRST: RegistrationId = RegistrationId(Uuid::from_u128(1));
    const SECOND: RegistrationId = RegistrationId(Uuid::from_u128(2));
    const MORNING: SessionId = SessionId(Uuid::from_u128(3));
    const EVENING: SessionId = SessionId(Uuid::from_u128(4));

    fn line(sequence: i64, kind: EventKind, session: Option<SessionId>) -> Told {
        Told {
            sequence,
            at: Instant::from_millis(0),
            kind,
            to: Status::Confirmed,
            session,
            changed: Changed::by("session-moved"),
        }
    }

    fn moved(session: Option<SessionId>) -> Says {
        Says::Dates(session, Changed::by("session-moved"))
    }

    fn told(lines: &[(RegistrationId, Told)]) -> BTreeMap<RegistrationId, Vec<Told>> {
        let mut told: BTreeMap<_, Vec<Told>> = BTreeMap::new();
        for (id, line) in lines {
            told.entry(*id).or_default().push(*line);
        }
        told
    }

    #[test]
    fn a_later_standing_outdates_what_was_said_before() {
        let later = told(&[(FIRST, line(9, EventKind::Status, None))]);
        for says in [Says::Standing, moved(Some(MORNING)), Says::Reminder] {
            assert!(is_superseded(says, &[(FIRST, 8)], &later), "{says:?}");
            assert!(
                !is_superseded(says, &[(FIRST, 9)], &later),
                "{says:?}: itself"
            );
        }
        let longer = told(&[(FIRST, line(9, EventKind::Extended, None))]);
        assert!(is_superseded(Says::Standing, &[(FIRST, 8)], &longer));
    }

    #[test]
    fn dates_outdate_those_of_the_same_session_only() {
        let later = told(&[(FIRST, line(9, EventKind::Rescheduled, Some(MORNING)))]);
        let dates = |session| is_superseded(moved(session), &[(FIRST, 8)], &later);
        assert!(dates(Some(MORNING)));
        assert!(!dates(Some(EVENING)) && !dates(None));
        assert!(!is_superseded(Says::Standing, &[(FIRST, 8)], &later));
        assert!(!is_superseded(Says::Reminder, &[(FIRST, 8)], &later));
    }

    #[test]
    fn what_tells_of_less_outdates_no_more() {
        let reasons = [
            "session-moved",
            "session-relocated",
            "session-moved-elsewhere",
        ];
        let outdates = |earlier: usize, later: usize| {
            Changed::by(reasons[later]).covers(Changed::by(reasons[earlier]))
        };
        for reason in 0..3 {
            assert!(outdates(reason, reason) && outdates(reason, 2));
        }
        assert!(!outdates(0, 1) && !outdates(1, 0) && !outdates(2, 0) && !outdates(2, 1));
        let off = Changed::by("session-cancelled");
        assert!(off.covers(Changed::by(reasons[2])));
    }

    #[test]
    fn each_one_it_is_about_must_have_been_told_something_later() {
        let one = told(&[(FIRST, line(9, EventKind::Status, None))]);
        let both = [(FIRST, 7), (SECOND, 8)];
        assert!(!is_superseded(Says::Standing, &both, &one));
        let all = told(&[
            (FIRST, line(9, EventKind::Status, None)),
            (SECOND, line(10, EventKind::Status, None)),
        ]);
        assert!(is_superseded(Says::Standing, &both, &all));
        assert!(!is_superseded(Says::Standing, &[], &all));
    }
}
