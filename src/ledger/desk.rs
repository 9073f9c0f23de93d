//! Where a decision is written down: each change is made in the book at once and kept, so that
//! the batch folds over it, a preview can take it back, and the store can save it.

use serde_json::json;

use super::command::{Actor, Cause, Event, EventKind, PoolEvent, Reason};
use super::facts::{Book, Pool, Registration, Status, Unit};
use crate::values::clock::Instant;
use crate::values::ids::{PoolId, RegistrationId, UnitId};

/// One change of the book.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A registration was made or changed, and why.
    Registration {
        /// As it was.
        before: Option<Box<Registration>>,
        /// As it is.
        after: Box<Registration>,
        /// The line in its history; none where only a counter moved along.
        event: Event,
    },
    /// A pool was changed.
    Pool {
        /// As it was.
        before: Pool,
        /// As it is.
        after: Pool,
        /// Written when its capacity or hold changed.
        event: Option<PoolEvent>,
    },
    /// A unit was opened, with the opening lines of its pools.
    Opened {
        /// The unit.
        unit: Box<Unit>,
        /// One line a pool.
        events: Vec<PoolEvent>,
    },
    /// An open unit got another pool.
    PoolAdded {
        /// The pool, empty.
        pool: Pool,
    },
    /// The times of a unit nobody is in were changed.
    Times {
        /// The unit.
        unit_id: UnitId,
        /// Start and end as they were.
        before: Times,
        /// Start and end as they are.
        after: Times,
    },
}

/// Start of a unit's first session and end of its last.
pub type Times = (Option<Instant>, Option<Instant>);

/// A decision in the making.
pub(super) struct Desk<'a> {
    pub(super) book: &'a mut Book,
    /// The command's "now".
    pub(super) now: Instant,
    pub(super) actor: Actor,
    pub(super) cause: Cause,
    changes: Vec<Change>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(book: &'a mut Book, now: Instant, actor: Actor, cause: Cause) -> Self {
        Self {
            book,
            now,
            actor,
            cause,
            changes: Vec::new(),
        }
    }

    /// Everything that was changed, in order.
    pub(super) fn finish(self) -> Vec<Change> {
        self.changes
    }

    /// How far the decision has come, to go [`Desk::back_to`].
    pub(super) fn mark(&self) -> usize {
        self.changes.len()
    }

    /// Takes back all changes since `mark`.
    pub(super) fn back_to(&mut self, mark: usize) {
        let undone = self.changes.split_off(mark);
        undo(self.book, undone);
    }

    /// The number of arrival of the next who comes; counted once it is made.
    pub(super) const fn next_arrival(&self) -> i64 {
        self.book.arrival + 1
    }

    /// Makes or changes a registration; keeps the pools' counts in step.
    pub(super) fn put(&mut self, mut after: Registration, kind: EventKind, reason: Reason) {
        let before = self.book.registrations.get(&after.id).cloned();
        after.updated_at = self.now;
        if before.is_none() {
            self.book.arrival = after.arrival;
        }
        self.move_seats(before.as_ref(), &after);
        let event = Event {
            sequence: self.next(),
            registration_id: after.id,
            at: self.now,
            kind,
            from: before.as_ref().map(|before| before.status),
            to: after.status,
            from_pool: before.as_ref().and_then(|before| before.pool_id),
            to_pool: after.pool_id,
            cause: self.cause,
            actor: self.actor,
            reason,
        };
        self.book.file(after.clone());
        let before = before.map(Box::new);
        self.changes.push(Change::Registration {
            before,
            after: Box::new(after),
            event,
        });
    }

    /// Changes a pool.
    pub(super) fn set_pool(&mut self, after: Pool) {
        let Some(unit) = self.book.units.get_mut(&after.unit_id) else {
            return;
        };
        let Some(pool) = unit.pools.iter_mut().find(|pool| pool.id == after.id) else {
            return;
        };
        let before = std::mem::replace(pool, after.clone());
        if before == after {
            return;
        }
        let told = (before.capacity, before.held) != (after.capacity, after.held);
        let event = told.then(|| PoolEvent {
            sequence: self.next(),
            pool_id: after.id,
            at: self.now,
            capacity: (before.capacity, after.capacity),
            held: (before.held, after.held),
            cause: self.cause,
            actor: self.actor,
        });
        self.changes.push(Change::Pool {
            before,
            after,
            event,
        });
    }

    /// Opens a unit.
    pub(super) fn open(&mut self, unit: Unit) {
        let events = unit
            .pools
            .iter()
            .map(|pool| PoolEvent {
                sequence: self.next(),
                pool_id: pool.id,
                at: self.now,
                capacity: (Some(0), pool.capacity),
                held: (0, 0),
                cause: self.cause,
                actor: self.actor,
            })
            .collect();
        self.book.units.insert(unit.id, unit.clone());
        self.changes.push(Change::Opened {
            unit: Box::new(unit),
            events,
        });
    }

    /// Adds an empty pool to an open unit; its size comes by a change of capacity.
    pub(super) fn add_pool(&mut self, pool: Pool) {
        let Some(unit) = self.book.units.get_mut(&pool.unit_id) else {
            return;
        };
        unit.pools.push(pool.clone());
        self.changes.push(Change::PoolAdded { pool });
    }

    /// Changes the times of a unit.
    pub(super) fn set_times(&mut self, unit_id: UnitId, after: Times) {
        let Some(unit) = self.book.units.get_mut(&unit_id) else {
            return;
        };
        let before = (unit.starts_at, unit.ends_at);
        (unit.starts_at, unit.ends_at) = after;
        self.changes.push(Change::Times {
            unit_id,
            before,
            after,
        });
    }

    /// A registration of the book.
    pub(super) fn registration(&self, id: RegistrationId) -> Option<&Registration> {
        self.book.registrations.get(&id)
    }

    /// A unit of the book.
    pub(super) fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.book.units.get(&id)
    }

    /// Counts seats and waiting registrations from one standing to the next.
    fn move_seats(&mut self, before: Option<&Registration>, after: &Registration) {
        let standing = |r: &Registration| (r.status, r.pool_id, r.seats);
        if before.is_some_and(|before| standing(before) == standing(after)) {
            return;
        }
        if let Some(before) = before {
            if let Some(pool) = before.pool_id {
                self.count(before.unit_id, pool, |pool| pool.taken -= before.seats);
            }
            if before.status == Status::Waitlisted {
                self.count_waiting(before, -1);
            }
        }
        if let Some(pool) = after.pool_id {
            self.count(after.unit_id, pool, |pool| pool.taken += after.seats);
        }
        if after.status == Status::Waitlisted {
            self.count_waiting(after, 1);
        }
    }

    fn count(&mut self, unit: UnitId, pool: PoolId, change: impl Fn(&mut Pool)) {
        let found = self.unit(unit).and_then(|unit| unit.pool(pool)).cloned();
        if let Some(mut pool) = found {
            change(&mut pool);
            self.set_pool(pool);
        }
    }

    /// Waiting registrations are counted at the pool of their class; a class without a pool
    /// (its quota is gone) counts as general.
    fn count_waiting(&mut self, registration: &Registration, by: i32) {
        let pool = self.unit(registration.unit_id).and_then(|unit| {
            unit.pools_for(&registration.quota_key)
                .next()
                .map(|pool| pool.id)
        });
        if let Some(pool) = pool {
            self.count(registration.unit_id, pool, |pool| pool.waiting += by);
        }
    }

    const fn next(&mut self) -> i64 {
        self.book.sequence += 1;
        self.book.sequence
    }
}

