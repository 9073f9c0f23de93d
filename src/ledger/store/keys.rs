//! What is known of the idempotency keys of a batch.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::db::Fault;
use crate::db::entity::idempotency_records;
use crate::db::idempotency::{KEPT_HOURS, Known, RequestKey, judge};
use crate::values::clock::Instant;

/// What is known of the batch's idempotency keys.
///
/// # Errors
/// [`Fault`] of the database, or a record that does not read.
pub(in crate::ledger) async fn known_keys(
    tx: &impl ConnectionTrait,
    keys: &[&RequestKey],
    now: Instant,
) -> Result<Vec<Known>, Fault> {
    use idempotency_records::{Column, Entity, Model};
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let rows = Entity::find()
        .filter(Column::AccountId.is_in(keys.iter().map(|key| key.account)))
        .filter(Column::Key.is_in(keys.iter().map(|key| key.key.clone())))
        .filter(Column::CreatedAt.gt(now.plus_hours(-KEPT_HOURS)))
        .all(tx)
        .await?;
    let rows: BTreeMap<_, Model> = rows
        .into_iter()
        .map(|row| ((row.account_id, row.key.clone()), row))
        .collect();
    keys.iter()
        .map(|key| match rows.get(&(key.account, key.key.clone())) {
            Some(row) => judge(row, key),
            None => Ok(Known::New),
        })
        .collect()
}
