//! The public places of each unit, in memory.
//!
//! The ledger's lane sets them after its commit and before it answers; other instances read
//! them again when a program's ledger has changed. A number never goes back in time: each
//! program counts its changes in `ledgers.sequence`, and an older count is ignored.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, ProgramId, SessionId, UnitId};

/// One pool as the public sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolPlaces {
    /// The quota; empty for the general pool.
    pub quota_key: String,
    /// Seats in it; none: unlimited.
    pub capacity: Option<i32>,
    /// Seats of confirmed and offered registrations.
    pub taken: i32,
    /// Seats kept for an entry that waits and does not fit yet.
    pub held: i32,
    /// Registrations of its group that wait; those of no quota wait in the general pool.
    pub waiting: i32,
}

impl PoolPlaces {
    /// Seats a newcomer may have; none: unlimited.
    #[must_use]
    pub fn left(&self) -> Option<i32> {
        self.capacity
            .map(|capacity| (capacity - self.taken - self.held).max(0))
    }
}

/// The pools of one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitPlaces {
    /// The unit.
    pub unit_id: UnitId,
    /// Its offering.
    pub offering_id: OfferingId,
    /// Its session, where sessions are picked.
    pub session_id: Option<SessionId>,
    /// Its pools, the general one first.
    pub pools: Vec<PoolPlaces>,
}

/// Numbers summed over pools; none: unlimited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// All seats.
    pub capacity: Option<i32>,
    /// Seats of confirmed and offered registrations.
    pub taken: i32,
    /// Seats a newcomer may have.
    pub left: Option<i32>,
    /// Registrations that wait.
    pub waiting: i32,
}

impl Places {
    /// The sum over `pools`; nothing has no seats.
    pub fn sum<'a>(pools: impl Iterator<Item = &'a PoolPlaces>) -> Self {
        let none = Self {
            capacity: Some(0),
            left: Some(0),
            ..Self::default()
        };
        pools.fold(none, |sum, pool| Self {
            capacity: sum.capacity.zip(pool.capacity).map(|(a, b)| a + b),
            taken: sum.taken + pool.taken,
            left: sum.left.zip(pool.left()).map(|(a, b)| a + b),
            waiting: sum.waiting + pool.waiting,
        })
    }
}

/// The units of one offering at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfferingPlaces {
    /// When these numbers were true.
    pub as_of: Instant,
    /// Its units, by session.
    pub units: BTreeMap<Option<SessionId>, UnitPlaces>,
}

impl OfferingPlaces {
    /// The sum over all units.
    #[must_use]
    pub fn total(&self) -> Places {
        Places::sum(self.units.values().flat_map(|unit| &unit.pools))
    }
}

/// The places of all offerings; shared by all who hold it.
#[derive(Clone, Debug, Default)]
pub struct PlacesBoard(Arc<Board>);

#[derive(Debug, Default)]
struct Board {
    state: RwLock<State>,
    changes: AtomicU64,
}

#[derive(Debug, Default)]
struct State {
    /// Up to which number of its ledger everything shown of a program is true.
    sequences: HashMap<ProgramId, i64>,
    /// The number as of which each unit was set.
    units: HashMap<UnitId, i64>,
    offerings: HashMap<OfferingId, Arc<OfferingPlaces>>,
}

impl PlacesBoard {
    /// Sets every unit of a program as of `sequence`, its `ledgers.sequence` then.
    pub fn set_all(
        &self,
        program: ProgramId,
        sequence: i64,
        as_of: Instant,
        units: Vec<UnitPlaces>,
    ) {
        self.set(program, i64::MIN..sequence, as_of, units);
    }

    /// Sets the units that a batch looked at while the program's ledger went through
    /// `sequences`. Where another instance was at it before, the others of the program stay
    /// behind and are read at the next look.
    pub fn set_some(
        &self,
        program: ProgramId,
        sequences: Range<i64>,
        as_of: Instant,
        units: Vec<UnitPlaces>,
    ) {
        self.set(program, sequences, as_of, units);
    }

