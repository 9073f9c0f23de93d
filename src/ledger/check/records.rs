//! The rows of one program as plain values.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;
use uuid::Uuid;

use super::Violation;
use crate::ledger::command::EventKind;
use crate::ledger::facts::{Pool, Registration, Status};
use crate::values::clock::Instant;
use crate::values::ids::{
    AccountId, ConsentId, NoticeId, ParticipantId, PoolId, ProgramId, RegistrationId, UnitId,
};

pub(in crate::ledger) use crate::catalog::model::GUARDIAN_CONSENT;

/// Everything of one program that the invariants speak of.
#[derive(Clone, Debug)]
pub(in crate::ledger) struct Records {
    pub(in crate::ledger) program_id: ProgramId,
    /// Number of the last event, as the ledger counts.
    pub(in crate::ledger) sequence: i64,
    pub(in crate::ledger) units: BTreeMap<UnitId, UnitRecord>,
    pub(in crate::ledger) pools: BTreeMap<PoolId, Pool>,
    pub(in crate::ledger) registrations: BTreeMap<RegistrationId, Registration>,
    /// By sequence.
    pub(in crate::ledger) events: Vec<EventRecord>,
    /// By sequence.
    pub(in crate::ledger) pool_events: Vec<PoolEventRecord>,
    /// Of the ledger's kinds.
    pub(in crate::ledger) notices: Vec<NoticeRecord>,
    /// Who takes part in a live registration.
    pub(in crate::ledger) people: BTreeMap<ParticipantId, Person>,
    /// Guardians' consents.
    pub(in crate::ledger) consents: Vec<ConsentRecord>,
}

/// When and where a unit is.
#[derive(Clone, Copy, Debug)]
pub(in crate::ledger) struct UnitRecord {
    pub(in crate::ledger) starts_at: Option<Instant>,
    pub(in crate::ledger) is_called_off: bool,
    pub(in crate::ledger) zone: Tz,
}

/// A line in the history of a registration.
#[derive(Clone, Debug)]
pub(in crate::ledger) struct EventRecord {
    pub(in crate::ledger) sequence: i64,
    pub(in crate::ledger) at: Instant,
    pub(in crate::ledger) registration_id: RegistrationId,
    pub(in crate::ledger) kind: EventKind,
    pub(in crate::ledger) from: Option<Status>,
    pub(in crate::ledger) to: Status,
    pub(in crate::ledger) from_pool: Option<PoolId>,
    pub(in crate::ledger) to_pool: Option<PoolId>,
    /// Staff chose the entry, with a reason.
    pub(in crate::ledger) by_hand: bool,
    /// With [`EventKind::Passed`]: seats that went past.
    pub(in crate::ledger) passed_seats: i32,
}

/// A change of a pool's capacity or hold.
#[derive(Clone, Copy, Debug)]
pub(in crate::ledger) struct PoolEventRecord {
    pub(in crate::ledger) sequence: i64,
    pub(in crate::ledger) pool_id: PoolId,
    pub(in crate::ledger) capacity: (Option<i32>, Option<i32>),
    pub(in crate::ledger) held: (i32, i32),
}

/// A notice about a registration.
#[derive(Clone, Debug)]
pub(in crate::ledger) struct NoticeRecord {
    pub(in crate::ledger) id: NoticeId,
    pub(in crate::ledger) registration_id: RegistrationId,
    /// The events it tells of: one, or those of a group.
    pub(in crate::ledger) sequences: Vec<i64>,
    pub(in crate::ledger) kind: String,
    /// Whether it is for an account with an address; the others are told by phone.
    pub(in crate::ledger) has_address: bool,
    pub(in crate::ledger) has_delivery: bool,
}

/// What decides whether someone is a child.
#[derive(Clone, Copy, Debug)]
pub(in crate::ledger) struct Person {
    pub(in crate::ledger) birth_date: Option<NaiveDate>,
    pub(in crate::ledger) is_child_of_account: bool,
}

/// A guardian's consent for a registration.
#[derive(Clone, Copy, Debug)]
pub(in crate::ledger) struct ConsentRecord {
    pub(in crate::ledger) id: ConsentId,
    pub(in crate::ledger) registration_id: RegistrationId,
    pub(in crate::ledger) participant_id: ParticipantId,
    pub(in crate::ledger) version: i32,
    pub(in crate::ledger) given_at: Instant,
    pub(in crate::ledger) is_withdrawn: bool,
}

/// A version of the text a guardian agrees to.
#[derive(Clone, Copy, Debug)]
pub(in crate::ledger) struct ConsentText {
    pub(in crate::ledger) version: i32,
    pub(in crate::ledger) published_at: Instant,
}

/// An idempotency record with ids that no table has.
#[derive(Clone, Debug)]
pub(in crate::ledger) struct DanglingKey {
    pub(in crate::ledger) account: AccountId,
    pub(in crate::ledger) key: String,
    pub(in crate::ledger) missing: Vec<Uuid>,
}

impl Records {
    /// A program of which nothing was read yet.
    pub(in crate::ledger) const fn blank(program_id: ProgramId) -> Self {
        Self {
            program_id,
            sequence: 0,
            units: BTreeMap::new(),
            pools: BTreeMap::new(),
            registrations: BTreeMap::new(),
            events: Vec::new(),
            pool_events: Vec::new(),
            notices: Vec::new(),
            people: BTreeMap::new(),
            consents: Vec::new(),
        }
    }

    /// A violation found in this program.
    pub(super) fn violation(
        &self,
        invariant: &'static str,
        rows: Vec<String>,
        text: String,
    ) -> Violation {
        Violation {
            invariant,
            program: Some(self.program_id),
            rows,
            text,
        }
    }

    /// The pools of a unit.
    pub(super) fn pools_of(&self, unit: UnitId) -> impl Iterator<Item = &Pool> {
        self.pools.values().filter(move |pool| pool.unit_id == unit)
    }
}

/// How a row is named in a violation.
pub(super) fn registration_row(id: RegistrationId) -> String {
    format!("registrations {id}")
}

/// How a row is named in a violation.
pub(super) fn pool_row(id: PoolId) -> String {
    format!("pools {id}")
}

/// How a row is named in a violation.
pub(super) fn event_row(sequence: i64) -> String {
    format!("registration_events sequence {sequence}")
}
