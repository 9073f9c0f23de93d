//! The page of a program's settings.

use askama::Template;

use super::super::trouble::Trouble;
use super::pointed::Pointed;
use crate::catalog::model::{Audience, NoticeStyle, ProgramKind, Sensitivity, Shape};
use crate::web::extract::Fields;
use crate::web::html::Frame;

#[derive(Template)]
#[template(path = "console/programs/program.html")]
pub(super) struct ProgramPage {
    pub(super) frame: Frame,
    pub(super) code: String,
    pub(super) heading: String,
    pub(super) typed: Fields,
    pub(super) trouble: Trouble,
    pub(super) errors: Vec<Pointed>,
    pub(super) meanwhile: Vec<Pointed>,
    pub(super) version: i32,
    pub(super) may_edit: bool,
    pub(super) staying: Vec<&'static str>,
    /// Bodies that membership may be inside of: code and name.
    pub(super) bodies: Vec<(String, String)>,
    pub(super) questions: Vec<Asked>,
    pub(super) sentence: String,
    pub(super) back: String,
}

/// A question of the bank.
pub(super) struct Asked {
    pub(super) key: String,
    pub(super) label: String,
    /// What the answer is for.
    pub(super) purpose: Option<String>,
    pub(super) is_ticked: bool,
    pub(super) is_required: bool,
    pub(super) kind: &'static str,
    /// Whether what the household told before answers it.
    pub(super) is_known: bool,
    pub(super) sensitivity: Option<&'static str>,
    pub(super) days: i32,
}

impl ProgramPage {
    fn stays(&self, member: &str) -> bool {
        self.staying.contains(&member)
    }

    fn is(&self, member: &str, value: &str) -> bool {
        self.typed.get(member) == value
    }

    /// What the program is, chosen from lists: member and name.
    fn selects(&self) -> Vec<(&'static str, String)> {
        let named = |member| {
            (
                member,
                self.frame.say(&format!("console-programs-field-{member}")),
            )
        };
        ["kind", "shape", "sensitivity", "notice_style"]
            .map(named)
            .into()
    }

    /// The choices of a member: value, name, and whether it is the one.
    fn choices(&self, member: &str) -> Vec<(&'static str, String, bool)> {
        let words: Vec<&'static str> = match member {
            "kind" => ProgramKind::ALL.iter().map(|one| one.as_str()).collect(),
            "shape" => Shape::ALL.iter().map(|one| one.as_str()).collect(),
            "sensitivity" => Sensitivity::ALL.iter().map(|one| one.as_str()).collect(),
            "notice_style" => NoticeStyle::ALL.iter().map(|one| one.as_str()).collect(),
            _ => Audience::ALL.iter().map(|one| one.as_str()).collect(),
        };
        let chosen = self.typed.get(member);
        let named = |word: &'static str| (word, self.word(member, word), word == chosen);
        words.into_iter().map(named).collect()
    }

    fn word(&self, member: &str, word: &str) -> String {
        let member = member.trim_start_matches("eligibility-");
        self.frame.say(&format!("console-programs-{member}-{word}"))
    }

    /// What is chosen of a member, in words.
    fn chosen(&self, member: &str) -> String {
        self.word(member, self.typed.get(member))
    }
}
