//! Turning the second factor on and off, renewing its recovery codes, raising a token by it.

use super::SecondFactorError;
use super::codes::Use;
use crate::accounts::policy::second_factor::RAISED_HOURS;
use crate::accounts::{Accounts, drafts, store};
use crate::db::Fault;
use crate::db::idempotency::{Made, RequestKey};
use crate::values::clock::Instant;
use crate::values::ids::AccountId;
use crate::web::SignedIn;

/// Recovery codes, shown once.
#[derive(Clone)]
pub struct RecoveryCodes {
    /// The codes; none in a replay, since only their hashes are kept.
    pub codes: Vec<String>,
    /// Whether an earlier request under the same key made them.
    pub replayed: bool,
}

/// A token that was raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Raised {
    /// Until when.
    pub until: Instant,
    /// Whether an earlier request under the same key raised it.
    pub replayed: bool,
}

impl Accounts {
    /// Lets the secret count that was begun, by a first code of it, and raises the token: the
    /// code proved as much as one given to [`Accounts::raise`]. Tells the person.
    ///
    /// # Errors
    /// [`SecondFactorError`].
    pub async fn confirm_second_factor(
        &self,
        signed_in: SignedIn,
        code: &str,
        key: Option<&RequestKey>,
    ) -> Result<RecoveryCodes, SecondFactorError> {
        let (now, account) = (self.clock.now(), signed_in.account);
        let counted = self.count_try(account, Use::Confirm, key).await?;
        let (codes, hashes) = self.draw_recovery_codes(account)?;
        let until = now.plus_hours(RAISED_HOURS);
        let once = self
            .db
            .write_keyed(key, now, async |tx| {
                self.spend(tx, account, code, Use::Confirm, &counted)
                    .await?;
                store::second_factors::confirm(tx, account, now).await?;
                store::second_factors::replace_recovery_codes(tx, account, hashes.clone()).await?;
                store::tokens::raise(tx, account, signed_in.token, until).await?;
                self.tell_second_factor(tx, account, drafts::SECOND_FACTOR_ON)
                    .await?;
                Ok::<_, SecondFactorError>(done(account))
            })
            .await?;
        self.settle(&counted, &once).await?;
        self.wake_courier();
        self.forget_token(signed_in).await?;
        Ok(RecoveryCodes {
            codes: if once.replayed { Vec::new() } else { codes },
            replayed: once.replayed,
        })
    }

    /// Makes new recovery codes in the place of the old ones, by a code of the app.
    ///
    /// # Errors
    /// [`SecondFactorError`].
    pub async fn renew_recovery_codes(
        &self,
        account: AccountId,
        code: &str,
        key: Option<&RequestKey>,
    ) -> Result<RecoveryCodes, SecondFactorError> {
        let counted = self.count_try(account, Use::App, key).await?;
        let (codes, hashes) = self.draw_recovery_codes(account)?;
        let once = self
            .db
            .write_keyed(key, self.clock.now(), async |tx| {
                self.spend(tx, account, code, Use::App, &counted).await?;
                store::second_factors::replace_recovery_codes(tx, account, hashes.clone()).await?;
                Ok::<_, SecondFactorError>(done(account))
            })
            .await?;
        self.settle(&counted, &once).await?;
        Ok(RecoveryCodes {
            codes: if once.replayed { Vec::new() } else { codes },
            replayed: once.replayed,
        })
    }

    /// Forgets the second factor and lowers every token, by a code of the app or a recovery
    /// code. Tells the person.
    ///
    /// # Errors
    /// [`SecondFactorError`].
    pub async fn turn_off_second_factor(
        &self,
        account: AccountId,
        code: &str,
    ) -> Result<(), SecondFactorError> {
        let counted = self.count_try(account, Use::Person, None).await?;
        let lowered = self
            .db
            .write(async |tx| {
                self.spend(tx, account, code, Use::Person, &counted).await?;
                store::second_factors::delete(tx, account).await?;
                self.tell_second_factor(tx, account, drafts::SECOND_FACTOR_OFF)
                    .await?;
                Ok::<_, SecondFactorError>(store::tokens::lower_all(tx, account).await?)
            })
            .await?;
        self.wake_courier();
        self.seen.forget(&lowered).await;
        Ok(())
    }

    /// Raises the token that was shown, by a code of the app or a recovery code.
    ///
    /// # Errors
    /// [`SecondFactorError`].
    pub async fn raise(
        &self,
        signed_in: SignedIn,
        code: &str,
        key: Option<&RequestKey>,
    ) -> Result<Raised, SecondFactorError> {
        let (now, account) = (self.clock.now(), signed_in.account);
        let counted = self.count_try(account, Use::Person, key).await?;
        let until = now.plus_hours(RAISED_HOURS);
        let once = self
            .db
            .write_keyed(key, now, async |tx| {
                self.spend(tx, account, code, Use::Person, &counted).await?;
                store::tokens::raise(tx, account, signed_in.token, until).await?;
                Ok::<_, SecondFactorError>(done(account))
            })
            .await?;
        self.settle(&counted, &once).await?;
        self.forget_token(signed_in).await?;
        let raised = store::tokens::raised_until(self.db.read(), signed_in.token).await?;
        Ok(Raised {
            // Turned off meanwhile, it is raised no longer.
            until: raised.unwrap_or(now),
            replayed: once.replayed,
        })
    }

    /// Lets the next request ask the database about this token.
    async fn forget_token(&self, signed_in: SignedIn) -> Result<(), Fault> {
        let hash = store::tokens::secret_hash(self.db.read(), signed_in.token).await?;
        self.seen.forget(hash.as_slice()).await;
        Ok(())
    }
}

fn done(account: AccountId) -> Made {
    Made {
        status_code: 200,
        ids: vec![account.0],
    }
}
