//! A letter: everything a message says, finished, in one language, in no particular format.
//!
//! A feature composes it, `render` turns it into text and HTML, the inbox shows it, and it is
//! kept as JSON with its notice, so that each try and each reader see the same words.

use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
use super::rich::Rich;
use crate::values::locale::Locale;
use crate::values::say::say;
use crate::values::secret::may_hold_secret;

/// A finished letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The language it is written in.
    pub locale: Locale,
    /// Who writes, as shown in the list of mails: the organization; neutral where discreet. Where
    /// nobody is named it is the server, by the name in `mail.from`.
    #[serde(default)]
    pub sender_name: Option<String>,
    /// Who reads it, by name, where a name is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient_name: Option<String>,
    /// Where an answer goes; nowhere special when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
    /// The subject line.
    pub subject: String,
    /// What mail programs show after the subject.
    pub preheader: String,
    /// The colour of the edge; it repeats what the heading says.
    pub tone: Tone,
    /// The state in two or three words.
    pub eyebrow: String,
    /// What became of you.
    pub heading: String,
    /// The paragraphs below the heading.
    pub lead: Vec<Rich>,
    /// What one may want to look up later.
    pub facts: Vec<Fact>,
    /// The one thing to open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub button: Option<Button>,
    /// What happens next, and by when.
    pub steps: Vec<Rich>,
    /// Whom to ask, and small print.
    pub footer: Vec<Rich>,
    /// Names the conversation it belongs to: mails with the same name stand together in a mailbox.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<String>,
    /// Where one click stops more of this kind: reminders and announcements only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsubscribe: Option<String>,
    /// Calendar files: the first also goes along as an invitation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calendars: Vec<Calendar>,
}

impl Letter {
    /// A letter that says nothing yet, for whoever writes one to start from.
    #[must_use]
    pub const fn blank(locale: Locale, tone: Tone) -> Self {
        Self {
            locale,
            sender_name: None,
            recipient_name: None,
            reply_to: None,
            subject: String::new(),
            preheader: String::new(),
            tone,
            eyebrow: String::new(),
            heading: String::new(),
            lead: Vec::new(),
            facts: Vec::new(),
            button: None,
            steps: Vec::new(),
            footer: Vec::new(),
            thread: None,
            unsubscribe: None,
            calendars: Vec::new(),
        }
    }
}

impl Letter {
    /// The letter for a file that gets passed around: without links that work for whoever has them, and
    /// without codes; a word says that they are left out.
    #[must_use]
    pub fn harmless(mut self) -> Self {
        let link = say(self.locale, "letter-link-left-out", &[]);
        let code = say(self.locale, "letter-code-left-out", &[]);
        for fact in self.facts.iter_mut().filter(|fact| fact.code) {
            fact.lines = vec![Rich::plain(&code)];
        }
        let lines = self.facts.iter_mut().flat_map(|fact| &mut fact.lines);
        let rest = self.lead.iter_mut().chain(&mut self.steps);
        for span in lines
            .chain(rest)
            .chain(&mut self.footer)
            .flat_map(|rich| &mut rich.0)
        {
            if span.link.take_if(|url| may_hold_secret(url)).is_some() {
                span.text.push_str(self.locale.pick("", " "));
                span.text.push_str(&link);
            }
        }
        if let Some(button) = &mut self.button
            && may_hold_secret(&button.url)
        {
            button.url = link;
        }
        self.unsubscribe = None;
        self
    }
}

/// The mood of a letter's edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Green: a place is yours.
    Leaf,
    /// Amber: something waits for you.
    Lamp,
    /// Indigo: to know.
    Cloth,
    /// Grey: it has ended.
    Plain,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What the row is about.
    pub label: String,
    /// One line or several.
    pub lines: Vec<Rich>,
    /// Whether it is a code, to be read out or typed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub code: bool,
}

/// A link that looks like a button; it opens a page and does nothing by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// What it opens.
    pub label: String,
    /// An address below `server.public_url`.
    pub url: String,
}

impl Fact {
    /// A row of one line.
    #[must_use]
    pub fn line(label: impl Into<String>, value: Rich) -> Self {
        Self {
            label: label.into(),
            lines: vec![value],
            code: false,
        }
    }

    /// A row that shows a code.
    #[must_use]
    pub fn code(label: impl Into<String>, code: &str) -> Self {
        Self {
            label: label.into(),
            lines: vec![Rich::plain(code)],
            code: true,
        }
    }
}
