//! What the events say of each registration: I5 (one event a change, one notice where one is
//! owed) and I8 (they end at the present).

use std::collections::BTreeMap;

use super::Violation;
use super::records::{EventRecord, NoticeRecord, Records, event_row, registration_row};
use crate::ledger::command::EventKind;
use crate::ledger::notices::kind_of;
use crate::values::ids::RegistrationId;

/// I5: the events of a registration form a chain from nothing, each beginning where the one
/// before ended; only a status event changes the status.
pub(super) fn chains(records: &Records) -> Vec<Violation> {
    let mut last: BTreeMap<RegistrationId, &EventRecord> = BTreeMap::new();
    let mut found = Vec::new();
    for event in &records.events {
        let before = last.insert(event.registration_id, event);
        let stood = before.map(|before| (before.to, before.to_pool));
        let chained = stood.map(|stood| stood.0) == event.from
            && stood.and_then(|stood| stood.1) == event.from_pool;
        let changes = event.from != Some(event.to);
        if !chained || changes != (event.kind == EventKind::Status) {
            let rows = vec![
                event_row(event.sequence),
                registration_row(event.registration_id),
            ];
            let text = "an event does not go on where the one before it ended".to_owned();
            found.push(records.violation("I5", rows, text));
        }
    }
    found
}

/// I5: the events of a program are numbered from 1 to the ledger's counter, each once.
pub(super) fn numbers(records: &Records) -> Option<Violation> {
    let events = records.events.iter().map(|event| event.sequence);
    let changes = records.pool_events.iter().map(|change| change.sequence);
    let mut numbers: Vec<i64> = events.chain(changes).collect();
    numbers.sort_unstable();
    let wrong = (1..=records.sequence)
        .zip(
            numbers
                .iter()
                .map(|number| Some(*number))
                .chain(std::iter::repeat(None)),
        )
        .find(|(wanted, number)| *number != Some(*wanted));
    let first = match wrong {
        Some((wanted, _)) => wanted,
        None if i64::try_from(numbers.len()).is_ok_and(|count| count > records.sequence) => {
            records.sequence + 1
        }
        None => return None,
    };
    let rows = vec![format!("ledgers {}", records.program_id)];
    let text = format!(
        "events are numbered to {}, but number {first} is missing, doubled or too many",
        records.sequence
    );
    Some(records.violation("I5", rows, text))
}

/// I5: each event its person must hear of has exactly one notice, of its kind, with its
/// delivery; and there is no other notice. Linked registrations share one.
pub(super) fn notices(records: &Records) -> Vec<Violation> {
    let mut told: BTreeMap<i64, Vec<&NoticeRecord>> = BTreeMap::new();
    let mut found = Vec::new();
    for notice in &records.notices {
        for sequence in &notice.sequences {
            told.entry(*sequence).or_default().push(notice);
        }
        if notice.has_address && !notice.has_delivery {
            let text = "a notice has no delivery".to_owned();
            found.push(records.violation("I5", vec![notice_row(notice)], text));
        }
        if notice.sequences.is_empty() {
            found.push(tells_of_nothing(records, notice));
        }
    }
    for event in &records.events {
        let (theirs, others): (Vec<_>, Vec<_>) = told
            .remove(&event.sequence)
            .unwrap_or_default()
            .into_iter()
            .partition(|notice| is_about(records, notice, event));
        found.extend(
            others
                .into_iter()
                .map(|notice| tells_of_nothing(records, notice)),
        );
        let owed = kind_of(event.kind, event.from, event.to);
        let right = match (owed, theirs.as_slice()) {
            (None, []) => true,
            (Some(kind), [notice]) => notice.kind == kind,
            _ => false,
        };
        if !right {
            let mut rows = vec![
                event_row(event.sequence),
                registration_row(event.registration_id),
            ];
            rows.extend(theirs.into_iter().map(notice_row));
            let text = format!("an event owes {}", owed.unwrap_or("no notice"));
            found.push(records.violation("I5", rows, text));
        }
    }
    let strays = told.into_values().flatten();
    found.extend(strays.map(|notice| tells_of_nothing(records, notice)));
    found
}

/// Whether a notice is about the registration of an event, or about one linked with it.
fn is_about(records: &Records, notice: &NoticeRecord, event: &EventRecord) -> bool {
    let group = |id| records.registrations.get(&id).and_then(|one| one.group_id);
    let linked = || {
        let group_of_event = group(event.registration_id);
        let group_of_notice = group(notice.registration_id);
        group_of_event.is_some() && group_of_event == group_of_notice
    };
    notice.registration_id == event.registration_id || linked()
}

fn tells_of_nothing(records: &Records, notice: &NoticeRecord) -> Violation {
    let text = "a notice tells of no event".to_owned();
    records.violation("I5", vec![notice_row(notice)], text)
}

/// I8: the events of a registration end at its present status and pool.
pub(super) fn ends(records: &Records) -> Vec<Violation> {
    let mut last: BTreeMap<RegistrationId, &EventRecord> = BTreeMap::new();
    for event in &records.events {
        last.insert(event.registration_id, event);
    }
    let mut found = Vec::new();
    for registration in records.registrations.values() {
        let end = last.get(&registration.id);
        let now = (registration.status, registration.pool_id);
        if end.map(|end| (end.to, end.to_pool)) == Some(now) {
            continue;
        }
        let mut rows = vec![registration_row(registration.id)];
        rows.extend(end.map(|end| event_row(end.sequence)));
        let status = registration.status.as_str();
        let text = match end {
            Some(end) => format!("{status} now, but the events end at {}", end.to.as_str()),
            None => format!("{status} without any event"),
        };
        found.push(records.violation("I8", rows, text));
    }
    found
}

fn notice_row(notice: &NoticeRecord) -> String {
    format!("notices {}", notice.id)
}
