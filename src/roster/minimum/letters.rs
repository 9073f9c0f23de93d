//! The letter to organizers whose offering is short of people.

use std::sync::Arc;

use chrono_tz::Tz;

use super::{MINIMUM_WARNING, MinimumFacts};
use crate::catalog::model::{CapacityUnit, Sensitivity};
use crate::db::Fault;
use crate::notices::letter::{Button, Fact, Letter, Tone};
use crate::notices::rich::{Rich, keep};
use crate::notices::{Compose, Composing, Notice};
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
        let snapshot = self.roster.catalog.snapshot();
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
    facts: MinimumFacts,
    written_at: Instant,
    public_url: &'a str,
}

impl MinimumLetter<'_> {
    fn write(&self) -> Letter {
        Letter {
            recipient_name: self.name.clone(),
            subject: self.part("subject").words(),
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
                self.part("once"),
                Rich::say(self.locale, "letter-same", &[], None),
            ],
            ..Letter::blank(self.locale, Tone::Lamp)
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
        let moment = keep(&wall.moment(self.facts.starts_at));
        match (self.zone, self.locale) {
            (Tz::Asia__Shanghai, _) => moment,
            (_, Locale::Chinese) => format!("{} {moment}", wall.zone_name()),
            (_, Locale::English) => format!("{moment} ({})", wall.zone_name()),
        }
    }

    fn part(&self, part: &str) -> Rich {
        let title = match (self.offering, self.locale) {
            ("", _) => self.program.to_owned(),
            (offering, Locale::Chinese) => format!("{} {offering}", self.program),
            (offering, Locale::English) => format!("{}, {offering}", self.program),
        };
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
mod tests {
    use super::*;
    use crate::notices::render;

    fn sample(locale: Locale, is_confidential: bool) -> Letter {
        with(locale, is_confidential, (3, 1))
    }

    fn with(locale: Locale, is_confidential: bool, (confirmed, waiting): (i64, i64)) -> Letter {
        let letter = MinimumLetter {
            locale,
            name: Some("李四".to_owned()),
            program: "木工入门体验班",
            offering: "夏季一班",
            code: "p-life-wood-01",
            zone: Tz::Asia__Shanghai,
            unit: CapacityUnit::Person,
            is_confidential,
            facts: MinimumFacts {
                offering: uuid::Uuid::nil().into(),
                least: 6,
                confirmed,
                applied: 0,
                waiting,
                starts_at: Instant::from_millis(1_814_662_800_000),
            },
            written_at: Instant::from_millis(1_814_058_000_000),
            public_url: "https://niangjia.example",
        };
        letter.write()
    }

    #[test]
    fn the_letter_in_both_languages() {
        for locale in [Locale::Chinese, Locale::English] {
            let letter = sample(locale, false);
            let shown = format!(
                "Subject: {}\nPreheader: {}\n\n{}",
                letter.subject,
                letter.preheader,
                render::text(&letter)
            );
            assert!(!shown.contains("minimum-"), "{shown}");
            insta::assert_snapshot!(format!("minimum_{}", locale.tag()), shown);
        }
    }

    #[test]
    fn of_a_confidential_program_no_small_number_is_told() {
        let letter = serde_json::to_string(&sample(Locale::Chinese, true)).unwrap();
        assert!(
            letter.contains("不到 5 人") && !letter.contains("3 人"),
            "{letter}"
        );
        assert!(!letter.contains("1 人"), "{letter}");
        let rows = |numbers| with(Locale::Chinese, true, numbers).facts.len();
        assert_eq!(rows((3, 0)), rows((3, 1)), "nobody is a small number too");
        let more = serde_json::to_string(&with(Locale::Chinese, true, (7, 0))).unwrap();
        assert!(more.contains("5 人") && !more.contains("7 人"), "{more}");
    }
}
