//! The one way to write: begin, work, commit, and again when the database asks for it.

use std::error::Error;

use sea_orm::{
    DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
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
    /// another writes. Never touch another connection inside `work`.
    ///
    /// # Errors
    /// What `work` says, or a [`Fault`]; [`Fault::OutcomeUnknown`] when the commit was sent and
    /// the connection broke before its answer.
    pub async fn write<T, E>(
        &self,
        work: impl AsyncFn(&DatabaseTransaction) -> Result<T, E>,
    ) -> Result<T, E>
    where
        E: From<Fault> + Error + 'static,
    {
        let mut tries = 1;
        loop {
            let outcome = self.write_once(&work).await;
            match outcome {
                Err(error) if tries < TRIES && has_cause(&error, is_transient) => tries += 1,
                outcome => return outcome,
            }
        }
    }

    async fn write_once<T, E>(
        &self,
        work: &impl AsyncFn(&DatabaseTransaction) -> Result<T, E>,
    ) -> Result<T, E>
    where
        E: From<Fault> + Error + 'static,
    {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        let tx = self
            .writer()
            .begin_with_options(options)
            .await
            .map_err(Fault::from)?;
        match work(&tx).await {
            Ok(value) => {
                tx.commit().await.map_err(commit_fault)?;
                Ok(value)
            }
            Err(error) => {
                // A rollback that fails leaves the connection to be closed, which rolls back.
                if let Err(fault) = tx.rollback().await {
                    tracing::warn!(error = %fault, "rollback failed");
                }
                Err(error)
            }
        }
    }
}

/// A commit the database refused did not happen; one whose answer was lost may have.
fn commit_fault(error: DbErr) -> Fault {
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
