//! What of a person stands in the rows of accounts: read whole, and taken away.

use std::collections::HashSet;

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
};

use crate::accounts::personal::{DeviceSeen, Leaving};
use crate::db::Fault;
use crate::db::bulk::few_lengths;
use crate::db::entity::{
    accounts, failed_tries, one_time_codes, second_factor_tries, seen_devices,
};
use crate::values::clock::Instant;
use crate::values::erased;
use crate::values::ids::AccountId;
use crate::values::locale::Locale;

/// Stands where an account's sealed key was, once it is erased: until then each has one.
const NO_KEY: &str = "";

/// Those of `accounts` that are erased; `held`, the others stay what they are until the transaction
/// ends.
pub(in crate::accounts) async fn erased_among(
    db: &impl ConnectionTrait,
    accounts: &[AccountId],
    held: bool,
) -> Result<HashSet<AccountId>, Fault> {
    use accounts::Column::{CalendarKeySealed, Id};
    if accounts.is_empty() {
        return Ok(HashSet::new());
    }
    let mut query = accounts::Entity::find()
        .select_only()
        .columns([Id, CalendarKeySealed])
        .filter(Id.is_in(few_lengths(accounts.iter().copied())))
        .order_by_asc(Id);
    if held {
        query = query.lock(LockType::KeyShare);
    }
    let keys: Vec<(AccountId, String)> = query.into_tuple().all(db).await?;
    let erased = keys.into_iter().filter(|(_, key)| key == NO_KEY);
    Ok(erased.map(|(id, _)| id).collect())
}

/// An account that is not erased; nobody changes it until the transaction ends.
pub(in crate::accounts) async fn locked(
    tx: &DatabaseTransaction,
    id: AccountId,
) -> Result<Option<Leaving>, Fault> {
    let found = living(id).lock_exclusive().one(tx).await?;
    let leaving = |row: accounts::Model| {
        let email = row.email.map(|email| email.parse()).transpose();
        Ok(Leaving {
            email: email.map_err(|_| Fault::broken("a stored address does not read"))?,
            name: row.name,
            locale: Locale::from_tag(&row.locale),
        })
    };
    found.map(leaving).transpose()
}

pub(in crate::accounts) async fn lives(
    db: &impl ConnectionTrait,
    id: AccountId,
) -> Result<bool, Fault> {
    Ok(living(id).count(db).await? > 0)
}

fn living(id: AccountId) -> Select<accounts::Entity> {
    accounts::Entity::find_by_id(id).filter(accounts::Column::CalendarKeySealed.ne(NO_KEY))
}

pub(in crate::accounts) async fn has_password(
    db: &impl ConnectionTrait,
    id: AccountId,
) -> Result<bool, Fault> {
    let hash: Option<Option<String>> = accounts::Entity::find_by_id(id)
        .select_only()
        .column(accounts::Column::PasswordHash)
        .into_tuple()
        .one(db)
        .await?;
    Ok(hash.flatten().is_some())
}

/// When an account was seen on its devices, the first first.
pub(in crate::accounts) async fn devices_seen(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Vec<DeviceSeen>, Fault> {
    use seen_devices::Column::{AccountId as Of, FirstSeenAt, LastSeenAt};
    let seen: Vec<(Instant, Instant)> = seen_devices::Entity::find()
        .select_only()
        .columns([FirstSeenAt, LastSeenAt])
        .filter(Of.eq(account))
        .order_by_asc(FirstSeenAt)
        .into_tuple()
        .all(db)
        .await?;
    let times = |(first_seen_at, last_seen_at)| DeviceSeen {
        first_seen_at,
        last_seen_at,
    };
    Ok(seen.into_iter().map(times).collect())
}

/// Blanks what the row says of a person. The row stays: others point at it.
pub(in crate::accounts) async fn blank(
    tx: &impl ConnectionTrait,
    id: AccountId,
    now: Instant,
) -> Result<(), Fault> {
    let blanked = accounts::ActiveModel {
        email: Set(None),
        email_key: Set(None),
        name: Set(erased::NAME.to_owned()),
        phone: Set(None),
        reminders: Set(false),
        password_hash: Set(None),
        // No key has this hash, and no two rows may have the same.
        calendar_key_hash: Set(format!("erased {id}")),
        calendar_key_sealed: Set(NO_KEY.to_owned()),
        updated_at: Set(now),
        ..Default::default()
    };
    accounts::Entity::update_many()
        .set(blanked)
        .col_expr(accounts::Column::Version, Expr::cust("version + 1"))
        .filter(accounts::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Deletes codes, devices seen and tries of the second factor.
pub(in crate::accounts) async fn delete_beside(
    tx: &impl ConnectionTrait,
    account: AccountId,
) -> Result<(), Fault> {
    one_time_codes::Entity::delete_many()
        .filter(one_time_codes::Column::AccountId.eq(account))
        .exec(tx)
        .await?;
    seen_devices::Entity::delete_many()
        .filter(seen_devices::Column::AccountId.eq(account))
        .exec(tx)
        .await?;
    second_factor_tries::Entity::delete_many()
        .filter(second_factor_tries::Column::AccountId.eq(account))
        .exec(tx)
        .await?;
    Ok(())
}

/// Deletes codes and wrong tries of an address.
pub(in crate::accounts) async fn delete_of_address(
    tx: &impl ConnectionTrait,
    email_key: &str,
) -> Result<(), Fault> {
    one_time_codes::Entity::delete_many()
        .filter(one_time_codes::Column::EmailKey.eq(email_key))
        .exec(tx)
        .await?;
    failed_tries::Entity::delete_many()
        .filter(failed_tries::Column::EmailKey.eq(email_key))
        .exec(tx)
        .await?;
    Ok(())
}
