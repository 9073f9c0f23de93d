//! The one way to write: begin, work, commit, and again when the database asks for it.

use std::error::Error;

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    AccessMode, ActiveModelTrait, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr,
    EntityTrait, IsolationLevel, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use super::fault::{has_cause, is_transient};
use super::{Database, Fault};

/// How often a transaction that lost against another one is tried.
const TRIES: u32 = 5;

impl Database {
    /// Runs `work` in one transaction and commits it; an error rolls everything back. A
    /// deadlock or serialization failure runs `work` again, at most five times.
    ///
    /// SQLite begins IMMEDIATE: a deferred transaction that reads first fails at once when
    /// another writes. (`work` is cloned rather than called again: the future of an `AsyncFn`
    /// that borrows cannot be proved `Send`, which handlers and tasks need.) Never touch another connection inside `work`.
    ///
    /// # Errors
    /// What `work` says, or a [`Fault`]; [`Fault::OutcomeUnknown`] when the commit was sent and
    /// the connection broke before its answer.
    pub async fn write<T, E>(
        &self,
        work: impl AsyncFnOnce(&DatabaseTransaction) -> Result<T, E> + Clone,
    ) -> Result<T, E>
    where
        E: From<Fault> + Error + 'static,
    {
        let mut tries = 1;
        loop {
            let outcome = self.write_once(work.clone()).await;
            match outcome {
                Err(error) if tries < TRIES && has_cause(&error, is_transient) => tries += 1,
                outcome => return outcome,
            }
        }
    }

    /// One consistent state of the database to read from; end it with [`rollback`].
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn snapshot(&self) -> Result<DatabaseTransaction, Fault> {
        let is_postgres = self.backend() == DbBackend::Postgres;
        let options = TransactionOptions {
            isolation_level: is_postgres.then_some(IsolationLevel::RepeatableRead),
            access_mode: is_postgres.then_some(AccessMode::ReadOnly),
            ..Default::default()
        };
        Ok(self.read().begin_with_options(options).await?)
    }

    async fn write_once<T, E>(
        &self,
        work: impl AsyncFnOnce(&DatabaseTransaction) -> Result<T, E>,
    ) -> Result<T, E>
    where
        E: From<Fault> + Error + 'static,
    {
        let tx = self.begin().await?;
        match work(&tx).await {
            Ok(value) => {
                commit(tx).await?;
                Ok(value)
            }
            Err(error) => {
                rollback(tx).await;
                Err(error)
            }
        }
    }

    /// Begins a write by hand, for who cannot use [`Database::write`] since the compiler does
    /// not see that an async closure over borrowed values is `Send`: see [`commit`] and
    /// [`rollback`]. No retry.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn begin(&self) -> Result<DatabaseTransaction, Fault> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        Ok(self.writer().begin_with_options(options).await?)
    }
}

/// Writes a row unless there is one with the same `key` already; whether it was written. So of
/// several who remember the same thing one does it.
///
/// # Errors
/// [`Fault::Database`].
pub async fn insert_new<A>(
    tx: &impl ConnectionTrait,
    row: A,
    key: impl IntoIterator<Item = <A::Entity as EntityTrait>::Column>,
) -> Result<bool, Fault>
where
    A: ActiveModelTrait,
{
    let once = OnConflict::columns(key).do_nothing().to_owned();
    let written = A::Entity::insert(row)
        .on_conflict(once)
        .exec_without_returning(tx)
        .await?;
    Ok(written == 1)
}

/// Commits.
///
/// # Errors
/// [`Fault::OutcomeUnknown`] when the answer was lost, [`Fault::Database`] when it was no.
pub async fn commit(tx: DatabaseTransaction) -> Result<(), Fault> {
    tx.commit().await.map_err(commit_fault)
}

/// Rolls back; where that fails the connection is closed, which rolls back too.
pub async fn rollback(tx: DatabaseTransaction) {
    if let Err(fault) = tx.rollback().await {
        tracing::warn!(error = %fault, "rollback failed");
    }
}

/// A commit the database refused did not happen; one whose answer was lost may have.
pub(super) fn commit_fault(error: DbErr) -> Fault {
    let refused = match &error {
        DbErr::Exec(sea_orm::RuntimeErr::SqlxError(sqlx))
        | DbErr::Query(sea_orm::RuntimeErr::SqlxError(sqlx)) => sqlx.as_database_error().is_some(),
        _ => false,
    };
    if refused {
        Fault::Database(error)
    } else {
        Fault::OutcomeUnknown(error)
    }
}
