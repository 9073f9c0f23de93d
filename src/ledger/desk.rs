//! Where a decision is written down: each change is made in the book at once and kept, so that
//! the batch folds over it, a preview can take it back, and the store can save it.

use serde_json::json;

use super::change::{Change, Course, undo};
use super::command::{Actor, Cause, Event, EventKind, PoolEvent, Reason};
use super::draw::Draw;
use super::entry::Seating;
use super::facts::{Book, Pool, Registration, Session, Status, Unit};
use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, PoolId, RegistrationId, UnitId};

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

    /// Frees what is held in pools that are given to somebody else by hand.
    pub(super) fn release_held(&mut self, unit: UnitId, seating: &Seating) {
        for (_, pool) in seating {
            let found = self.unit(unit).and_then(|unit| unit.pool(*pool)).cloned();
            if let Some(pool) = found {
                self.set_pool(Pool { held: 0, ..pool });
            }
        }
    }

    /// Changes how far a unit has come.
    pub(super) fn set_course(&mut self, unit_id: UnitId, change: impl FnOnce(&mut Course)) {
        let Some(unit) = self.book.units.get_mut(&unit_id) else {
            return;
        };
        let before = Course::of(unit);
        let mut after = before;
        change(&mut after);
        if before == after {
            return;
        }
        after.apply(unit);
        self.changes.push(Change::Unit {
            unit_id,
            before,
            after,
        });
    }

    /// Changes a session.
    pub(super) fn set_session(&mut self, after: Session) {
        let before = self.book.sessions.insert(after.id, after.clone());
        let before = before.unwrap_or_else(|| after.clone());
        self.changes.push(Change::Session { before, after });
    }

    /// Calls an offering off; its registrations are the caller's to end.
    pub(super) fn call_off(&mut self, offering_id: OfferingId, remark: String) {
        if let Some(offering) = self.book.offerings.get_mut(&offering_id) {
            offering.is_called_off = true;
            let called_off = Change::CalledOff {
                offering_id,
                remark,
            };
            self.changes.push(called_off);
        }
    }

    /// Changes the draw of an offering.
    pub(super) fn set_draw(&mut self, after: Draw) {
        let before = self.book.draws.insert(after.offering_id, after.clone());
        let (before, after) = (before.map(Box::new), Box::new(after));
        self.changes.push(Change::Draw { before, after });
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

/// The numbers of a pool at a moment, as kept with an event.
pub(super) fn numbers(pool: &Pool) -> serde_json::Value {
    json!({ "capacity": pool.capacity, "taken": pool.taken, "waiting": pool.waiting })
}
