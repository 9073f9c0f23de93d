//! `second_factors`, `recovery_codes` and `second_factor_tries`.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QuerySelect,
};
use uuid::Uuid;

use crate::db::Fault;
use crate::db::entity::{recovery_codes, second_factor_tries as tries, second_factors as rows};
use crate::values::clock::Instant;
use crate::values::ids::AccountId;

/// A second factor as it is kept.
pub(in crate::accounts) struct Factor {
    pub(in crate::accounts) secret_sealed: String,
    /// The step of the last code that was taken.
    pub(in crate::accounts) last_step: i64,
    /// Whether it counts.
    pub(in crate::accounts) on: bool,
}

pub(in crate::accounts) async fn find(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Option<Factor>, Fault> {
    let row = rows::Entity::find_by_id(account).one(db).await?;
    Ok(row.map(|row| Factor {
        secret_sealed: row.secret_sealed,
        last_step: row.last_step,
        on: row.confirmed_at.is_some(),
    }))
}

/// Keeps a secret that does not count yet, in the place of one that never did.
pub(in crate::accounts) async fn begin(
    tx: &impl ConnectionTrait,
    account: AccountId,
    secret_sealed: String,
    now: Instant,
) -> Result<(), Fault> {
    rows::Entity::delete_many()
        .filter(rows::Column::AccountId.eq(account))
        .filter(rows::Column::ConfirmedAt.is_null())
        .exec(tx)
        .await?;
    let row = rows::ActiveModel {
        account_id: Set(account),
        secret_sealed: Set(secret_sealed),
        last_step: Set(0),
        created_at: Set(now),
        confirmed_at: Set(None),
    };
    row.insert(tx).await?;
    Ok(())
}

pub(in crate::accounts) async fn confirm(
    tx: &impl ConnectionTrait,
    account: AccountId,
    now: Instant,
) -> Result<(), Fault> {
    rows::Entity::update_many()
        .col_expr(rows::Column::ConfirmedAt, Expr::value(now))
        .filter(rows::Column::AccountId.eq(account))
        .exec(tx)
        .await?;
    Ok(())
}

/// Writes down that the code of `step` was taken; whether it is later than the last.
pub(in crate::accounts) async fn advance(
    tx: &impl ConnectionTrait,
    account: AccountId,
    step: i64,
) -> Result<bool, Fault> {
    let done = rows::Entity::update_many()
        .col_expr(rows::Column::LastStep, Expr::value(step))
        .filter(rows::Column::AccountId.eq(account))
        .filter(rows::Column::LastStep.lt(step))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Deletes the factor with its recovery codes.
pub(in crate::accounts) async fn delete(
    tx: &impl ConnectionTrait,
    account: AccountId,
) -> Result<(), Fault> {
    delete_recovery_codes(tx, account).await?;
    rows::Entity::delete_by_id(account).exec(tx).await?;
    Ok(())
}

/// Deletes what was begun before `before` and never confirmed.
pub(in crate::accounts) async fn delete_begun_before(
    tx: &impl ConnectionTrait,
    before: Instant,
) -> Result<(), Fault> {
    rows::Entity::delete_many()
        .filter(rows::Column::ConfirmedAt.is_null())
        .filter(rows::Column::CreatedAt.lt(before))
        .exec(tx)
        .await?;
    Ok(())
}

pub(in crate::accounts) async fn replace_recovery_codes(
    tx: &impl ConnectionTrait,
    account: AccountId,
    hashes: Vec<String>,
) -> Result<(), Fault> {
    delete_recovery_codes(tx, account).await?;
    let codes = hashes.into_iter().map(|hash| recovery_codes::ActiveModel {
        account_id: Set(account),
        code_hash: Set(hash),
    });
    recovery_codes::Entity::insert_many(codes)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

async fn delete_recovery_codes(tx: &impl ConnectionTrait, account: AccountId) -> Result<(), Fault> {
    recovery_codes::Entity::delete_many()
        .filter(recovery_codes::Column::AccountId.eq(account))
        .exec(tx)
        .await?;
    Ok(())
}

/// Uses a recovery code up; whether there was such a one.
pub(in crate::accounts) async fn spend_recovery_code(
    tx: &impl ConnectionTrait,
    account: AccountId,
    hash: String,
) -> Result<bool, Fault> {
    let spent = recovery_codes::Entity::delete_by_id((account, hash));
    Ok(spent.exec(tx).await?.rows_affected == 1)
}

pub(in crate::accounts) async fn count_recovery_codes(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<u64, Fault> {
    Ok(recovery_codes::Entity::find()
        .filter(recovery_codes::Column::AccountId.eq(account))
        .count(db)
        .await?)
}

/// When the account was tried wrongly since `since`.
pub(in crate::accounts) async fn wrong_tries(
    tx: &impl ConnectionTrait,
    account: AccountId,
    since: Instant,
) -> Result<Vec<Instant>, Fault> {
    Ok(tries::Entity::find()
        .select_only()
        .column(tries::Column::At)
        .filter(tries::Column::AccountId.eq(account))
        .filter(tries::Column::At.gt(since))
        .into_tuple()
        .all(tx)
        .await?)
}

pub(in crate::accounts) async fn insert_try(
    tx: &impl ConnectionTrait,
    id: Uuid,
    account: AccountId,
    now: Instant,
) -> Result<(), Fault> {
    let row = tries::ActiveModel {
        id: Set(id),
        account_id: Set(account),
        at: Set(now),
    };
    row.insert(tx).await?;
    Ok(())
}

/// Forgets a try that turned out to be right.
pub(in crate::accounts) async fn delete_try(
    tx: &impl ConnectionTrait,
    id: Uuid,
) -> Result<(), Fault> {
    tries::Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}

/// Deletes tries made before `before`.
pub(in crate::accounts) async fn delete_tries_before(
    tx: &impl ConnectionTrait,
    before: Instant,
) -> Result<(), Fault> {
    tries::Entity::delete_many()
        .filter(tries::Column::At.lt(before))
        .exec(tx)
        .await?;
    Ok(())
}
