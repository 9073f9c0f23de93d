//! What a command of an organizer did, or would do.

use serde::Serialize;
use utoipa::ToSchema;

use crate::ledger::command::{EventKind, Outcome};
use crate::ledger::facts::Status;
use crate::ledger::notices::kind_of;
use crate::roster::access::Sight;
use crate::values::ids::{RegistrationId, UnitId};

/// What happened, or in a preview would happen. A replay has no more than the registrations it
/// was about, as they are now.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::roster::api) struct Acted {
    /// The registrations it was about; empty where it was about an offering.
    registrations: Vec<ActedOn>,
    /// Who stands elsewhere, in the order in which it happens; empty where only counts are
    /// shown.
    moves: Vec<ActedMove>,
    /// The pools that changed, as they are then.
    pools: Vec<ActedPool>,
}

/// A registration as it stands then.
#[derive(Debug, Serialize, ToSchema)]
struct ActedOn {
    registration_id: RegistrationId,
    status: Status,
}

/// A registration that stands elsewhere.
#[derive(Debug, Serialize, ToSchema)]
struct ActedMove {
    registration_id: RegistrationId,
    /// Null where it is made.
    from: Option<Status>,
    to: Status,
    /// Why, as a code.
    reason: &'static str,
    /// The kind of notice its person gets; null where none is owed.
    told: Option<&'static str>,
}

/// A pool.
#[derive(Debug, Serialize, ToSchema)]
struct ActedPool {
    unit_id: UnitId,
    /// Null: the pool for everyone.
    quota_key: Option<String>,
    /// Null: unlimited.
    capacity: Option<i32>,
    /// The size it shrinks to as seats fall free.
    target: Option<i32>,
    taken: i32,
    held: i32,
    waiting: i32,
}

impl Acted {
    pub(in crate::roster::api) fn new(outcome: &Outcome, sight: Sight) -> Self {
        let told = |kind: EventKind| {
            !matches!(kind, EventKind::Passed | EventKind::Rebooked) && sight != Sight::Counts
        };
        let events = outcome.events.iter().filter(|event| told(event.kind));
        let moves = events.map(|event| ActedMove {
            registration_id: event.registration_id,
            from: event.from,
            to: event.to,
            reason: event.reason.code,
            told: kind_of(event.kind, event.from, event.to),
        });
        let pools = outcome.pools.iter().map(|pool| ActedPool {
            unit_id: pool.unit_id,
            quota_key: Some(pool.quota_key.clone()).filter(|key| !key.is_empty()),
            capacity: pool.capacity,
            target: pool.target,
            taken: pool.taken,
            held: pool.held,
            waiting: pool.waiting,
        });
        let registrations = outcome.registrations.iter().map(|one| ActedOn {
            registration_id: one.id,
            status: one.status,
        });
        Self {
            registrations: registrations.collect(),
            moves: moves.collect(),
            pools: pools.collect(),
        }
    }
}
