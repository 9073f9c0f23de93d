//! Deliveries that are not sent, counted and made due.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, JoinType, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, RelationDef,
};

use crate::db::entity::{deliveries, notices};
use crate::db::{Database, Fault};
use crate::notices::queue::{Backlog, Owed, Standing};
use crate::values::clock::Instant;
use crate::values::ids::DeliveryId;

/// The notice that a delivery carries.
fn notice() -> RelationDef {
    deliveries::Entity::belongs_to(notices::Entity)
        .from(deliveries::Column::NoticeId)
        .to(notices::Column::Id)
        .into()
}

/// How many are owed and how many ended unsent, by state, cause and kind.
pub(in crate::notices) async fn standings(db: &Database) -> Result<Vec<Standing>, Fault> {
    use deliveries::Column::{Cause, DueAt, Id, State};
    use notices::Column::Kind;
    type Row = (String, Option<String>, String, i64, Instant);
    let rows: Vec<Row> = deliveries::Entity::find()
        .select_only()
        .columns([State, Cause])
        .column(Kind)
        .column_as(Id.count(), "many")
        .column_as(DueAt.min(), "next_due")
        .join(JoinType::InnerJoin, notice())
        .filter(State.is_in(["owed", "failed", "expired"]))
        .group_by(State)
        .group_by(Cause)
        .group_by(Kind)
        .order_by_asc(State)
        .order_by_asc(Kind)
        .order_by_asc(Cause)
        .into_tuple()
        .all(db.read())
        .await?;
    let standing = |(state, cause, kind, many, next_due)| Standing {
        state,
        cause,
        kind,
        many,
        next_due,
    };
    Ok(rows.into_iter().map(standing).collect())
}

/// The owed deliveries that are due first.
pub(in crate::notices) async fn first_due(db: &Database, limit: u64) -> Result<Vec<Owed>, Fault> {
    use deliveries::Column::{Attempts, DueAt, Id, LastError, State};
    type Row = (DeliveryId, Instant, i32, Option<String>, String);
    let rows: Vec<Row> = deliveries::Entity::find()
        .select_only()
        .columns([Id, DueAt, Attempts, LastError])
        .column(notices::Column::Kind)
        .join(JoinType::InnerJoin, notice())
        .filter(State.eq("owed"))
        .order_by_asc(DueAt)
        .order_by_asc(Id)
        .limit(limit)
        .into_tuple()
        .all(db.read())
        .await?;
    let owed = |(id, due_at, attempts, last_error, kind)| Owed {
        id,
        kind,
        due_at,
        attempts,
        last_error,
    };
    Ok(rows.into_iter().map(owed).collect())
}

/// How much is owed.
pub(in crate::notices) async fn backlog(db: &Database) -> Result<Backlog, Fault> {
    use deliveries::Column::{DueAt, Id, State};
    let owed = deliveries::Entity::find().filter(State.eq("owed"));
    let first: Option<Instant> = owed
        .clone()
        .select_only()
        .column(DueAt)
        .order_by_asc(DueAt)
        .order_by_asc(Id)
        .limit(1)
        .into_tuple()
        .one(db.read())
        .await?;
    Ok(Backlog {
        owed: owed.count(db.read()).await?,
        first_due: first,
    })
}

/// Makes an owed delivery due, or all of them; says how many.
pub(in crate::notices) async fn make_due(
    db: &Database,
    which: Option<DeliveryId>,
    now: Instant,
) -> Result<u64, Fault> {
    use deliveries::Column::{DueAt, Id, State};
    db.write(async |tx: &DatabaseTransaction| {
        let mut due = deliveries::Entity::update_many()
            .col_expr(DueAt, Expr::value(now))
            .filter(State.eq("owed"));
        due = match which {
            Some(id) => due.filter(Id.eq(id)),
            None => due.filter(DueAt.gt(now)),
        };
        Ok::<_, Fault>(due.exec(tx).await?.rows_affected)
    })
    .await
}
