//! The bank of questions and the texts one consents to.

use serde::{Deserialize, Serialize};

use crate::values::ids::QuestionId;
use crate::values::locale::{Bilingual, Locale};
use crate::values::words::words;

words! {
    /// How a question is answered.
    QuestionKind {
        /// Free text.
        Text = "text",
        /// A whole number.
        Number = "number",
        /// A day.
        Date = "date",
        /// One of the options.
        Choice = "choice",
        /// Any of the options.
        Multi = "multi",
        /// Yes or no.
        Bool = "bool",
        /// Agreeing to a versioned text; answered among the consents.
        Consent = "consent",
        /// A file.
        File = "file",
        /// A list of people.
        People = "people",
        /// One person.
        Person = "person",
        /// A person and how to reach them.
        Contact = "contact",
        /// Where somebody is.
        Address = "address",
    }
}

words! {
    /// Why an answer is guarded: it is sealed, left out of exports, and erased on its date.
    AnswerSensitivity {
        /// About a child.
        Child = "child",
        /// About health.
        Health = "health",
        /// About looking for a partner.
        Dating = "dating",
        /// About a person's troubles.
        Confidential = "confidential",
    }
}

/// One option of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The value that is stored.
    pub value: String,
    /// What people read.
    pub label: String,
    /// The same in English.
    pub label_en: String,
}

/// A question of the bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its id.
    pub id: QuestionId,
    /// Its stable key, by which answers and quota rules name it.
    pub key: String,
    /// What people read.
    pub label: Bilingual,
    /// What the answer is for; empty where the bank does not say.
    pub purpose: Bilingual,
    /// How it is answered.
    pub kind: QuestionKind,
    /// The options of `choice` and `multi`; empty where any text may be chosen.
    pub options: Vec<Choice>,
    /// Whether one must answer.
    pub required: bool,
    /// Why its answers are guarded; none for plain ones.
    pub sensitivity: Option<AnswerSensitivity>,
    /// Answers are erased this many days after the last session.
    pub keep_days_after_end: i32,
    /// The member of the household's record that answers it, such as `participant.name`.
    pub fills_from: Option<String>,
}

impl Question {
    /// What the answer is for, where the bank says so.
    #[must_use]
    pub fn purpose_in(&self, locale: Locale) -> Option<&str> {
        Some(self.purpose.pick(locale)).filter(|words| !words.is_empty())
    }
}

/// The key of the text that a minor's guardian agrees to.
pub const GUARDIAN_CONSENT: &str = "guardian_consent";

/// A consent's text in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentText {
    /// The key of its question.
    pub key: String,
    /// Its version, from 1; the highest is in force.
    pub version: i32,
    /// What one agrees to.
    pub body: Bilingual,
}
