//! Lotteries that were not drawn, and whose organizers were told.

use std::collections::{BTreeMap, HashMap, HashSet};

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QuerySelect,
};

use super::DrawFacts;
use crate::db::Fault;
use crate::db::entity::draw_warnings as rows;
use crate::db::entity::{registrations, units};
use crate::db::write::insert_new;
use crate::ledger::facts::Status;
use crate::values::clock::Instant;
use crate::values::ids::OfferingId;

/// Those of `due` (with the times they were to be drawn) that still wait to be drawn, and of which
/// nobody was told yet.
pub(super) async fn undrawn(
    db: &impl ConnectionTrait,
    due: BTreeMap<OfferingId, Instant>,
) -> Result<Vec<DrawFacts>, Fault> {
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let told: HashSet<(OfferingId, Instant)> = rows::Entity::find()
        .filter(rows::Column::OfferingId.is_in(due.keys().copied()))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.offering_id, row.draw_at))
        .collect();
    let untold = due.into_iter().filter(|one| !told.contains(one));
    let untold: BTreeMap<OfferingId, Instant> = untold.collect();
    if untold.is_empty() {
        return Ok(Vec::new());
    }
    let open = undecided(db, &untold).await?;
    let applied = applied(db, &open).await?;
    let facts = |(offering, draw_at)| DrawFacts {
        offering,
        draw_at,
        applied: applied.get(&offering).copied().unwrap_or(0),
    };
    let waiting = untold.into_iter().filter(|(id, _)| open.contains(id));
    Ok(waiting.map(facts).collect())
}

/// How many applied for an offering, and how many of them nobody reviewed.
pub(super) async fn applications(
    db: &impl ConnectionTrait,
    offering: OfferingId,
) -> Result<(i64, i64), Fault> {
    let applied = registrations::Entity::find()
        .filter(registrations::Column::OfferingId.eq(offering))
        .filter(registrations::Column::Status.eq(Status::Applied.as_str()));
    let unreviewed = applied
        .clone()
        .filter(registrations::Column::ReviewedAt.is_null());
    let number = |count: u64| count.try_into().unwrap_or(i64::MAX);
    Ok((
        number(applied.count(db).await?),
        number(unreviewed.count(db).await?),
    ))
}

/// Those whose seats are still to be given out.
async fn undecided(
    db: &impl ConnectionTrait,
    due: &BTreeMap<OfferingId, Instant>,
) -> Result<HashSet<OfferingId>, Fault> {
    let found: Vec<OfferingId> = units::Entity::find()
        .select_only()
        .column(units::Column::OfferingId)
        .filter(units::Column::OfferingId.is_in(due.keys().copied()))
        .filter(units::Column::IsGivenOut.eq(false))
        .filter(units::Column::IsCancelled.eq(false))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}

/// The seats that people applied for.
async fn applied(
    db: &impl ConnectionTrait,
    offerings: &HashSet<OfferingId>,
) -> Result<HashMap<OfferingId, i64>, Fault> {
    let found: Vec<(OfferingId, Option<i64>)> = registrations::Entity::find()
        .select_only()
        .column(registrations::Column::OfferingId)
        .column_as(registrations::Column::Seats.sum(), "seats")
        .filter(registrations::Column::OfferingId.is_in(offerings.iter().copied()))
        .filter(registrations::Column::Status.eq(Status::Applied.as_str()))
        .group_by(registrations::Column::OfferingId)
        .into_tuple()
        .all(db)
        .await?;
    let sum = |(id, seats): (_, Option<i64>)| (id, seats.unwrap_or(0));
    Ok(found.into_iter().map(sum).collect())
}

/// Writes down that a draw was told of; false when somebody else did.
pub(super) async fn remember(
    tx: &impl ConnectionTrait,
    facts: &DrawFacts,
    now: Instant,
) -> Result<bool, Fault> {
    let row = rows::ActiveModel {
        offering_id: Set(facts.offering),
        draw_at: Set(facts.draw_at),
        told_at: Set(now),
    };
    insert_new(tx, row, [rows::Column::OfferingId, rows::Column::DrawAt]).await
}
