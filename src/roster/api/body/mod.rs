//! What organizers send: edits laid over the value that is stored.
//!
//! A member that is left out stays, null takes away where it can. What cannot be read is noted
//! with its pointer, and told together with the rules that do not hold.

mod eligibility;
mod offering;
mod program;
mod runs;

pub(crate) use offering::OfferingBody;
pub(crate) use program::ProgramBody;

use std::sync::Arc;

use crate::catalog::snapshot::Snapshot;
use crate::roster::policy::broken::Broken;
use crate::roster::policy::program::Bank;
use crate::roster::policy::texts;
use crate::values::edit::Edit;
use crate::values::email::EmailAddress;

/// What names in a body may point at.
pub(crate) struct Names {
    /// Bodies and places.
    pub(super) snapshot: Arc<Snapshot>,
    /// Questions.
    pub(super) bank: Bank,
}

/// Lays edits over values, and notes what cannot be read.
#[derive(Default)]
pub(super) struct Notes(pub(super) Vec<Broken>);

impl Notes {
    /// Notes a fault.
    pub(super) fn add(&mut self, broken: Broken) {
        self.0.push(broken);
    }

    /// Takes in what was noted inside a member.
    pub(super) fn inside(&mut self, member: &str, inner: Self) {
        let faults = inner.0.into_iter();
        self.0.extend(faults.map(|one| one.inside(member)));
    }

    /// Takes in what was noted in number `index` of the list called `member`.
    pub(super) fn inside_item(&mut self, member: &str, index: usize, inner: Self) {
        let faults = inner.0.into_iter();
        self.0
            .extend(faults.map(|one| one.inside_item(member, index)));
    }

    /// A value that can change but not go.
    pub(super) fn keep<T>(&mut self, member: &str, edit: Edit<T>, into: &mut T) {
        match edit {
            Edit::Keep => {}
            Edit::Set(value) => *into = value,
            Edit::Clear => self.missing(member),
        }
    }

    /// A text that can change but not go.
    pub(super) fn text(&mut self, member: &str, edit: Edit<String>, into: &mut String) {
        match edit {
            Edit::Clear => self.missing(member),
            edit => self.gloss(member, edit, into),
        }
    }

    /// A text that may be without words.
    pub(super) fn gloss(&mut self, member: &str, edit: Edit<String>, into: &mut String) {
        match edit {
            Edit::Keep => {}
            Edit::Clear => into.clear(),
            Edit::Set(text) => match texts::line(&text) {
                Some(line) => *into = line,
                None => self.length(member),
            },
        }
    }

    /// A text that may be missing.
    pub(super) fn optional_text(
        &mut self,
        member: &str,
        edit: Edit<String>,
        into: &mut Option<String>,
    ) {
        match edit {
            Edit::Keep => {}
            Edit::Clear => *into = None,
            Edit::Set(text) => match texts::line(&text) {
                Some(line) => *into = Some(line),
                None => self.length(member),
            },
        }
    }

    /// An address that may be missing.
    pub(super) fn optional_address(
        &mut self,
        member: &str,
        edit: Edit<String>,
        into: &mut Option<EmailAddress>,
    ) {
        match edit {
            Edit::Keep => {}
            Edit::Clear => *into = None,
            Edit::Set(text) => {
                if let Ok(address) = text.parse() {
                    *into = Some(address);
                } else {
                    let words = ("不是一个邮箱地址", "is not an e-mail address");
                    self.add(Broken::new(member, "wrong-form", words.0, words.1));
                }
            }
        }
    }

    /// Notes that a member must be given.
    pub(super) fn missing(&mut self, member: &str) {
        self.add(Broken::new(
            member,
            "missing",
            "缺少这一项",
            "must be given",
        ));
    }

    /// Notes that a member names nothing.
    pub(super) fn unknown(&mut self, member: impl std::fmt::Display) {
        let words = ("没有找到", "names nothing that is there");
        self.add(Broken::new(member, "unknown-reference", words.0, words.1));
    }

    fn length(&mut self, member: &str) {
        let words = texts::length();
        self.add(Broken::new(member, "out-of-range", words.zh, words.en));
    }

    /// The code that something new asks for; empty for none. Later it stays.
    pub(super) fn code(&mut self, asked: Option<String>, is_new: bool) -> Option<String> {
        let asked = asked?;
        let words = if !is_new {
            ("编号不能改", "a code stays")
        } else if texts::is_code(&asked) {
            return Some(asked);
        } else {
            (
                "要 2 到 60 个小写字母、数字或连字符，字母开头",
                "must be 2 to 60 lower-case letters, digits or hyphens, a letter first",
            )
        };
        self.add(Broken::new("code", "wrong-form", words.0, words.1));
        None
    }
}
