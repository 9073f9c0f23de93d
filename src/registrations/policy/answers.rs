//! The form: answers are checked by type and `required`, and filled from the household.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

use super::about;
use crate::catalog::model::{Question, QuestionKind};
use crate::households::Participant;
use crate::ledger::command::Reason;
use crate::values::text::clean_text;

/// Most characters of a text.
const TEXT_MAX: usize = 2000;
/// Most people of a list.
const PEOPLE_MAX: usize = 20;

/// An answer as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerGiven {
    /// The key of the question.
    pub key: String,
    /// Its value, of the question's type.
    pub value: Value,
}

/// What one participant's form holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    /// The answers to keep, in the order of the form.
    pub answers: Vec<AnswerGiven>,
    /// What is missing or not of its type.
    pub reasons: Vec<Reason>,
}

/// Reads the answers `given` for `who` to `questions`; one that is missing is taken from the
/// household where the question says so. `day` is the day a grade counts for.
#[must_use]
pub fn check_answers(
    questions: &[&Question],
    who: &Participant,
    day: NaiveDate,
    given: Option<&BTreeMap<String, Value>>,
) -> Form {
    let mut form = Form::default();
    let asked = |key: &str| {
        questions
            .iter()
            .any(|one| one.key == key && one.kind != QuestionKind::Consent)
    };
    for key in given
        .into_iter()
        .flat_map(BTreeMap::keys)
        .filter(|key| !asked(key))
    {
        form.reasons.push(about(
            who.id,
            "question-unknown",
            json!({ "question": key }),
        ));
    }
    for question in questions
        .iter()
        .filter(|one| one.kind != QuestionKind::Consent)
    {
        let answer = given
            .and_then(|given| given.get(&question.key))
            .filter(|v| !is_empty(v));
        let answer = answer
            .cloned()
            .or_else(|| from_household(question, who, day));
        let facts = json!({ "question": question.key, "type": question.kind });
        match answer {
            None if question.required => {
                form.reasons.push(about(who.id, "answer-missing", facts));
            }
            None => {}
            Some(value) => match read(question, value) {
                Ok(value) => {
                    form.answers.push(AnswerGiven {
                        key: question.key.clone(),
                        value,
                    });
                }
                Err(code) => form.reasons.push(about(who.id, code, facts)),
            },
        }
    }
    form
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => clean_text(text).is_empty(),
        Value::Array(values) => values.is_empty(),
        _ => false,
    }
}

/// What the household already knows.
fn from_household(question: &Question, who: &Participant, day: NaiveDate) -> Option<Value> {
    let person = &who.person;
    let value = match question.fills_from.as_deref()? {
        "participant.name" => json!(person.name),
        "participant.birth_date" => json!(person.birth_date?),
        "participant.birth_date.year" => json!(person.birth_date?.year()),
        "participant.grade" => json!(person.grade?.on(day)?),
        "participant.gender" => json!(person.gender?),
        "participant.pickup_people" => json!(person.pickup_people),
        "participant.emergency_contact" => json!(person.emergency_contact.as_ref()?),
        "participant.care_notes" => json!(person.care_notes.as_ref()?),
        _ => return None,
    };
    Some(value).filter(|value| !is_empty(value))
}

/// The value as it is kept, or the rule it breaks.
fn read(question: &Question, value: Value) -> Result<Value, &'static str> {
    let option = |text: &str| {
        question.options.is_empty() || question.options.iter().any(|one| one.value == text)
    };
    match (question.kind, value) {
        (QuestionKind::Text | QuestionKind::Address, Value::String(text)) => text_value(&text),
        (QuestionKind::Number, Value::Number(number)) if number.is_i64() => {
            Ok(Value::Number(number))
        }
        (QuestionKind::Date, Value::String(text)) => text
            .parse::<NaiveDate>()
            .map(|date| json!(date))
            .map_err(|_| "answer-type"),
        (QuestionKind::Choice, Value::String(text)) if option(&text) => Ok(Value::String(text)),
        (QuestionKind::Choice, Value::String(_)) => Err("answer-option"),
        (QuestionKind::Multi, Value::Array(values)) => {
            let mut chosen = Vec::new();
            for value in &values {
                let text = value.as_str().ok_or("answer-type")?;
                if !option(text) || chosen.contains(&text) {
                    return Err("answer-option");
                }
                chosen.push(text);
            }
            Ok(json!(chosen))
        }
        (QuestionKind::Bool, Value::Bool(yes)) => Ok(Value::Bool(yes)),
        (QuestionKind::Person, person @ Value::Object(_)) => one_person(&person, &["name"]),
        (QuestionKind::Contact, person @ Value::Object(_)) => {
            one_person(&person, &["name", "phone"])
        }
        (QuestionKind::People, Value::Array(people)) if people.len() <= PEOPLE_MAX => {
            let people = people.iter().map(|person| one_person(person, &["name"]));
            Ok(Value::Array(people.collect::<Result<_, _>>()?))
        }
        // There is no way to hand in files yet; programs that need one are not joined by
        // registering.
        _ => Err("answer-type"),
    }
}

fn text_value(text: &str) -> Result<Value, &'static str> {
    let text = clean_text(text);
    if text.chars().count() > TEXT_MAX {
        return Err("answer-too-long");
    }
    Ok(Value::String(text))
}

/// A person: `{name, phone?, relation?}`, each a line of text, those of `required` not empty.
fn one_person(person: &Value, required: &[&str]) -> Result<Value, &'static str> {
    let given = person.as_object().ok_or("answer-type")?;
    let mut kept = serde_json::Map::new();
    for (member, value) in given {
        if !["name", "phone", "relation"].contains(&member.as_str()) {
            return Err("answer-type");
        }
        let text = crate::values::text::clean_line(value.as_str().ok_or("answer-type")?);
        if text.chars().count() > 100 {
            return Err("answer-too-long");
        }
        kept.insert(member.clone(), Value::String(text));
    }
    let has = |member: &&str| kept.get(*member).is_some_and(|value| !is_empty(value));
    if required.iter().all(has) {
        Ok(Value::Object(kept))
    } else {
        Err("answer-type")
    }
}
