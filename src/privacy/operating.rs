//! Erasing for whoever runs the server: people who cannot sign in to ask for it, and once more those
//! whom a backup brought back.

use super::steps::Step;
use super::{Privacy, store};
use crate::db::Fault;
use crate::organizations::audit::Actor;
use crate::values::clock::Instant;
use crate::values::email::EmailAddress;
use crate::values::ids::{AccountId, RegistrationId};

/// How an account is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// By its id.
    Id(AccountId),
    /// By one of its registrations: who has no address is known to staff by them.
    Registration(RegistrationId),
    /// By its address.
    Address(EmailAddress),
}

/// How far it is with erasing an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// There is no such account.
    Unknown,
    /// It is not erased.
    Lives,
    /// It is being erased.
    UnderWay,
    /// It was erased.
    Done,
}

impl Privacy {
    /// The account that is meant.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn find(&self, named: &Named) -> Result<Option<AccountId>, Fault> {
        match named {
            Named::Id(id) => Ok(Some(*id)),
            Named::Registration(id) => {
                let found = self.ledger.registrations(&[*id]).await?;
                Ok(found.first().map(|(_, row)| row.account_id))
            }
            Named::Address(email) => {
                let found = self.accounts.find_by_email(self.db.read(), email).await?;
                Ok(found.map(|account| account.id))
            }
        }
    }

    /// How far it is with erasing an account.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn standing(&self, account: AccountId) -> Result<Standing, Fault> {
        let erasure = store::find(self.db.read(), account).await?;
        Ok(match erasure.map(|erasure| erasure.step) {
            Some(Step::Done) => Standing::Done,
            Some(_) => Standing::UnderWay,
            None if self.accounts.lives(account).await? => Standing::Lives,
            None => Standing::Unknown,
        })
    }

    /// Begins to erase an account, or to go once more through what was erased before. What is under
    /// way goes on; of an account that is not there, nothing is done. How it stood before.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn erase(&self, account: AccountId) -> Result<Standing, Fault> {
        let stood = self.standing(account).await?;
        match stood {
            Standing::Lives => {
                self.begin(account, Actor::Operator).await?;
            }
            Standing::Done => self.begin_anew(account).await?,
            Standing::UnderWay | Standing::Unknown => {}
        }
        Ok(stood)
    }

    /// The accounts whose erasure was asked for since, and when.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn asked_since(&self, since: Instant) -> Result<Vec<(AccountId, Instant)>, Fault> {
        store::asked_since(self.db.read(), since).await
    }

    /// Goes once more through an erasure that is done; one that is not goes on as it is.
    async fn begin_anew(&self, account: AccountId) -> Result<(), Fault> {
        let now = self.clock.now();
        self.db
            .write(async |tx| {
                let done = store::find(tx, account).await?;
                let Some(done) = done.filter(|erasure| erasure.step == Step::Done) else {
                    return Ok(());
                };
                store::advance(tx, &done.anew(now), now).await
            })
            .await
    }
}
