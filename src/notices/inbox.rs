//! The inbox: the same letters, whether or not the mail arrived.

use super::compose::Letters;
use super::letter::Letter;
use super::store::notices::{self as store, Stored};
use crate::db::{Database, Fault};
use crate::values::clock::{Clock, Instant};
use crate::values::ids::{AccountId, NoticeId, RegistrationId};

/// Reads people's inboxes. Cheap to clone.
#[derive(Clone)]
pub struct Inbox {
    db: Database,
    clock: Clock,
    letters: Letters,
}

/// A notice with its letter.
#[derive(Clone, Debug)]
pub struct Received {
    /// Which.
    pub id: NoticeId,
    /// Of which kind.
    pub kind: String,
    /// About which registration.
    pub registration: Option<RegistrationId>,
    /// When it was written.
    pub created_at: Instant,
    /// When it was first read.
    pub read_at: Option<Instant>,
    /// What it says.
    pub letter: Letter,
}

impl Inbox {
    /// The inboxes of `db`, with letters by `letters`.
    #[must_use]
    pub const fn new(db: Database, clock: Clock, letters: Letters) -> Self {
        Self { db, clock, letters }
    }

    /// Up to `limit` notices of an account older than `before`, newest first.
    ///
    /// # Errors
    /// [`Fault`] of the database, or of composing a letter that was not yet sent.
    pub async fn page(
        &self,
        account: AccountId,
        before: Option<NoticeId>,
        limit: u64,
    ) -> Result<Vec<Received>, Fault> {
        let rows = store::inbox(&self.db, account, before, limit).await?;
        let mut page = Vec::with_capacity(rows.len());
        for row in rows {
            page.push(self.received(row).await?);
        }
        Ok(page)
    }

    /// Marks a notice as read; again is the same. `None` when it is not in this inbox.
    ///
    /// # Errors
    /// As [`Inbox::page`].
    pub async fn read(
        &self,
        account: AccountId,
        notice: NoticeId,
    ) -> Result<Option<Received>, Fault> {
        let Some(row) = store::of_account(&self.db, account, notice).await? else {
            return Ok(None);
        };
        let mut received = self.received(row).await?;
        if received.read_at.is_none() {
            let now = self.clock.now();
            store::mark_read(&self.db, notice, now).await?;
            received.read_at = Some(now);
        }
        Ok(Some(received))
    }

    async fn received(&self, row: Stored) -> Result<Received, Fault> {
        let letter = self.letters.of(&row).await?;
        Ok(Received {
            id: row.id,
            kind: row.kind,
            registration: row.registration,
            created_at: row.created_at,
            read_at: row.read_at,
            letter,
        })
    }
}
