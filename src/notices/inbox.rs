//! The inbox: the same letters, whether or not the mail arrived.

use super::compose::Letters;
use super::letter::Letter;
use super::store::notices::{self as store, Stored};
use crate::db::idempotency::{Made, RequestKey};
use crate::db::once::KeyReused;
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

/// Why a notice was not marked as read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It is not in this inbox.
    #[error("no such notice")]
    NotFound,
    /// The idempotency key came with another request.
    #[error(transparent)]
    KeyReused(#[from] KeyReused),
    /// A fault of ours, of the database or of composing a letter.
    #[error(transparent)]
    Fault(#[from] Fault),
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

    /// Marks a notice as read; again is the same. Gives it as it is now, and whether an earlier
    /// request under the same key marked it.
    ///
    /// # Errors
    /// [`ReadError`].
    pub async fn read(
        &self,
        account: AccountId,
        notice: NoticeId,
        key: Option<&RequestKey>,
    ) -> Result<(Received, bool), ReadError> {
        let mine = async || store::of_account(&self.db, account, notice).await;
        let now = self.clock.now();
        mine().await?.ok_or(ReadError::NotFound)?;
        let once = self
            .db
            .write_keyed(key, now, async |tx| {
                store::mark_read(tx, notice, now).await?;
                Ok::<_, ReadError>(Made {
                    status_code: 200,
                    ids: vec![notice.0],
                })
            })
            .await?;
        let row = mine().await?.ok_or(ReadError::NotFound)?;
        Ok((self.received(row).await?, once.replayed))
    }

    /// Where the inboxes are.
    pub(super) const fn db(&self) -> &Database {
        &self.db
    }

    /// The letter of a notice.
    pub(super) async fn letter(&self, row: &Stored) -> Result<Letter, Fault> {
        self.letters.of(row).await
    }

    async fn received(&self, row: Stored) -> Result<Received, Fault> {
        let letter = self.letter(&row).await?;
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
