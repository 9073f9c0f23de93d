//! The rows of accounts, codes, tries and tokens.

pub(super) mod accounts;
pub(super) mod codes;
pub(super) mod tokens;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement};

use crate::db::Fault;

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
