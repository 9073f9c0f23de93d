//! What a code that came back does.

use sea_orm::DatabaseTransaction;

use super::policy::codes::{Purpose, TooManyTries, Try};
use super::store::codes::{Code, Pending};
use super::{Account, Accounts, NewAccount, store};
use crate::db::Fault;
use crate::notices::suppression;
use crate::values::email::EmailAddress;
use crate::values::ids::AccountId;

/// Whom a code let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// An account that was made just now.
    Made(Account),
    /// An account that was there.
    Known(Account),
}

/// Why a code let nobody in. None of these tells whether the address is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeRefusal {
    /// Wrong, spent, too old, or for something else.
    Wrong,
    /// Mistyped too often.
    TooManyTries(TooManyTries),
    /// The address was proved, and belongs to another account.
    AddressTaken,
}

impl Accounts {
    /// Spends a code of `/accounts/verify`: makes the account its request asked for, signs a
    /// known one in, or gives an account its new address. A new address is taken only from the
    /// account itself, `bearer`: a mistyped one belongs to somebody who reads the code too.
    /// Commit whatever comes back: a wrong try is written down.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn verify(
        &self,
        tx: &DatabaseTransaction,
        email: &EmailAddress,
        code: &str,
        bearer: Option<AccountId>,
    ) -> Result<Result<Entry, CodeRefusal>, Fault> {
        let accepted = |code: &Code| match code.purpose {
            Purpose::Register | Purpose::SignIn => true,
            Purpose::ChangeEmail => bearer.is_some() && code.account_id == bearer,
            Purpose::ResetPassword => false,
        };
        match self.redeem(tx, email, code, accepted).await? {
            Ok(code) => self.apply(tx, email, code).await,
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    /// Spends a code of `email` that `accepted` says yes to.
    pub(super) async fn redeem(
        &self,
        tx: &DatabaseTransaction,
        email: &EmailAddress,
        code: &str,
        accepted: impl Fn(&Code) -> bool,
    ) -> Result<Result<Code, CodeRefusal>, Fault> {
        let now = self.clock.now();
        let key = email.key();
        store::lock_address(tx, &key).await?;
        let wrong = store::codes::wrong_tries(tx, &key, Try::Code, now.plus_hours(-1)).await?;
        if let Err(refused) = Try::Code.allow(&wrong, now) {
            return Ok(Err(CodeRefusal::TooManyTries(refused)));
        }
        let hash = self.code_hash(&key, code);
        let found = store::codes::find_live(tx, &key, &hash, now).await?;
        if let Some(code) = found.filter(accepted)
            && store::codes::spend(tx, code.id, now).await?
        {
            return Ok(Ok(code));
        }
        store::codes::insert_try(tx, self.ids.make(), &key, Try::Code, now).await?;
        Ok(Err(CodeRefusal::Wrong))
    }

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        email: &EmailAddress,
        code: Code,
    ) -> Result<Result<Entry, CodeRefusal>, Fault> {
        let holder = store::accounts::find_by_email(tx, &email.key()).await?;
        match (code.pending, holder) {
            // Whoever proves a known address signs in, whatever was asked before it was known.
            (Pending::Account { .. } | Pending::Nothing, Some(account)) => {
                Ok(Ok(Entry::Known(account)))
            }
            (
                Pending::Account {
                    email,
                    name,
                    password_hash,
                    locale,
                },
                None,
            ) => {
                let new = NewAccount {
                    email,
                    name,
                    locale,
                    password_hash: Some(password_hash),
                };
                Ok(Ok(Entry::Made(self.make(tx, new).await?)))
            }
            (Pending::Nothing, None) => Ok(Err(CodeRefusal::Wrong)),
            (Pending::Email { email: new }, holder) => {
                let asked = code
                    .account_id
                    .ok_or_else(|| Fault::broken("a change of nobody"))?;
                if holder.is_some_and(|holder| holder.id != asked) {
                    return Ok(Err(CodeRefusal::AddressTaken));
                }
                let account = store::accounts::find(tx, asked).await?;
                let account = account.ok_or_else(|| Fault::broken("a change of nobody"))?;
                self.move_to(tx, account, new)
                    .await
                    .map(|account| Ok(Entry::Known(account)))
            }
        }
    }

    /// Gives `account` its new address and tells both.
    async fn move_to(
        &self,
        tx: &DatabaseTransaction,
        account: Account,
        new: EmailAddress,
    ) -> Result<Account, Fault> {
        let now = self.clock.now();
        store::accounts::set_email(tx, account.id, &new, now).await?;
        store::codes::spend_all(tx, &account.email.key(), now).await?;
        // Once it is not hers, nothing tells that it was: not even when she is erased.
        suppression::forget(tx, &self.keys, &account.email).await?;
        let drafts = self.moved_drafts(&account, &new);
        self.outbox.save(tx, &drafts, now).await?;
        Ok(Account {
            email: new,
            version: account.version + 1,
            updated_at: now,
            ..account
        })
    }
}
