//! The ledger and the oracle side by side: both are asked the same, and must stand alike.

use std::collections::BTreeMap;

use niangjia::ledger::book::Book;
use niangjia::ledger::change::Change;
use niangjia::ledger::command::{Event, EventKind};
use niangjia::ledger::decide::{Decision, decide, preview};
use niangjia::ledger::draw::{self, Draw, Fate, Transcript};
use niangjia::ledger::facts::{Pool, Registration};
use niangjia::values::clock::Instant;

use super::oracle::{Ask, Entry, Number, Offering, Oracle};
use super::standing::{Numbers, Standing};
use super::translate::{
    book, command, key, number_of, offering_id, registration_id, session_id, slug, unit_id,
};

/// Both.
pub(crate) struct Twin {
    pub(crate) oracle: Oracle,
    pub(crate) book: Book,
    /// How often each was told that its sessions moved.
    rescheduled: BTreeMap<Number, usize>,
}

impl Twin {
    pub(crate) fn new(offerings: Vec<Offering>) -> Self {
        let book = book(&offerings);
        let oracle = Oracle::new(offerings);
        Self {
            oracle,
            book,
            rescheduled: BTreeMap::new(),
        }
    }

    /// Asks both; the ledger first for a preview, which must leave no trace and tell the truth.
    ///
    /// # Errors
    /// What differs, in words.
    pub(crate) fn ask(&mut self, now: i64, ask: &Ask) -> Result<Decision, String> {
        let command = command(now, ask);
        let untouched = self.book.clone();
        let previewed = preview(&mut self.book, &command);
        if self.book != untouched {
            return Err("a preview left a trace in the book".to_owned());
        }
        let decision = decide(&mut self.book, &command);
        if previewed != decision {
            return Err("a preview told something else than what was done".to_owned());
        }
        let expected = self.oracle.ask(now, ask).map(in_order);
        let answer = match &decision.answer {
            Ok(outcome) => {
                let about = outcome.registrations.iter();
                Ok(in_order(about.map(|r| number_of(r.id)).collect()))
            }
            Err(refusal) => Err(slug(refusal.kind)),
        };
        same("the answer", &answer, &expected)?;
        self.compare(now)?;
        self.compare_events(&decision)?;
        Ok(decision)
    }

    fn compare(&self, now: i64) -> Result<(), String> {
        same(
            "how many are registered",
            &self.book.registrations.len(),
            &self.oracle.registrations.len(),
        )?;
        for expected in &self.oracle.registrations {
            let actual = self
                .book
                .registrations
                .get(&registration_id(expected.number));
            let actual = actual.ok_or(format!("{} is missing", expected.number))?;
            let what = format!("registration {}", expected.number);
            let pools = &self.book.units[&actual.unit_id].pools;
            same(&what, &Standing::of(actual, pools), &expected.into())?;
        }
        for at in 0..self.oracle.units.len() {
            self.compare_unit(at, now)?;
        }
        for (number, offering) in self.oracle.offerings.iter().enumerate() {
            self.compare_offering(number, offering)?;
        }
        Ok(())
    }

    fn compare_offering(&self, number: Number, offering: &Offering) -> Result<(), String> {
        let facts = &self.book.offerings[&offering_id(number)];
        let called_off = offering.is_called_off();
        same("called off", &facts.is_called_off, &called_off)?;
        for session in &offering.sessions {
            let facts = &self.book.sessions[&session_id(session.number)];
            let (starts, ends) = (facts.starts_at.millis(), facts.ends_at.millis());
            let expected = (session.starts, session.ends, session.cancelled);
            same("a session", &(starts, ends, facts.is_cancelled), &expected)?;
        }
        let actual = self.book.draws.get(&offering_id(number));
        let actual = actual.map(|draw| (draw.state.as_str(), draw.list.as_str()));
        let expected = self.oracle.draws.get(&number);
        let expected = expected.map(|draw| (draw.state, draw.list.as_str()));
        same("the draw", &actual, &expected)
    }

