//! Reports that were counted before.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    QuerySelect,
};

use crate::db::Fault;
use crate::db::entity::kept_reports::{ActiveModel, Column, Entity};
use crate::values::clock::Instant;
use crate::values::ids::OrganizationId;

/// How the year until now is named.
pub(in crate::roster::report) const SO_FAR: &str = "so-far";

/// A report as it is stored.
#[derive(Clone, Debug)]
pub(in crate::roster::report) struct Row {
    pub body: OrganizationId,
    /// As [`SO_FAR`], or the first and the last.
    pub days: String,
    pub counted_at: Instant,
    pub asked_at: Instant,
    /// As JSON.
    pub contents: String,
}

/// The report of a body.
pub(in crate::roster::report) async fn find(
    db: &impl ConnectionTrait,
    body: OrganizationId,
    days: &str,
) -> Result<Option<Row>, Fault> {
    let key = (body, days.to_owned());
    let row = Entity::find_by_id(key).one(db).await?;
    Ok(row.map(|row| Row {
        body: row.organization_id,
        days: row.days,
        counted_at: row.counted_at,
        asked_at: row.asked_at,
        contents: row.contents,
    }))
}

/// Keeps a report; whether anybody asks for it stays as it was.
pub(in crate::roster::report) async fn keep(
    tx: &impl ConnectionTrait,
    row: Row,
) -> Result<(), Fault> {
    let row = ActiveModel {
        organization_id: Set(row.body),
        days: Set(row.days),
        counted_at: Set(row.counted_at),
        asked_at: Set(row.asked_at),
        contents: Set(row.contents),
    };
    let renewed = OnConflict::columns([Column::OrganizationId, Column::Days])
        .update_columns([Column::CountedAt, Column::Contents])
        .to_owned();
    Entity::insert(row)
        .on_conflict(renewed)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Notes that somebody asked for it.
pub(in crate::roster::report) async fn ask(
    tx: &impl ConnectionTrait,
    body: OrganizationId,
    days: &str,
    now: Instant,
) -> Result<(), Fault> {
    Entity::update_many()
        .col_expr(Column::AskedAt, Expr::value(now))
        .filter(Column::OrganizationId.eq(body))
        .filter(Column::Days.eq(days))
        .exec(tx)
        .await?;
    Ok(())
}

/// Whose year until now was counted before `counted`, the oldest first.
pub(in crate::roster::report) async fn due(
    db: &impl ConnectionTrait,
    counted: Instant,
) -> Result<Vec<OrganizationId>, Fault> {
    let rows: Vec<(OrganizationId, Instant)> = Entity::find()
        .select_only()
        .columns([Column::OrganizationId, Column::CountedAt])
        .filter(Column::Days.eq(SO_FAR))
        .filter(Column::CountedAt.lte(counted))
        .into_tuple()
        .all(db)
        .await?;
    let mut rows = rows;
    rows.sort_by_key(|(_, counted)| *counted);
    Ok(rows.into_iter().map(|(body, _)| body).collect())
}

/// Forgets what nobody has asked for since `unasked`, and what was counted before `passed` and is
/// not counted anew.
pub(in crate::roster::report) async fn forget(
    tx: &impl ConnectionTrait,
    unasked: Instant,
    passed: Instant,
) -> Result<(), Fault> {
    let is_passed = Condition::all()
        .add(Column::Days.ne(SO_FAR))
        .add(Column::CountedAt.lt(passed));
    let is_over = Condition::any()
        .add(Column::AskedAt.lt(unasked))
        .add(is_passed);
    Entity::delete_many().filter(is_over).exec(tx).await?;
    Ok(())
}
