//! Reads what `check` looks at, some programs at a time, and writes nothing.

mod keys;
mod notices;
mod people;

use std::collections::BTreeMap;
use std::str::FromStr;

use chrono_tz::Tz;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};

pub(in crate::ledger) use self::keys::dangling_keys;
pub(in crate::ledger) use self::notices::stray_notices;
use crate::db::Fault;
use crate::db::entity::{
    consent_texts, ledgers, offerings, pool_events, pools, programs, registration_events,
    registrations, units,
};
use crate::ledger::check::{
    ConsentText, EventRecord, GUARDIAN_CONSENT, PoolEventRecord, Records, UnitRecord,
};
use crate::ledger::command::EventKind;
use crate::ledger::facts::Status;
use crate::values::ids::{OfferingId, ProgramId};

/// Events that are read together, where a program has fewer; and programs.
const EVENTS: i64 = 20_000;
const PROGRAMS: usize = 500;

/// Every program, in parts that are read together: each with few events, or one with many.
pub(in crate::ledger) async fn programs(
    tx: &impl ConnectionTrait,
) -> Result<Vec<Vec<ProgramId>>, Fault> {
    let ledger = programs::Entity::belongs_to(ledgers::Entity)
        .from(programs::Column::Id)
        .to(ledgers::Column::ProgramId)
        .into();
    let rows: Vec<(ProgramId, Option<i64>)> = programs::Entity::find()
        .select_only()
        .column(programs::Column::Id)
        .column(ledgers::Column::Sequence)
        .join(JoinType::LeftJoin, ledger)
        .order_by_asc(programs::Column::Id)
        .into_tuple()
        .all(tx)
        .await?;
    let mut parts: Vec<Vec<ProgramId>> = Vec::new();
    let mut events = i64::MAX;
    for (program, sequence) in rows {
        let theirs = sequence.unwrap_or(0);
        events = events.saturating_add(theirs);
        match parts.last_mut() {
            Some(part) if events <= EVENTS && part.len() < PROGRAMS => part.push(program),
            _ => {
                events = theirs;
                parts.push(vec![program]);
            }
        }
    }
    Ok(parts)
}

/// Every version of the text a guardian agrees to.
pub(in crate::ledger) async fn consent_texts(
    tx: &impl ConnectionTrait,
) -> Result<Vec<ConsentText>, Fault> {
    let rows = consent_texts::Entity::find()
        .filter(consent_texts::Column::Key.eq(GUARDIAN_CONSENT))
        .all(tx)
        .await?;
    let texts = rows.into_iter().map(|row| ConsentText {
        version: row.version,
        published_at: row.published_at,
    });
    Ok(texts.collect())
}

/// The rows of programs.
pub(in crate::ledger) async fn records(
    tx: &impl ConnectionTrait,
    programs: &[ProgramId],
) -> Result<Vec<Records>, Fault> {
    let blank = |id: &ProgramId| (*id, Records::blank(*id));
    let mut all: BTreeMap<ProgramId, Records> = programs.iter().map(blank).collect();
    for row in ledgers::Entity::find()
        .filter(ledgers::Column::ProgramId.is_in(programs.iter().copied()))
        .all(tx)
        .await?
    {
        of(&mut all, row.program_id)?.sequence = row.sequence;
    }
    units_of(tx, programs, &mut all).await?;
    for row in pools::Entity::find()
        .filter(pools::Column::ProgramId.is_in(programs.iter().copied()))
        .all(tx)
        .await?
    {
        let records = of(&mut all, row.program_id)?;
        records.pools.insert(row.id, row.into());
    }
    for row in registrations::Entity::find()
        .filter(theirs(programs))
        .all(tx)
        .await?
    {
        let records = of(&mut all, row.program_id)?;
        records.registrations.insert(row.id, row.try_into()?);
    }
    events_of(tx, programs, &mut all).await?;
    pool_events_of(tx, programs, &mut all).await?;
    notices::read(tx, programs, &mut all).await?;
    people::live(tx, programs, &mut all).await?;
    people::consents(tx, programs, &mut all).await?;
    Ok(all.into_values().collect())
}

/// The registrations of programs: found by their offerings, for which there is an index.
fn theirs(programs: &[ProgramId]) -> Expr {
    let offerings = offerings::Entity::find()
        .select_only()
        .column(offerings::Column::Id)
        .filter(offerings::Column::ProgramId.is_in(programs.iter().copied()));
    registrations::Column::OfferingId.in_subquery(offerings.into_query())
}

