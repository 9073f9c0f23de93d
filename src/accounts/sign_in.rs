//! Signing in by password or code, and setting another password.

use uuid::Uuid;

use super::enter::CodeRefusal;
use super::policy::codes::{Purpose, TooManyTries, Try};
use super::policy::passwords::Password;
use super::store::codes::Code;
use super::{Accounts, HashError, Issued, store};
use crate::db::Fault;
use crate::values::email::EmailAddress;

/// Why somebody was not signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Address and secret do not fit; which of them is not told.
    #[error("invalid credentials")]
    Invalid,
    /// Mistyped too often.
    #[error(transparent)]
    TooManyTries(#[from] TooManyTries),
    /// Too many passwords are being checked.
    #[error("too many passwords are being checked")]
    Busy,
    /// A fault of ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why the password stayed.
#[derive(Debug, thiserror::Error)]
pub enum NewPasswordError {
    /// The code does not fit.
    #[error("the code is wrong, spent or too old")]
    InvalidCode,
    /// Mistyped too often.
    #[error(transparent)]
    TooManyTries(#[from] TooManyTries),
    /// Too many passwords are being checked.
    #[error("too many passwords are being checked")]
    Busy,
    /// A fault of ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Accounts {
    /// Signs in by password; `user_agent` names the device.
    ///
    /// # Errors
    /// [`SignInError`].
    pub async fn sign_in_by_password(
        &self,
        email: &EmailAddress,
        password: &str,
        user_agent: &str,
    ) -> Result<Issued, SignInError> {
        // The try is counted before the password is looked at: a hundred at once are a hundred.
        let (a_try, stored) = self.begin_try(&email.key()).await?;
        let fits = self
            .hashing
            .verify(Password::tried(password), stored)
            .await?;
        if !fits {
            return Err(SignInError::Invalid);
        }
        let issued = self
            .db
            .write(async |tx| {
                store::codes::delete_try(tx, a_try).await?;
                let account = store::accounts::find_by_email(tx, &email.key()).await?;
                let account = account.ok_or(SignInError::Invalid)?;
                Ok(self.issue(tx, account, user_agent).await?)
            })
            .await;
        self.wake_courier();
        issued
    }

    /// Signs in by a code from `/tokens/code`; `user_agent` names the device.
    ///
    /// # Errors
    /// [`SignInError`].
    pub async fn sign_in_by_code(
        &self,
        email: &EmailAddress,
        code: &str,
        user_agent: &str,
    ) -> Result<Issued, SignInError> {
        let outcome = self
            .db
            .write(async |tx| {
                let signs_in = |code: &Code| code.purpose == Purpose::SignIn;
                if let Err(refusal) = self.redeem(tx, email, code, signs_in).await? {
                    return Ok(Err(refusal));
                }
                match store::accounts::find_by_email(tx, &email.key()).await? {
                    Some(account) => Ok(Ok(self.issue(tx, account, user_agent).await?)),
                    None => Ok(Err(CodeRefusal::Wrong)),
                }
            })
            .await;
        self.wake_courier();
        outcome
            .map_err(SignInError::Fault)?
            .map_err(|refusal| match refusal {
                CodeRefusal::TooManyTries(refused) => refused.into(),
                CodeRefusal::Wrong | CodeRefusal::AddressTaken => SignInError::Invalid,
            })
    }

    /// Sets another password with a code from `/accounts/password-reset`, and ends all tokens
    /// and other codes of the account.
    ///
    /// # Errors
    /// [`NewPasswordError`].
    pub async fn set_password(
        &self,
        email: &EmailAddress,
        code: &str,
        password: Password,
    ) -> Result<(), NewPasswordError> {
        let now = self.clock.now();
        let hash = self.hashing.hash(password).await?;
        let outcome = self
            .db
            .write(async |tx| {
                let resets = |code: &Code| code.purpose == Purpose::ResetPassword;
                if let Err(refusal) = self.redeem(tx, email, code, resets).await? {
                    return Ok(Err(refusal));
                }
                let Some(account) = store::accounts::find_by_email(tx, &email.key()).await? else {
                    return Ok(Err(CodeRefusal::Wrong));
                };
                store::accounts::set_password(tx, account.id, &hash, now).await?;
                store::codes::spend_all(tx, &email.key(), now).await?;
                Ok(Ok(store::tokens::delete(tx, account.id, None).await?))
            })
            .await;
        match outcome.map_err(NewPasswordError::Fault)? {
            Ok(ended) => {
                self.seen.end(&ended).await;
                Ok(())
            }
            Err(CodeRefusal::TooManyTries(refused)) => Err(refused.into()),
            Err(CodeRefusal::Wrong | CodeRefusal::AddressTaken) => {
                Err(NewPasswordError::InvalidCode)
            }
        }
    }

    /// Writes a try down and gives the hash to compare with.
    async fn begin_try(&self, email_key: &str) -> Result<(Uuid, Option<String>), SignInError> {
        let now = self.clock.now();
        self.db
            .write(async |tx| {
                store::lock_address(tx, email_key).await?;
                let since = now.plus_hours(-1);
                let wrong = store::codes::wrong_tries(tx, email_key, Try::Password, since).await?;
                Try::Password.allow(&wrong, now)?;
                let id = self.ids.make();
                store::codes::insert_try(tx, id, email_key, Try::Password, now).await?;
                Ok((id, store::accounts::password_hash(tx, email_key).await?))
            })
            .await
    }
}

impl From<HashError> for SignInError {
    fn from(error: HashError) -> Self {
        match error {
            HashError::Busy => Self::Busy,
            HashError::Fault(fault) => Self::Fault(fault),
        }
    }
}

impl From<HashError> for NewPasswordError {
    fn from(error: HashError) -> Self {
        match error {
            HashError::Busy => Self::Busy,
            HashError::Fault(fault) => Self::Fault(fault),
        }
    }
}
