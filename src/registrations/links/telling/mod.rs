//! What the page of a link says. The texts are `link-<case>-…`; those of discreet programs
//! (`…-quiet-…`) name neither program, body, place nor participant.

mod case;
mod facts;

use self::case::Case;
use self::facts::Facts;
use super::Shown;
use super::policy::{Errand, Meaning};
use crate::catalog::model::NoticeStyle;
use crate::catalog::snapshot::Snapshot;
use crate::db::seal::FieldKeys;
use crate::ledger::history::PastEvent;
use crate::notices::rich::{Rich, Span};
use crate::registrations::Record;
use crate::values::clock::Instant;
use crate::values::locale::Locale;
use crate::values::say::{Value, say};
use crate::web::html::{Button, Line, Page, Piece, WayOut};

/// What a page is about.
pub(super) struct About<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) keys: &'a FieldKeys,
    pub(super) meaning: Meaning,
    pub(super) shown: &'a Shown,
    /// The first of what is shown.
    pub(super) first: &'a Record,
    pub(super) locale: Locale,
    pub(super) now: Instant,
}

impl About<'_> {
    /// The page.
    pub(super) fn page(&self) -> Page {
        let first = self.first;
        let program = self.snapshot.programs.get(first.program_id);
        let quiet = program.is_none_or(|one| one.notice_style == NoticeStyle::Discreet);
        let facts = Facts::of(self, quiet);
        let line = last_change(first);
        let reason = line.map_or("", |line| line.reason.as_str());
        let status = first.registration.status;
        let case = Case::of(self.meaning.errand, &self.shown.standing, status, reason);
        let telling = Telling {
            about: self,
            case,
            quiet,
            values: facts.values(),
        };
        Page {
            locale: self.locale,
            tone: case.tone(),
            eyebrow: telling.part("eyebrow").words(),
            heading: telling.title("heading").words(),
            lead: telling.lead(),
            facts: facts.rows(case.asks()),
            button: case.asks().then(|| Button {
                label: telling.part("button").words(),
                query: None,
            }),
            way_out: telling.way_out(&facts),
            hint: case.asks().then(|| say(self.locale, "link-hint", &[])),
            footer: telling.footer(&facts),
        }
    }
}

/// How a registration came to stand where it stands.
fn last_change(record: &Record) -> Option<&PastEvent> {
    let status = record.registration.status;
    let mut lines = record.history.iter().rev();
    lines.find(|line| line.to == status && line.from != Some(status))
}

/// Speaks the texts of one page: they all may use the same values.
struct Telling<'a> {
    about: &'a About<'a>,
    case: Case,
    quiet: bool,
    values: Vec<(&'static str, Value<'static>)>,
}

impl Telling<'_> {
    /// A text of this case.
    fn part(&self, part: &str) -> Rich {
        self.text(&format!("link-{}-{part}", self.case.word()))
    }

    /// A text of this case that names people, or its neutral twin.
    fn title(&self, part: &str) -> Rich {
        if self.quiet {
            self.part(&format!("quiet-{part}"))
        } else {
            self.part(part)
        }
    }

    fn text(&self, id: &str) -> Rich {
        Rich::say(self.about.locale, id, &self.values, None)
    }

    fn lead(&self) -> Vec<Line> {
        let mut lead = vec![self.title("lead")];
        if self.case == Case::Cancel {
            lead.extend(self.in_time());
        }
        let linked = self.about.first.registration.group_id.is_some();
        match self.case {
            Case::Accept | Case::Decline if self.about.shown.records.len() > 1 => {
                lead.push(self.text("link-together"));
            }
            Case::Cancel | Case::GiveUp | Case::Leave | Case::Withdraw if linked => {
                lead.push(self.text("link-alone"));
            }
            _ => {}
        }
        lead.into_iter().map(line).collect()
    }

    /// Until when cancelling is not late, or that it is.
    fn in_time(&self) -> Option<Rich> {
        let until = facts::cancel_until(self.about)?;
        Some(if until < self.about.now {
            self.text("link-until-passed")
        } else {
            self.text("link-until")
        })
    }

    fn way_out(&self, facts: &Facts) -> Option<WayOut> {
        let errand = self.case.way_out()?;
        let possible = errand != Errand::Cancel || !facts.has_begun();
        possible.then(|| WayOut {
            label: self.part("other").words(),
            href: self.about.meaning.instead(errand).write(self.about.keys),
        })
    }

    fn footer(&self, facts: &Facts) -> Vec<Line> {
        let contact = match (facts.has_contact(), self.quiet) {
            (_, true) => "letter-contact-quiet",
            (true, false) => "letter-contact",
            (false, false) => "letter-contact-organization",
        };
        vec![line(self.text(contact)), line(self.text("link-footer"))]
    }
}

fn line(rich: Rich) -> Line {
    let piece = |span: Span| Piece {
        text: span.text,
        strong: span.strong,
        keep: span.keep,
    };
    Line(rich.0.into_iter().map(piece).collect())
}
