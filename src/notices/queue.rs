//! What is owed and what was given up: for whoever runs the server.

use super::store;
use crate::db::{Database, Fault};
use crate::values::clock::{Clock, Instant};
use crate::values::ids::DeliveryId;

/// Mails that stand alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// `owed`, `failed` or `expired`.
    pub state: String,
    /// Why they ended, where the state alone does not say.
    pub cause: Option<String>,
    /// Of which kind.
    pub kind: String,
    /// How many.
    pub many: i64,
    /// When the first of them is due, or was.
    pub next_due: Instant,
}

/// An owed mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// Which.
    pub id: DeliveryId,
    /// Of which kind.
    pub kind: String,
    /// Since when, or when, it is due.
    pub due_at: Instant,
    /// How often it was tried.
    pub attempts: i32,
    /// What the last try came to.
    pub last_error: Option<String>,
}

/// How much is owed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Mails, due or not.
    pub owed: u64,
    /// Since when the longest due of them is due, or when it will be.
    pub first_due: Option<Instant>,
}

/// The mails that are not sent. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Queue {
    db: Database,
    clock: Clock,
}

impl Queue {
    pub(super) const fn new(db: Database, clock: Clock) -> Self {
        Self { db, clock }
    }

    /// How many are owed and how many ended unsent, by state, cause and kind.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn standings(&self) -> Result<Vec<Standing>, Fault> {
        store::queue::standings(&self.db).await
    }

    /// The owed mails that are due first.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn first_due(&self, limit: u64) -> Result<Vec<Owed>, Fault> {
        store::queue::first_due(&self.db, limit).await
    }

    /// How much is owed.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn backlog(&self) -> Result<Backlog, Fault> {
        store::queue::backlog(&self.db).await
    }

    /// Makes an owed mail due now, or all of them: says how many. What waits for the day goes on
    /// waiting.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn retry(&self, which: Option<DeliveryId>) -> Result<u64, Fault> {
        store::queue::make_due(&self.db, which, self.clock.now()).await
    }
}
