//! What is known of the idempotency keys of a batch.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter};

use crate::db::Fault;
use crate::db::bulk::few_lengths;
use crate::db::entity::idempotency_records;
use crate::db::idempotency::{Known, RequestKey, judge};
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
    let pair = Expr::tuple([Expr::col(Column::AccountId), Expr::col(Column::Key)]);
    let asked = keys.iter().map(|key| (key.account.0, key.key.clone()));
    let rows = Entity::find()
        .filter(pair.in_tuples(few_lengths(asked)))
        .all(tx)
        .await?;
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
