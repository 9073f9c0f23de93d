//! `accounts`.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
};

use crate::accounts::{Account, AccountChange, Contact};
use crate::db::Fault;
use crate::db::bulk::few_lengths;
use crate::db::entity::accounts as rows;
use crate::values::clock::Instant;
use crate::values::edit::Edit;
use crate::values::email::EmailAddress;
use crate::values::ids::AccountId;
use crate::values::locale::Locale;

/// A row to be.
pub(in crate::accounts) struct NewAccount {
    pub(in crate::accounts) id: AccountId,
    /// Without one nobody signs in to it.
    pub(in crate::accounts) email: Option<EmailAddress>,
    pub(in crate::accounts) phone: Option<String>,
    pub(in crate::accounts) name: String,
    pub(in crate::accounts) locale: Locale,
    pub(in crate::accounts) password_hash: Option<String>,
    pub(in crate::accounts) calendar_key_hash: String,
    pub(in crate::accounts) calendar_key_sealed: String,
    pub(in crate::accounts) at: Instant,
}

pub(in crate::accounts) async fn insert(
    tx: &impl ConnectionTrait,
    new: NewAccount,
) -> Result<Account, Fault> {
    read(row(new).insert(tx).await?)
}

/// Writes many rows in one statement.
pub(in crate::accounts) async fn insert_many(
    tx: &impl ConnectionTrait,
    new: Vec<NewAccount>,
) -> Result<(), Fault> {
    let rows = rows::Entity::insert_many(new.into_iter().map(row));
    rows.exec_without_returning(tx).await?;
    Ok(())
}

fn row(new: NewAccount) -> rows::ActiveModel {
    rows::ActiveModel {
        id: Set(new.id),
        email: Set(new.email.as_ref().map(|email| email.as_str().to_owned())),
        email_key: Set(new.email.as_ref().map(EmailAddress::key)),
        name: Set(new.name),
        locale: Set(new.locale.tag().to_owned()),
        phone: Set(new.phone),
        reminders: Set(true),
        password_hash: Set(new.password_hash),
        calendar_key_hash: Set(new.calendar_key_hash),
        calendar_key_sealed: Set(new.calendar_key_sealed),
        version: Set(1),
        created_at: Set(new.at),
        updated_at: Set(new.at),
    }
}

/// An account that somebody can sign in to.
pub(in crate::accounts) async fn find(
    db: &impl ConnectionTrait,
    id: AccountId,
) -> Result<Option<Account>, Fault> {
    rows::Entity::find_by_id(id)
        .filter(rows::Column::Email.is_not_null())
        .one(db)
        .await?
        .map(read)
        .transpose()
}

pub(in crate::accounts) async fn find_by_email(
    db: &impl ConnectionTrait,
    email_key: &str,
) -> Result<Option<Account>, Fault> {
    rows::Entity::find()
        .filter(rows::Column::EmailKey.eq(email_key))
        .one(db)
        .await?
        .map(read)
        .transpose()
}

/// The account behind a calendar key.
pub(in crate::accounts) async fn find_by_calendar_key(
    db: &impl ConnectionTrait,
    key_hash: &str,
) -> Result<Option<Account>, Fault> {
    rows::Entity::find()
        .filter(rows::Column::CalendarKeyHash.eq(key_hash))
        .filter(rows::Column::Email.is_not_null())
        .one(db)
        .await?
        .map(read)
        .transpose()
}

/// The accounts of addresses, by their keys.
pub(in crate::accounts) async fn by_email_keys(
    db: &impl ConnectionTrait,
    keys: &[String],
) -> Result<HashMap<String, AccountId>, Fault> {
    let found: Vec<(String, AccountId)> = rows::Entity::find()
        .select_only()
        .columns([rows::Column::EmailKey, rows::Column::Id])
        .filter(rows::Column::EmailKey.is_in(keys))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}

/// Deletes accounts that nobody can have used yet.
pub(in crate::accounts) async fn delete(
    tx: &impl ConnectionTrait,
    ids: &[AccountId],
) -> Result<(), Fault> {
    rows::Entity::delete_many()
        .filter(rows::Column::Id.is_in(ids.iter().copied()))
        .exec(tx)
        .await?;
    Ok(())
}

/// The languages of accounts that somebody can sign in to.
pub(in crate::accounts) async fn locales(
    db: &impl ConnectionTrait,
    ids: &[AccountId],
) -> Result<HashMap<AccountId, Locale>, Fault> {
    reachable(db, ids, false).await
}

/// The languages of accounts that can be written to and want to be reminded.
pub(in crate::accounts) async fn reminded(
    db: &impl ConnectionTrait,
    ids: &[AccountId],
) -> Result<HashMap<AccountId, Locale>, Fault> {
    reachable(db, ids, true).await
}

async fn reachable(
    db: &impl ConnectionTrait,
    ids: &[AccountId],
    to_remind: bool,
) -> Result<HashMap<AccountId, Locale>, Fault> {
    let mut query = rows::Entity::find()
        .select_only()
        .columns([rows::Column::Id, rows::Column::Locale])
        .filter(rows::Column::Id.is_in(few_lengths(ids.iter().copied())))
        .filter(rows::Column::Email.is_not_null());
    if to_remind {
        query = query.filter(rows::Column::Reminders.eq(true));
    }
    let found: Vec<(AccountId, String)> = query.into_tuple().all(db).await?;
    let read = |(id, tag): (AccountId, String)| (id, Locale::from_tag(&tag));
    Ok(found.into_iter().map(read).collect())
}

