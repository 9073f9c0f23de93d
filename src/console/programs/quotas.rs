//! Seats held for groups, as rows of a form.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use serde_json::{Map, Value, json};

use super::fields::{As, value, wall};
use crate::catalog::model::{Program, Question, QuestionKind, Quota};
use crate::roster::policy::program::Bank;
use crate::values::locale::{Bilingual, Locale};
use crate::web::extract::Fields;

/// The member of the call.
pub(super) const LIST: &str = "quotas";

/// The fields of a row that are members of the call, but for its rule.
const MEMBERS: [(&str, As); 5] = [
    ("key", As::Text),
    ("label", As::Text),
    ("label_en", As::Text),
    ("capacity", As::Whole),
    ("release_at", As::Moment),
];

/// The rule in it.
const RULE: [(&str, As); 3] = [
    ("grade_min", As::Whole),
    ("grade_max", As::Whole),
    ("gender", As::Text),
];

/// An answer that a rule may go by.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    /// Question and answer: `shift=night`.
    pub(super) value: String,
    /// In words.
    pub(super) label: String,
}

impl Answer {
    /// Whether a row goes by it.
    pub(super) fn is_in(&self, row: &Fields) -> bool {
        row.all("for-answer").any(|one| one == self.value)
    }
}

/// What a row shows of a quota.
pub(super) fn fields(quota: &Quota, zone: Tz) -> Fields {
    let whole = |number: Option<i32>| number.map(|it| it.to_string()).unwrap_or_default();
    let gender = quota.rule.gender.map(|gender| gender.as_str().to_owned());
    let mut all = vec![
        ("key", quota.key.clone()),
        ("label", quota.label.zh.clone()),
        ("label_en", quota.label.en.clone()),
        ("capacity", quota.seats.to_string()),
        (
            "release_at",
            quota
                .release_at
                .map(|at| wall(at, zone))
                .unwrap_or_default(),
        ),
        ("for-grade_min", whole(quota.rule.grade_min)),
        ("for-grade_max", whole(quota.rule.grade_max)),
        ("for-gender", gender.unwrap_or_default()),
    ];
    for (key, answers) in &quota.rule.answer {
        let answers = answers.iter();
        all.extend(answers.map(|answer| ("for-answer", format!("{key}={answer}"))));
    }
    all.into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// The rows that stay: neither taken out nor left blank; new ones get a key.
pub(super) fn kept(rows: Vec<Fields>) -> Vec<Fields> {
    let is_blank = |row: &Fields| {
        let typed = ["key", "label", "capacity"];
        typed.iter().all(|name| row.get(name).is_empty())
    };
    let mut kept: Vec<Fields> = rows
        .into_iter()
        .filter(|row| !row.has("gone") && !is_blank(row))
        .collect();
    let mut used: Vec<String> = kept.iter().map(|row| row.get("key").to_owned()).collect();
    for row in kept.iter_mut().filter(|row| row.get("key").is_empty()) {
        let mut number = 1;
        while used.contains(&format!("group-{number}")) {
            number += 1;
        }
        let key = format!("group-{number}");
        let others = row.iter().filter(|(name, _)| *name != "key");
        let others = others.map(|(name, value)| (name.to_owned(), value.to_owned()));
        *row = others.chain([("key".to_owned(), key.clone())]).collect();
        used.push(key);
    }
    kept
}

/// A row as the call takes it.
pub(super) fn member(row: &Fields, zone: Tz) -> Value {
    let mut quota = Map::new();
    for (name, kind) in MEMBERS {
        quota.insert(name.to_owned(), value(row.get(name), kind, zone));
    }
    let mut rule = Map::new();
    for (name, kind) in RULE {
        let typed = row.get(&format!("for-{name}"));
        if !typed.is_empty() {
            rule.insert(name.to_owned(), value(typed, kind, zone));
        }
    }
    let mut answers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (key, answer) in row.all("for-answer").filter_map(|it| it.split_once('=')) {
        answers.entry(key).or_default().push(answer);
    }
    rule.insert("answer".to_owned(), json!(answers));
    quota.insert("for".to_owned(), Value::Object(rule));
    Value::Object(quota)
}

/// The answers of a program's form that a quota may go by.
pub(super) fn answers(program: &Program, bank: &Bank, locale: Locale) -> Vec<Answer> {
    let asked = program.question_ids.iter();
    let asked = asked.filter_map(|id| bank.questions.values().find(|one| one.id == *id));
    asked
        .flat_map(|question| options(question, locale))
        .collect()
}

fn options(question: &Question, locale: Locale) -> Vec<Answer> {
    let kinds = [QuestionKind::Choice, QuestionKind::Multi];
    let options = question
        .options
        .iter()
        .filter(|_| kinds.contains(&question.kind));
    let option = options.map(|option| {
        let answer = Bilingual::new(option.label.clone(), option.label_en.clone());
        let between = if locale == Locale::Chinese {
            "："
        } else {
            ": "
        };
        Answer {
            value: format!("{}={}", question.key, option.value),
            label: [question.label.pick(locale), answer.pick(locale)].join(between),
        }
    });
    option.collect()
}