/// Takes changes back, the last first: nothing remains of them.
pub(super) fn undo(book: &mut Book, changes: Vec<Change>) {
    for change in changes.into_iter().rev() {
        match change {
            Change::Registration {
                before,
                after,
                event,
            } => {
                book.sequence = event.sequence - 1;
                if let Some(before) = before {
                    book.file(*before);
                } else {
                    book.arrival = after.arrival - 1;
                    book.unfile(after.id);
                }
            }
            Change::Pool { before, event, .. } => {
                if let Some(event) = event {
                    book.sequence = event.sequence - 1;
                }
                let pools = book
                    .units
                    .get_mut(&before.unit_id)
                    .map(|unit| &mut unit.pools);
                let pool = pools.and_then(|pools| pools.iter_mut().find(|p| p.id == before.id));
                if let Some(pool) = pool {
                    *pool = before;
                }
            }
            Change::Opened { unit, events } => {
                if let Some(first) = events.first() {
                    book.sequence = first.sequence - 1;
                }
                book.units.remove(&unit.id);
            }
            Change::PoolAdded { pool } => {
                if let Some(unit) = book.units.get_mut(&pool.unit_id) {
                    unit.pools.retain(|known| known.id != pool.id);
                }
            }
            Change::Times {
                unit_id, before, ..
            } => {
                if let Some(unit) = book.units.get_mut(&unit_id) {
                    (unit.starts_at, unit.ends_at) = before;
                }
            }
        }
    }
}

/// The numbers of a pool at a moment, as kept with an event.
pub(super) fn numbers(pool: &Pool) -> serde_json::Value {
    json!({ "capacity": pool.capacity, "taken": pool.taken, "waiting": pool.waiting })
}
