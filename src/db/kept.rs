//! A connection that one task keeps.
//!
//! A pool asks each connection that comes back whether it lives, which is one more way there and
//! back for each transaction; whoever works in a loop need not ask.

use sea_orm::{ConnectionTrait, DatabaseExecutor, DatabaseTransaction, DbBackend, DbErr};
use tokio::time::Instant;

use super::connect::STALE_AFTER;
use super::write::{commit, commit_fault, rollback};
use super::{Database, Fault};

/// A connection of one's own. On PostgreSQL it is kept from transaction to transaction; SQLite,
/// whose one writer others wait for, gets it back after each.
#[derive(Debug)]
pub struct KeptConnection {
    db: Database,
    /// The library has no other handle that keeps a connection: to it this is one endless
    /// transaction, of which the beginnings and ends are sent by hand.
    held: Option<DatabaseTransaction>,
    /// The same, while a transaction is on.
    begun: Option<DatabaseTransaction>,
    /// When it was taken from its pool.
    kept_since: Instant,
    /// When it was last read from.
    used_at: Instant,
}

impl KeptConnection {
    /// A connection to the database; it connects when it is first used.
    #[must_use]
    pub fn to(db: Database) -> Self {
        Self {
            db,
            held: None,
            begun: None,
            kept_since: Instant::now(),
            used_at: Instant::now(),
        }
    }

    /// Where to read outside a transaction. To be given back ([`KeptConnection::give_back`]) once
    /// its answers are there: one whose query failed, or was given up half-way, is not used again.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn reader(&mut self) -> Result<Reader, Fault> {
        if self.db.backend() != DbBackend::Postgres {
            return Ok(Reader::Pool(self.db.clone()));
        }
        if let Some(held) = self.young().await
            && (self.used_at.elapsed() < STALE_AFTER || held.execute_unprepared("").await.is_ok())
        {
            return Ok(Reader::Held(held));
        }
        // Not out of the pool that others share, which could not close before this one ends.
        let fresh = self.db.for_reading().await?.begin().await?;
        fresh.execute_unprepared("COMMIT").await?;
        self.kept_since = Instant::now();
        Ok(Reader::Held(fresh))
    }

    /// Takes a reader back.
    pub fn give_back(&mut self, reader: Reader) {
        if let Reader::Held(held) = reader {
            self.held = Some(held);
            self.used_at = Instant::now();
        }
    }

    /// Gives the connection up.
    pub async fn hang_up(mut self) {
        if let Some(held) = self.held.take() {
            release(held).await;
        }
    }

    /// What is held, unless it is as old as a connection gets: its pool, which got it no later,
    /// closes it then.
    async fn young(&mut self) -> Option<DatabaseTransaction> {
        let held = self.held.take()?;
        if self.kept_since.elapsed() <= self.db.lifetime() {
            return Some(held);
        }
        release(held).await;
        None
    }

    /// Begins a transaction, as [`Database::begin`]. A connection that died since the last one, or
    /// grew old, is replaced, and so is one whose transaction nobody ended: PostgreSQL would go on
    /// with it.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn begin(&mut self) -> Result<&DatabaseTransaction, Fault> {
        self.begun = None;
        let begun = match self.young().await {
            Some(held) if held.execute_unprepared("BEGIN").await.is_ok() => held,
            _ => {
                let fresh = self.db.begin().await?;
                self.kept_since = Instant::now();
                fresh
            }
        };
        Ok(self.begun.insert(begun))
    }

    /// Commits what was begun.
    ///
    /// # Errors
    /// As [`commit`].
    pub async fn commit(&mut self) -> Result<(), Fault> {
        let begun = self.begun.take().ok_or_else(nothing_begun)?;
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
        let Some(begun) = self.begun.take() else {
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

/// What one reads from.
#[derive(Debug)]
pub enum Reader {
    /// A connection of one's own.
    Held(DatabaseTransaction),
    /// Any that is free.
    Pool(Database),
}

impl Reader {
    /// The connection.
    #[must_use]
    pub fn db(&self) -> DatabaseExecutor<'_> {
        match self {
            Self::Held(held) => DatabaseExecutor::Transaction(held),
            Self::Pool(db) => DatabaseExecutor::Connection(db.read()),
        }
    }
}

/// Gives a connection back to its pool, as the library expects it: within a transaction.
async fn release(held: DatabaseTransaction) {
    if held.execute_unprepared("BEGIN").await.is_ok() {
        rollback(held).await;
    }
}

fn nothing_begun() -> Fault {
    Fault::Database(DbErr::Custom("nothing was begun".to_owned()))
}
