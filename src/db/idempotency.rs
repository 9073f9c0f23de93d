//! What an `Idempotency-Key` did: written in the transaction of what was done, looked up
//! before any rule is read.

use std::collections::HashMap;

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::bulk::few_lengths;
use super::entity::idempotency_records as records;
use super::{Database, Fault};
use crate::values::clock::Instant;
use crate::values::ids::AccountId;

/// How long a key is remembered.
pub const KEPT_HOURS: i64 = 24;

/// A key as a request brought it, with the fingerprint of method, path with query and body.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RequestKey {
    /// Who sent it; a key of one account says nothing about another's.
    pub account: AccountId,
    /// 1 to 64 visible ASCII characters.
    pub key: String,
    /// SHA-256 of method, path with query and body bytes, in hexadecimal.
    pub request_hash: String,
}

impl RequestKey {
    /// The key of number `at` of what the request asks for, each done for itself.
    #[must_use]
    pub fn part(&self, at: usize) -> Self {
        Self {
            key: format!("{}#{at}", self.key),
            ..self.clone()
        }
    }
}

/// What a request made: enough to answer a retry with the rows as they are now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// The status code that was answered.
    pub status_code: u16,
    /// The ids of the rows, in the order of the answer.
    pub ids: Vec<Uuid>,
}

/// What is known of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// Never seen, or forgotten after 24 hours.
    New,
    /// The same request: answer with what it made.
    Replay(Made),
    /// The key came with another request before.
    Reused,
}

/// Looks a key up.
///
/// # Errors
/// [`Fault::Database`].
pub async fn find(
    db: &impl ConnectionTrait,
    key: &RequestKey,
    now: Instant,
) -> Result<Known, Fault> {
    let row = records::Entity::find_by_id((key.account, key.key.clone()))
        .one(db)
        .await?;
    row.map_or(Ok(Known::New), |row| judge(&row, key, now))
}

/// Looks the keys of one account up together, in their order.
///
/// # Errors
/// [`Fault::Database`].
pub async fn find_all(
    db: &impl ConnectionTrait,
    account: AccountId,
    keys: &[&RequestKey],
    now: Instant,
) -> Result<Vec<Known>, Fault> {
    let names = keys.iter().map(|key| key.key.as_str());
    let rows = records::Entity::find()
        .filter(records::Column::AccountId.eq(account))
        .filter(records::Column::Key.is_in(few_lengths(names)))
        .all(db)
        .await?;
    let rows: HashMap<&str, &records::Model> =
        rows.iter().map(|row| (row.key.as_str(), row)).collect();
    let known = keys.iter().map(|key| {
        let row = rows.get(key.key.as_str());
        row.map_or(Ok(Known::New), |row| judge(row, key, now))
    });
    known.collect()
}

/// Whether a stored row is the replay of `key`, another request under the same key, or no longer
/// remembered at `now`. (Its age is asked here, since a query that asks for it too may go through
/// all that was stored since.)
///
/// # Errors
/// [`Fault::Broken`] when the row does not read.
pub fn judge(row: &records::Model, key: &RequestKey, now: Instant) -> Result<Known, Fault> {
    if is_forgotten(row, now) {
        Ok(Known::New)
    } else if row.request_hash == key.request_hash {
        Ok(Known::Replay(serde_json::from_value(row.made.clone())?))
    } else {
        Ok(Known::Reused)
    }
}

/// Whether a stored row is older than what is remembered.
#[must_use]
pub fn is_forgotten(row: &records::Model, now: Instant) -> bool {
    row.created_at <= now.plus_hours(-KEPT_HOURS)
}

/// The row that remembers `key`.
///
/// # Errors
/// [`Fault::Broken`] when the made ids do not serialise.
pub fn record(key: &RequestKey, made: &Made, now: Instant) -> Result<records::ActiveModel, Fault> {
    Ok(records::ActiveModel {
        account_id: Set(key.account),
        key: Set(key.key.clone()),
        request_hash: Set(key.request_hash.clone()),
        status_code: Set(i32::from(made.status_code)),
        made: Set(serde_json::to_value(made)?),
        created_at: Set(now),
    })
}

/// Remembers `key` in the caller's transaction; a forgotten (older than 24 h) row of the same
/// key makes room first. The primary key makes a second request in flight wait, then fail.
///
/// # Errors
/// [`Fault::Database`]; a unique violation in it means that the other request won.
pub async fn save(
    tx: &impl ConnectionTrait,
    key: &RequestKey,
    made: &Made,
    now: Instant,
) -> Result<(), Fault> {
    records::Entity::delete_by_id((key.account, key.key.clone()))
        .filter(records::Column::CreatedAt.lte(now.plus_hours(-KEPT_HOURS)))
        .exec(tx)
        .await?;
    record(key, made, now)?.insert(tx).await?;
    Ok(())
}

/// Deletes what is no longer remembered.
///
/// # Errors
/// [`Fault::Database`].
pub async fn forget_old(db: &Database, now: Instant) -> Result<(), Fault> {
    db.write(async |tx| {
        records::Entity::delete_many()
            .filter(records::Column::CreatedAt.lte(now.plus_hours(-KEPT_HOURS)))
            .exec(tx)
            .await?;
        Ok(())
    })
    .await
}

/// Deletes up to `limit` of the keys of an account that leaves; whether there may be more.
///
/// # Errors
/// [`Fault::Database`].
pub async fn forget_account(
    tx: &impl ConnectionTrait,
    account: AccountId,
    limit: u64,
) -> Result<bool, Fault> {
    let some: Vec<String> = records::Entity::find()
        .select_only()
        .column(records::Column::Key)
        .filter(records::Column::AccountId.eq(account))
        .order_by_asc(records::Column::Key)
        .limit(limit)
        .into_tuple()
        .all(tx)
        .await?;
    let is_more = some.len() as u64 == limit;
    if !some.is_empty() {
        records::Entity::delete_many()
            .filter(records::Column::AccountId.eq(account))
            .filter(records::Column::Key.is_in(few_lengths(some)))
            .exec(tx)
            .await?;
    }
    Ok(is_more)
}