    fn set(
        &self,
        program: ProgramId,
        sequences: Range<i64>,
        as_of: Instant,
        mut units: Vec<UnitPlaces>,
    ) {
        let mut state = self.0.state.write().unwrap_or_else(PoisonError::into_inner);
        let shown = state.sequences.get(&program).copied().unwrap_or(i64::MIN);
        if sequences.start <= shown {
            state.sequences.insert(program, shown.max(sequences.end));
        }
        // What was set later stays, in whatever order the numbers come.
        units.retain(|unit| {
            let set_at = state.units.entry(unit.unit_id).or_insert(i64::MIN);
            let is_newer = *set_at <= sequences.end;
            *set_at = sequences.end.max(*set_at);
            is_newer
        });
        for unit in units {
            let places = state.offerings.entry(unit.offering_id).or_default();
            let places = Arc::make_mut(places);
            places.as_of = places.as_of.max(as_of);
            places.units.insert(unit.session_id, unit);
        }
        drop(state);
        self.0.changes.fetch_add(1, Ordering::Release);
    }

    /// Whether the numbers shown of a program are older than its `sequence`, or none are shown.
    #[must_use]
    pub fn is_behind(&self, program: ProgramId, sequence: i64) -> bool {
        let state = self.0.state.read().unwrap_or_else(PoisonError::into_inner);
        let shown = state.sequences.get(&program);
        shown.is_none_or(|shown| *shown < sequence)
    }

    /// Up to which number of its ledger everything shown of a program is true; none where nothing
    /// is shown of it.
    #[must_use]
    pub fn sequence(&self, program: ProgramId) -> Option<i64> {
        let state = self.0.state.read().unwrap_or_else(PoisonError::into_inner);
        state.sequences.get(&program).copied()
    }

    /// The places of an offering; none where it has no units.
    #[must_use]
    pub fn of(&self, offering: OfferingId) -> Option<Arc<OfferingPlaces>> {
        let state = self.0.state.read().unwrap_or_else(PoisonError::into_inner);
        state.offerings.get(&offering).cloned()
    }

    /// Rises with each change, so that what was made from the numbers can be kept until then.
    #[must_use]
    pub fn changes(&self) -> u64 {
        self.0.changes.load(Ordering::Acquire)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn unit(taken: i32, capacity: Option<i32>) -> UnitPlaces {
        UnitPlaces {
            unit_id: UnitId(Uuid::from_u128(1)),
            offering_id: OfferingId(Uuid::from_u128(2)),
            session_id: None,
            pools: vec![PoolPlaces {
                quota_key: String::new(),
                capacity,
                taken,
                held: 1,
                waiting: 3,
            }],
        }
    }

    #[test]
    fn an_older_count_does_not_overwrite_a_later_one() {
        let board = PlacesBoard::default();
        let program = ProgramId(Uuid::from_u128(3));
        let offering = OfferingId(Uuid::from_u128(2));
        let now = Instant::from_millis(5);
        board.set_all(program, 7, now, vec![unit(2, Some(10))]);
        board.set_all(program, 6, now, vec![unit(1, Some(10))]);
        let total = board.of(offering).unwrap().total();
        assert_eq!((total.taken, total.left, total.waiting), (2, Some(7), 3));
        board.set_some(program, 7..8, now, vec![unit(2, None)]);
        assert_eq!(board.of(offering).unwrap().total().left, None);
        assert!(!board.is_behind(program, 8));
    }

    #[test]
    fn what_another_instance_did_before_is_still_to_be_read() {
        let board = PlacesBoard::default();
        let program = ProgramId(Uuid::from_u128(3));
        let now = Instant::from_millis(5);
        board.set_all(program, 7, now, Vec::new());
        board.set_some(program, 9..10, now, vec![unit(2, Some(10))]);
        assert!(board.is_behind(program, 10), "8 and 9 were somebody else's");
        board.set_all(program, 9, now, vec![unit(1, Some(10))]);
        let offering = OfferingId(Uuid::from_u128(2));
        assert_eq!(board.of(offering).unwrap().total().taken, 2);
        board.set_all(program, 10, now, Vec::new());
        assert!(!board.is_behind(program, 10));
    }
}
