//! The letter to organizers whose offering is short of people.

mod samples;

use std::sync::Arc;

use chrono_tz::Tz;

use super::{MINIMUM_WARNING, MinimumFacts};
use crate::catalog::model::{CapacityUnit, NoticeStyle, Sensitivity, titled};
use crate::db::Fault;
use crate::notices::letter::{Button, Fact, Letter, Tone};
use crate::notices::rich::{Rich, moment};
use crate::notices::{Compose, Composing, Notice, Sample};
use crate::roster::Roster;
use crate::roster::report::policy::{LEAST, told};
use crate::values::clock::Instant;
use crate::values::locale::Locale;
use crate::values::say::say;
use crate::values::when::Wall;

const KINDS: [&str; 1] = [MINIMUM_WARNING];

/// Writes the letters about the minimum to run. Cheap to clone.
#[derive(Clone)]
pub struct MinimumLetters {
    roster: Roster,
    public_url: Arc<str>,
}

impl MinimumLetters {
    /// Letters whose links begin with `public_url`.
    #[must_use]
    pub fn new(roster: Roster, public_url: &str) -> Self {
        Self {
            roster,
            public_url: public_url.into(),
        }
    }

    async fn write(&self, notice: &Notice) -> Result<Letter, Fault> {
        let missing = || Fault::broken(format!("notice {} without its offering", notice.id));
        let facts: MinimumFacts = serde_json::from_value(notice.facts.clone())?;
        let account = notice.account.ok_or_else(missing)?;
        let name = self
            .roster
            .accounts
            .names(&[account])
            .await?
            .remove(&account);
        let snapshot = self.roster.catalog.latest().await?;
        let offering = snapshot.offerings.get(facts.offering).ok_or_else(missing)?;
        let program = snapshot.programs.get(offering.program_id);
        let program = program.ok_or_else(missing)?;
        let locale = notice.locale;
        let letter = MinimumLetter {
            locale,
            name,
            program: program.title.pick(locale),
            offering: offering.title.pick(locale),
            code: &offering.code,
            zone: offering.time_zone,
            unit: offering.capacity_unit,
            is_confidential: program.sensitivity == Sensitivity::Confidential,
            is_discreet: program.notice_style == NoticeStyle::Discreet,
            facts,
            written_at: notice.created_at,
            public_url: &self.public_url,
        };
        Ok(letter.write())
    }
}

impl Compose for MinimumLetters {
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

/// All that the letter says.
struct MinimumLetter<'a> {
    locale: Locale,
    name: Option<String>,
    program: &'a str,
    offering: &'a str,
    code: &'a str,
    zone: Tz,
    unit: CapacityUnit,
    is_confidential: bool,
    is_discreet: bool,
    facts: MinimumFacts,
    written_at: Instant,
    public_url: &'a str,
}

impl MinimumLetter<'_> {
    fn write(&self) -> Letter {
        Letter {
            recipient_name: self.name.clone(),
            subject: self.part(self.subject()).words(),
            preheader: self.part("hint").words(),
            eyebrow: self.part("eyebrow").words(),
            heading: self.part("heading").words(),
            lead: vec![self.part("lead")],
            facts: self.rows(),
            button: Some(Button {
                label: self.part("button").words(),
                url: format!("{}/offerings/{}", self.public_url, self.code),
            }),
            steps: ["invite", "run", "call-off"]
                .map(|step| self.part(step))
                .into(),
            footer: vec![
                Rich::say(self.locale, "roster-whom", &[], None),
                self.part("once"),
                Rich::say(self.locale, "letter-same", &[], None),
            ],
            ..Letter::blank(self.locale, Tone::Lamp)
        }
    }

    /// A subject is read by whoever stands near: it does not name what is to be kept quiet.
    const fn subject(&self) -> &'static str {
        if self.is_confidential || self.is_discreet {
            "quiet-subject"
        } else {
            "subject"
        }
    }

    fn rows(&self) -> Vec<Fact> {
        let row = |id: &str, value: String| {
            let label = say(self.locale, &format!("minimum-row-{id}"), &[]);
            Fact::line(label, Rich::plain(&value))
        };
        let facts = &self.facts;
        let mut rows = vec![
            row("first", self.start()),
            row("least", self.count(facts.least)),
            row("confirmed", self.people(facts.confirmed)),
        ];
        // Of a confidential program a row that is missing would tell that there is nobody.
        let is_told = |number: i64| self.is_confidential || number > 0;
        if is_told(facts.applied) {
            rows.push(row("applied", self.people(facts.applied)));
        }
        if is_told(facts.waiting) {
            rows.push(row("waiting", self.people(facts.waiting)));
        }
        rows
    }

    /// A number of people, as a report tells it.
    fn people(&self, number: i64) -> String {
        match told(number, self.is_confidential) {
            Some(number) => self.count(number),
            None => say(self.locale, "minimum-few", &[("least", LEAST.into())]),
        }
    }

    fn count(&self, number: i64) -> String {
        let id = match self.unit {
            CapacityUnit::Person => "minimum-people",
            CapacityUnit::Team => "minimum-teams",
        };
        say(self.locale, id, &[("count", number.into())])
    }

    fn start(&self) -> String {
        let wall = Wall::new(self.zone, self.locale, self.written_at);
        wall.with_other_zone(&moment(wall, self.facts.starts_at))
    }

    fn part(&self, part: &str) -> Rich {
        let title = titled(self.locale, self.program, self.offering);
        let arguments = [
            ("title", title.into()),
            ("least", self.count(self.facts.least).into()),
            ("confirmed", self.people(self.facts.confirmed).into()),
            ("start", self.start().into()),
        ];
        Rich::say(self.locale, &format!("minimum-{part}"), &arguments, None)
    }
}

#[cfg(test)]
mod tests;
