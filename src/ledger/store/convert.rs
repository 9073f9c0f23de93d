//! Rows to facts and back.

use std::collections::BTreeMap;
use std::str::FromStr;

use chrono_tz::Tz;
use sea_orm::ActiveValue::Set;

use crate::catalog::model::Shape;
use crate::catalog::policy::registers;
use crate::db::Fault;
use crate::db::entity::{offerings, pool_events, pools, registration_events, registrations, units};
use crate::ledger::command::{Event, PoolEvent};
use crate::ledger::facts::{Allocation, Offering, Pool, Registration, Status, Unit};
use crate::values::ids::ProgramId;
use crate::values::words::UnknownWord;

impl TryFrom<registrations::Model> for Registration {
    type Error = Fault;

    fn try_from(row: registrations::Model) -> Result<Self, Fault> {
        let status = Status::parse(&row.status)
            .ok_or_else(|| Fault::broken(format!("registration status {}", row.status)))?;
        Ok(Self {
            id: row.id,
            offering_id: row.offering_id,
            unit_id: row.unit_id,
            account_id: row.account_id,
            participant_id: row.participant_id,
            pool_id: row.pool_id,
            status,
            seats: row.seats,
            quota_key: row.quota_key,
            points: row.points,
            reviewed_at: row.reviewed_at,
            drawn_rank: row.drawn_rank,
            arrival: row.arrival,
            passed: row.passed,
            offer_expires_at: row.offer_expires_at,
            offer_extended: row.offer_extended,
            group_id: row.group_id,
            replaces: row.replaces,
            by_phone: row.by_phone,
            door_code: row.door_code,
            draw_code: row.draw_code,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

pub(super) fn registration_row(
    program_id: ProgramId,
    registration: Registration,
) -> registrations::ActiveModel {
    registrations::ActiveModel {
        id: Set(registration.id),
        program_id: Set(program_id),
        offering_id: Set(registration.offering_id),
        unit_id: Set(registration.unit_id),
        account_id: Set(registration.account_id),
        participant_id: Set(registration.participant_id),
        pool_id: Set(registration.pool_id),
        status: Set(registration.status.as_str().to_owned()),
        seats: Set(registration.seats),
        quota_key: Set(registration.quota_key),
        points: Set(registration.points),
        reviewed_at: Set(registration.reviewed_at),
        drawn_rank: Set(registration.drawn_rank),
        arrival: Set(registration.arrival),
        passed: Set(registration.passed),
        offer_expires_at: Set(registration.offer_expires_at),
        offer_extended: Set(registration.offer_extended),
        group_id: Set(registration.group_id),
        replaces: Set(registration.replaces),
        by_phone: Set(registration.by_phone),
        door_code: Set(registration.door_code),
        draw_code: Set(registration.draw_code),
        created_at: Set(registration.created_at),
        updated_at: Set(registration.updated_at),
    }
}

impl From<pools::Model> for Pool {
    fn from(row: pools::Model) -> Self {
        Self {
            id: row.id,
            unit_id: row.unit_id,
            quota_key: row.quota_key,
            capacity: row.capacity,
            taken: row.taken,
            held: row.held,
            waiting: row.waiting,
            release_at: row.release_at,
            released: row.released,
            target: row.target,
        }
    }
}

pub(super) fn pool_row(program_id: ProgramId, pool: Pool) -> pools::ActiveModel {
    pools::ActiveModel {
        id: Set(pool.id),
        unit_id: Set(pool.unit_id),
        program_id: Set(program_id),
        quota_key: Set(pool.quota_key),
        capacity: Set(pool.capacity),
        taken: Set(pool.taken),
        held: Set(pool.held),
        waiting: Set(pool.waiting),
        release_at: Set(pool.release_at),
        released: Set(pool.released),
        target: Set(pool.target),
    }
}

/// A unit without its pools and people.
impl From<units::Model> for Unit {
    fn from(row: units::Model) -> Self {
        Self {
            id: row.id,
            offering_id: row.offering_id,
            session_id: row.session_id,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            due_at: row.due_at,
            is_given_out: row.is_given_out,
            is_cancelled: row.is_cancelled,
            pools: Vec::new(),
            is_whole: false,
            is_used: false,
            applied: BTreeMap::new(),
            waiting: BTreeMap::new(),
            offers: BTreeMap::new(),
            guests: BTreeMap::new(),
        }
    }
}

pub(super) fn unit_row(program_id: ProgramId, unit: &Unit) -> units::ActiveModel {
    units::ActiveModel {
        id: Set(unit.id),
        program_id: Set(program_id),
        offering_id: Set(unit.offering_id),
        session_id: Set(unit.session_id),
        starts_at: Set(unit.starts_at),
        ends_at: Set(unit.ends_at),
        due_at: Set(unit.due_at),
        is_given_out: Set(unit.is_given_out),
        is_cancelled: Set(unit.is_cancelled),
    }
}

/// An offering with the shape of its program.
pub(super) fn offering(row: &offerings::Model, shape: &str) -> Result<Offering, Fault> {
    let unknown = |word: UnknownWord| Fault::broken(word.to_string());
    let allocation: Allocation = row.allocation.parse().map_err(unknown)?;
    let shape: Shape = shape.parse().map_err(unknown)?;
    let zone = Tz::from_str(&row.time_zone)
        .map_err(|_| Fault::broken(format!("time zone {}", row.time_zone)))?;
    Ok(Offering {
        id: row.id,
        joined_by_registering: row.state != "draft" && registers(shape, allocation),
        is_called_off: row.state == "called_off",
        allocation,
        picks_sessions: row.enrol == "pick",
        pick_max: row.pick_max,
        registration_opens: row.registration_opens,
        registration_closes: row.registration_closes,
        waitlist_limit: row.waitlist_limit,
        offer_hours: row.offer_hours,
        cancel_until_hours_before: row.cancel_until_hours_before,
        zone,
    })
}

pub(super) fn event_row(program_id: ProgramId, event: Event) -> registration_events::ActiveModel {
    registration_events::ActiveModel {
        program_id: Set(program_id),
        sequence: Set(event.sequence),
        registration_id: Set(event.registration_id),
        at: Set(event.at),
        kind: Set(event.kind.as_str().to_owned()),
        from_status: Set(event.from.map(|status| status.as_str().to_owned())),
        to_status: Set(Some(event.to.as_str().to_owned())),
        from_pool: Set(event.from_pool),
        to_pool: Set(event.to_pool),
        cause: Set(event.cause.as_str().to_owned()),
        actor_kind: Set(event.actor.kind().to_owned()),
        actor_id: Set(event.actor.account()),
        reason: Set(event.reason.code.to_owned()),
        facts: Set(event.reason.facts),
        remark: Set(event.reason.remark),
    }
}

pub(super) fn pool_event_row(program_id: ProgramId, event: &PoolEvent) -> pool_events::ActiveModel {
    pool_events::ActiveModel {
        program_id: Set(program_id),
        sequence: Set(event.sequence),
        pool_id: Set(event.pool_id),
        at: Set(event.at),
        capacity_before: Set(event.capacity.0),
        capacity_after: Set(event.capacity.1),
        held_before: Set(event.held.0),
        held_after: Set(event.held.1),
        cause: Set(event.cause.as_str().to_owned()),
        actor_kind: Set(event.actor.kind().to_owned()),
        actor_id: Set(event.actor.account()),
    }
}
