//! Leases of deliveries.

use std::collections::HashSet;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter};

use crate::db::bulk::few_lengths;
use crate::db::entity::deliveries;
use crate::db::{Database, Fault};
use crate::values::clock::Instant;
use crate::values::ids::DeliveryId;

/// A lease that is to last longer.
#[derive(Clone, Copy, Debug)]
pub(in crate::notices) struct Renewal {
    pub(in crate::notices) delivery: DeliveryId,
    pub(in crate::notices) from: Instant,
    pub(in crate::notices) until: Instant,
}

/// Makes leases last until the latest that is asked for; gives it for each that was still there.
pub(in crate::notices) async fn renew(
    db: &Database,
    wanted: &[Renewal],
) -> Result<Vec<Option<Instant>>, Fault> {
    use deliveries::Column::{Id, LeaseUntil, State};
    let Some(until) = wanted.iter().map(|one| one.until).max() else {
        return Ok(Vec::new());
    };
    let ours = few_lengths(wanted.iter().copied()).into_iter();
    let ours = ours.fold(Condition::any(), |any, one| {
        let this = Condition::all().add(Id.eq(one.delivery));
        any.add(this.add(LeaseUntil.eq(one.from)))
    });
    let renewed = db
        .write(async |tx: &DatabaseTransaction| {
            let rows = deliveries::Entity::update_many()
                .col_expr(LeaseUntil, Expr::value(until))
                .filter(ours.clone())
                .filter(State.is_not_in(["sent", "failed", "expired"]))
                .exec_with_returning(tx)
                .await?;
            Ok::<_, Fault>(rows)
        })
        .await?;
    let renewed: HashSet<DeliveryId> = renewed.into_iter().map(|row| row.id).collect();
    let answer = |one: &Renewal| renewed.contains(&one.delivery).then_some(until);
    Ok(wanted.iter().map(answer).collect())
}

/// Frees leases that end later than `longest`, later than any given now would: the clock that they were
/// counted by was ahead, and has been put back since.
pub(in crate::notices) async fn free_beyond(db: &Database, longest: Instant) -> Result<(), Fault> {
    db.write(async |tx: &DatabaseTransaction| {
        deliveries::Entity::update_many()
            .col_expr(deliveries::Column::LeaseUntil, Expr::value(None::<Instant>))
            .filter(deliveries::Column::State.eq("owed"))
            .filter(deliveries::Column::LeaseUntil.gt(longest))
            .exec(tx)
            .await?;
        Ok::<_, Fault>(())
    })
    .await
}

/// Frees what a process that died held. Only on SQLite, where there is no other process.
pub(in crate::notices) async fn free_all(db: &Database) -> Result<(), Fault> {
    if db.backend() != DbBackend::Sqlite {
        return Ok(());
    }
    db.write(async |tx: &DatabaseTransaction| {
        deliveries::Entity::update_many()
            .col_expr(deliveries::Column::LeaseUntil, Expr::value(None::<Instant>))
            .filter(deliveries::Column::State.eq("owed"))
            .filter(deliveries::Column::LeaseUntil.is_not_null())
            .exec(tx)
            .await?;
        Ok::<_, Fault>(())
    })
    .await
}
