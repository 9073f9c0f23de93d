//! The ledger and the oracle side by side: both are asked the same, and must stand alike.

use niangjia::ledger::book::Book;
use niangjia::ledger::change::Change;
use niangjia::ledger::decide::{Decision, decide, preview};
use niangjia::ledger::facts::Pool;
use niangjia::values::clock::Instant;

use super::oracle::{self, Ask, Oracle};
use super::standing::{Numbers, Standing};
use super::translate::{
    command, key, number_of, offering_facts, program_id, registration_id, slug, unit_id,
};

/// Both.
pub(crate) struct Twin {
    pub(crate) oracle: Oracle,
    pub(crate) book: Book,
}

impl Twin {
    pub(crate) fn new(offerings: Vec<oracle::Offering>) -> Self {
        let mut book = Book::new(program_id());
        for (number, offering) in offerings.iter().enumerate() {
            let facts = offering_facts(number, offering);
            book.offerings.insert(facts.id, facts);
        }
        let oracle = Oracle::new(offerings);
        Self { oracle, book }
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
        let expected = self.oracle.ask(now, ask);
        let answer = match &decision.answer {
            Ok(outcome) => Ok(outcome
                .registrations
                .iter()
                .map(|r| number_of(r.id))
                .collect()),
            Err(refusal) => Err(slug(refusal.kind)),
        };
        same("the answer", &answer, &expected)?;
        self.compare(now)?;
        self.compare_places(&decision)?;
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
        Ok(())
    }

    /// Whoever began to wait was told her place in line.
    fn compare_places(&self, decision: &Decision) -> Result<(), String> {
        for change in &decision.changes {
            let Change::Registration { event, .. } = change else {
                continue;
            };
            if event.reason.code == "no-seat-free" {
                let number = number_of(event.registration_id);
                let at = self.oracle.find(number).ok_or("nobody of this number")?;
                let told = event.reason.facts["place"].as_u64();
                let expected = self.oracle.registrations[at].told_place;
                same("the place told", &told, &expected.map(|place| place as u64))?;
            }
        }
        Ok(())
    }

    fn compare_unit(&self, at: usize, now: i64) -> Result<(), String> {
        let expected = &self.oracle.units[at];
        let id = unit_id(expected.offering, expected.session);
        let actual = self.book.units.get(&id).ok_or("a unit is missing")?;
        same(
            "starts",
            &actual.starts_at.map(Instant::millis),
            &expected.starts,
        )?;
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
