//! The rows of accounts, codes, tries, second factors, tokens and devices.

pub(super) mod accounts;
pub(super) mod codes;
pub(super) mod devices;
pub(super) mod personal;
pub(super) mod reminders;
pub(super) mod second_factors;
pub(super) mod tokens;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement};

use crate::db::Fault;
use crate::values::ids::AccountId;

/// Lets one transaction at a time count and write what belongs to an address, known or not.
/// SQLite has one writer and needs no lock.
pub(super) async fn lock_address(tx: &DatabaseTransaction, email_key: &str) -> Result<(), Fault> {
    if tx.get_database_backend() == DbBackend::Postgres {
        let lock = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
        let lock = Statement::from_sql_and_values(DbBackend::Postgres, lock, [email_key.into()]);
        tx.execute_raw(lock).await?;
    }
    Ok(())
}

/// Lets one transaction at a time change or use the second factor of an account.
pub(super) async fn lock_account(
    tx: &DatabaseTransaction,
    account: AccountId,
) -> Result<(), Fault> {
    // No address looks like an id.
    lock_address(tx, &account.to_string()).await
}
