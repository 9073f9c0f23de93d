//! What of a registration and of a pool the ledger and the oracle must agree on.

use niangjia::ledger::facts::{Pool, Registration};
use niangjia::values::clock::Instant;

use super::oracle::{self, Class, Oracle};
use super::translate::key;

/// Where a registration stands.
#[expect(clippy::struct_excessive_bools, reason = "each is compared by itself")]
#[derive(Debug, PartialEq)]
pub(crate) struct Standing {
    pub(crate) status: &'static str,
    /// The key of the pool its seats are in.
    place: Option<String>,
    passed: i64,
    points: i64,
    reviewed: bool,
    drawn: Option<i64>,
    by_phone: bool,
    replaces: bool,
    pub(crate) deadline: Option<i64>,
    extended: bool,
}

impl Standing {
    /// By the ledger; `pools` are those of its unit.
    pub(crate) fn of(registration: &Registration, pools: &[Pool]) -> Self {
        let pool = |id| pools.iter().find(|pool| pool.id == id);
        let offered = registration.status.as_str() == "offered";
        Self {
            status: registration.status.as_str(),
            place: registration
                .pool_id
                .and_then(pool)
                .map(|pool| pool.quota_key.clone()),
            passed: i64::from(registration.passed),
            points: i64::from(registration.points),
            reviewed: registration.reviewed_at.is_some(),
            drawn: registration.drawn_rank.map(i64::from),
            by_phone: registration.by_phone,
            replaces: registration.replaces.is_some(),
            deadline: registration
                .offer_expires_at
                .filter(|_| offered)
                .map(Instant::millis),
            extended: registration.offer_extended,
        }
    }
}

impl From<&oracle::Registration> for Standing {
    fn from(registration: &oracle::Registration) -> Self {
        Self {
            status: registration.status,
            place: registration.place.map(key),
            passed: registration.passed,
            points: registration.points,
            reviewed: registration.reviewed,
            drawn: registration.drawn.map(|rank| i64::try_from(rank).unwrap()),
            by_phone: registration.by_phone,
            replaces: registration.replaces.is_some(),
            deadline: registration
                .deadline
                .filter(|_| registration.status == "offered"),
            extended: registration.extended,
        }
    }
}

/// The numbers of a pool.
#[derive(Debug, PartialEq)]
pub(crate) struct Numbers {
    pub(crate) capacity: Option<i64>,
    pub(crate) target: Option<i64>,
    pub(crate) taken: i64,
    pub(crate) held: i64,
    pub(crate) waiting: usize,
}

impl Numbers {
    /// By the ledger.
    pub(crate) fn of(pool: &Pool) -> Self {
        Self {
            capacity: pool.capacity.map(i64::from),
            target: pool.target.map(i64::from),
            taken: i64::from(pool.taken),
            held: i64::from(pool.held),
            waiting: usize::try_from(pool.waiting).unwrap(),
        }
    }

    /// By the oracle.
    pub(crate) fn by_oracle(oracle: &Oracle, unit: usize, place: Class, now: i64) -> Self {
        let here =
            |r: &&oracle::Registration| (r.unit, r.class, r.status) == (unit, place, "waitlisted");
        Self {
            capacity: oracle.capacity(unit, place),
            target: oracle.target(unit, place),
            taken: oracle.taken(unit, place),
            held: oracle.held(unit, place, now),
            waiting: oracle.registrations.iter().filter(here).count(),
        }
    }
}
