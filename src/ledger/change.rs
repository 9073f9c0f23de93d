//! The changes of a book, and taking them back.

use super::answer::{Event, PoolEvent};
use super::book::Book;
use super::draw::Draw;
use super::facts::{Pool, Registration, Session, Unit};
use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, UnitId};

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
    /// A unit's times changed, or what it is open for.
    Unit {
        /// The unit.
        unit_id: UnitId,
        /// As it was.
        before: Course,
        /// As it is.
        after: Course,
    },
    /// A session was moved or cancelled.
    Session {
        /// As it was.
        before: Session,
        /// As it is.
        after: Session,
    },
    /// An offering was called off.
    CalledOff {
        /// The offering.
        offering_id: OfferingId,
        /// Why.
        remark: String,
    },
    /// A draw was frozen, run or voided.
    Draw {
        /// The draw the offering had before: as it was, or a voided one; none where there was none.
        before: Option<Box<Draw>>,
        /// As it is.
        after: Box<Draw>,
    },
}

/// How far a unit has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    /// Start of its first session.
    pub starts_at: Option<Instant>,
    /// End of its last session.
    pub ends_at: Option<Instant>,
    /// Whether seats have been given out to those who applied.
    pub is_given_out: bool,
    /// Whether its session was cancelled.
    pub is_cancelled: bool,
}

impl Course {
    /// That of a unit.
    #[must_use]
    pub const fn of(unit: &Unit) -> Self {
        Self {
            starts_at: unit.starts_at,
            ends_at: unit.ends_at,
            is_given_out: unit.is_given_out,
            is_cancelled: unit.is_cancelled,
        }
    }

    pub(super) const fn apply(self, unit: &mut Unit) {
        unit.starts_at = self.starts_at;
        unit.ends_at = self.ends_at;
        unit.is_given_out = self.is_given_out;
        unit.is_cancelled = self.is_cancelled;
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
            Change::Unit {
                unit_id, before, ..
            } => {
                if let Some(unit) = book.units.get_mut(&unit_id) {
                    before.apply(unit);
                }
            }
            Change::Session { before, .. } => drop(book.sessions.insert(before.id, before)),
            Change::CalledOff { offering_id, .. } => {
                if let Some(offering) = book.offerings.get_mut(&offering_id) {
                    offering.is_called_off = false;
                }
            }
            Change::Draw { before, after } => drop(match before {
                Some(before) => book.draws.insert(after.offering_id, *before),
                None => book.draws.remove(&after.offering_id),
            }),
        }
    }
}
