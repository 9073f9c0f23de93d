//! What a roster shows of a person: pure.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use serde_json::Value;

use crate::catalog::model::{Priority, Program, Question, QuestionKind};
use crate::values::age::years_on;

/// The questions of a program whose answers its roster may show, in the order of the form;
/// `sensitive` ones only where asked for. What tells why somebody has priority, and the papers
/// for it, are for the reviewer and stand on no roster: questions that bear the key of a proof
/// or a priority, and those that offer such a key among their options. Consents are listed
/// apart.
#[must_use]
pub fn questions_shown<'a>(
    program: &Program,
    form: impl Iterator<Item = &'a Question>,
    sensitive: bool,
) -> Vec<&'a Question> {
    form.filter(|question| question.kind != QuestionKind::Consent)
        .filter(|question| sensitive || question.sensitivity.is_none())
        .filter(|question| !tells_of_priority(program, question))
        .collect()
}

/// Whether the answer to a question tells why somebody has priority, or is a paper for it.
#[must_use]
pub fn tells_of_priority(program: &Program, question: &Question) -> bool {
    let rules = &program.eligibility;
    let mut kept_back: BTreeSet<&str> = rules.proofs.iter().map(String::as_str).collect();
    kept_back.extend(rules.priority.iter().map(|priority| priority.key.as_str()));
    let mut options = question.options.iter();
    kept_back.contains(question.key.as_str())
        || options.any(|option| kept_back.contains(option.value.as_str()))
}

/// The priorities that answers claim: by a question of that key, unless it is denied, or by an
/// answer that is or holds the key. Only what a reviewer grants counts.
#[must_use]
pub fn claims<'a>(program: &'a Program, answers: &BTreeMap<String, Value>) -> Vec<&'a Priority> {
    let holds = |value: &Value, key: &str| match value {
        Value::String(text) => text == key,
        Value::Array(values) => values.iter().any(|one| one == key),
        _ => false,
    };
    let is_claimed = |priority: &&Priority| {
        answers.iter().any(|(question, value)| {
            let said = question == &priority.key && *value != Value::Bool(false);
            said || holds(value, &priority.key)
        })
    };
    program
        .eligibility
        .priority
        .iter()
        .filter(is_claimed)
        .collect()
}

/// Completed years on a day, where the day of birth is known.
#[must_use]
pub fn age_on(birth: Option<NaiveDate>, day: NaiveDate) -> Option<u32> {
    birth.map(|birth| years_on(birth, day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::import::policy::tests::demo_contents;

    fn shown(code: &str, sensitive: bool) -> Vec<String> {
        let contents = demo_contents();
        let mut programs = contents.programs.iter();
        let program = programs.find(|one| one.code == code).unwrap();
        let bank = &contents.questions;
        let form = program.question_ids.iter();
        let form = form.map(|id| bank.iter().find(|one| one.id == *id).unwrap());
        let shown = questions_shown(program, form, sensitive);
        shown.into_iter().map(|one| one.key.clone()).collect()
    }

    #[test]
    fn what_is_sensitive_or_tells_of_a_priority_stays_out() {
        assert_eq!(shown("p-longxi-care", false), ["lunch"]);
        let all = shown("p-longxi-care", true);
        assert!(all.contains(&"allergies".to_owned()), "{all:?}");
        assert!(!all.contains(&"hardship".to_owned()), "tells of a priority");
        assert!(!all.contains(&"guardian_consent".to_owned()));
        let aid = shown("p-aid", true);
        assert!(
            aid.contains(&"hardship".to_owned()),
            "no priority there: {aid:?}"
        );
    }
    #[test]
    fn what_is_claimed_is_read_from_the_answers() {
        let contents = demo_contents();
        let mut programs = contents.programs.iter();
        let program = programs.find(|one| one.code == "p-longxi-care").unwrap();
        let claimed = |answers: Value| {
            let answers: BTreeMap<String, Value> = serde_json::from_value(answers).unwrap();
            let claims = claims(program, &answers);
            claims
                .iter()
                .map(|one| (one.key.clone(), one.points))
                .collect::<Vec<_>>()
        };
        let said = claimed(serde_json::json!({ "hardship": ["both_shift", "left_behind"] }));
        assert_eq!(
            said,
            [("left_behind".to_owned(), 3), ("both_shift".to_owned(), 2)]
        );
        assert_eq!(
            claimed(serde_json::json!({ "hardship": [], "lunch": "site" })),
            []
        );
        assert_eq!(claimed(serde_json::json!({ "single_parent": false })), []);
        assert_eq!(
            claimed(serde_json::json!({ "single_parent": true })).len(),
            1
        );
    }
}
