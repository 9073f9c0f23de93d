//! Reads a program's history again from its two kinds of events, and from nothing else that
//! changes: I3 (nobody was overtaken), I8 (the events tell where everyone stands), and that
//! nobody waits for ever.

mod line;

use std::collections::{BTreeMap, BTreeSet};

use niangjia::ledger::command::{Cause, Event, EventKind, PoolEvent};
use niangjia::ledger::facts::Status;
use niangjia::values::ids::{GroupId, PoolId, RegistrationId, UnitId};
use niangjia::values::rank::Rank;

/// What of a registration no event of this reading tells.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) unit: UnitId,
    pub(crate) group: Option<GroupId>,
    pub(crate) class: String,
    pub(crate) seats: i32,
    pub(crate) rank: Rank,
}

/// A line of the history.
#[derive(Clone, Debug)]
pub(crate) enum Line {
    Registration(Event),
    Pool(PoolEvent),
}

impl Line {
    pub(crate) fn cause(&self) -> Cause {
        match self {
            Self::Registration(event) => event.cause,
            Self::Pool(event) => event.cause,
        }
    }

    fn sequence(&self) -> i64 {
        match self {
            Self::Registration(event) => event.sequence,
            Self::Pool(event) => event.sequence,
        }
    }
}

/// Where a registration stands at this point of the reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) status: Status,
    pub(crate) pool: Option<PoolId>,
    pub(crate) passed: i32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Size {
    capacity: Option<i32>,
    held: i32,
}

/// A history as far as it was read.
#[derive(Debug, Default)]
pub(crate) struct Replay {
    /// Each pool with its unit and class; empty for the general one.
    pub(crate) pools: BTreeMap<PoolId, (UnitId, String)>,
    pub(crate) entries: BTreeMap<RegistrationId, Entry>,
    pub(crate) standings: BTreeMap<RegistrationId, Standing>,
    /// Units whose lists are open and whose seats may be held for somebody.
    pub(crate) holding: BTreeSet<UnitId>,
    sizes: BTreeMap<PoolId, Size>,
    sequence: i64,
}

impl Replay {
    /// Reads on.
    ///
    /// # Errors
    /// The line that does not follow from those before it, or that overtook somebody.
    pub(crate) fn read(&mut self, line: &Line) -> Result<(), String> {
        if line.sequence() != self.sequence + 1 {
            return Err(format!("I8: after {} comes {line:?}", self.sequence));
        }
        self.sequence += 1;
        match line {
            Line::Registration(event) => self.read_registration(event),
            Line::Pool(event) => self.read_pool(event),
        }
    }

    fn read_registration(&mut self, event: &Event) -> Result<(), String> {
        let known = self.standings.get(&event.registration_id).copied();
        let before = (
            known.map(|known| known.status),
            known.and_then(|known| known.pool),
        );
        if before != (event.from, event.from_pool) {
            return Err(format!("I8: at {before:?} comes {event:?}"));
        }
        if (event.kind == EventKind::Status) != (event.from != Some(event.to)) {
            return Err(format!(
                "I5: a change that is none, or is not told: {event:?}"
            ));
        }
        if (event.kind == EventKind::Rebooked) && event.from_pool == event.to_pool {
            return Err(format!("I8: rebooked to where it was: {event:?}"));
        }
        let by_hand = event.reason.code == "promoted-by-hand";
        if event.from == Some(Status::Waitlisted) && event.to.is_seated() && !by_hand {
            self.nobody_is_overtaken(event)?;
        }
        if event.to_pool != event.from_pool && !by_hand {
            self.nobody_is_starved(event)?;
        }
        let seats = event.reason.facts["seats"].as_i64();
        let passed = seats
            .filter(|_| event.kind == EventKind::Passed)
            .unwrap_or(0);
        let standing = Standing {
            status: event.to,
            pool: event.to_pool,
            passed: known.map_or(0, |known| known.passed) + i32::try_from(passed).unwrap(),
        };
        self.standings.insert(event.registration_id, standing);
        Ok(())
    }

    fn read_pool(&mut self, event: &PoolEvent) -> Result<(), String> {
        let size = self.sizes.entry(event.pool_id).or_insert(Size {
            capacity: Some(0),
            held: 0,
        });
        if (size.capacity, size.held) != (event.capacity.0, event.held.0) {
            return Err(format!("I8: at {size:?} comes {event:?}"));
        }
        (size.capacity, size.held) = (event.capacity.1, event.held.1);
        Ok(())
    }

    /// What must hold between two decisions.
    ///
    /// # Errors
    /// A pool with more seats given or held than it has.
    pub(crate) fn rest(&self) -> Result<(), String> {
        let over = |pool: &PoolId| self.free(*pool, false).is_some_and(|free| free < 0);
        let pool = self.sizes.keys().find(|pool| over(pool));
        pool.map_or(Ok(()), |pool| {
            Err(format!("I1 by the events: {pool} is oversold"))
        })
    }
}
