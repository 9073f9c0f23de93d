//! Offerings that have a minimum and begin soon, and which were warned of.

use std::collections::{HashMap, HashSet};

use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
};

use super::Candidate;
use super::policy::Run;
use crate::catalog::model::{Allocation, OfferingState, SessionState, Shape};
use crate::db::Fault;
use crate::db::entity::minimum_warnings as rows;
use crate::db::entity::{offerings, programs, registrations, sessions, units};
use crate::db::write::insert_new;
use crate::ledger::facts::Status;
use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, ProgramId};

/// The published offerings with a minimum that nobody was warned of yet, and whose first session
/// begins after `now` and by `until`. What one walks in to has no seats and is not among them.
pub(super) async fn candidates(
    db: &impl ConnectionTrait,
    now: Instant,
    until: Instant,
) -> Result<Vec<Candidate>, Fault> {
    let soon = beginning(db, now, until).await?;
    let first = first_sessions(db, &soon).await?;
    let seats = seats(db, &soon).await?;
    let undecided = undecided(db, &soon).await?;
    let ids: HashSet<ProgramId> = soon.iter().map(|row| row.program_id).collect();
    let programs: HashMap<ProgramId, programs::Model> = programs::Entity::find()
        .filter(programs::Column::Id.is_in(ids))
        .filter(programs::Column::Shape.ne(Shape::DropIn.as_str()))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let candidate = |row: offerings::Model| {
        let program = programs.get(&row.program_id)?;
        let starts = first.get(&row.id).copied().filter(|starts| *starts > now)?;
        let of = |status: Status| seats.get(&(row.id, status.as_str().to_owned())).copied();
        Some(Candidate {
            offering: row.id,
            organization: program.organization_id,
            waiting: of(Status::Waitlisted).unwrap_or(0),
            run: Run {
                opens: row.registration_opens,
                starts,
                least: i64::from(row.min_to_run?),
                confirmed: of(Status::Confirmed).unwrap_or(0),
                applied: of(Status::Applied).unwrap_or(0),
                is_undecided: undecided.contains(&row.id),
            },
        })
    };
    Ok(soon.into_iter().filter_map(candidate).collect())
}

async fn beginning(
    db: &impl ConnectionTrait,
    now: Instant,
    until: Instant,
) -> Result<Vec<offerings::Model>, Fault> {
    let warned = Query::select()
        .column(rows::Column::OfferingId)
        .from(rows::Entity)
        .to_owned();
    let begins = Query::select()
        .column(sessions::Column::OfferingId)
        .from(sessions::Entity)
        .and_where(sessions::Column::State.ne(SessionState::Cancelled.as_str()))
        .and_where(sessions::Column::StartsAt.gt(now))
        .and_where(sessions::Column::StartsAt.lte(until))
        .to_owned();
    Ok(offerings::Entity::find()
        .filter(offerings::Column::State.eq(OfferingState::Published.as_str()))
        .filter(offerings::Column::MinToRun.is_not_null())
        .filter(offerings::Column::Allocation.ne(Allocation::Open.as_str()))
        .filter(offerings::Column::Id.not_in_subquery(warned))
        .filter(offerings::Column::Id.in_subquery(begins))
        .all(db)
        .await?)
}

/// When the first session of each begins that was not cancelled.
async fn first_sessions(
    db: &impl ConnectionTrait,
    soon: &[offerings::Model],
) -> Result<HashMap<OfferingId, Instant>, Fault> {
    let found: Vec<(OfferingId, Option<Instant>)> = sessions::Entity::find()
        .select_only()
        .column(sessions::Column::OfferingId)
        .column_as(sessions::Column::StartsAt.min(), "starts")
        .filter(sessions::Column::OfferingId.is_in(soon.iter().map(|row| row.id)))
        .filter(sessions::Column::State.ne(SessionState::Cancelled.as_str()))
        .group_by(sessions::Column::OfferingId)
        .into_tuple()
        .all(db)
        .await?;
    let begins = |(id, starts): (OfferingId, Option<Instant>)| Some((id, starts?));
    Ok(found.into_iter().filter_map(begins).collect())
}

/// The seats of each offering by status.
async fn seats(
    db: &impl ConnectionTrait,
    soon: &[offerings::Model],
) -> Result<HashMap<(OfferingId, String), i64>, Fault> {
    let found: Vec<(OfferingId, String, Option<i64>)> = registrations::Entity::find()
        .select_only()
        .column(registrations::Column::OfferingId)
        .column(registrations::Column::Status)
        .column_as(registrations::Column::Seats.sum(), "seats")
        .filter(registrations::Column::OfferingId.is_in(soon.iter().map(|row| row.id)))
        .group_by(registrations::Column::OfferingId)
        .group_by(registrations::Column::Status)
        .into_tuple()
        .all(db)
        .await?;
    let sum = |(id, status, seats): (_, _, Option<i64>)| ((id, status), seats.unwrap_or(0));
    Ok(found.into_iter().map(sum).collect())
}

/// Those whose seats a draw or a review has still to give out.
async fn undecided(
    db: &impl ConnectionTrait,
    soon: &[offerings::Model],
) -> Result<HashSet<OfferingId>, Fault> {
    let later = [Allocation::Lottery.as_str(), Allocation::Review.as_str()];
    let later = soon
        .iter()
        .filter(|row| later.contains(&row.allocation.as_str()));
    let found: Vec<OfferingId> = units::Entity::find()
        .select_only()
        .column(units::Column::OfferingId)
        .filter(units::Column::OfferingId.is_in(later.map(|row| row.id)))
        .filter(units::Column::IsGivenOut.eq(false))
        .filter(units::Column::IsCancelled.eq(false))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}

/// Writes down that an offering is warned of; false when somebody else did.
pub(super) async fn remember(
    tx: &impl ConnectionTrait,
    candidate: &Candidate,
    now: Instant,
) -> Result<bool, Fault> {
    let number = |number: i64| i32::try_from(number).unwrap_or(i32::MAX);
    let row = rows::ActiveModel {
        offering_id: Set(candidate.offering),
        warned_at: Set(now),
        min_to_run: Set(number(candidate.run.least)),
        confirmed_seats: Set(number(candidate.run.confirmed)),
    };
    insert_new(tx, row, [rows::Column::OfferingId]).await
}