    /// Whoever began to wait was told her place in line, whoever comes at another time that, and
    /// a draw was written down as it was.
    fn compare_events(&mut self, decision: &Decision) -> Result<(), String> {
        for change in &decision.changes {
            match change {
                Change::Registration { event, .. } => self.compare_event(event)?,
                Change::Draw { after, .. } => self.verify(after)?,
                _ => {}
            }
        }
        for registration in &self.oracle.registrations {
            let told = self.rescheduled.get(&registration.number);
            let expected = registration.rescheduled;
            same(
                "told of another time",
                &told.copied().unwrap_or_default(),
                &expected,
            )?;
        }
        Ok(())
    }

    fn compare_event(&mut self, event: &Event) -> Result<(), String> {
        let number = number_of(event.registration_id);
        if event.kind == EventKind::Rescheduled {
            *self.rescheduled.entry(number).or_default() += 1;
        }
        if event.reason.code == "no-seat-free" {
            let at = self.oracle.find(number).ok_or("nobody of this number")?;
            let told = event.reason.facts["place"].as_u64();
            let expected = self.oracle.registrations[at].told_place;
            same("the place told", &told, &expected.map(|place| place as u64))?;
        }
        Ok(())
    }

    /// The record of a draw holds, and says what became of everybody.
    fn verify(&self, draw: &Draw) -> Result<(), String> {
        let Some(transcript) = &draw.transcript else {
            return Ok(());
        };
        let transcript: Transcript = serde_json::from_str(transcript).unwrap();
        draw::verify(&transcript).map_err(|fault| fault.to_string())?;
        for drawn in &transcript.results {
            let of_line = |r: &&Registration| {
                let own = (r.drawn_rank, r.offering_id, r.draw_code.as_ref());
                own == (
                    i32::try_from(drawn.rank).ok(),
                    draw.offering_id,
                    Some(&drawn.code),
                )
            };
            let became = match drawn.fate {
                Fate::Confirmed => Some("confirmed"),
                Fate::Waiting => Some("waitlisted"),
                Fate::NotDrawn => Some("not_drawn"),
                Fate::Withdrawn => None,
            };
            let members: Vec<_> = self.book.registrations.values().filter(of_line).collect();
            let stands = |r: &&Registration| Some(r.status.as_str()) == became;
            if members.is_empty() != became.is_none() || !members.iter().all(stands) {
                return Err(format!("{drawn:?} is told of {members:?}"));
            }
        }
        Ok(())
    }

    fn compare_unit(&self, at: usize, now: i64) -> Result<(), String> {
        let expected = &self.oracle.units[at];
        let id = unit_id(expected.offering, expected.session);
        let actual = self.book.units.get(&id).ok_or("a unit is missing")?;
        let times = [actual.starts_at, actual.ends_at].map(|time| time.map(Instant::millis));
        same("the times", &times, &[expected.starts, expected.ends])?;
        for (status, actual) in [
            ("waitlisted", self.book.line(actual).collect::<Vec<_>>()),
            ("applied", self.book.applied(actual).collect::<Vec<_>>()),
        ] {
            let expected = self.oracle.entries(at, status).into_iter();
            let numbers = |entry: Entry| self.oracle.numbers(&entry);
            let expected: Vec<Vec<Number>> = expected.map(numbers).collect();
            let actual = actual.iter().map(|entry| entry.members().iter());
            let actual: Vec<Vec<Number>> = actual
                .map(|members| members.map(|member| number_of(member.id)).collect())
                .collect();
            same(status, &actual, &expected)?;
        }
        let places = expected.quotas.iter().map(|quota| quota.class);
        for place in places.chain([0]) {
            let of_place = |pool: &&Pool| pool.quota_key == key(place);
            let pool = actual
                .pools
                .iter()
                .find(of_place)
                .ok_or("a pool is missing")?;
            let what = format!("pool {place} of unit {at}");
            let expected = Numbers::by_oracle(&self.oracle, at, place, now);
            same(&what, &Numbers::of(pool), &expected)?;
        }
        Ok(())
    }
}

/// The order in which registrations are answered is nobody's concern.
fn in_order(mut numbers: Vec<Number>) -> Vec<Number> {
    numbers.sort_unstable();
    numbers
}

/// An error that shows both, when they differ.
pub(crate) fn same<T: PartialEq + std::fmt::Debug>(
    what: &str,
    actual: &T,
    expected: &T,
) -> Result<(), String> {
    if actual == expected {
        return Ok(());
    }
    Err(format!("{what} is {actual:?}, should be {expected:?}"))
}
