//! What is asked of somebody whom staff register, and what was typed as the API takes it.

use serde_json::{Map, Value, json};

use crate::catalog::model::{Program, Question, QuestionKind};
use crate::catalog::snapshot::Snapshot;
use crate::roster::lists::{Cell, answer};
use crate::values::locale::{Bilingual, Locale};
use crate::web::Problem;
use crate::web::extract::Fields;

/// What the fields above the questions say already.
const SAID: [&str; 3] = [
    "participant.name",
    "participant.birth_date",
    "participant.grade",
];

/// A question of the form, as the page asks it.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) field: String,
    pub(super) label: String,
    pub(super) required: bool,
    /// The text of a hint on how to write it.
    pub(super) hint: Option<&'static str>,
    pub(super) kind: QuestionKind,
    /// Value, words, and whether it was chosen.
    pub(super) options: Vec<(String, String, bool)>,
    pub(super) typed: String,
}

impl Asked {
    pub(super) fn new(question: &Question, fields: &Fields, locale: Locale) -> Self {
        let field = name(question);
        let option = |(value, label): (String, String)| {
            let is_chosen = fields.all(&field).any(|chosen| chosen == value);
            (value, label, is_chosen)
        };
        let mut options: Vec<(String, String)> = question
            .options
            .iter()
            .map(|one| {
                let label = Bilingual::new(one.label.clone(), one.label_en.clone());
                (one.value.clone(), label.pick(locale).to_owned())
            })
            .collect();
        if question.kind == QuestionKind::Bool {
            let words = [("yes", "是", "Yes"), ("no", "否", "No")];
            let word = |(value, chinese, english): (&str, &str, &str)| {
                let label = Bilingual::new(chinese.to_owned(), english.to_owned());
                (value.to_owned(), label.pick(locale).to_owned())
            };
            options.extend(words.map(word));
        }
        Self {
            label: question.label.pick(locale).to_owned(),
            required: question.required,
            hint: match question.kind {
                QuestionKind::Person | QuestionKind::Contact => Some("console-assisted-person"),
                QuestionKind::People => Some("console-assisted-people"),
                QuestionKind::Date => Some("console-assisted-date"),
                _ => None,
            },
            kind: question.kind,
            options: options.into_iter().map(option).collect(),
            typed: fields.get(&field).to_owned(),
            field,
        }
    }

    /// The id of the name of a relation.
    pub(super) fn relation(word: &str) -> String {
        format!("roster-relation-{word}")
    }

    /// The id of the name of a gender.
    pub(super) fn gender(word: &str) -> String {
        format!("roster-gender-{word}")
    }

    pub(super) fn is_many(&self) -> bool {
        self.kind == QuestionKind::Multi && !self.options.is_empty()
    }
}

/// The questions that are asked here: no consents and files, which are on paper, and not what the
/// fields above them say.
pub(super) fn questions<'a>(snapshot: &'a Snapshot, program: &Program) -> Vec<&'a Question> {
    let is_asked = |question: &&Question| {
        let kind = question.kind;
        let fills = question.fills_from.as_deref();
        kind != QuestionKind::Consent
            && kind != QuestionKind::File
            && !fills.is_some_and(|from| SAID.contains(&from))
    };
    snapshot.questions_of(program).filter(is_asked).collect()
}

/// What was typed as the body of the call.
///
/// # Errors
/// 422 at the answers that cannot be read.
pub(super) fn body(fields: &Fields, asked: &[&Question]) -> Result<Value, Problem> {
    let mut members = Map::new();
    for name in [
        "name",
        "relation",
        "birth_date",
        "gender",
        "member_of",
        "contact_name",
        "phone",
        "email",
    ] {
        if let Some(value) = fields.given(name) {
            members.insert(name.to_owned(), json!(value));
        }
    }
    for name in ["grade", "seats"] {
        if let Some(value) = fields.given(name) {
            let number = value.parse::<i32>();
            members.insert(name.to_owned(), number.map_or(json!(value), |it| json!(it)));
        }
    }
    for name in ["consent_paper", "not_same", "join_waitlist"] {
        members.insert(name.to_owned(), json!(fields.has(name)));
    }
    members.entry("name").or_insert(json!(""));
    let sessions: Vec<&str> = fields.all("session_ids").collect();
    members.insert("session_ids".to_owned(), json!(sessions));
    let mut answers = Map::new();
    for question in asked {
        let field = name(question);
        let typed: Vec<&str> = fields.all(&field).filter(|one| !one.is_empty()).collect();
        if typed.is_empty() {
            continue;
        }
        let cell = Cell::Text(typed.join("、"));
        let read = answer(question, &cell).map_err(|_| {
            let words = Bilingual::new("这样写读不懂", "This cannot be read");
            Problem::invalid(format!("/answers/{}", question.key), "wrong-form", words)
        })?;
        answers.insert(question.key.clone(), read);
    }
    members.insert("answers".to_owned(), Value::Object(answers));
    Ok(Value::Object(members))
}

fn name(question: &Question) -> String {
    format!("answers-{}", question.key)
}
