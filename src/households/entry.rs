//! The way in: an account and its first participant are made together.

use sea_orm::DatabaseTransaction;

use super::policy::Relation;
use super::{Households, Person};
use crate::accounts::{Account, CodeRefusal, Entry, Issued, NewAccount};
use crate::db::Fault;
use crate::values::email::EmailAddress;
use crate::values::ids::AccountId;

/// An account opened by whoever runs the server.
#[derive(Clone, Debug)]
pub struct OpenAccount {
    /// The account, and whether it was there.
    pub account: Account,
    /// Whether it was made just now.
    pub made: bool,
}

impl Households {
    /// Spends a code of `/accounts/verify` and signs in; a new account gets its `self`
    /// participant, and `bearer`, whose token came along, a new address it asked for.
    /// `user_agent` names the device.
    ///
    /// # Errors
    /// The inner [`CodeRefusal`] is an answer (a wrong try is written down); [`Fault`].
    pub async fn verify(
        &self,
        email: &EmailAddress,
        code: &str,
        bearer: Option<AccountId>,
        user_agent: &str,
    ) -> Result<Result<Issued, CodeRefusal>, Fault> {
        let outcome = self
            .db
            .write(async |tx| {
                let account = match self.accounts.verify(tx, email, code, bearer).await? {
                    Ok(Entry::Made(account)) => {
                        self.add_self(tx, &account).await?;
                        account
                    }
                    Ok(Entry::Known(account)) => account,
                    Err(refusal) => return Ok(Err(refusal)),
                };
                self.take_up_roles(tx, &account).await?;
                Ok::<_, Fault>(Ok(self.accounts.issue(tx, account, user_agent).await?))
            })
            .await;
        self.accounts.wake_courier();
        outcome
    }

    /// The account of an address, made with `person` as its `self` participant if there is
    /// none.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn open_account(
        &self,
        tx: &DatabaseTransaction,
        new: NewAccount,
        person: Person,
    ) -> Result<OpenAccount, Fault> {
        if let Some(account) = self.accounts.find_by_email(tx, &new.email).await? {
            return Ok(OpenAccount {
                account,
                made: false,
            });
        }
        let account = self.accounts.make(tx, new).await?;
        self.add_in(tx, account.id, person).await?;
        self.take_up_roles(tx, &account).await?;
        Ok(OpenAccount {
            account,
            made: true,
        })
    }

    /// Lets the roles count that its address was given before it was this account's.
    async fn take_up_roles(
        &self,
        tx: &DatabaseTransaction,
        account: &Account,
    ) -> Result<(), Fault> {
        self.organizations
            .take_up_roles(tx, account.id, &account.email)
            .await
    }

    async fn add_self(&self, tx: &DatabaseTransaction, account: &Account) -> Result<(), Fault> {
        let person = Person::named(account.name.clone(), Relation::Myself);
        self.add_in(tx, account.id, person).await.map(drop)
    }
}
