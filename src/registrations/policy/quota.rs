//! Which quota a participant belongs to: the first whose rule matches.

use chrono::NaiveDate;
use serde_json::Value;

use super::answers::AnswerGiven;
use crate::catalog::model::{AskedGender, Quota, QuotaRule};
use crate::households::Participant;
use crate::households::policy::Gender;

/// The key of the first quota whose rule matches on `day`; empty for none.
#[must_use]
pub fn quota_key(
    quotas: &[Quota],
    who: &Participant,
    day: NaiveDate,
    answers: &[AnswerGiven],
) -> String {
    let first = quotas
        .iter()
        .find(|quota| matches(&quota.rule, who, day, answers));
    first.map_or_else(String::new, |quota| quota.key.clone())
}

/// All conditions that the rule names; what is not known does not match.
fn matches(rule: &QuotaRule, who: &Participant, day: NaiveDate, answers: &[AnswerGiven]) -> bool {
    let stated = who.person.grade;
    let grade = stated.map(|s| crate::values::age::grade_on(s.grade, s.stated_on, day));
    let in_grade = (rule.grade_min.is_none() && rule.grade_max.is_none())
        || grade.is_some_and(|grade| {
            rule.grade_min.is_none_or(|least| grade >= least)
                && rule.grade_max.is_none_or(|most| grade <= most)
        });
    let of_gender = match rule.gender {
        None => true,
        Some(AskedGender::Female) => who.person.gender == Some(Gender::Female),
        Some(AskedGender::Male) => who.person.gender == Some(Gender::Male),
    };
    let answered = rule.answer.iter().all(|(key, wanted)| {
        answers
            .iter()
            .filter(|answer| answer.key == *key)
            .any(|answer| match &answer.value {
                Value::Array(values) => values.iter().any(|value| is_one_of(value, wanted)),
                value => is_one_of(value, wanted),
            })
    });
    in_grade && of_gender && answered
}

fn is_one_of(value: &Value, wanted: &[String]) -> bool {
    value
        .as_str()
        .is_some_and(|value| wanted.iter().any(|wanted| wanted == value))
}
