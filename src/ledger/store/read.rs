//! What others read of registrations: by id, by account, with history.

use std::collections::{BTreeMap, HashMap};

use sea_orm::sea_query::ExprTrait;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
};

use crate::db::Fault;
use crate::db::bulk::few_lengths;
use crate::db::entity::{accounts, programs, registration_events, registrations, units};
use crate::ledger::answer::UnitTimes;
use crate::ledger::command::{Actor, EventKind};
use crate::ledger::facts::{Registration, Status};
use crate::ledger::history::{PastEvent, Review, Wish};
use crate::values::ids::{AccountId, OrganizationId, ProgramId, RegistrationId, UnitId};
use crate::values::locale::Locale;

/// The registrations named, with their programs; unknown ids are left out.
///
/// # Errors
/// [`Fault`] of the database, or a row that does not read.
pub(in crate::ledger) async fn by_ids(
    db: &impl ConnectionTrait,
    ids: &[RegistrationId],
) -> Result<Vec<(ProgramId, Registration)>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let named = registrations::Column::Id.is_in(few_lengths(ids.iter().copied()));
    let rows = registrations::Entity::find().filter(named).all(db).await?;
    rows.into_iter().map(with_program).collect()
}

/// A page of an account's registrations, the newest first.
///
/// # Errors
/// As [`by_ids`].
pub(in crate::ledger) async fn of_account(
    db: &impl ConnectionTrait,
    account: AccountId,
    wish: &Wish,
) -> Result<Vec<(ProgramId, Registration)>, Fault> {
    use registrations::Column;
    let mut query = registrations::Entity::find()
        .filter(Column::AccountId.eq(account))
        .order_by_desc(Column::Id)
        .limit(wish.limit);
    if !wish.statuses.is_empty() {
        let words = wish.statuses.iter().map(|status| status.as_str());
        query = query.filter(Column::Status.is_in(words));
    }
    if let Some(after) = wish.after {
        query = query.filter(Column::Id.lt(after));
    }
    if let Some(from) = wish.ends_from {
        let unit = registrations::Entity::belongs_to(units::Entity)
            .from(Column::UnitId)
            .to(units::Column::Id)
            .into();
        let ends = units::Column::EndsAt
            .gte(from)
            .or(units::Column::EndsAt.is_null());
        query = query.join(JoinType::InnerJoin, unit).filter(ends);
    }
    query.all(db).await?.into_iter().map(with_program).collect()
}

pub(super) fn with_program(row: registrations::Model) -> Result<(ProgramId, Registration), Fault> {
    Ok((row.program_id, row.try_into()?))
}

/// The lines that belong in the persons' histories, in order.
///
/// # Errors
/// As [`by_ids`].
pub(in crate::ledger) async fn histories(
    db: &impl ConnectionTrait,
    ids: &[RegistrationId],
) -> Result<BTreeMap<RegistrationId, Vec<PastEvent>>, Fault> {
    use registration_events::{Column, Entity};
    let mut histories: BTreeMap<RegistrationId, Vec<PastEvent>> = BTreeMap::new();
    if ids.is_empty() {
        return Ok(histories);
    }
    let told = [EventKind::Status, EventKind::Extended].map(EventKind::as_str);
    let rows = Entity::find()
        .filter(Column::RegistrationId.is_in(few_lengths(ids.iter().copied())))
        .filter(Column::Kind.is_in(told))
        .order_by_asc(Column::Sequence)
        .all(db)
        .await?;
    for row in rows {
        let line = PastEvent {
            sequence: row.sequence,
            at: row.at,
            from: row.from_status.as_deref().and_then(Status::parse),
            to: row
                .to_status
                .as_deref()
                .and_then(Status::parse)
                .ok_or_else(|| Fault::broken("an event without a status"))?,
            reason: row.reason,
            facts: row.facts,
            remark: row.remark,
            actor: Actor::read(&row.actor_kind, row.actor_id)
                .ok_or_else(|| Fault::broken("an event by nobody"))?,
        };
        histories.entry(row.registration_id).or_default().push(line);
    }
    Ok(histories)
}

/// Start and end of the units of registrations.
///
/// # Errors
/// [`Fault::Database`].
pub(in crate::ledger) async fn times(
    db: &impl ConnectionTrait,
    ids: &[UnitId],
) -> Result<BTreeMap<UnitId, UnitTimes>, Fault> {
    let rows = units::Entity::find()
        .filter(units::Column::Id.is_in(few_lengths(ids.iter().copied())))
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let times = UnitTimes {
                session_id: row.session_id,
                starts_at: row.starts_at,
                ends_at: row.ends_at,
            };
            (row.id, times)
        })
        .collect())
}

/// What reviewers last said of registrations.
///
/// # Errors
/// [`Fault::Database`].
pub(in crate::ledger) async fn reviews(
    db: &impl ConnectionTrait,
    ids: &[RegistrationId],
) -> Result<BTreeMap<RegistrationId, Review>, Fault> {
    use registration_events::Column;
    let rows = registration_events::Entity::find()
        .filter(Column::RegistrationId.is_in(few_lengths(ids.iter().copied())))
        .filter(Column::Kind.eq(EventKind::Reviewed.as_str()))
        .order_by_asc(Column::Sequence)
        .all(db)
        .await?;
    let review = |row: registration_events::Model| {
        let proofs = row.facts.get("proofs").and_then(|keys| keys.as_array());
        let keys = proofs.into_iter().flatten().filter_map(|key| key.as_str());
        let review = Review {
            at: row.at,
            by: row.actor_id,
            points: row
                .facts
                .get("points")
                .and_then(serde_json::Value::as_i64)
                .unwrap_or(0),
            proofs: keys.map(str::to_owned).collect(),
        };
        (row.registration_id, review)
    };
    // The last one of each stays.
    Ok(rows.into_iter().map(review).collect())
}

/// The bodies that programs belong to.
///
/// # Errors
/// [`Fault::Database`].
pub(in crate::ledger) async fn bodies_of(
    tx: &impl ConnectionTrait,
    ids: &[ProgramId],
) -> Result<HashMap<ProgramId, OrganizationId>, Fault> {
    let rows: Vec<(ProgramId, OrganizationId)> = programs::Entity::find()
        .select_only()
        .columns([programs::Column::Id, programs::Column::OrganizationId])
        .filter(programs::Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.into_iter().collect())
}

/// The languages of accounts.
///
/// # Errors
/// [`Fault::Database`].
pub(in crate::ledger) async fn locales(
    tx: &impl ConnectionTrait,
    ids: &[AccountId],
) -> Result<BTreeMap<AccountId, Locale>, Fault> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows: Vec<(AccountId, String)> = accounts::Entity::find()
        .select_only()
        .columns([accounts::Column::Id, accounts::Column::Locale])
        .filter(accounts::Column::Id.is_in(few_lengths(ids.iter().copied())))
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, tag)| (id, Locale::from_tag(&tag)))
        .collect())
}
