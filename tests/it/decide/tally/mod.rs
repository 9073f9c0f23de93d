//! How often the random histories came to each place: what is never reached proves nothing.

mod expected;

pub(crate) use self::expected::REGISTERING;
use self::expected::{NEVER, ORGANIZING};

use std::collections::BTreeMap;
use std::fmt::Write as _;

use niangjia::ledger::book::Book;
use niangjia::ledger::change::Change;
use niangjia::ledger::command::{Cause, Event, EventKind, PoolEvent};
use niangjia::ledger::decide::Decision;
use niangjia::ledger::entry::Entry;
use niangjia::ledger::facts::Status;

use crate::decide::replay::Line;
use crate::decide::translate::{slug, slugs};

/// So often at least in the standard run.
const OFTEN: u64 = 100;

/// Counts by name.
#[derive(Debug, Default)]
pub(crate) struct Tally(BTreeMap<String, u64>);

impl Tally {
    /// Counts what a decision did.
    pub(crate) fn count(&mut self, decision: &Decision, book: &Book) {
        self.one("a command was decided".to_owned());
        if let Err(refusal) = &decision.answer {
            self.one(format!("refused: {}", slug(refusal.kind)));
        }
        for line in lines(decision) {
            match line {
                Line::Registration(event) => self.registration(&event, book),
                Line::Pool(event) => self.pool(&event, book),
            }
        }
        for change in &decision.changes {
            if let Change::Draw { after, .. } = change {
                let state = after.state.as_str();
                self.one(format!("a draw was {state}"));
            }
        }
        let mut pools = book.units.values().flat_map(|unit| &unit.pools);
        if pools.any(|pool| pool.capacity.is_some_and(|c| c > 0 && c == pool.taken)) {
            self.one("a pool was full".to_owned());
        }
    }

    fn registration(&mut self, event: &Event, book: &Book) {
        let what = match event.kind {
            EventKind::Status => {
                let from = event.from.map_or("-", Status::as_str);
                let (to, cause) = (event.to.as_str(), event.cause.as_str());
                self.one(format!("{from} > {to} by {cause}"));
                format!("{from} > {to}")
            }
            EventKind::Rebooked => "a seat was rebooked".to_owned(),
            EventKind::Extended => "an offer was extended".to_owned(),
            EventKind::Passed => "somebody was passed".to_owned(),
            EventKind::Reviewed => "somebody was reviewed".to_owned(),
            EventKind::Rescheduled => "sessions moved".to_owned(),
        };
        let registration = &book.registrations[&event.registration_id];
        if registration.group_id.is_some() {
            self.one(format!("linked: {what}"));
        }
        let draw = book.draws.get(&registration.offering_id);
        if draw.is_some_and(|draw| draw.run_at < Some(event.at) && draw.run_at.is_some()) {
            self.one(format!("after a draw: {what}"));
        }
        if event.kind != EventKind::Status {
            self.one(what);
        } else if event.from == Some(Status::Waitlisted) && event.to.is_seated() {
            let entry = book.entry_of(registration);
            if entry.members().len() > 1 && entry.may_claim() {
                self.one("seats held for a group were given to it".to_owned());
            }
        }
    }

    fn pool(&mut self, event: &PoolEvent, book: &Book) {
        if event.held.0 == 0 && event.held.1 > 0 {
            self.one("seats were held".to_owned());
            let unit = book
                .units
                .values()
                .find(|unit| unit.pool(event.pool_id).is_some());
            let pool = unit.and_then(|unit| unit.pool(event.pool_id));
            let claims = |entry: &Entry<'_>| {
                entry.may_claim() && pool.is_some_and(|pool| entry.may_use(pool))
            };
            let claimant = unit.and_then(|unit| book.line(unit).find(claims));
            if claimant.is_some_and(|entry| entry.members().len() > 1) {
                self.one("seats were held for a group".to_owned());
            }
        }
        if event.capacity.1 < event.capacity.0 && event.cause != Cause::SetCapacity {
            let pools = || book.units.values().flat_map(|unit| &unit.pools);
            let pool = pools().find(|pool| pool.id == event.pool_id);
            if pool.is_some_and(|pool| !pool.released) {
                self.one("a pool shrank as seats fell free".to_owned());
            }
        }
    }

    /// How often it was counted.
    pub(crate) fn times(&self, what: &str) -> u64 {
        self.0.get(what).copied().unwrap_or_default()
    }

    /// Counts one of these.
    pub(crate) fn one(&mut self, what: String) {
        *self.0.entry(what).or_default() += 1;
    }

    /// Adds another's counts.
    pub(crate) fn add(&mut self, other: Self) {
        for (what, times) in other.0 {
            *self.0.entry(what).or_default() += times;
        }
    }

    /// Whatever should have happened often and did not, and what never should have.
    pub(crate) fn surprises(&self) -> Vec<String> {
        let expected = expected();
        let rare = expected
            .iter()
            .filter(|what| self.times(what) < OFTEN)
            .map(|what| format!("too rare: {what}"));
        let is_change = |what: &&String| what.contains(" > ") && what.contains(" by ");
        let changes = self.0.keys().filter(is_change);
        let new = changes.filter(|what| !expected.contains(what));
        rare.chain(new.map(|what| format!("never meant to happen: {what}")))
            .collect()
    }
}

/// Everything that should happen often.
fn expected() -> Vec<String> {
    let refusals = slugs().filter(|slug| !NEVER.contains(slug));
    let refusals = refusals.map(|slug| format!("refused: {slug}"));
    let others = REGISTERING.into_iter().chain(ORGANIZING);
    others.map(str::to_owned).chain(refusals).collect()
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut text = String::new();
        for (what, times) in &self.0 {
            writeln!(text, "{times:>9}  {what}")?;
        }
        f.write_str(&text)
    }
}

/// The events of a decision in their order.
pub(crate) fn lines(decision: &Decision) -> Vec<Line> {
    let lines = decision.changes.iter().flat_map(|change| match change {
        Change::Registration { event, .. } => vec![Line::Registration(event.clone())],
        Change::Pool { event, .. } => event.iter().cloned().map(Line::Pool).collect(),
        Change::Opened { events, .. } => events.iter().cloned().map(Line::Pool).collect(),
        _ => Vec::new(),
    });
    lines.collect()
}
