//! What the ledger is asked to do, so that its units are as the catalogue wants them.

use std::collections::BTreeMap;

use crate::catalog::model::{Allocation, Enrol, Offering, OfferingState, Session, SessionState};
use crate::catalog::policy;
use crate::ledger::command::{Act, Open, OpenPool, OpenUnit, SetCapacity};
use crate::values::clock::Instant;
use crate::values::ids::{IdMaker, PoolId, SessionId};

use crate::roster::policy::preview::Numbers;

/// A pool that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedPool {
    /// Its id.
    pub id: PoolId,
    /// The quota; empty for the general pool.
    pub quota_key: String,
    /// Its numbers.
    pub numbers: Numbers,
    /// When its free seats go to everyone.
    pub release_at: Option<Instant>,
    /// Whether they have.
    pub released: bool,
}

/// A unit that is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenedUnit {
    /// Start of its first session.
    pub starts_at: Option<Instant>,
    /// End of its last session.
    pub ends_at: Option<Instant>,
    /// Its pools.
    pub pools: Vec<OpenedPool>,
}

/// The open units of an offering, by session.
pub type OpenedUnits = BTreeMap<Option<SessionId>, OpenedUnit>;

/// The commands that bring `opened` to what `offering` says; none when it is so already. A
/// draft, what was called off and what has no seats is not opened.
#[must_use]
pub fn commands(offering: &Offering, opened: &OpenedUnits, ids: &IdMaker) -> Vec<Act> {
    if !is_opened(offering) {
        return Vec::new();
    }
    let units = units(offering);
    let mut acts = Vec::new();
    if units
        .iter()
        .any(|unit| unit.differs(opened.get(&unit.session)))
    {
        acts.push(Act::Open(Open {
            offering_id: offering.id,
            units: units.iter().map(|unit| unit.open(ids)).collect(),
        }));
    }
    acts.extend(set_capacity(offering, &units, opened).map(Act::SetCapacity));
    acts
}

/// Which sizes an edit names.
#[expect(
    clippy::struct_excessive_bools,
    reason = "three say what an edit names, one how it is done"
)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// The total, which is also that of sessions without one of their own.
    pub capacity: bool,
    /// The sizes of quotas.
    pub quotas: bool,
    /// The capacities of sessions.
    pub sessions: bool,
    /// Whether a pool with more taken than wanted shrinks as seats fall free.
    pub when_free: bool,
}

impl Named {
    /// Every size, at once.
    pub const ALL: Self = Self {
        capacity: true,
        quotas: true,
        sessions: true,
        when_free: false,
    };
}

/// The commands behind an edit of an offering whose units are open: the sizes it names, then
/// what is not open yet. Times are left as they are: sessions are moved by a command of its own.
///
/// A size is compared with what is open and not with the row, so that the same edit again makes
/// good what a break left undone.
#[must_use]
pub fn edits(offering: &Offering, opened: &OpenedUnits, named: Named, ids: &IdMaker) -> Vec<Act> {
    if !is_opened(offering) {
        return Vec::new();
    }
    let mut units = units(offering);
    for unit in &mut units {
        if let Some(open) = opened.get(&unit.session) {
            (unit.starts_at, unit.ends_at) = (open.starts_at, open.ends_at);
        }
    }
    let mut acts = Vec::new();
    if let Some(mut set) = set_capacity(offering, &units, opened) {
        if !named.quotas {
            set.quotas.clear();
        }
        if !named.capacity {
            set.total = None;
        }
        if !(named.capacity || named.sessions) {
            set.sessions.clear();
        }
        set.when_free = named.when_free;
        if !is_empty(&set) {
            acts.push(Act::SetCapacity(set));
        }
    }
    units.retain(|unit| unit.differs(opened.get(&unit.session)));
    if !units.is_empty() {
        acts.push(Act::Open(Open {
            offering_id: offering.id,
            units: units.iter().map(|unit| unit.open(ids)).collect(),
        }));
    }
    acts
}

