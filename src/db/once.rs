//! Writing at most once for an `Idempotency-Key`.

use std::error::Error;

use sea_orm::DatabaseTransaction;

use super::fault::{has_cause, is_unique_violation};
use super::idempotency::{self, Known, Made, RequestKey};
use super::{Database, Fault};
use crate::values::clock::Instant;

/// What a call made, now or when the same request came before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    /// The status code and the rows.
    pub made: Made,
    /// Whether it was an earlier request that made them.
    pub replayed: bool,
}

/// The key came with another request before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the idempotency key was used for another request")]
pub struct KeyReused;

impl Database {
    /// Runs `work` as [`Database::write`] does, unless `key` says that it was done; remembers
    /// what it made in the same transaction. A second request in flight under the same key
    /// waits for the first and gets its replay.
    ///
    /// # Errors
    /// [`KeyReused`], what `work` says, or a [`Fault`].
    pub async fn write_keyed<E>(
        &self,
        key: Option<&RequestKey>,
        now: Instant,
        work: impl AsyncFnOnce(&DatabaseTransaction) -> Result<Made, E> + Clone,
    ) -> Result<Once, E>
    where
        E: From<Fault> + From<KeyReused> + Error + 'static,
    {
        let outcome = self
            .write(async |tx| {
                if let Some(key) = key
                    && let Some(once) = replay(idempotency::find(tx, key, now).await?)?
                {
                    return Ok(once);
                }
                let made = work(tx).await?;
                if let Some(key) = key {
                    idempotency::save(tx, key, &made, now).await?;
                }
                Ok(Once {
                    made,
                    replayed: false,
                })
            })
            .await;
        match (outcome, key) {
            (Err(error), Some(key)) if has_cause(&error, is_unique_violation) => {
                let known = idempotency::find(self.read(), key, now).await?;
                replay(known)?.ok_or(error)
            }
            (outcome, _) => outcome,
        }
    }
}

fn replay(known: Known) -> Result<Option<Once>, KeyReused> {
    match known {
        Known::New => Ok(None),
        Known::Replay(made) => Ok(Some(Once {
            made,
            replayed: true,
        })),
        Known::Reused => Err(KeyReused),
    }
}
