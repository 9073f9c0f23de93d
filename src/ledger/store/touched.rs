//! Which rows a batch changed.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::ActiveValue::Set;

use super::Decided;
use super::convert::{pool_row, registration_row, unit_row};
use crate::db::entity::{pools, registrations, units};
use crate::ledger::change::Change;
use crate::ledger::decide::due::next_due;
use crate::ledger::facts::{Book, Registration};
use crate::values::clock::Instant;
use crate::values::ids::{PoolId, ProgramId, RegistrationId, UnitId};

/// The rows a batch changed, each once, however often it changed.
pub(super) struct Touched {
    pub(super) programs: BTreeSet<ProgramId>,
    pub(super) units: BTreeMap<UnitId, Option<Instant>>,
    pub(super) pools: BTreeSet<PoolId>,
    pub(super) registrations: BTreeSet<RegistrationId>,
    /// Programs in which something falls due at another time than before.
    pub(super) rescheduled: BTreeSet<ProgramId>,
}

impl Touched {
    pub(super) fn by(
        books: &BTreeMap<ProgramId, Book>,
        batch: &[Decided<'_>],
        now: Instant,
    ) -> Self {
        let mut touched = Self {
            programs: BTreeSet::new(),
            units: BTreeMap::new(),
            pools: BTreeSet::new(),
            registrations: BTreeSet::new(),
            rescheduled: BTreeSet::new(),
        };
        let mut opened = BTreeSet::new();
        let mut near = BTreeSet::new();
        for decided in batch {
            for change in &decided.decision.changes {
                touched.programs.insert(decided.command.program_id);
                touched.note(change, &mut opened, &mut near);
            }
        }
        touched.schedule(books, &opened, &near, now);
        touched
    }

    fn note(
        &mut self,
        change: &Change,
        opened: &mut BTreeSet<UnitId>,
        near: &mut BTreeSet<UnitId>,
    ) {
        match change {
            Change::Registration { after, .. } => {
                self.registrations.insert(after.id);
                near.insert(after.unit_id);
            }
            Change::Pool { after, .. } | Change::PoolAdded { pool: after } => {
                self.pools.insert(after.id);
                near.insert(after.unit_id);
            }
            Change::Opened { unit, .. } => {
                opened.insert(unit.id);
                self.pools.extend(unit.pools.iter().map(|pool| pool.id));
            }
            Change::Unit { unit_id, .. } => drop(opened.insert(*unit_id)),
            Change::Session { .. } | Change::CalledOff { .. } | Change::Draw { .. } => {}
        }
    }

    /// Finds the units that are new or fall due at another time than before.
    fn schedule(
        &mut self,
        books: &BTreeMap<ProgramId, Book>,
        opened: &BTreeSet<UnitId>,
        near: &BTreeSet<UnitId>,
        now: Instant,
    ) {
        for book in books.values() {
            for unit in book.units.values() {
                let was_due = unit.due_at.is_some_and(|due| due <= now);
                let is_near = near.contains(&unit.id) || opened.contains(&unit.id);
                if !(was_due || is_near || unit.is_whole) {
                    continue;
                }
                let due = next_due(book, unit);
                if due != unit.due_at || opened.contains(&unit.id) {
                    self.units.insert(unit.id, due);
                    self.programs.insert(book.program_id);
                    self.rescheduled.insert(book.program_id);
                }
            }
        }
    }

    pub(super) fn units(&self, books: &BTreeMap<ProgramId, Book>) -> Vec<units::ActiveModel> {
        let all = books
            .values()
            .flat_map(|book| book.units.values().map(move |unit| (book.program_id, unit)));
        all.filter_map(|(program, unit)| {
            let due = self.units.get(&unit.id)?;
            Some(units::ActiveModel {
                due_at: Set(*due),
                ..unit_row(program, unit)
            })
        })
        .collect()
    }

    pub(super) fn pools(&self, books: &BTreeMap<ProgramId, Book>) -> Vec<pools::ActiveModel> {
        let all = books.values().flat_map(|book| {
            let pools = book.units.values().flat_map(|unit| &unit.pools);
            pools.map(move |pool| (book.program_id, pool))
        });
        all.filter(|(_, pool)| self.pools.contains(&pool.id))
            .map(|(program, pool)| pool_row(program, pool.clone()))
            .collect()
    }

    /// In id order, which is the order of making: a registration that ended makes room for the
    /// new one of the same participant before that one comes.
    pub(super) fn registrations(
        &self,
        books: &BTreeMap<ProgramId, Book>,
    ) -> Vec<registrations::ActiveModel> {
        let find = |id: &RegistrationId| -> Option<(ProgramId, &Registration)> {
            books
                .values()
                .find_map(|book| Some((book.program_id, book.registrations.get(id)?)))
        };
        let mut rows: Vec<(ProgramId, &Registration)> =
            self.registrations.iter().filter_map(find).collect();
        rows.sort_by_key(|(_, registration)| (registration.status.is_live(), registration.id));
        rows.into_iter()
            .map(|(program, row)| registration_row(program, row.clone()))
            .collect()
    }
}
