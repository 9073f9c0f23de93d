//! What an edit would do.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::OfferingSettings;
use crate::ledger::facts::Status;
use crate::roster::access::Sight;
use crate::roster::editing::Foreseen;
use crate::roster::policy::preview::{Move, Numbers, PoolChange};
use crate::roster::policy::seats::OpenedUnits;
use crate::values::ids::{ParticipantId, RegistrationId, SessionId};
use crate::values::locale::Locale;

/// Counts below this are hidden in confidential programs.
const FEW: usize = 5;

/// An offering after an edit, or with `preview=true` what the edit would do.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OfferingChanged)]
#[serde(untagged)]
pub(in crate::roster::api) enum Changed {
    /// The offering as it is now.
    Done(Box<OfferingSettings>),
    /// What would happen.
    Preview(Box<OfferingPreview>),
}

/// What an edit would do; nothing was changed.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::roster::api) struct OfferingPreview {
    /// The offering as it would be.
    offering: OfferingSettings,
    /// Who would move, in this order. Empty in a confidential program unless one is its
    /// counsellor.
    moves: Vec<MoveView>,
    /// How many would move from where to where; null where a confidential program has fewer than
    /// five.
    moved: Vec<MovedView>,
    /// Every pool of the offering, as the ledger counts it.
    pools: Vec<PoolView>,
}

/// Somebody who would move.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SeatMove)]
struct MoveView {
    registration_id: RegistrationId,
    participant_id: ParticipantId,
    /// Null where the program is for children and no second factor was given.
    name: Option<String>,
    seats: i32,
    from: Status,
    to: Status,
}

/// How many would move so.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SeatMoveCount)]
struct MovedView {
    from: Status,
    to: Status,
    count: Option<usize>,
}

/// A pool before and after.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PoolChange)]
struct PoolView {
    /// Null where one seat is for all sessions.
    session_id: Option<SessionId>,
    /// Null: the pool for everyone.
    quota_key: Option<String>,
    /// Null where it would be opened.
    before: Option<NumbersView>,
    after: NumbersView,
}

/// The numbers of a pool.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PoolNumbers)]
pub(super) struct NumbersView {
    /// Null: unlimited.
    capacity: Option<i32>,
    /// The size it shrinks to as seats fall free; null where it has the size it should have.
    target: Option<i32>,
    taken: i32,
    held: i32,
    waiting: i32,
}

impl OfferingPreview {
    pub(in crate::roster::api) fn new(foreseen: Foreseen, sight: Sight) -> Self {
        let mut counts: BTreeMap<(Status, Status), usize> = BTreeMap::new();
        for one in &foreseen.effects.moves {
            *counts.entry((one.from, one.to)).or_default() += 1;
        }
        let hides_few = sight == Sight::Counts;
        let moved = counts.into_iter().map(|((from, to), count)| MovedView {
            from,
            to,
            count: (count >= FEW || !hides_few).then_some(count),
        });
        let shown = foreseen.effects.moves.iter().filter(|_| !hides_few);
        let name = |one: &Move| {
            let name = foreseen.names.get(&one.participant).cloned();
            name.filter(|_| sight == Sight::Persons)
        };
        Self {
            moves: shown
                .map(|one| MoveView {
                    registration_id: one.registration,
                    participant_id: one.participant,
                    name: name(one),
                    seats: one.seats,
                    from: one.from,
                    to: one.to,
                })
                .collect(),
            moved: moved.collect(),
            pools: foreseen.effects.pools.into_iter().map(Into::into).collect(),
            offering: OfferingSettings::new(
                foreseen.offering,
                Vec::new(),
                &OpenedUnits::new(),
                Locale::Chinese,
            ),
        }
    }
}

impl From<PoolChange> for PoolView {
    fn from(pool: PoolChange) -> Self {
        Self {
            session_id: pool.session,
            quota_key: Some(pool.quota_key).filter(|key| !key.is_empty()),
            before: pool.before.map(Into::into),
            after: pool.after.into(),
        }
    }
}

impl From<Numbers> for NumbersView {
    fn from(numbers: Numbers) -> Self {
        Self {
            capacity: numbers.capacity,
            target: numbers.target,
            taken: numbers.taken,
            held: numbers.held,
            waiting: numbers.waiting,
        }
    }
}
