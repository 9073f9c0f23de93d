//! What a roster shows of a person: pure.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::catalog::model::{Program, Question, QuestionKind};
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
    let rules = &program.eligibility;
    let mut kept_back: BTreeSet<&str> = rules.proofs.iter().map(String::as_str).collect();
    kept_back.extend(rules.priority.iter().map(|priority| priority.key.as_str()));
    let tells = |question: &Question| {
        let mut options = question.options.iter();
        kept_back.contains(question.key.as_str())
            || options.any(|option| kept_back.contains(option.value.as_str()))
    };
    form.filter(|question| question.kind != QuestionKind::Consent)
        .filter(|question| sensitive || question.sensitivity.is_none())
        .filter(|question| !tells(question))
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
}
