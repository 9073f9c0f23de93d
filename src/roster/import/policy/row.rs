//! Reads the members of one JSON object, noting every fault instead of stopping at the first.
//!
//! A reader gives `None` (or an empty value) for what is wrong, so a row is read to its end
//! before it is thrown away.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::NaiveTime;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::flaw::Flaws;
use super::shift::Shift;
use crate::roster::policy::broken::{Broken, below};
use crate::roster::policy::{numbers, texts};
use crate::values::clock::Instant;
use crate::values::locale::Bilingual;

/// One object of the file while it is read.
pub(super) struct Row<'a> {
    object: &'a Map<String, Value>,
    pub(super) pointer: String,
    used: RefCell<BTreeSet<&'a str>>,
    flaws: &'a Flaws,
    shift: Shift,
}

impl<'a> Row<'a> {
    /// Reads `value` as an object.
    pub(super) fn of(
        value: &'a Value,
        pointer: String,
        flaws: &'a Flaws,
        shift: Shift,
    ) -> Option<Self> {
        let Some(object) = value.as_object() else {
            flaws.add(pointer, value.clone(), "type", "must be an object".into());
            return None;
        };
        Some(Self {
            object,
            pointer,
            used: RefCell::default(),
            flaws,
            shift,
        })
    }

    /// Notes a fault of one member.
    pub(super) fn flaw(&self, member: &str, code: &'static str, detail: impl Into<String>) {
        let value = self.object.get(member).cloned().unwrap_or(Value::Null);
        self.flaws
            .add(below(&self.pointer, member), value, code, detail.into());
    }

    /// Notes rules that do not hold between members, unless one has a fault of its own.
    pub(super) fn broken(&self, rules: impl IntoIterator<Item = Broken>) {
        for rule in rules {
            let pointer = format!("{}{}", self.pointer, rule.pointer);
            if !self.flaws.has(&pointer) {
                let member = rule.pointer.split('/').nth(1).unwrap_or_default();
                let value = self.object.get(member).cloned().unwrap_or(Value::Null);
                self.flaws.add(pointer, value, rule.code, rule.words.en);
            }
        }
    }

