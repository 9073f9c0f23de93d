//! Mails of a load test: nobody reads them, so they are only written down as handed over.

use super::store;
use crate::db::{Database, Fault};
use crate::values::clock::Instant;

/// Whether anybody is owed a mail.
///
/// # Errors
/// [`Fault::Database`].
pub async fn is_any_owed(db: &Database) -> Result<bool, Fault> {
    store::handed::is_any_owed(db).await
}

/// Marks every owed mail as handed over at `now` without sending it. For fixtures alone: of
/// whoever is real, a mail would be lost.
///
/// # Errors
/// [`Fault::Database`].
pub async fn mark_owed_as_sent(db: &Database, now: Instant) -> Result<u64, Fault> {
    store::handed::mark_owed_as_sent(db, now).await
}
