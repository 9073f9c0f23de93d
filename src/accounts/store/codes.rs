//! `one_time_codes` and `failed_tries`.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::accounts::policy::codes::{Purpose, Try};
use crate::db::Fault;
use crate::db::entity::{failed_tries, one_time_codes as rows};
use crate::values::clock::Instant;
use crate::values::email::EmailAddress;
use crate::values::ids::{AccountId, CodeId};
use crate::values::locale::Locale;

/// What the request that sent a code asked for, applied when the code comes back.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub(in crate::accounts) enum Pending {
    /// Nothing but the code's purpose.
    Nothing,
    /// An account with these.
    Account {
        email: EmailAddress,
        name: String,
        password_hash: String,
        locale: Locale,
    },
    /// This address for the account of the row.
    Email { email: EmailAddress },
}

/// A code as it is kept.
pub(in crate::accounts) struct Code {
    pub(in crate::accounts) id: CodeId,
    pub(in crate::accounts) email_key: String,
    pub(in crate::accounts) purpose: Purpose,
    pub(in crate::accounts) account_id: Option<AccountId>,
    pub(in crate::accounts) hash: String,
    pub(in crate::accounts) pending: Pending,
    pub(in crate::accounts) created_at: Instant,
    pub(in crate::accounts) expires_at: Instant,
}

pub(in crate::accounts) async fn insert(
    tx: &impl ConnectionTrait,
    code: Code,
) -> Result<(), Fault> {
    let row = rows::ActiveModel {
        id: Set(code.id),
        email_key: Set(code.email_key),
        purpose: Set(code.purpose.as_str().to_owned()),
        account_id: Set(code.account_id),
        code_hash: Set(code.hash),
        pending: Set(serde_json::to_value(&code.pending)?),
        created_at: Set(code.created_at),
        expires_at: Set(code.expires_at),
        used_at: Set(None),
    };
    row.insert(tx).await?;
    Ok(())
}

/// How many codes were made for the address since `since`.
pub(in crate::accounts) async fn count_since(
    tx: &impl ConnectionTrait,
    email_key: &str,
    since: Instant,
) -> Result<u64, Fault> {
    Ok(rows::Entity::find()
        .filter(rows::Column::EmailKey.eq(email_key))
        .filter(rows::Column::CreatedAt.gt(since))
        .count(tx)
        .await?)
}

/// The code of the address with this hash that can still be used, whatever its purpose.
pub(in crate::accounts) async fn find_live(
    tx: &impl ConnectionTrait,
    email_key: &str,
    code_hash: &str,
    now: Instant,
) -> Result<Option<Code>, Fault> {
    rows::Entity::find()
        .filter(rows::Column::EmailKey.eq(email_key))
        .filter(rows::Column::CodeHash.eq(code_hash))
        .filter(rows::Column::UsedAt.is_null())
        .filter(rows::Column::ExpiresAt.gt(now))
        .one(tx)
        .await?
        .map(read)
        .transpose()
}

/// The newest address an account wants to change to and has not proved yet.
pub(in crate::accounts) async fn find_email_change(
    db: &impl ConnectionTrait,
    account: AccountId,
    now: Instant,
) -> Result<Option<EmailAddress>, Fault> {
    let row = rows::Entity::find()
        .filter(rows::Column::AccountId.eq(account))
        .filter(rows::Column::Purpose.eq(Purpose::ChangeEmail.as_str()))
        .filter(rows::Column::UsedAt.is_null())
        .filter(rows::Column::ExpiresAt.gt(now))
        .order_by_desc(rows::Column::Id)
        .one(db)
        .await?;
    match row.map(read).transpose()?.map(|code| code.pending) {
        Some(Pending::Email { email }) => Ok(Some(email)),
        _ => Ok(None),
    }
}

/// Spends a code and blanks what it carried; whether it was still unspent.
pub(in crate::accounts) async fn spend(
    tx: &impl ConnectionTrait,
    id: CodeId,
    now: Instant,
) -> Result<bool, Fault> {
    let done = rows::Entity::update_many()
        .col_expr(rows::Column::UsedAt, Expr::value(now))
        .col_expr(
            rows::Column::Pending,
            Expr::value(serde_json::to_value(Pending::Nothing)?),
        )
        .filter(rows::Column::Id.eq(id))
        .filter(rows::Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Spends every other live code of an address: after a new password, or when it moved on.
pub(in crate::accounts) async fn spend_all(
    tx: &impl ConnectionTrait,
    email_key: &str,
    now: Instant,
) -> Result<(), Fault> {
    rows::Entity::update_many()
        .col_expr(rows::Column::UsedAt, Expr::value(now))
        .col_expr(
            rows::Column::Pending,
            Expr::value(serde_json::to_value(Pending::Nothing)?),
        )
        .filter(rows::Column::EmailKey.eq(email_key))
        .filter(rows::Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Deletes codes made before `before` (they still count against the day's limit until then).
pub(in crate::accounts) async fn delete_before(
    tx: &impl ConnectionTrait,
    before: Instant,
) -> Result<(), Fault> {
    rows::Entity::delete_many()
        .filter(rows::Column::CreatedAt.lt(before))
        .exec(tx)
        .await?;
    Ok(())
}

/// When the address was tried wrongly since `since`.
pub(in crate::accounts) async fn wrong_tries(
    tx: &impl ConnectionTrait,
    email_key: &str,
    kind: Try,
    since: Instant,
) -> Result<Vec<Instant>, Fault> {
    Ok(failed_tries::Entity::find()
        .select_only()
        .column(failed_tries::Column::At)
        .filter(failed_tries::Column::EmailKey.eq(email_key))
        .filter(failed_tries::Column::Kind.eq(kind.as_str()))
        .filter(failed_tries::Column::At.gt(since))
        .into_tuple()
        .all(tx)
        .await?)
}

pub(in crate::accounts) async fn insert_try(
    tx: &impl ConnectionTrait,
    id: Uuid,
    email_key: &str,
    kind: Try,
    now: Instant,
) -> Result<(), Fault> {
    let row = failed_tries::ActiveModel {
        id: Set(id),
        email_key: Set(email_key.to_owned()),
        kind: Set(kind.as_str().to_owned()),
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
    failed_tries::Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}

/// Deletes tries made before `before`.
pub(in crate::accounts) async fn delete_tries_before(
    tx: &impl ConnectionTrait,
    before: Instant,
) -> Result<(), Fault> {
    failed_tries::Entity::delete_many()
        .filter(failed_tries::Column::At.lt(before))
        .exec(tx)
        .await?;
    Ok(())
}

fn read(row: rows::Model) -> Result<Code, Fault> {
    Ok(Code {
        id: row.id,
        email_key: row.email_key,
        purpose: row
            .purpose
            .parse()
            .map_err(|word| Fault::broken(format!("a code's purpose: {word}")))?,
        account_id: row.account_id,
        hash: row.code_hash,
        pending: serde_json::from_value(row.pending)?,
        created_at: row.created_at,
        expires_at: row.expires_at,
    })
}