/// Names by id; what is unknown is left out.
pub(in crate::accounts) async fn names(
    db: &impl ConnectionTrait,
    ids: &[AccountId],
) -> Result<HashMap<AccountId, String>, Fault> {
    let names: Vec<(AccountId, String)> = rows::Entity::find()
        .select_only()
        .columns([rows::Column::Id, rows::Column::Name])
        .filter(rows::Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(names.into_iter().collect())
}

/// Names, addresses and telephone numbers by id; what is unknown is left out.
pub(in crate::accounts) async fn contacts(
    db: &impl ConnectionTrait,
    ids: &[AccountId],
) -> Result<HashMap<AccountId, Contact>, Fault> {
    use rows::Column::{Email, Id, Name, Phone};
    let found: Vec<(AccountId, String, Option<String>, Option<String>)> = rows::Entity::find()
        .select_only()
        .columns([Id, Name, Email, Phone])
        .filter(Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let contact = |(id, name, email, phone)| (id, Contact { name, email, phone });
    Ok(found.into_iter().map(contact).collect())
}

/// Applies `change` if the row is still at `version`; whether it was.
pub(in crate::accounts) async fn update(
    tx: &impl ConnectionTrait,
    id: AccountId,
    version: i32,
    change: &AccountChange,
    now: Instant,
) -> Result<bool, Fault> {
    let mut update = rows::Entity::update_many()
        .col_expr(rows::Column::Version, Expr::value(version + 1))
        .col_expr(rows::Column::UpdatedAt, Expr::value(now));
    if let Some(name) = &change.name {
        update = update.col_expr(rows::Column::Name, Expr::value(name.clone()));
    }
    if let Some(locale) = change.locale {
        update = update.col_expr(rows::Column::Locale, Expr::value(locale.tag()));
    }
    if change.phone != Edit::Keep {
        let phone = change.phone.clone().apply(None);
        update = update.col_expr(rows::Column::Phone, Expr::value(phone));
    }
    if let Some(reminders) = change.reminders {
        update = update.col_expr(rows::Column::Reminders, Expr::value(reminders));
    }
    let done = update
        .filter(rows::Column::Id.eq(id))
        .filter(rows::Column::Version.eq(version))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

pub(in crate::accounts) async fn set_email(
    tx: &impl ConnectionTrait,
    id: AccountId,
    email: &EmailAddress,
    now: Instant,
) -> Result<(), Fault> {
    rows::Entity::update_many()
        .col_expr(rows::Column::Email, Expr::value(email.as_str()))
        .col_expr(rows::Column::EmailKey, Expr::value(email.key()))
        .col_expr(rows::Column::Version, Expr::cust("version + 1"))
        .col_expr(rows::Column::UpdatedAt, Expr::value(now))
        .filter(rows::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

pub(in crate::accounts) async fn set_password(
    tx: &impl ConnectionTrait,
    id: AccountId,
    hash: &str,
    now: Instant,
) -> Result<(), Fault> {
    rows::Entity::update_many()
        .col_expr(rows::Column::PasswordHash, Expr::value(hash))
        .col_expr(rows::Column::UpdatedAt, Expr::value(now))
        .filter(rows::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// The stored hash of the password; `None` for an unknown address and for an account that
/// signs in with codes only.
pub(in crate::accounts) async fn password_hash(
    db: &impl ConnectionTrait,
    email_key: &str,
) -> Result<Option<String>, Fault> {
    let hash: Option<Option<String>> = rows::Entity::find()
        .select_only()
        .column(rows::Column::PasswordHash)
        .filter(rows::Column::EmailKey.eq(email_key))
        .into_tuple()
        .one(db)
        .await?;
    Ok(hash.flatten())
}

/// The sealed key of the account's calendar.
pub(in crate::accounts) async fn calendar_key(
    db: &impl ConnectionTrait,
    id: AccountId,
) -> Result<Option<String>, Fault> {
    Ok(rows::Entity::find_by_id(id)
        .select_only()
        .column(rows::Column::CalendarKeySealed)
        .into_tuple()
        .one(db)
        .await?)
}

pub(in crate::accounts) async fn set_calendar_key(
    tx: &impl ConnectionTrait,
    id: AccountId,
    hash: &str,
    sealed: &str,
    now: Instant,
) -> Result<(), Fault> {
    rows::Entity::update_many()
        .col_expr(rows::Column::CalendarKeyHash, Expr::value(hash))
        .col_expr(rows::Column::CalendarKeySealed, Expr::value(sealed))
        .col_expr(rows::Column::UpdatedAt, Expr::value(now))
        .filter(rows::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

pub(super) fn read(row: rows::Model) -> Result<Account, Fault> {
    let email = row.email.as_deref().and_then(|email| email.parse().ok());
    let email = email.ok_or_else(|| Fault::broken("a stored address does not read"))?;
    Ok(Account {
        id: row.id,
        email,
        name: row.name,
        locale: Locale::from_tag(&row.locale),
        phone: row.phone,
        reminders: row.reminders,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}
