//! Reads a program's history again from its two kinds of events, and from nothing else that
//! changes: I3 (nobody was overtaken) and I8 (the events tell where everyone stands).

use std::collections::BTreeMap;

use niangjia::ledger::command::{Event, EventKind, PoolEvent};
use niangjia::ledger::facts::Status;
use niangjia::values::ids::{PoolId, RegistrationId, UnitId};
use niangjia::values::rank::Rank;

/// What of a registration never changes here.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) unit: UnitId,
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
        if event.from == Some(Status::Waitlisted) && event.to.is_seated() {
            self.nobody_is_overtaken(event)?;
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

    /// I3: nobody who waits before it in line would have fitted at this moment.
    fn nobody_is_overtaken(&self, event: &Event) -> Result<(), String> {
        let promoted = &self.entries[&event.registration_id];
        for (id, entry) in self.waiting(promoted.unit) {
            if entry.rank >= promoted.rank {
                continue;
            }
            for (pool, _) in self.pools_of(entry) {
                let claims = self.claimant(*pool) == Some(id);
                if self
                    .free(*pool, claims)
                    .is_none_or(|free| entry.seats <= free)
                {
                    return Err(format!("I3: {id} was overtaken: {event:?}"));
                }
            }
        }
        Ok(())
    }

    fn waiting(&self, unit: UnitId) -> impl Iterator<Item = (RegistrationId, &Entry)> {
        let waits = |id| self.standings[id].status == Status::Waitlisted;
        let all = self
            .entries
            .iter()
            .filter(move |(_, entry)| entry.unit == unit);
        all.filter(move |(id, _)| self.standings.contains_key(id) && waits(id))
            .map(|(id, entry)| (*id, entry))
    }

    fn pools_of(&self, entry: &Entry) -> impl Iterator<Item = (&PoolId, &(UnitId, String))> {
        self.pools.iter().filter(move |(_, (unit, class))| {
            *unit == entry.unit && (class.is_empty() || *class == entry.class)
        })
    }

    /// For whom seats of a pool are held.
    fn claimant(&self, pool: PoolId) -> Option<RegistrationId> {
        let (unit, class) = &self.pools[&pool];
        let may_sit = |entry: &Entry| class.is_empty() || *class == entry.class;
        self.waiting(*unit)
            .filter(|(id, entry)| may_sit(entry) && self.standings[id].passed >= entry.seats)
            .min_by_key(|(_, entry)| entry.rank)
            .map(|(id, _)| id)
    }

    /// Seats neither taken nor held (held ones too for who claims them); none: without limit.
    fn free(&self, pool: PoolId, claims: bool) -> Option<i32> {
        let size = self.sizes[&pool];
        let held = if claims { 0 } else { size.held };
        size.capacity
            .map(|capacity| capacity - self.taken(pool) - held)
    }

    /// Seats of who sits in a pool.
    fn taken(&self, pool: PoolId) -> i32 {
        let seated = self
            .standings
            .iter()
            .filter(|(_, standing)| standing.pool == Some(pool));
        seated.map(|(id, _)| self.entries[id].seats).sum()
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
