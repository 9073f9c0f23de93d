//! The ledger and the oracle side by side: both are asked the same, and must stand alike.

use niangjia::ledger::book::Book;
use niangjia::ledger::decide::{Decision, decide, preview};
use niangjia::ledger::desk::Change;
use niangjia::ledger::facts::{Pool, Registration};
use niangjia::values::clock::Instant;

use super::oracle::{self, Ask, Class, Oracle};
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
            same(&what, &self.standing(actual), &oracle_standing(expected))?;
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
            same(&what, &numbers(pool), &self.oracle_numbers(at, place, now))?;
        }
        Ok(())
    }

    fn standing(&self, registration: &Registration) -> Standing {
        let unit = &self.book.units[&registration.unit_id];
        let pool = registration.pool_id.and_then(|pool| unit.pool(pool));
        let offered = registration.status.as_str() == "offered";
        Standing {
            status: registration.status.as_str(),
            place: pool.map(|pool| pool.quota_key.clone()),
            passed: i64::from(registration.passed),
            deadline: registration
                .offer_expires_at
                .filter(|_| offered)
                .map(Instant::millis),
            extended: registration.offer_extended,
        }
    }

    fn oracle_numbers(&self, unit: usize, place: Class, now: i64) -> Numbers {
        let waiting = self.oracle.waiting(unit);
        let here = |at: &&usize| self.oracle.registrations[**at].class == place;
        Numbers {
            capacity: self.oracle.capacity(unit, place),
            taken: self.oracle.taken(unit, place),
            held: self.oracle.held(unit, place, now),
            waiting: waiting.iter().filter(here).count(),
        }
    }
}

/// What of a registration both must agree on.
#[derive(Debug, PartialEq)]
struct Standing {
    status: &'static str,
    place: Option<String>,
    passed: i64,
    deadline: Option<i64>,
    extended: bool,
}

/// What of a pool both must agree on.
#[derive(Debug, PartialEq)]
struct Numbers {
    capacity: Option<i64>,
    taken: i64,
    held: i64,
    waiting: usize,
}

fn oracle_standing(registration: &oracle::Registration) -> Standing {
    Standing {
        status: registration.status,
        place: registration.place.map(key),
        passed: registration.passed,
        deadline: registration
            .deadline
            .filter(|_| registration.status == "offered"),
        extended: registration.extended,
    }
}

fn numbers(pool: &Pool) -> Numbers {
    Numbers {
        capacity: pool.capacity.map(i64::from),
        taken: i64::from(pool.taken),
        held: i64::from(pool.held),
        waiting: usize::try_from(pool.waiting).unwrap(),
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
