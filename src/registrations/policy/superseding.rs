//! Which messages say what is no longer so. Source: docs/rules.md, "What people are told".

use std::collections::BTreeMap;

use crate::ledger::command::EventKind;
use crate::ledger::told::Told;
use crate::values::ids::{RegistrationId, SessionId};

/// What a message says of registrations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// Where they stand, or until when an offer is held.
    Standing,
    /// When and where a session takes place.
    Dates(Option<SessionId>),
    /// What its reader knows already.
    Reminder,
}

/// Whether a message need not be sent any more: something was decided later of each registration
/// it is about (with the number of its event), and its reader is told that. Where she stands is
/// only outdated by where she stands now; dates also by later ones of the same session. Numbers
/// are compared, which are counted under the lock, never times.
#[must_use]
pub fn is_superseded(
    says: Says,
    about: &[(RegistrationId, i64)],
    told: &BTreeMap<RegistrationId, Vec<Told>>,
) -> bool {
    let outdates = |line: &Told| match line.kind {
        EventKind::Status | EventKind::Extended => true,
        EventKind::Rescheduled => {
            matches!(says, Says::Dates(Some(session)) if line.session == Some(session))
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
        }
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
        for says in [Says::Standing, Says::Dates(Some(MORNING)), Says::Reminder] {
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
        let moved = told(&[(FIRST, line(9, EventKind::Rescheduled, Some(MORNING)))]);
        let dates = |session| is_superseded(Says::Dates(session), &[(FIRST, 8)], &moved);
        assert!(dates(Some(MORNING)));
        assert!(!dates(Some(EVENING)) && !dates(None));
        assert!(!is_superseded(Says::Standing, &[(FIRST, 8)], &moved));
        assert!(!is_superseded(Says::Reminder, &[(FIRST, 8)], &moved));
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