    /// A member that may be missing or null.
    pub(super) fn optional(&self, member: &'a str) -> Option<&'a Value> {
        self.used.borrow_mut().insert(member);
        self.object.get(member).filter(|value| !value.is_null())
    }

    fn required(&self, member: &'a str) -> Option<&'a Value> {
        let value = self.optional(member);
        if value.is_none() {
            self.flaw(member, "missing", format!("{member} must be given"));
        }
        value
    }

    /// Text of one line, not empty.
    pub(super) fn text(&self, member: &'a str) -> String {
        self.required(member)
            .and_then(|value| self.as_text(member, value))
            .unwrap_or_default()
    }

    /// Text of one line that may be missing.
    pub(super) fn optional_text(&self, member: &'a str) -> Option<String> {
        self.optional(member)
            .and_then(|value| self.as_text(member, value))
    }

    fn as_text(&self, member: &str, value: &Value) -> Option<String> {
        let Some(text) = value.as_str() else {
            self.flaw(member, "type", "must be text");
            return None;
        };
        let line = texts::line(text);
        if line.is_none() {
            self.flaw(member, "out-of-range", texts::length().en);
        }
        line
    }

    /// Text in both languages: `member` and its gloss.
    pub(super) fn both(&self, member: &'a str, english: &'a str) -> Bilingual {
        Bilingual::new(self.text(member), self.text(english))
    }

    /// Text in both languages that may be missing.
    pub(super) fn optional_both(&self, member: &'a str, english: &'a str) -> Bilingual {
        Bilingual::new(
            self.optional_text(member).unwrap_or_default(),
            self.optional_text(english).unwrap_or_default(),
        )
    }

    /// A word of a closed set, or a name such as a time zone.
    pub(super) fn word<T: FromStr>(&self, member: &'a str) -> Option<T> {
        let text = self.required(member)?;
        self.as_word(member, text)
    }

    /// A word that may be missing.
    pub(super) fn optional_word<T: FromStr>(&self, member: &'a str) -> Option<T> {
        self.optional(member)
            .and_then(|value| self.as_word(member, value))
    }

    fn as_word<T: FromStr>(&self, member: &str, value: &Value) -> Option<T> {
        let word = value.as_str().and_then(|text| text.parse().ok());
        if word.is_none() {
            self.flaw(member, "unknown-word", format!("not a {member} we know"));
        }
        word
    }

    /// A whole number within `range` that may be missing.
    pub(super) fn whole(&self, member: &'a str, range: RangeInclusive<i32>) -> Option<i32> {
        let value = self.optional(member)?;
        let number = value
            .as_i64()
            .and_then(|number| i32::try_from(number).ok())
            .filter(|number| range.contains(number));
        if number.is_none() {
            self.flaw(member, "out-of-range", numbers::whole(&range).en);
        }
        number
    }

    /// A whole number that must be given.
    pub(super) fn required_whole(&self, member: &'a str, range: RangeInclusive<i32>) -> i32 {
        let number = self
            .required(member)
            .and_then(|_| self.whole(member, range));
        number.unwrap_or_default()
    }

    /// A number within `range` that must be given.
    pub(super) fn number(&self, member: &'a str, range: RangeInclusive<f64>) -> f64 {
        let Some(value) = self.required(member) else {
            return 0.0;
        };
        let number = value.as_f64().filter(|number| range.contains(number));
        number.unwrap_or_else(|| {
            let (low, high) = (range.start(), range.end());
            self.flaw(
                member,
                "out-of-range",
                format!("must be a number from {low} to {high}"),
            );
            0.0
        })
    }

    /// True or false; false when missing.
    pub(super) fn flag(&self, member: &'a str) -> bool {
        self.optional(member).is_some_and(|value| {
            value.as_bool().unwrap_or_else(|| {
                self.flaw(member, "type", "must be true or false");
                false
            })
        })
    }

    /// A time of day, `HH:MM`.
    pub(super) fn time(&self, member: &'a str) -> Option<NaiveTime> {
        let text = self.required(member)?.as_str().unwrap_or_default();
        let time = NaiveTime::parse_from_str(text, "%H:%M").ok();
        if time.is_none() {
            self.flaw(member, "type", "must be a time such as 08:30");
        }
        time
    }

    /// An instant, moved by the shift, that must be given.
    pub(super) fn instant(&self, member: &'a str) -> Option<Instant> {
        self.required(member)?;
        self.optional_instant(member)
    }

    /// An instant, moved by the shift, that may be missing.
    pub(super) fn optional_instant(&self, member: &'a str) -> Option<Instant> {
        let value = self.optional(member)?;
        let at = serde_json::from_value::<Instant>(value.clone()).ok();
        if at.is_none() {
            self.flaw(
                member,
                "type",
                "must be an instant with its offset (RFC 3339)",
            );
        }
        at.map(|at| self.shift.apply(at))
    }

    /// The elements of a list with their places; empty when missing.
    pub(super) fn list(&self, member: &'a str) -> Vec<(&'a Value, String)> {
        let Some(value) = self.optional(member) else {
            return Vec::new();
        };
        let Some(items) = value.as_array() else {
            self.flaw(member, "type", "must be a list");
            return Vec::new();
        };
        let pointer = below(&self.pointer, member);
        items
            .iter()
            .zip(0..)
            .map(|(item, index)| (item, below(&pointer, index)))
            .collect()
    }

    /// The elements of a list that are objects, as rows.
    pub(super) fn rows(&self, member: &'a str) -> Vec<Row<'a>> {
        self.list(member)
            .into_iter()
            .filter_map(|(value, pointer)| Row::of(value, pointer, self.flaws, self.shift))
            .collect()
    }

    /// A member that is an object, as a row; it must be given.
    pub(super) fn row(&self, member: &'a str) -> Option<Row<'a>> {
        let value = self.required(member)?;
        Row::of(value, below(&self.pointer, member), self.flaws, self.shift)
    }

    /// A plain value of serde, taken whole; its default when missing.
    pub(super) fn plain<T: DeserializeOwned + Default>(&self, member: &'a str) -> T {
        let Some(value) = self.optional(member) else {
            return T::default();
        };
        serde_path_to_error::deserialize(value).unwrap_or_else(|error| {
            let path = error.path().to_string().replace('.', "/");
            let inner = error.into_inner();
            self.flaw(member, "type", format!("{inner} (at {path})"));
            T::default()
        })
    }

    /// The id behind a code that must be given.
    pub(super) fn reference<T: Copy>(
        &self,
        member: &'a str,
        known: &BTreeMap<String, T>,
    ) -> Option<T> {
        self.required(member)?;
        self.optional_reference(member, known)
    }

    /// The id behind a code that may be missing.
    pub(super) fn optional_reference<T: Copy>(
        &self,
        member: &'a str,
        known: &BTreeMap<String, T>,
    ) -> Option<T> {
        let value = self.optional(member)?;
        let id = value.as_str().and_then(|code| known.get(code)).copied();
        if id.is_none() {
            self.flaw(
                member,
                "unknown-reference",
                "names nothing in file or database",
            );
        }
        id
    }

    /// The members that no rule reads, as they are.
    pub(super) fn kept(&self, members: &[&str]) -> Map<String, Value> {
        let kept = self.object.iter();
        kept.filter(|(member, _)| members.contains(&member.as_str()))
            .map(|(member, value)| (member.clone(), value.clone()))
            .collect()
    }

    /// Ends the row: what was neither read nor is listed in `kept` is a fault. Gives
    /// [`Row::kept`].
    pub(super) fn finish(&self, kept: &[&str]) -> Map<String, Value> {
        for member in self.object.keys() {
            let read = self.used.borrow().contains(member.as_str());
            if !read && !kept.contains(&member.as_str()) {
                self.flaw(member, "unknown-member", "no such member");
            }
        }
        self.kept(kept)
    }
}
