//! What stands open in units: asked of all of them at once, never of one after another.

use std::collections::{HashMap, HashSet};

use sea_orm::sea_query::{CaseStatement, Expr, Func};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect,
};

use crate::db::Fault;
use crate::db::entity::{registrations, units};
use crate::ledger::facts::Status;
use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, UnitId};

/// Units of one statement: SQLite takes no more than 32,766 values.
const TOGETHER: usize = 10_000;

/// The applications of an offering.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Applied {
    /// Registrations.
    pub(super) registrations: i64,
    /// Their seats.
    pub(super) seats: i64,
    /// Of the registrations, those that no reviewer has seen.
    pub(super) unseen: i64,
}

#[derive(FromQueryResult)]
struct AppliedRow {
    offering_id: OfferingId,
    registrations: i64,
    seats: Option<i64>,
    unseen: Option<i64>,
}

/// Who applied in these units, by offering.
pub(super) async fn applied(
    db: &impl ConnectionTrait,
    of: &[UnitId],
) -> Result<HashMap<OfferingId, Applied>, Fault> {
    let unseen = CaseStatement::new()
        .case(registrations::Column::ReviewedAt.is_null(), 1)
        .finally(0);
    let mut found: HashMap<OfferingId, Applied> = HashMap::new();
    for some in of.chunks(TOGETHER) {
        let rows = registrations::Entity::find()
            .select_only()
            .column(registrations::Column::OfferingId)
            .column_as(registrations::Column::Id.count(), "registrations")
            .column_as(registrations::Column::Seats.sum(), "seats")
            .expr_as(Func::sum(Expr::expr(unseen.clone())), "unseen")
            .filter(registrations::Column::UnitId.is_in(some.iter().copied()))
            .filter(registrations::Column::Status.eq(Status::Applied.as_str()))
            .group_by(registrations::Column::OfferingId);
        for row in rows.into_model::<AppliedRow>().all(db).await? {
            let sum = found.entry(row.offering_id).or_default();
            sum.registrations += row.registrations;
            sum.seats += row.seats.unwrap_or(0);
            sum.unseen += row.unseen.unwrap_or(0);
        }
    }
    Ok(found)
}

/// The offers of an offering that wait for an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Offered {
    /// Registrations.
    pub(super) registrations: i64,
    /// Their seats.
    pub(super) seats: i64,
    /// Until when the first waits.
    pub(super) first: Option<Instant>,
}

/// What is offered in these units, by offering.
pub(super) async fn offered(
    db: &impl ConnectionTrait,
    of: &[UnitId],
) -> Result<HashMap<OfferingId, Offered>, Fault> {
    let mut found: HashMap<OfferingId, Offered> = HashMap::new();
    for some in of.chunks(TOGETHER) {
        let rows: Vec<(OfferingId, i64, Option<i64>, Option<Instant>)> =
            registrations::Entity::find()
                .select_only()
                .column(registrations::Column::OfferingId)
                .column_as(registrations::Column::Id.count(), "offers")
                .column_as(registrations::Column::Seats.sum(), "seats")
                .column_as(registrations::Column::OfferExpiresAt.min(), "first")
                .filter(registrations::Column::UnitId.is_in(some.iter().copied()))
                .filter(registrations::Column::Status.eq(Status::Offered.as_str()))
                .group_by(registrations::Column::OfferingId)
                .into_tuple()
                .all(db)
                .await?;
        for (offering, registrations, seats, first) in rows {
            let sum = found.entry(offering).or_default();
            sum.registrations += registrations;
            sum.seats += seats.unwrap_or(0);
            sum.first = [sum.first, first].into_iter().flatten().min();
        }
    }
    Ok(found)
}

/// The offerings of those units whose seats a draw or a review has still to give out.
pub(super) async fn undecided(
    db: &impl ConnectionTrait,
    of: &[UnitId],
) -> Result<HashSet<OfferingId>, Fault> {
    let mut found = HashSet::new();
    for some in of.chunks(TOGETHER) {
        let rows: Vec<OfferingId> = units::Entity::find()
            .select_only()
            .column(units::Column::OfferingId)
            .filter(units::Column::Id.is_in(some.iter().copied()))
            .filter(units::Column::IsGivenOut.eq(false))
            .filter(units::Column::IsCancelled.eq(false))
            .into_tuple()
            .all(db)
            .await?;
        found.extend(rows);
    }
    Ok(found)
}