/// A draft, what was called off and what has no seats is not opened.
fn is_opened(offering: &Offering) -> bool {
    offering.state == OfferingState::Published && offering.allocation != Allocation::Open
}

/// A unit as the catalogue wants it.
struct WantedUnit {
    session: Option<SessionId>,
    starts_at: Option<Instant>,
    ends_at: Option<Instant>,
    /// Quotas included; none: unlimited.
    total: Option<i32>,
    quotas: Vec<(String, i32, Option<Instant>)>,
}

fn units(offering: &Offering) -> Vec<WantedUnit> {
    let quotas = || {
        let quotas = offering.quotas.iter();
        quotas
            .map(|quota| (quota.key.clone(), quota.seats, quota.release_at))
            .collect()
    };
    let picked = |session: &Session| WantedUnit {
        session: Some(session.id),
        starts_at: Some(session.starts_at),
        ends_at: Some(session.ends_at),
        total: session.capacity.or(offering.capacity),
        quotas: quotas(),
    };
    match offering.enrol {
        Enrol::Pick => {
            let sessions = offering.sessions.iter();
            let live = sessions.filter(|session| session.state != SessionState::Cancelled);
            live.map(picked).collect()
        }
        Enrol::All => vec![WantedUnit {
            session: None,
            starts_at: policy::first_start(offering),
            ends_at: policy::last_end(offering),
            total: offering.capacity,
            quotas: quotas(),
        }],
    }
}

impl WantedUnit {
    /// Whether opening would change something: all but sizes.
    fn differs(&self, opened: Option<&OpenedUnit>) -> bool {
        let Some(opened) = opened else { return true };
        (self.starts_at, self.ends_at) != (opened.starts_at, opened.ends_at)
            || self.quotas.iter().any(|(key, _, release_at)| {
                let pool = opened.pools.iter().find(|pool| pool.quota_key == *key);
                pool.is_none_or(|pool| !pool.released && pool.release_at != *release_at)
            })
    }

    fn open(&self, ids: &IdMaker) -> OpenUnit {
        let reserved: i32 = self.quotas.iter().map(|(_, seats, _)| seats).sum();
        let mut pools = vec![OpenPool {
            id: ids.make(),
            quota_key: String::new(),
            capacity: self.total.map(|total| total - reserved),
            release_at: None,
        }];
        pools.extend(self.quotas.iter().map(|(key, seats, release_at)| OpenPool {
            id: ids.make(),
            quota_key: key.clone(),
            capacity: Some(*seats),
            release_at: *release_at,
        }));
        OpenUnit {
            id: ids.make(),
            session_id: self.session,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            pools,
        }
    }
}

/// The change of sizes in units that are open, if any. A pool on its way to a size has it. A quota
/// that was released has given its seats to everyone and keeps what it has.
fn set_capacity(
    offering: &Offering,
    units: &[WantedUnit],
    opened: &OpenedUnits,
) -> Option<SetCapacity> {
    let mut change = SetCapacity {
        offering_id: offering.id,
        total: None,
        quotas: BTreeMap::new(),
        sessions: BTreeMap::new(),
        when_free: false,
    };
    for unit in units {
        let Some(open) = opened.get(&unit.session) else {
            continue;
        };
        let sizes = open.pools.iter().map(|pool| pool.numbers.wanted());
        let total: Option<i32> = sizes.sum();
        if total != unit.total {
            match unit.session {
                Some(session) => drop(change.sessions.insert(session, unit.total)),
                None => change.total = Some(unit.total),
            }
        }
        for (key, seats, _) in &unit.quotas {
            let pool = open.pools.iter().find(|pool| pool.quota_key == *key);
            if pool.is_none_or(|pool| !pool.released && pool.numbers.wanted() != Some(*seats)) {
                change.quotas.insert(key.clone(), *seats);
            }
        }
    }
    (!is_empty(&change)).then_some(change)
}

/// Whether a change names nothing.
fn is_empty(change: &SetCapacity) -> bool {
    change.total.is_none() && change.quotas.is_empty() && change.sessions.is_empty()
}

#[cfg(test)]
mod tests;
