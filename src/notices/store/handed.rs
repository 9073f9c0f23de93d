//! Deliveries that are written off as sent.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::db::entity::deliveries;
use crate::db::{Database, Fault};
use crate::values::clock::Instant;

/// Whether any delivery is owed.
pub(in crate::notices) async fn is_any_owed(db: &Database) -> Result<bool, Fault> {
    let owed = deliveries::Entity::find().filter(deliveries::Column::State.eq("owed"));
    Ok(owed.one(db.read()).await?.is_some())
}

/// Marks every owed delivery as sent.
pub(in crate::notices) async fn mark_owed_as_sent(
    db: &Database,
    now: Instant,
) -> Result<u64, Fault> {
    use deliveries::Column::{Attempts, EndedAt, SentAt, State};
    db.write(async |tx: &DatabaseTransaction| {
        let marked = deliveries::Entity::update_many()
            .col_expr(State, Expr::value("sent"))
            .col_expr(SentAt, Expr::value(Some(now)))
            .col_expr(EndedAt, Expr::value(Some(now)))
            .col_expr(Attempts, Expr::value(1))
            .filter(State.eq("owed"))
            .exec(tx)
            .await?;
        Ok::<_, Fault>(marked.rows_affected)
    })
    .await
}
