//! `access_tokens`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::accounts::{Device, KnownToken};
use crate::db::Fault;
use crate::db::bulk::few_lengths;
use crate::db::entity::access_tokens as rows;
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, TokenId};

pub(in crate::accounts) async fn insert(
    tx: &impl ConnectionTrait,
    token: &KnownToken,
    secret_hash: &str,
    device: &str,
) -> Result<(), Fault> {
    row(token, secret_hash, device).insert(tx).await?;
    Ok(())
}

/// Writes many rows, each a token and the hash of its secret, in one statement.
pub(in crate::accounts) async fn insert_many(
    tx: &impl ConnectionTrait,
    tokens: &[(KnownToken, String)],
    device: &str,
) -> Result<(), Fault> {
    let rows = tokens.iter().map(|(token, hash)| row(token, hash, device));
    rows::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

fn row(token: &KnownToken, secret_hash: &str, device: &str) -> rows::ActiveModel {
    rows::ActiveModel {
        id: Set(token.id),
        account_id: Set(token.account_id),
        secret_hash: Set(secret_hash.to_owned()),
        device: Set(device.to_owned()),
        second_factor_until: Set(token.second_factor_until),
        created_at: Set(token.seen_at),
        seen_at: Set(token.seen_at),
        expires_at: Set(token.expires_at),
        ends_at: Set(token.ends_at),
    }
}

/// The live ones of tokens by the hashes of their secrets.
pub(in crate::accounts) async fn find_live(
    db: &impl ConnectionTrait,
    hashes: &[String],
    now: Instant,
) -> Result<HashMap<String, KnownToken>, Fault> {
    let found = rows::Entity::find()
        .filter(rows::Column::SecretHash.is_in(few_lengths(hashes.iter().cloned())))
        .filter(rows::Column::ExpiresAt.gt(now))
        .all(db)
        .await?;
    let known = found.into_iter().map(|row| {
        let token = KnownToken {
            id: row.id,
            account_id: row.account_id,
            second_factor_until: row.second_factor_until,
            seen_at: row.seen_at,
            expires_at: row.expires_at,
            ends_at: row.ends_at,
        };
        (row.secret_hash, token)
    });
    Ok(known.collect())
}

/// Writes down when tokens were used and when they end, unused; by both, which are the same for
/// many. What another instance wrote later stays.
pub(in crate::accounts) async fn slide(
    tx: &impl ConnectionTrait,
    alike: &BTreeMap<(Instant, Instant), BTreeSet<TokenId>>,
) -> Result<(), Fault> {
    for ((seen_at, expires_at), ids) in alike {
        rows::Entity::update_many()
            .col_expr(rows::Column::SeenAt, Expr::value(*seen_at))
            .col_expr(rows::Column::ExpiresAt, Expr::value(*expires_at))
            .filter(rows::Column::Id.is_in(few_lengths(ids.iter().copied())))
            .filter(rows::Column::SeenAt.lt(*seen_at))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// The live tokens of an account, newest first: `after` ends the page before.
pub(in crate::accounts) async fn page(
    db: &impl ConnectionTrait,
    account: AccountId,
    after: Option<TokenId>,
    limit: u64,
    now: Instant,
) -> Result<Vec<Device>, Fault> {
    let mut query = rows::Entity::find()
        .filter(rows::Column::AccountId.eq(account))
        .filter(rows::Column::ExpiresAt.gt(now));
    if let Some(after) = after {
        query = query.filter(rows::Column::Id.lt(after));
    }
    let rows = query
        .order_by_desc(rows::Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Device {
            id: row.id,
            device: row.device,
            created_at: row.created_at,
            seen_at: row.seen_at,
            expires_at: row.expires_at,
        })
        .collect())
}

/// Deletes the tokens of `account` (one of them, or all) and says their hashes.
pub(in crate::accounts) async fn delete(
    tx: &impl ConnectionTrait,
    account: AccountId,
    only: Option<TokenId>,
) -> Result<Vec<String>, Fault> {
    let mut mine = rows::Entity::find()
        .select_only()
        .column(rows::Column::SecretHash)
        .filter(rows::Column::AccountId.eq(account));
    let mut delete = rows::Entity::delete_many().filter(rows::Column::AccountId.eq(account));
    if let Some(id) = only {
        mine = mine.filter(rows::Column::Id.eq(id));
        delete = delete.filter(rows::Column::Id.eq(id));
    }
    let hashes = mine.into_tuple().all(tx).await?;
    delete.exec(tx).await?;
    Ok(hashes)
}

/// Deletes tokens that expired before `before`.
pub(in crate::accounts) async fn delete_expired(
    tx: &impl ConnectionTrait,
    before: Instant,
) -> Result<(), Fault> {
    rows::Entity::delete_many()
        .filter(rows::Column::ExpiresAt.lt(before))
        .exec(tx)
        .await?;
    Ok(())
}

/// Raises one token of `account` until `until`, if it did not end meanwhile.
pub(in crate::accounts) async fn raise(
    tx: &impl ConnectionTrait,
    account: AccountId,
    token: TokenId,
    until: Instant,
) -> Result<(), Fault> {
    rows::Entity::update_many()
        .col_expr(rows::Column::SecondFactorUntil, Expr::value(until))
        .filter(rows::Column::AccountId.eq(account))
        .filter(rows::Column::Id.eq(token))
        .exec(tx)
        .await?;
    Ok(())
}

/// The hash of the secret of a token that has not ended.
pub(in crate::accounts) async fn secret_hash(
    db: &impl ConnectionTrait,
    token: TokenId,
) -> Result<Option<String>, Fault> {
    Ok(rows::Entity::find_by_id(token)
        .select_only()
        .column(rows::Column::SecretHash)
        .into_tuple()
        .one(db)
        .await?)
}

/// Lowers every token of `account` and says the hashes of their secrets.
pub(in crate::accounts) async fn lower_all(
    tx: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Vec<String>, Fault> {
    rows::Entity::update_many()
        .col_expr(rows::Column::SecondFactorUntil, Expr::value(None::<i64>))
        .filter(rows::Column::AccountId.eq(account))
        .exec(tx)
        .await?;
    Ok(rows::Entity::find()
        .select_only()
        .column(rows::Column::SecretHash)
        .filter(rows::Column::AccountId.eq(account))
        .into_tuple()
        .all(tx)
        .await?)
}

/// Until when a token is raised; `None` also for one that ended.
pub(in crate::accounts) async fn raised_until(
    db: &impl ConnectionTrait,
    token: TokenId,
) -> Result<Option<Instant>, Fault> {
    let until: Option<Option<Instant>> = rows::Entity::find_by_id(token)
        .select_only()
        .column(rows::Column::SecondFactorUntil)
        .into_tuple()
        .one(db)
        .await?;
    Ok(until.flatten())
}
