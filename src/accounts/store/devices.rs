//! `seen_devices`.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::db::Fault;
use crate::db::entity::seen_devices as rows;
use crate::db::write::insert_new;
use crate::values::clock::Instant;
use crate::values::ids::AccountId;

/// Writes down that a device is used; whether it was known.
pub(in crate::accounts) async fn touch(
    tx: &impl ConnectionTrait,
    account: AccountId,
    device_hash: &str,
    now: Instant,
) -> Result<bool, Fault> {
    let done = rows::Entity::update_many()
        .col_expr(rows::Column::LastSeenAt, Expr::value(now))
        .filter(rows::Column::AccountId.eq(account))
        .filter(rows::Column::DeviceHash.eq(device_hash))
        .exec(tx)
        .await?;
    Ok(done.rows_affected > 0)
}

/// Whether an account was seen on any device.
pub(in crate::accounts) async fn exist(
    tx: &impl ConnectionTrait,
    account: AccountId,
) -> Result<bool, Fault> {
    let any: Option<String> = rows::Entity::find()
        .select_only()
        .column(rows::Column::DeviceHash)
        .filter(rows::Column::AccountId.eq(account))
        .limit(1)
        .into_tuple()
        .one(tx)
        .await?;
    Ok(any.is_some())
}

/// Remembers a device; false when somebody else did meanwhile.
pub(in crate::accounts) async fn insert(
    tx: &impl ConnectionTrait,
    account: AccountId,
    device_hash: &str,
    now: Instant,
) -> Result<bool, Fault> {
    let row = rows::ActiveModel {
        account_id: Set(account),
        device_hash: Set(device_hash.to_owned()),
        first_seen_at: Set(now),
        last_seen_at: Set(now),
    };
    insert_new(tx, row, [rows::Column::AccountId, rows::Column::DeviceHash]).await
}

/// Forgets devices that were not used since `before`.
pub(in crate::accounts) async fn delete_unseen(
    tx: &impl ConnectionTrait,
    before: Instant,
) -> Result<(), Fault> {
    rows::Entity::delete_many()
        .filter(rows::Column::LastSeenAt.lt(before))
        .exec(tx)
        .await?;
    Ok(())
}
