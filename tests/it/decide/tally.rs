//! How often the random histories came to each place: what is never reached proves nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use niangjia::ledger::book::Book;
use niangjia::ledger::change::Change;
use niangjia::ledger::command::{Event, EventKind, PoolEvent};
use niangjia::ledger::decide::Decision;
use niangjia::ledger::facts::Status;

use super::replay::Line;
use super::translate::{slug, slugs};

/// Each change of status that may happen: from, to, and the command behind it.
pub(crate) const STATUS_CHANGES: [&str; 30] = [
    "- > applied by register",
    "- > confirmed by register",
    "- > waitlisted by register",
    "- > confirmed by change",
    "confirmed > cancelled by change",
    "waitlisted > confirmed by change",
    "waitlisted > offered by change",
    "applied > cancelled by cancel",
    "confirmed > cancelled by cancel",
    "offered > cancelled by cancel",
    "waitlisted > cancelled by cancel",
    "waitlisted > confirmed by cancel",
    "waitlisted > offered by cancel",
    "offered > confirmed by accept",
    "offered > expired by accept",
    "waitlisted > confirmed by accept",
    "waitlisted > offered by accept",
    "offered > declined by decline",
    "offered > expired by decline",
    "waitlisted > confirmed by decline",
    "waitlisted > offered by decline",
    "waitlisted > confirmed by set_capacity",
    "waitlisted > offered by set_capacity",
    "offered > expired by tick",
    "waitlisted > expired by tick",
    "waitlisted > confirmed by tick",
    "waitlisted > offered by tick",
    "a pool was full",
    "a seat was rebooked",
    "seats were held",
];
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
                Line::Registration(event) => self.registration(&event),
                Line::Pool(event) => self.pool(&event),
            }
        }
        let mut pools = book.units.values().flat_map(|unit| &unit.pools);
        if pools.any(|pool| pool.capacity.is_some_and(|c| c > 0 && c == pool.taken)) {
            self.one("a pool was full".to_owned());
        }
    }

    fn registration(&mut self, event: &Event) {
        match event.kind {
            EventKind::Status => {
                let from = event.from.map_or("-", Status::as_str);
                let (to, cause) = (event.to.as_str(), event.cause.as_str());
                self.one(format!("{from} > {to} by {cause}"));
            }
            EventKind::Rebooked => self.one("a seat was rebooked".to_owned()),
            EventKind::Extended => self.one("an offer was extended".to_owned()),
            EventKind::Passed => self.one("somebody was passed".to_owned()),
            EventKind::Reviewed => self.one("somebody was reviewed".to_owned()),
            EventKind::Rescheduled => self.one("sessions moved".to_owned()),
        }
    }

    fn pool(&mut self, event: &PoolEvent) {
        if event.held.0 == 0 && event.held.1 > 0 {
            self.one("seats were held".to_owned());
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
        let refusals = slugs().map(|slug| format!("refused: {slug}"));
        let expected: Vec<String> = STATUS_CHANGES
            .into_iter()
            .map(str::to_owned)
            .chain(refusals)
            .collect();
        let rare = expected
            .iter()
            .filter(|what| self.0.get(*what).copied() < Some(OFTEN));
        let rare = rare.map(|what| format!("too rare: {what}"));
        let new = self
            .0
            .keys()
            .filter(|what| what.contains(" > ") && !expected.contains(what));
        rare.chain(new.map(|what| format!("never meant to happen: {what}")))
            .collect()
    }
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
