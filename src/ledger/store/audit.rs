//! Reads what `check` looks at, some programs at a time, and writes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use chrono_tz::Tz;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};
use serde::Deserialize;
use uuid::Uuid;

use crate::db::Fault;
use crate::db::entity::{
    accounts, announcements, consent_texts, consents, deliveries, idempotency_records, ledgers,
    memberships, notices, offerings, participants, pool_events, pools, programs,
    registration_events, registrations, staff_grants, units,
};
use crate::db::idempotency::Made;
use crate::ledger::check::{
    ConsentRecord, ConsentText, DanglingKey, EventRecord, GUARDIAN_CONSENT, NoticeRecord, Person,
    PoolEventRecord, Records, UnitRecord,
};
use crate::ledger::command::EventKind;
use crate::ledger::facts::Status;
use crate::ledger::notices::KINDS;
use crate::values::ids::{
    AccountId, NoticeId, OfferingId, ParticipantId, ProgramId, RegistrationId,
};

/// Events that are read together, where a program has fewer; and programs.
const EVENTS: i64 = 20_000;
const PROGRAMS: usize = 500;
/// Idempotency records looked at together.
const PAGE: u64 = 1000;

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
        .filter(registrations::Column::ProgramId.is_in(programs.iter().copied()))
        .all(tx)
        .await?
    {
        let records = of(&mut all, row.program_id)?;
        records.registrations.insert(row.id, row.try_into()?);
    }
    events_of(tx, programs, &mut all).await?;
    pool_events_of(tx, programs, &mut all).await?;
    notices_of(tx, programs, &mut all).await?;
    people_of(tx, programs, &mut all).await?;
    consents_of(tx, programs, &mut all).await?;
    Ok(all.into_values().collect())
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

/// What is read of a notice: not its letter.
#[derive(FromQueryResult)]
struct NoticeRow {
    id: NoticeId,
    registration_id: RegistrationId,
    account_id: Option<AccountId>,
    kind: String,
    facts: serde_json::Value,
    program_id: ProgramId,
    is_carried: i32,
}

/// The notices of the ledger's kinds.
async fn notices_of(
    tx: &impl ConnectionTrait,
    programs: &[ProgramId],
    all: &mut BTreeMap<ProgramId, Records>,
) -> Result<(), Fault> {
    use notices::Column;
    let registration = notices::Entity::belongs_to(registrations::Entity)
        .from(Column::RegistrationId)
        .to(registrations::Column::Id)
        .into();
    let rows = notices::Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::RegistrationId,
            Column::AccountId,
            Column::Kind,
            Column::Facts,
        ])
        .column(registrations::Column::ProgramId)
        .expr_as(is_carried(), "is_carried")
        .join(JoinType::InnerJoin, registration)
        .filter(registrations::Column::ProgramId.is_in(programs.iter().copied()))
        .filter(Column::Kind.is_in(KINDS))
        .into_model::<NoticeRow>()
        .all(tx)
        .await?;
    let mut by_phone: BTreeSet<(ProgramId, AccountId)> = BTreeSet::new();
    for (program, records) in all.iter() {
        let told = records.registrations.values().filter(|one| one.by_phone);
        by_phone.extend(told.map(|one| (*program, one.account_id)));
    }
    for row in rows {
        let sequences = row
            .facts
            .get("sequences")
            .and_then(|all| Vec::deserialize(all).ok())
            .or_else(|| Some(vec![row.facts.get("sequence")?.as_i64()?]));
        let has_address = row
            .account_id
            .is_some_and(|account| !by_phone.contains(&(row.program_id, account)));
        let record = NoticeRecord {
            id: row.id,
            registration_id: row.registration_id,
            sequences: sequences.unwrap_or_default(),
            kind: row.kind,
            has_address,
            has_delivery: row.is_carried == 1,
        };
        of(all, row.program_id)?.notices.push(record);
    }
    Ok(())
}

/// 1 where a notice has a delivery, else 0: so both databases say it.
fn is_carried() -> Expr {
    let carried = deliveries::Entity::find()
        .select_only()
        .column(deliveries::Column::Id)
        .filter(
            Expr::col((deliveries::Entity, deliveries::Column::NoticeId))
                .equals((notices::Entity, notices::Column::Id)),
        )
        .into_query();
    CaseStatement::new()
        .case(Expr::exists(carried), 1)
        .finally(0)
        .into()
}

/// Who takes part in a live registration.
async fn people_of(
    tx: &impl ConnectionTrait,
    programs: &[ProgramId],
    all: &mut BTreeMap<ProgramId, Records>,
) -> Result<(), Fault> {
    use participants::Column;
    let live = Status::ALL.into_iter().filter(|status| status.is_live());
    let theirs = registrations::Entity::find()
        .select_only()
        .column(registrations::Column::ParticipantId)
        .filter(registrations::Column::ProgramId.is_in(programs.iter().copied()))
        .filter(registrations::Column::Status.is_in(live.map(Status::as_str)));
    let rows: Vec<(ParticipantId, _, String)> = participants::Entity::find()
        .select_only()
        .columns([Column::Id, Column::BirthDate, Column::Relation])
        .filter(Column::Id.in_subquery(theirs.into_query()))
        .into_tuple()
        .all(tx)
        .await?;
    let person = |(id, birth_date, relation): (_, _, String)| {
        let is_child_of_account = relation == "child";
        let person = Person {
            birth_date,
            is_child_of_account,
        };
        (id, person)
    };
    let people: BTreeMap<ParticipantId, Person> = rows.into_iter().map(person).collect();
    for records in all.values_mut() {
        let live = records
            .registrations
            .values()
            .filter(|one| one.status.is_live());
        let who = live.map(|one| one.participant_id);
        let theirs = who.filter_map(|id| Some((id, *people.get(&id)?)));
        records.people = theirs.collect();
    }
    Ok(())
}

