//! What the ledger keeps of a person who leaves: her registrations, which end, and words.

use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::facts::{Registration, Status};
use super::{Ledger, store};
use crate::db::Fault;
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, ProgramId, RegistrationId};

/// How many registrations of an account stand where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standings {
    /// Of those that can still be given up.
    pub ahead: Vec<(Status, i64)>,
    /// Of all.
    pub all: i64,
}

impl Ledger {
    /// The registrations of `account` that can still be given up: live ones of units that have not
    /// begun by `now`, by id; `after` ends the page before.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn ahead_of(
        &self,
        account: AccountId,
        after: Option<RegistrationId>,
        (limit, now): (u64, Instant),
    ) -> Result<Vec<(ProgramId, Registration)>, Fault> {
        store::personal::ahead_of(self.db.read(), account, after, (limit, now)).await
    }

    /// How many registrations of `account` stand where at `now`.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn standings_of(&self, account: AccountId, now: Instant) -> Result<Standings, Fault> {
        let db = self.db.read();
        Ok(Standings {
            ahead: store::personal::count_ahead(db, account, now).await?,
            all: store::personal::count(db, account).await?,
        })
    }
}

/// The ids of an account's registrations, in their order; `after` ends the page before.
///
/// # Errors
/// [`Fault::Database`].
pub async fn ids_of(
    db: &impl ConnectionTrait,
    account: AccountId,
    after: Option<RegistrationId>,
    limit: u64,
) -> Result<Vec<RegistrationId>, Fault> {
    store::personal::ids_of(db, account, after, limit).await
}

/// Blanks what was said with the events of registrations, by whomever. The events stay.
///
/// # Errors
/// [`Fault::Database`].
pub async fn erase(tx: &DatabaseTransaction, ids: &[RegistrationId]) -> Result<(), Fault> {
    store::personal::blank_remarks(tx, ids).await
}
