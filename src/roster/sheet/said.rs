//! Values in words, as they stand in cells.

use serde_json::Value;

use super::cell::Cell;
use crate::catalog::model::{Question, QuestionKind};
use crate::households::ContactPerson;
use crate::ledger::notices::KINDS;
use crate::values::locale::Locale;
use crate::values::say::say;

/// A word of the API in the reader's language.
pub(super) fn word(locale: Locale, set: &str, word: &str) -> Cell {
    Cell::Text(say(locale, &format!("roster-{set}-{word}"), &[]))
}

/// Yes; nothing is no.
pub(super) fn yes(locale: Locale, is_so: bool) -> Cell {
    if is_so {
        Cell::Text(say(locale, "roster-yes", &[]))
    } else {
        Cell::Empty
    }
}

/// A kind of message; one that is no registration's stands as it is.
pub(super) fn message(locale: Locale, kind: &str) -> Cell {
    if KINDS.contains(&kind) {
        word(locale, "message", kind)
    } else {
        Cell::text(kind)
    }
}

/// Which version of a text was agreed to, or that it was taken back.
pub(super) fn consent(locale: Locale, version: i32, withdrawn: bool) -> Cell {
    let id = if withdrawn {
        "roster-withdrawn"
    } else {
        "roster-agreed"
    };
    Cell::Text(say(locale, id, &[("version", version.into())]))
}

/// Somebody to call.
pub(super) fn contact(one: &ContactPerson) -> String {
    format!("{} {} ({})", one.name, one.phone, one.relation)
}

/// An answer by the type of its question.
pub(super) fn answer(locale: Locale, question: &Question, value: &Value) -> Cell {
    let label = |value: &str| {
        let option = question.options.iter().find(|option| option.value == value);
        option
            .map_or(value, |option| locale.pick(&option.label, &option.label_en))
            .to_owned()
    };
    match (question.kind, value) {
        (QuestionKind::Number, Value::Number(number)) => match number.as_i64() {
            Some(number) => Cell::Number(number),
            None => Cell::text(number.to_string()),
        },
        (QuestionKind::Date, Value::String(text)) => {
            text.parse().map_or_else(|_| Cell::text(text), Cell::Day)
        }
        (QuestionKind::Bool, Value::Bool(is_so)) => {
            let id = if *is_so { "roster-yes" } else { "roster-no" };
            Cell::Text(say(locale, id, &[]))
        }
        (QuestionKind::Choice, Value::String(chosen)) => Cell::text(label(chosen)),
        (QuestionKind::Multi, Value::Array(chosen)) => {
            let labels = chosen.iter().filter_map(Value::as_str).map(label);
            Cell::text(labels.collect::<Vec<_>>().join("; "))
        }
        _ => Cell::text(plain(value)),
    }
}

/// Any value as people write it.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => {
            let values: Vec<String> = values.iter().map(plain).collect();
            values.join("; ")
        }
        Value::Object(members) => {
            let values: Vec<String> = members.values().map(plain).collect();
            values.join(" ")
        }
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}
