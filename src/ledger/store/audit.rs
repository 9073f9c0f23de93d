//! Reads what `check` looks at, one program at a time, and writes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use chrono_tz::Tz;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
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
use crate::ledger::facts::{Registration, Status};
use crate::ledger::notices::KINDS;
use crate::values::ids::{AccountId, NoticeId, OfferingId, ParticipantId, ProgramId, UnitId};

/// Idempotency records looked at together.
const PAGE: u64 = 200;

/// Every program.
pub(in crate::ledger) async fn programs(
    tx: &impl ConnectionTrait,
) -> Result<Vec<ProgramId>, Fault> {
    let query = programs::Entity::find()
        .select_only()
        .column(programs::Column::Id)
        .order_by_asc(programs::Column::Id);
    Ok(query.into_tuple().all(tx).await?)
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

/// The rows of a program.
pub(in crate::ledger) async fn records(
    tx: &impl ConnectionTrait,
    program: ProgramId,
) -> Result<Records, Fault> {
    let ledger = ledgers::Entity::find_by_id(program).one(tx).await?;
    Ok(Records {
        program_id: program,
        sequence: ledger.map_or(0, |row| row.sequence),
        units: units_of(tx, program).await?,
        pools: pools::Entity::find()
            .filter(pools::Column::ProgramId.eq(program))
            .all(tx)
            .await?
            .into_iter()
            .map(|row| (row.id, row.into()))
            .collect(),
        registrations: registrations::Entity::find()
            .filter(registrations::Column::ProgramId.eq(program))
            .all(tx)
            .await?
            .into_iter()
            .map(|row| Ok((row.id, Registration::try_from(row)?)))
            .collect::<Result<_, Fault>>()?,
        events: events_of(tx, program).await?,
        pool_events: pool_events_of(tx, program).await?,
        notices: notices_of(tx, program).await?,
        people: people_of(tx, program).await?,
        consents: consents_of(tx, program).await?,
    })
}

async fn units_of(
    tx: &impl ConnectionTrait,
    program: ProgramId,
) -> Result<BTreeMap<UnitId, UnitRecord>, Fault> {
    use offerings::Column;
    let rows: Vec<(OfferingId, String, String)> = offerings::Entity::find()
        .select_only()
        .columns([Column::Id, Column::State, Column::TimeZone])
        .filter(Column::ProgramId.eq(program))
        .into_tuple()
        .all(tx)
        .await?;
    let rows = rows
        .into_iter()
        .map(|(id, state, zone)| (id, (state, zone)));
    let offerings: BTreeMap<OfferingId, (String, String)> = rows.collect();
    let rows = units::Entity::find()
        .filter(units::Column::ProgramId.eq(program))
        .all(tx)
        .await?;
    let unit = |row: units::Model| {
        let known = offerings.get(&row.offering_id);
        let (state, zone) =
            known.ok_or_else(|| Fault::broken(format!("unit {} of another program", row.id)))?;
        let zone = Tz::from_str(zone).map_err(|_| Fault::broken(format!("time zone {zone}")))?;
        let record = UnitRecord {
            starts_at: row.starts_at,
            is_called_off: state == "called_off",
            zone,
        };
        Ok((row.id, record))
    };
    rows.into_iter().map(unit).collect()
}

async fn events_of(
    tx: &impl ConnectionTrait,
    program: ProgramId,
) -> Result<Vec<EventRecord>, Fault> {
    let rows = registration_events::Entity::find()
        .filter(registration_events::Column::ProgramId.eq(program))
        .order_by_asc(registration_events::Column::Sequence)
        .all(tx)
        .await?;
    rows.iter().map(event).collect()
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
    program: ProgramId,
) -> Result<Vec<PoolEventRecord>, Fault> {
    let rows = pool_events::Entity::find()
        .filter(pool_events::Column::ProgramId.eq(program))
        .order_by_asc(pool_events::Column::Sequence)
        .all(tx)
        .await?;
    let record = |row: pool_events::Model| PoolEventRecord {
        sequence: row.sequence,
        pool_id: row.pool_id,
        capacity: (row.capacity_before, row.capacity_after),
        held: (row.held_before, row.held_after),
    };
    Ok(rows.into_iter().map(record).collect())
}

/// The notices of the ledger's kinds, without their letters.
async fn notices_of(
    tx: &impl ConnectionTrait,
    program: ProgramId,
) -> Result<Vec<NoticeRecord>, Fault> {
    use notices::Column;
    let theirs = || {
        notices::Entity::find()
            .filter(Column::RegistrationId.in_subquery(registrations_of(program)))
            .filter(Column::Kind.is_in(KINDS))
    };
    let ids = theirs().select_only().column(Column::Id).into_query();
    let carried: Vec<NoticeId> = deliveries::Entity::find()
        .select_only()
        .column(deliveries::Column::NoticeId)
        .filter(deliveries::Column::NoticeId.in_subquery(ids))
        .into_tuple()
        .all(tx)
        .await?;
    let carried: BTreeSet<NoticeId> = carried.into_iter().collect();
    let rows: Vec<(NoticeId, _, Option<AccountId>, String, serde_json::Value)> = theirs()
        .select_only()
        .columns([
            Column::Id,
            Column::RegistrationId,
            Column::AccountId,
            Column::Kind,
            Column::Facts,
        ])
        .into_tuple()
        .all(tx)
        .await?;
    let by_phone: Vec<AccountId> = registrations::Entity::find()
        .select_only()
        .column(registrations::Column::AccountId)
        .filter(registrations::Column::ProgramId.eq(program))
        .filter(registrations::Column::ByPhone.eq(true))
        .into_tuple()
        .all(tx)
        .await?;
    let by_phone: BTreeSet<AccountId> = by_phone.into_iter().collect();
    let record = |(id, registration_id, account, kind, facts): (_, _, Option<AccountId>, _, _)| {
        let facts: serde_json::Value = facts;
        NoticeRecord {
            id,
            registration_id,
            sequences: facts
                .get("sequences")
                .and_then(|all| Vec::deserialize(all).ok())
                .or_else(|| Some(vec![facts.get("sequence")?.as_i64()?]))
                .unwrap_or_default(),
            kind,
            has_address: account.is_some_and(|account| !by_phone.contains(&account)),
            has_delivery: carried.contains(&id),
        }
    };
    Ok(rows.into_iter().map(record).collect())
}

/// Who takes part in a live registration.
async fn people_of(
    tx: &impl ConnectionTrait,
    program: ProgramId,
) -> Result<BTreeMap<ParticipantId, Person>, Fault> {
    use participants::Column;
    let live = Status::ALL.into_iter().filter(|status| status.is_live());
    let theirs = registrations::Entity::find()
        .select_only()
        .column(registrations::Column::ParticipantId)
        .filter(registrations::Column::ProgramId.eq(program))
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
    Ok(rows.into_iter().map(person).collect())
}

async fn consents_of(
    tx: &impl ConnectionTrait,
    program: ProgramId,
) -> Result<Vec<ConsentRecord>, Fault> {
    use consents::Column;
    let rows = consents::Entity::find()
        .filter(Column::Key.eq(GUARDIAN_CONSENT))
        .filter(Column::RegistrationId.in_subquery(registrations_of(program)))
        .all(tx)
        .await?;
    let record = |row: consents::Model| ConsentRecord {
        id: row.id,
        registration_id: row.registration_id,
        participant_id: row.participant_id,
        version: row.version,
        given_at: row.given_at,
        is_withdrawn: row.withdrawn_at.is_some(),
    };
    Ok(rows.into_iter().map(record).collect())
}

fn registrations_of(program: ProgramId) -> SelectStatement {
    registrations::Entity::find()
        .select_only()
        .column(registrations::Column::Id)
        .filter(registrations::Column::ProgramId.eq(program))
        .into_query()
}

/// Notices of the ledger's kinds about no registration that is there.
pub(in crate::ledger) async fn stray_notices(
    tx: &impl ConnectionTrait,
) -> Result<Vec<NoticeId>, Fault> {
    use notices::Column;
    let all = registrations::Entity::find()
        .select_only()
        .column(registrations::Column::Id)
        .into_query();
    let nowhere = Condition::any()
        .add(Column::RegistrationId.is_null())
        .add(Column::RegistrationId.not_in_subquery(all));
    let query = notices::Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Kind.is_in(KINDS))
        .filter(nowhere);
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