async fn consents_of(
    tx: &impl ConnectionTrait,
    programs: &[ProgramId],
    all: &mut BTreeMap<ProgramId, Records>,
) -> Result<(), Fault> {
    use consents::Column;
    let theirs = registrations::Entity::find()
        .select_only()
        .column(registrations::Column::Id)
        .filter(registrations::Column::ProgramId.is_in(programs.iter().copied()));
    let rows = consents::Entity::find()
        .filter(Column::Key.eq(GUARDIAN_CONSENT))
        .filter(Column::RegistrationId.in_subquery(theirs.into_query()))
        .all(tx)
        .await?;
    let mut given: BTreeMap<RegistrationId, Vec<ConsentRecord>> = BTreeMap::new();
    for row in rows {
        given
            .entry(row.registration_id)
            .or_default()
            .push(ConsentRecord {
                id: row.id,
                registration_id: row.registration_id,
                participant_id: row.participant_id,
                version: row.version,
                given_at: row.given_at,
                is_withdrawn: row.withdrawn_at.is_some(),
            });
    }
    for records in all.values_mut() {
        let theirs = records
            .registrations
            .keys()
            .filter_map(|id| given.remove(id));
        records.consents = theirs.flatten().collect();
    }
    Ok(())
}

/// Notices of the ledger's kinds about no registration that is there.
pub(in crate::ledger) async fn stray_notices(
    tx: &impl ConnectionTrait,
) -> Result<Vec<NoticeId>, Fault> {
    use notices::Column;
    // An anti-join, which a list of all registrations is not: that would be kept in memory whole,
    // or be gone through for each notice.
    let registration = notices::Entity::belongs_to(registrations::Entity)
        .from(Column::RegistrationId)
        .to(registrations::Column::Id)
        .into();
    let query = notices::Entity::find()
        .select_only()
        .column(Column::Id)
        .join(JoinType::LeftJoin, registration)
        .filter(Column::Kind.is_in(KINDS))
        .filter(registrations::Column::Id.is_null());
    Ok(query.into_tuple().all(tx).await?)
}

/// Idempotency records that name ids of no row.
pub(in crate::ledger) async fn dangling_keys(
    tx: &impl ConnectionTrait,
) -> Result<Vec<DanglingKey>, Fault> {
    use idempotency_records::{Column, Entity, Model};
    let mut found = Vec::new();
    let mut after: Option<(AccountId, String)> = None;
    loop {
        let mut cursor = Entity::find().cursor_by((Column::AccountId, Column::Key));
        if let Some(after) = after.take() {
            cursor.after(after);
        }
        let page: Vec<Model> = cursor.first(PAGE).all(tx).await?;
        let Some(last) = page.last() else {
            return Ok(found);
        };
        after = Some((last.account_id, last.key.clone()));
        found.extend(dangling(tx, page).await?);
    }
}

async fn dangling(
    tx: &impl ConnectionTrait,
    page: Vec<idempotency_records::Model>,
) -> Result<Vec<DanglingKey>, Fault> {
    let mut keys = Vec::new();
    for row in page {
        let made: Made = serde_json::from_value(row.made)?;
        keys.push(DanglingKey {
            account: row.account_id,
            key: row.key,
            missing: made.ids,
        });
    }
    let wanted: BTreeSet<Uuid> = keys.iter().flat_map(|key| key.missing.clone()).collect();
    let mut there = BTreeSet::new();
    there.extend(known::<registrations::Entity>(tx, registrations::Column::Id, &wanted).await?);
    there.extend(known::<participants::Entity>(tx, participants::Column::Id, &wanted).await?);
    there.extend(known::<memberships::Entity>(tx, memberships::Column::Id, &wanted).await?);
    there.extend(known::<accounts::Entity>(tx, accounts::Column::Id, &wanted).await?);
    there.extend(known::<consents::Entity>(tx, consents::Column::Id, &wanted).await?);
    there.extend(known::<notices::Entity>(tx, notices::Column::Id, &wanted).await?);
    there.extend(known::<staff_grants::Entity>(tx, staff_grants::Column::Id, &wanted).await?);
    there.extend(known::<programs::Entity>(tx, programs::Column::Id, &wanted).await?);
    there.extend(known::<offerings::Entity>(tx, offerings::Column::Id, &wanted).await?);
    there.extend(known::<announcements::Entity>(tx, announcements::Column::Id, &wanted).await?);
    for key in &mut keys {
        key.missing.retain(|id| !there.contains(id));
    }
    keys.retain(|key| !key.missing.is_empty());
    Ok(keys)
}

/// Which of `wanted` are ids of the table `E`.
async fn known<E: EntityTrait>(
    tx: &impl ConnectionTrait,
    id: E::Column,
    wanted: &BTreeSet<Uuid>,
) -> Result<Vec<Uuid>, Fault> {
    let query = E::find()
        .select_only()
        .column(id)
        .filter(id.is_in(wanted.iter().copied()));
    Ok(query.into_tuple().all(tx).await?)
}
