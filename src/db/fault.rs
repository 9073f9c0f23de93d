//! What goes wrong below the rules: never the caller's doing, always logged once.

use std::error::Error;
use std::sync::Arc;

use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// A fault of database, randomness, sealed columns or our own code.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The database refused or failed.
    #[error("the database failed")]
    Database(#[from] DbErr),
    /// A commit was sent and its answer never came: it may or may not have happened.
    #[error("the outcome of a commit is unknown")]
    OutcomeUnknown(#[source] DbErr),
    /// The operating system gave no randomness.
    #[error("no randomness")]
    Randomness(#[from] getrandom::Error),
    /// A sealed column cannot be opened: the key is missing or the value is not ours.
    #[error("a sealed value cannot be opened: {0}")]
    Sealed(&'static str),
    /// A fault of a query that answered many at once: each is told.
    #[error(transparent)]
    Shared(Arc<Fault>),
    /// The stored data or the code break a promise of ours.
    #[error("broken promise: {0}")]
    Broken(String),
}

impl Fault {
    /// A stored value that cannot be, named by what was being read.
    pub fn broken(what: impl Into<String>) -> Self {
        Self::Broken(what.into())
    }

    /// The fault that was shared, where it was.
    #[must_use]
    pub fn itself(&self) -> &Self {
        match self {
            Self::Shared(fault) => fault.itself(),
            fault => fault,
        }
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Self::Broken(format!("stored JSON does not read: {error}"))
    }
}

impl From<crate::values::words::UnknownWord> for Fault {
    fn from(error: crate::values::words::UnknownWord) -> Self {
        Self::Broken(format!("a stored word is none of ours: {error}"))
    }
}

/// Whether trying the same transaction again may succeed: PostgreSQL 40001, 40P01 and 55P03,
/// SQLite 5 (busy) and 517 (busy snapshot).
pub(crate) fn is_transient(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(sqlx)) | DbErr::Query(RuntimeErr::SqlxError(sqlx))) =
        error
    else {
        return false;
    };
    sqlx.as_database_error()
        .and_then(sea_orm::sqlx::error::DatabaseError::code)
        .is_some_and(|code| matches!(&*code, "40001" | "40P01" | "55P03" | "5" | "517"))
}

/// Whether a unique index refused the row.
#[must_use]
pub fn is_unique_violation(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}

/// Whether a database error that `fits` is among the causes of `error`.
pub(super) fn has_cause(error: &(dyn Error + 'static), fits: impl Fn(&DbErr) -> bool) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.downcast_ref::<DbErr>().is_some_and(&fits) {
            return true;
        }
        cause = error.source();
    }
    false
}
