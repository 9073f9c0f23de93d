//! I7: a guardian agreed to each live registration of a child.

use std::collections::BTreeMap;

use super::Violation;
use super::records::{ConsentRecord, ConsentText, Person, Records, registration_row};
use crate::ledger::facts::Registration;
use crate::values::age::{OF_AGE, years_on};
use crate::values::clock::Instant;
use crate::values::ids::RegistrationId;

/// A new version of the text reaches every instance and every command under way by then.
const SPREADS_SECONDS: i64 = 60;

/// I7: who is under 18 on the day of the unit's first session, or a child whose birth date is
/// not known, has a guardian's consent that was not withdrawn, to the version in force then.
pub(super) fn guardians(records: &Records, texts: &[ConsentText]) -> Vec<Violation> {
    let mut given: BTreeMap<RegistrationId, Vec<&ConsentRecord>> = BTreeMap::new();
    for consent in &records.consents {
        given
            .entry(consent.registration_id)
            .or_default()
            .push(consent);
    }
    let mut found = Vec::new();
    for registration in records.registrations.values() {
        if !registration.status.is_live() || !is_child(records, registration) {
            continue;
        }
        let given = given.get(&registration.id).map_or(&[][..], Vec::as_slice);
        let from = asked_from(records, registration);
        let holds = |consent: &&&ConsentRecord| {
            !consent.is_withdrawn
                && consent.participant_id == registration.participant_id
                && was_in_force(texts, consent.version, from, consent.given_at)
        };
        if given.iter().any(|consent| holds(&consent)) {
            continue;
        }
        let mut rows = vec![registration_row(registration.id)];
        rows.extend(
            given
                .iter()
                .map(|consent| format!("consents {}", consent.id)),
        );
        let text = "a child is registered without a guardian's consent in force then".to_owned();
        found.push(records.violation("I7", rows, text));
    }
    found
}

fn is_child(records: &Records, registration: &Registration) -> bool {
    let person = records.people.get(&registration.participant_id);
    let unit = records.units.get(&registration.unit_id);
    let Some((person, unit)) = person.zip(unit) else {
        return false;
    };
    let day = unit
        .starts_at
        .unwrap_or(registration.created_at)
        .day(unit.zone);
    match *person {
        Person {
            birth_date: Some(birth),
            ..
        } => years_on(birth, day) < OF_AGE,
        Person {
            is_child_of_account,
            ..
        } => is_child_of_account,
    }
}

/// From when the consent may be: a registration that was changed takes the consents of the
/// one it replaces along.
fn asked_from(records: &Records, registration: &Registration) -> Instant {
    let mut first = registration;
    while let Some(before) = first.replaces.and_then(|id| records.registrations.get(&id)) {
        // Ids rise, so that even rows that point in a circle end.
        if before.id >= first.id {
            break;
        }
        first = before;
    }
    first.created_at.plus_seconds(-SPREADS_SECONDS)
}

/// Whether `version` was the highest one published at some moment from `from` to `until`.
fn was_in_force(texts: &[ConsentText], version: i32, from: Instant, until: Instant) -> bool {
    let known = texts.iter().find(|text| text.version == version);
    let began = known.is_some_and(|text| text.published_at <= until);
    let later = texts.iter().filter(|text| text.version > version);
    began
        && later
            .map(|text| text.published_at)
            .min()
            .is_none_or(|next| next > from)
}
