//! A connection that one task keeps.
//!
//! A pool asks each connection that comes back whether it lives, which is one more way there and
//! back for each transaction; whoever works in a loop need not ask.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr};

use super::write::{commit, commit_fault, rollback};
use super::{Database, Fault};

/// A connection of one's own. On PostgreSQL it is kept from transaction to transaction; SQLite,
/// whose one writer others wait for, gets it back after each.
#[derive(Debug)]
pub struct Line {
    db: Database,
    /// The library has no other handle that keeps a connection: to it this is one endless
    /// transaction, of which the beginnings and ends are sent by hand.
    held: Option<DatabaseTransaction>,
}

impl Line {
    /// A line to the database; connects when it is first used.
    #[must_use]
    pub const fn to(db: Database) -> Self {
        Self { db, held: None }
    }

    /// The database.
    #[must_use]
    pub const fn db(&self) -> &Database {
        &self.db
    }

    /// Begins a transaction, as [`Database::begin`]. A connection that died since the last one is
    /// replaced.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn begin(&mut self) -> Result<&DatabaseTransaction, Fault> {
        let lives = match &self.held {
            Some(held) => held.execute_unprepared("BEGIN").await.is_ok(),
            None => false,
        };
        if !lives {
            self.held = None;
        }
        Ok(match &mut self.held {
            Some(held) => held,
            none => none.insert(self.db.begin().await?),
        })
    }

    /// Commits what was begun.
    ///
    /// # Errors
    /// As [`commit`](super::write::commit).
    pub async fn commit(&mut self) -> Result<(), Fault> {
        let begun = self.held.take().ok_or_else(nothing_begun)?;
        if self.db.backend() != DbBackend::Postgres {
            return commit(begun).await;
        }
        begun
            .execute_unprepared("COMMIT")
            .await
            .map_err(commit_fault)?;
        self.held = Some(begun);
        Ok(())
    }

    /// Rolls back what was begun, if anything; where that fails the connection is closed, which
    /// rolls back too.
    pub async fn rollback(&mut self) {
        let Some(begun) = self.held.take() else {
            return;
        };
        if self.db.backend() != DbBackend::Postgres {
            return rollback(begun).await;
        }
        match begun.execute_unprepared("ROLLBACK").await {
            Ok(_) => self.held = Some(begun),
            Err(error) => tracing::warn!(%error, "rollback failed"),
        }
    }
}

fn nothing_begun() -> Fault {
    Fault::Database(DbErr::Custom("nothing was begun".to_owned()))
}
