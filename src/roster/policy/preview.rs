//! What commands would do: who moves from what to what, and the pools before and after.

use super::seats::OpenedUnits;
use crate::ledger::change::Change;
use crate::ledger::command::EventKind;
use crate::ledger::decide::Decision;
use crate::ledger::facts::{Pool, Status};
use crate::values::ids::{OfferingId, ParticipantId, PoolId, RegistrationId, SessionId};

/// What would happen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// Who would stand elsewhere, in the order in which it happens.
    pub moves: Vec<Move>,
    /// Every pool of the offering.
    pub pools: Vec<PoolChange>,
}

/// Somebody who would stand elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The registration.
    pub registration: RegistrationId,
    /// Who takes part.
    pub participant: ParticipantId,
    /// Its seats.
    pub seats: i32,
    /// Where it stands.
    pub from: Status,
    /// Where it would stand.
    pub to: Status,
}

/// The numbers of a pool.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Seats; none: unlimited.
    pub capacity: Option<i32>,
    /// The size it shrinks to as seats fall free.
    pub target: Option<i32>,
    /// Seats given.
    pub taken: i32,
    /// Free seats kept for somebody.
    pub held: i32,
    /// Registrations of its class that wait.
    pub waiting: i32,
}

/// A pool before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolChange {
    /// The pool.
    pub id: PoolId,
    /// The session, where sessions are picked.
    pub session: Option<SessionId>,
    /// The quota; empty for everyone.
    pub quota_key: String,
    /// Its numbers now; none where it is not there yet.
    pub before: Option<Numbers>,
    /// Its numbers then.
    pub after: Numbers,
}

/// What `decisions`, one after the other, would do to what is open of an offering. What falls
/// due at the same time in other offerings of the program is left out.
#[must_use]
pub fn effects(offering: OfferingId, opened: &OpenedUnits, decisions: &[Decision]) -> Effects {
    let mut effects = Effects::default();
    for (session, unit) in opened {
        effects
            .pools
            .extend(unit.pools.iter().map(|pool| PoolChange {
                id: pool.id,
                session: *session,
                quota_key: pool.quota_key.clone(),
                before: Some(pool.numbers),
                after: pool.numbers,
            }));
    }
    for change in decisions.iter().flat_map(|decision| &decision.changes) {
        effects.add(offering, change);
    }
    effects.moves.retain(|one| one.from != one.to);
    effects
}

impl Effects {
    fn add(&mut self, offering: OfferingId, change: &Change) {
        match change {
            Change::Registration {
                before: Some(before),
                after,
                event,
            } if event.kind == EventKind::Status && after.offering_id == offering => {
                match self
                    .moves
                    .iter_mut()
                    .find(|one| one.registration == after.id)
                {
                    Some(earlier) => earlier.to = after.status,
                    None => self.moves.push(Move {
                        registration: after.id,
                        participant: after.participant_id,
                        seats: after.seats,
                        from: before.status,
                        to: after.status,
                    }),
                }
            }
            Change::Pool { after, .. } | Change::PoolAdded { pool: after } => self.set(after, None),
            Change::Opened { unit, .. } if unit.offering_id == offering => {
                for pool in &unit.pools {
                    self.set(pool, unit.session_id);
                }
            }
            _ => {}
        }
    }

    /// Notes how a pool would be. One that is not there yet stands in the unit of `session`.
    fn set(&mut self, pool: &Pool, session: Option<SessionId>) {
        let after = Numbers::of(pool);
        match self.pools.iter_mut().find(|one| one.id == pool.id) {
            Some(known) => known.after = after,
            None if session.is_some() => self.pools.push(PoolChange {
                id: pool.id,
                session,
                quota_key: pool.quota_key.clone(),
                before: None,
                after,
            }),
            None => {}
        }
    }
}

impl Numbers {
    /// The size that was asked for: the one it has, or shrinks to.
    #[must_use]
    pub fn wanted(&self) -> Option<i32> {
        self.target.or(self.capacity)
    }

    const fn of(pool: &Pool) -> Self {
        Self {
            capacity: pool.capacity,
            target: pool.target,
            taken: pool.taken,
            held: pool.held,
            waiting: pool.waiting,
        }
    }
}
