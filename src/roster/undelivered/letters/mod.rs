//! The letter that tells organizers in which offerings mails did not reach their people.

mod samples;

use std::sync::Arc;

use super::{DigestFacts, UNDELIVERED_DIGEST};
use crate::catalog::model::titled;
use crate::db::Fault;
use crate::notices::letter::{Fact, Letter, Tone};
use crate::notices::rich::{Rich, moment};
use crate::notices::{Compose, Composing, Notice, Sample};
use crate::roster::{Roster, ZONE};
use crate::values::clock::Instant;
use crate::values::locale::Locale;
use crate::values::say::say;
use crate::values::when::Wall;

const KINDS: [&str; 1] = [UNDELIVERED_DIGEST];

/// Most offerings that a letter names: of more it says how many.
const NAMED: usize = 20;

/// Writes the digests. Cheap to clone.
#[derive(Clone)]
pub struct DigestLetters {
    roster: Roster,
    public_url: Arc<str>,
}

impl DigestLetters {
    /// Letters whose links begin with `public_url`.
    #[must_use]
    pub fn new(roster: Roster, public_url: &str) -> Self {
        Self {
            roster,
            public_url: public_url.into(),
        }
    }

    async fn write(&self, notice: &Notice) -> Result<Letter, Fault> {
        let facts: DigestFacts = serde_json::from_value(notice.facts.clone())?;
        let account = notice.account;
        let account = account.ok_or_else(|| Fault::broken("a digest for nobody"))?;
        let mut names = self.roster.accounts.names(&[account]).await?;
        let snapshot = self.roster.catalog.latest().await?;
        let locale = notice.locale;
        let line = |one: &super::Unreached| {
            let offering = snapshot.offerings.get(one.offering)?;
            let program = snapshot.programs.get(offering.program_id)?;
            Some(Line {
                program: program.title.pick(locale).to_owned(),
                offering: offering.title.pick(locale).to_owned(),
                code: offering.code.clone(),
                people: one.people,
            })
        };
        let letter = DigestLetter {
            locale,
            name: names.remove(&account),
            since: facts.since,
            until: facts.until,
            lines: facts.offerings.iter().filter_map(line).collect(),
            written_at: notice.created_at,
            public_url: &self.public_url,
        };
        Ok(letter.write())
    }
}

impl Compose for DigestLetters {
    fn kinds(&self) -> &'static [&'static str] {
        &KINDS
    }

    fn compose<'a>(&'a self, notice: &'a Notice) -> Composing<'a> {
        Box::pin(self.write(notice))
    }

    fn samples(&self, locale: Locale) -> Vec<Sample> {
        samples::all(locale, &self.public_url)
    }
}

/// What the letter says of an offering.
struct Line {
    program: String,
    offering: String,
    code: String,
    people: i64,
}

/// All that the letter says.
struct DigestLetter<'a> {
    locale: Locale,
    name: Option<String>,
    since: Instant,
    until: Instant,
    lines: Vec<Line>,
    written_at: Instant,
    public_url: &'a str,
}

impl DigestLetter<'_> {
    fn write(&self) -> Letter {
        Letter {
            recipient_name: self.name.clone(),
            subject: self.part("subject").words(),
            preheader: self.part("hint").words(),
            eyebrow: self.part("eyebrow").words(),
            heading: self.part("heading").words(),
            lead: vec![self.part("lead")],
            facts: self.facts(),
            steps: ["look", "call", "repair"]
                .map(|step| self.part(step))
                .into(),
            footer: vec![
                Rich::say(self.locale, "roster-whom", &[], None),
                self.part("daily"),
                Rich::say(self.locale, "letter-same", &[], None),
            ],
            ..Letter::blank(self.locale, Tone::Lamp)
        }
    }

    /// One row an offering, with the way to its roster; no number over all of them, from which a
    /// small one could be computed.
    fn facts(&self) -> Vec<Fact> {
        let named = self.lines.iter().take(NAMED);
        let mut facts: Vec<Fact> = named.map(|line| self.fact(line)).collect();
        let left = self.lines.len().saturating_sub(NAMED);
        if left > 0 {
            let count = [("count", left.into())];
            let more = Rich::say(self.locale, "undelivered-more", &count, None);
            facts.push(Fact::line(
                say(self.locale, "undelivered-row-more", &[]),
                more,
            ));
        }
        facts
    }

    fn fact(&self, line: &Line) -> Fact {
        let title = titled(self.locale, &line.program, &line.offering);
        let people = [("count", line.people.into())];
        let url = format!("{}/offerings/{}/roster", self.public_url, line.code);
        let value = [("title", title.into())];
        Fact::line(
            say(self.locale, "minimum-people", &people),
            Rich::say(self.locale, "undelivered-line", &value, Some(&url)),
        )
    }

    fn part(&self, part: &str) -> Rich {
        let wall = Wall::new(ZONE, self.locale, self.written_at);
        let moment = |at| moment(wall, at);
        let arguments = [
            ("since", moment(self.since).into()),
            ("until", moment(self.until).into()),
        ];
        Rich::say(
            self.locale,
            &format!("undelivered-{part}"),
            &arguments,
            None,
        )
    }
}

#[cfg(test)]
mod tests;
