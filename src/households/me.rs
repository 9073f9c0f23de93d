//! What an account says of itself, with its roles and memberships.

use super::Households;
use crate::accounts::{Account, AccountChange, SecondFactorState};
use crate::db::Fault;
use crate::db::idempotency::{Made, RequestKey};
use crate::db::once::KeyReused;
use crate::organizations::memberships::Membership;
use crate::organizations::staff::Grant;
use crate::values::email::EmailAddress;
use crate::values::ids::AccountId;

/// An account with what hangs on it.
#[derive(Clone, Debug)]
pub struct Me {
    /// The account.
    pub account: Account,
    /// The address it asked for and has not proved yet.
    pub pending_email: Option<EmailAddress>,
    /// Its live roles.
    pub grants: Vec<Grant>,
    /// Its memberships, also those asked for and refused.
    pub memberships: Vec<Membership>,
    /// Whether it has a second factor.
    pub second_factor: SecondFactorState,
    /// The secret of its calendar.
    pub calendar_key: String,
}

/// An edit of oneself; names are cleaned already.
#[derive(Clone, Debug, Default)]
pub struct MeChange {
    /// What changes at once.
    pub account: AccountChange,
    /// The address to prove.
    pub email: Option<EmailAddress>,
}

/// Why nothing changed.
#[derive(Debug, thiserror::Error)]
pub enum MeError {
    /// Edited since it was read.
    #[error("edited since it was read")]
    Stale,
    /// The idempotency key came with another request.
    #[error(transparent)]
    KeyReused(#[from] KeyReused),
    /// A fault of ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Households {
    /// Who `account` is.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn me(&self, account: AccountId) -> Result<Me, Fault> {
        let db = self.db.read();
        Ok(Me {
            account: self.account(account).await?,
            pending_email: self.accounts.pending_email(account).await?,
            grants: self.organizations.grants_of(db, account).await?,
            memberships: self.organizations.memberships_of(db, account).await?,
            second_factor: self.accounts.second_factor(db, account).await?,
            calendar_key: self.accounts.calendar_key(account).await?,
        })
    }

    /// Edits oneself, if `may` lets the version pass. Another address gets a code; until it
    /// comes back to `/accounts/verify` the old one stays.
    ///
    /// # Errors
    /// [`MeError`].
    pub async fn edit_me(
        &self,
        id: AccountId,
        may: impl Fn(i32) -> bool,
        change: &MeChange,
    ) -> Result<(), MeError> {
        let outcome = self
            .db
            .write(async |tx| {
                let account = self.accounts.find(tx, id).await?;
                let account = account.ok_or_else(|| Fault::broken("nobody is signed in"))?;
                if !may(account.version) {
                    return Err(MeError::Stale);
                }
                if change.account != AccountChange::default()
                    && !self.accounts.edit(tx, &account, &change.account).await?
                {
                    return Err(MeError::Stale);
                }
                match &change.email {
                    Some(email) if email.key() != account.email.key() => Ok(self
                        .accounts
                        .send_email_change_code(tx, &account, email)
                        .await?),
                    _ => Ok(()),
                }
            })
            .await;
        self.accounts.wake_courier();
        outcome
    }

    /// Gives the calendar another key; the old address shows nothing from now on.
    ///
    /// # Errors
    /// [`MeError`].
    pub async fn renew_calendar_key(
        &self,
        id: AccountId,
        key: Option<&RequestKey>,
    ) -> Result<bool, MeError> {
        let once = self
            .db
            .write_keyed(key, self.clock.now(), async |tx| {
                self.accounts.renew_calendar_key(tx, id).await?;
                Ok::<_, MeError>(Made {
                    status_code: 200,
                    ids: vec![id.0],
                })
            })
            .await?;
        Ok(once.replayed)
    }

    async fn account(&self, id: AccountId) -> Result<Account, Fault> {
        let found = self.accounts.find(self.db.read(), id).await?;
        found.ok_or_else(|| Fault::broken("nobody is signed in"))
    }
}
