//! What is wrong with a file, where, and with which value.

use std::cell::RefCell;
use std::fmt;

use serde_json::Value;

use crate::ledger::command::Refusal;

/// One fault of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Flaw {
    /// Where, as a JSON pointer (RFC 6901).
    pub pointer: String,
    /// The value that stands there; null when it is missing.
    pub value: Value,
    /// What kind of fault, such as `unknown-reference`.
    pub code: &'static str,
    /// What is wrong, in one sentence.
    pub detail: String,
}

impl Flaw {
    /// What the ledger would refuse, with its numbers.
    #[must_use]
    pub fn refused(pointer: String, code: &str, refusal: &Refusal) -> Self {
        let reasons = refusal.reasons.iter();
        let reasons: Vec<String> = reasons
            .map(|reason| format!("{} {}", reason.code, reason.facts))
            .collect();
        Self {
            pointer,
            value: code.into(),
            code: "refused",
            detail: format!("the ledger refuses: {}", reasons.join("; ")),
        }
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pointer = if self.pointer.is_empty() {
            "(the whole file)"
        } else {
            &self.pointer
        };
        write!(
            f,
            "{pointer}: {} ({}); found {}",
            self.detail, self.code, self.value
        )
    }
}

/// Collects faults while a file is read.
#[derive(Debug, Default)]
pub(in crate::roster::import) struct Flaws(RefCell<Vec<Flaw>>);

impl Flaws {
    /// Notes a fault.
    pub(super) fn add(&self, pointer: String, value: Value, code: &'static str, detail: String) {
        self.0.borrow_mut().push(Flaw {
            pointer,
            value,
            code,
            detail,
        });
    }

    /// Whether a fault was noted at this place.
    pub(super) fn has(&self, pointer: &str) -> bool {
        self.0.borrow().iter().any(|flaw| flaw.pointer == pointer)
    }

    /// All faults, in the order they were found.
    pub(super) fn into_vec(self) -> Vec<Flaw> {
        self.0.into_inner()
    }
}
