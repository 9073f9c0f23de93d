//! The letter to organizers whose draw is due.

mod samples;

use std::sync::Arc;

use chrono_tz::Tz;

use super::{DRAW_DUE, DrawFacts};
use crate::catalog::model::{NoticeStyle, Sensitivity, titled};
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

const KINDS: [&str; 1] = [DRAW_DUE];

/// Writes the letters about draws that are due. Cheap to clone.
#[derive(Clone)]
pub struct DrawLetters {
    roster: Roster,
    public_url: Arc<str>,
}

impl DrawLetters {
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
        let facts: DrawFacts = serde_json::from_value(notice.facts.clone())?;
        let account = notice.account.ok_or_else(missing)?;
        let mut names = self.roster.accounts.names(&[account]).await?;
        let snapshot = self.roster.catalog.latest().await?;
        let offering = snapshot.offerings.get(facts.offering).ok_or_else(missing)?;
        let program = snapshot.programs.get(offering.program_id);
        let program = program.ok_or_else(missing)?;
        let locale = notice.locale;
        let letter = DrawLetter {
            locale,
            name: names.remove(&account),
            program: program.title.pick(locale),
            offering: offering.title.pick(locale),
            code: &offering.code,
            zone: offering.time_zone,
            is_confidential: program.sensitivity == Sensitivity::Confidential,
            is_discreet: program.notice_style == NoticeStyle::Discreet,
            facts,
            written_at: notice.created_at,
            public_url: &self.public_url,
        };
        Ok(letter.write())
    }
}

impl Compose for DrawLetters {
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
struct DrawLetter<'a> {
    locale: Locale,
    name: Option<String>,
    program: &'a str,
    offering: &'a str,
    code: &'a str,
    zone: Tz,
    is_confidential: bool,
    is_discreet: bool,
    facts: DrawFacts,
    written_at: Instant,
    public_url: &'a str,
}

impl DrawLetter<'_> {
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
                url: format!("{}/offerings/{}/draw", self.public_url, self.code),
            }),
            steps: ["freeze", "run", "later"]
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
        let row = |id: &str, value: &str| {
            let label = say(self.locale, &format!("draw-due-row-{id}"), &[]);
            Fact::line(label, Rich::plain(value))
        };
        vec![row("time", &self.time()), row("applied", &self.applied())]
    }

    /// How many wait for it, as a report tells it.
    fn applied(&self) -> String {
        match told(self.facts.applied, self.is_confidential) {
            Some(number) => say(self.locale, "minimum-people", &[("count", number.into())]),
            None => say(self.locale, "minimum-few", &[("least", LEAST.into())]),
        }
    }

    fn time(&self) -> String {
        let wall = Wall::new(self.zone, self.locale, self.written_at);
        wall.with_other_zone(&moment(wall, self.facts.draw_at))
    }

    fn part(&self, part: &str) -> Rich {
        let title = titled(self.locale, self.program, self.offering);
        let arguments = [("title", title.into()), ("time", self.time().into())];
        Rich::say(self.locale, &format!("draw-due-{part}"), &arguments, None)
    }
}

#[cfg(test)]
mod tests;
