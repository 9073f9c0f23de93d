//! What is known of the idempotency keys of a batch.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::db::Fault;
use crate::db::bulk::few_lengths;
use crate::db::entity::idempotency_records::{Column, Entity, Model};
use crate::db::idempotency::{Known, RequestKey, is_forgotten, judge};
use crate::values::clock::Instant;

/// What is known of the batch's idempotency keys. Rows that are no longer remembered make room
/// for what the batch will do under their keys.
///
/// # Errors
/// [`Fault`] of the database, or a record that does not read.
pub(in crate::ledger) async fn known_keys(
    tx: &impl ConnectionTrait,
    keys: &[&RequestKey],
    now: Instant,
) -> Result<Vec<Known>, Fault> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let asked = keys.iter().map(|key| (key.account.0, key.key.clone()));
    let rows = Entity::find().filter(is_one_of(asked)).all(tx).await?;
    let forgotten = rows.iter().filter(|row| is_forgotten(row, now));
    let forgotten: Vec<_> = forgotten
        .map(|row| (row.account_id.0, row.key.clone()))
        .collect();
    if !forgotten.is_empty() {
        let delete = Entity::delete_many().filter(is_one_of(forgotten));
        delete.exec(tx).await?;
    }
    let rows: BTreeMap<_, Model> = rows
        .into_iter()
        .map(|row| ((row.account_id, row.key.clone()), row))
        .collect();
    keys.iter()
        .map(|key| match rows.get(&(key.account, key.key.clone())) {
            Some(row) => judge(row, key, now),
            None => Ok(Known::New),
        })
        .collect()
}

fn is_one_of(keys: impl IntoIterator<Item = (Uuid, String)>) -> Expr {
    let pair = Expr::tuple([Expr::col(Column::AccountId), Expr::col(Column::Key)]);
    pair.in_tuples(few_lengths(keys))
}
