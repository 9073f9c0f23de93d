//! The record of what was imported.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait,
    QueryOrder, QuerySelect,
};

use crate::db::Fault;
use crate::db::entity::imports;
use crate::values::clock::Instant;

/// An import that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// The name of the file.
    pub(super) source: String,
    /// SHA-256 of its bytes.
    pub(super) sha256: String,
    /// How far its dates were moved.
    pub(super) shift_weeks: i32,
}

/// The imports so far, the first one first.
pub(super) async fn records(db: &impl ConnectionTrait) -> Result<Vec<Record>, Fault> {
    let rows = imports::Entity::find()
        .order_by_asc(imports::Column::Id)
        .all(db)
        .await?;
    let record = |row: imports::Model| Record {
        source: row.source,
        sha256: row.sha256,
        shift_weeks: row.shift_weeks,
    };
    Ok(rows.into_iter().map(record).collect())
}

/// Keeps the record of an import.
pub(super) async fn keep(
    tx: &DatabaseTransaction,
    record: &Record,
    now: Instant,
) -> Result<(), Fault> {
    let last: Option<i32> = imports::Entity::find()
        .select_only()
        .column(imports::Column::Id)
        .order_by_desc(imports::Column::Id)
        .limit(1)
        .into_tuple()
        .one(tx)
        .await?;
    let row = imports::ActiveModel {
        id: Set(last.unwrap_or(0) + 1),
        source: Set(record.source.clone()),
        sha256: Set(record.sha256.clone()),
        shift_weeks: Set(record.shift_weeks),
        imported_at: Set(now),
    };
    row.insert(tx).await?;
    Ok(())
}