/// The records of a program that was asked for.
fn of(all: &mut BTreeMap<ProgramId, Records>, program: ProgramId) -> Result<&mut Records, Fault> {
    let strange = || {
        Fault::broken(format!(
            "a row of program {program}, which was not asked for"
        ))
    };
    all.get_mut(&program).ok_or_else(strange)
}

async fn units_of(
    tx: &impl ConnectionTrait,
    programs: &[ProgramId],
    all: &mut BTreeMap<ProgramId, Records>,
) -> Result<(), Fault> {
    use offerings::Column;
    let rows: Vec<(OfferingId, ProgramId, String, String)> = offerings::Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::ProgramId,
            Column::State,
            Column::TimeZone,
        ])
        .filter(Column::ProgramId.is_in(programs.iter().copied()))
        .into_tuple()
        .all(tx)
        .await?;
    let rows = rows
        .into_iter()
        .map(|(id, program, state, zone)| ((program, id), (state, zone)));
    let offerings: BTreeMap<(ProgramId, OfferingId), (String, String)> = rows.collect();
    for row in units::Entity::find()
        .filter(units::Column::ProgramId.is_in(programs.iter().copied()))
        .all(tx)
        .await?
    {
        let known = offerings.get(&(row.program_id, row.offering_id));
        let (state, zone) =
            known.ok_or_else(|| Fault::broken(format!("unit {} of another program", row.id)))?;
        let zone = Tz::from_str(zone).map_err(|_| Fault::broken(format!("time zone {zone}")))?;
        let record = UnitRecord {
            starts_at: row.starts_at,
            is_called_off: state == "called_off",
            zone,
        };
        of(all, row.program_id)?.units.insert(row.id, record);
    }
    Ok(())
}

async fn events_of(
    tx: &impl ConnectionTrait,
    programs: &[ProgramId],
    all: &mut BTreeMap<ProgramId, Records>,
) -> Result<(), Fault> {
    let rows = registration_events::Entity::find()
        .filter(registration_events::Column::ProgramId.is_in(programs.iter().copied()))
        .order_by_asc(registration_events::Column::ProgramId)
        .order_by_asc(registration_events::Column::Sequence)
        .all(tx)
        .await?;
    for row in &rows {
        of(all, row.program_id)?.events.push(event(row)?);
    }
    Ok(())
}

fn event(row: &registration_events::Model) -> Result<EventRecord, Fault> {
    let status = |text: &str| {
        Status::parse(text).ok_or_else(|| Fault::broken(format!("status {text} of an event")))
    };
    let seats = row.facts.get("seats").and_then(serde_json::Value::as_i64);
    Ok(EventRecord {
        sequence: row.sequence,
        at: row.at,
        registration_id: row.registration_id,
        kind: kind(&row.kind)?,
        from: row.from_status.as_deref().map(status).transpose()?,
        to: status(row.to_status.as_deref().unwrap_or_default())?,
        from_pool: row.from_pool,
        to_pool: row.to_pool,
        by_hand: row.cause == "by_hand",
        passed_seats: seats
            .and_then(|seats| i32::try_from(seats).ok())
            .unwrap_or(0),
    })
}

fn kind(text: &str) -> Result<EventKind, Fault> {
    EventKind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == text)
        .ok_or_else(|| Fault::broken(format!("kind {text} of an event")))
}

async fn pool_events_of(
    tx: &impl ConnectionTrait,
    programs: &[ProgramId],
    all: &mut BTreeMap<ProgramId, Records>,
) -> Result<(), Fault> {
    let rows = pool_events::Entity::find()
        .filter(pool_events::Column::ProgramId.is_in(programs.iter().copied()))
        .order_by_asc(pool_events::Column::ProgramId)
        .order_by_asc(pool_events::Column::Sequence)
        .all(tx)
        .await?;
    for row in rows {
        let record = PoolEventRecord {
            sequence: row.sequence,
            pool_id: row.pool_id,
            capacity: (row.capacity_before, row.capacity_after),
            held: (row.held_before, row.held_after),
        };
        of(all, row.program_id)?.pool_events.push(record);
    }
    Ok(())
}
