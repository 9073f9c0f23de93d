//! Consents: each for a version of a text; whoever is under 18 needs a guardian's.

use chrono::NaiveDate;
use serde_json::json;

use super::about;
use crate::catalog::model::{ConsentText, GUARDIAN_CONSENT};
use crate::households::Participant;
use crate::households::policy::Relation;
use crate::ledger::command::Reason;
use crate::values::age::{OF_AGE, years_on};
use crate::values::ids::ParticipantId;

/// A consent as the request brought it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentGiven {
    /// Which text.
    pub key: String,
    /// Which version of it.
    pub version: i32,
    /// For whom; for all participants of the request when none.
    pub participant_id: Option<ParticipantId>,
}

/// Weighs the consents `given` for `who` against the texts `asked` for (with whether each is
/// required) and the guardian's. Gives those to keep, or what is missing.
///
/// # Errors
/// The reasons: `consent-missing`, `consent-outdated`, `consent-unknown`.
pub fn check_consents(
    asked: &[(&ConsentText, bool)],
    guardian: Option<&ConsentText>,
    who: &Participant,
    day: NaiveDate,
    given: &[ConsentGiven],
) -> Result<Vec<(String, i32)>, Vec<Reason>> {
    let mut asked: Vec<(&ConsentText, bool)> = asked.to_vec();
    asked.retain(|(text, _)| text.key != GUARDIAN_CONSENT);
    if let Some(guardian) = guardian.filter(|_| is_minor(who, day)) {
        asked.push((guardian, true));
    }
    let mine: Vec<&ConsentGiven> = given
        .iter()
        .filter(|given| given.participant_id.is_none_or(|id| id == who.id))
        .collect();
    let mut reasons = Vec::new();
    let mut kept = Vec::new();
    for (text, required) in &asked {
        let facts = json!({ "consent": text.key, "version": text.version });
        let versions = || mine.iter().filter(|given| given.key == text.key);
        if versions().any(|given| given.version == text.version) {
            kept.push((text.key.clone(), text.version));
        } else if versions().next().is_some() {
            reasons.push(about(who.id, "consent-outdated", facts));
        } else if *required {
            reasons.push(about(who.id, "consent-missing", facts));
        }
    }
    for given in mine
        .iter()
        .filter(|given| asked.iter().all(|(text, _)| text.key != given.key))
    {
        // A guardian's consent given along for a grown-up sibling or oneself does no harm.
        if given.key != GUARDIAN_CONSENT {
            reasons.push(about(
                who.id,
                "consent-unknown",
                json!({ "consent": given.key }),
            ));
        }
    }
    if reasons.is_empty() {
        Ok(kept)
    } else {
        Err(reasons)
    }
}

/// What is missing of the consents, by key, that move along to another day: who is still a minor then
/// needs a guardian's among them.
#[must_use]
pub fn check_moved<'a>(
    who: &Participant,
    day: NaiveDate,
    mut moved: impl Iterator<Item = &'a str>,
) -> Vec<Reason> {
    if moved.any(|key| key == GUARDIAN_CONSENT) || !is_minor(who, day) {
        return Vec::new();
    }
    vec![about(
        who.id,
        "consent-missing",
        json!({ "consent": GUARDIAN_CONSENT }),
    )]
}

/// Under 18 on `day`; a child whose birth date is not known is taken for one.
fn is_minor(who: &Participant, day: NaiveDate) -> bool {
    match who.person.birth_date {
        Some(birth) => years_on(birth, day) < OF_AGE,
        None => who.person.relation == Relation::Child,
    }
}
