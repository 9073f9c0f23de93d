//! What an account says of itself, for the features above.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::policy::passwords::Password;
use super::{Account, Accounts, Contact, HashError, store};
use crate::db::Fault;
use crate::db::seal::Place;
use crate::values::edit::Edit;
use crate::values::email::EmailAddress;
use crate::values::ids::AccountId;
use crate::values::locale::Locale;
use crate::values::secret::{random_token, sha256_hex};

/// An account to be made.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Proved, or given by whoever runs the server.
    pub email: EmailAddress,
    /// How the person wants to be called.
    pub name: String,
    /// The language of the letters.
    pub locale: Locale,
    /// From [`Accounts::hash`]; without one only a code signs in.
    pub password_hash: Option<String>,
}

/// An edit of an account: what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountChange {
    /// Another name.
    pub name: Option<String>,
    /// Another language.
    pub locale: Option<Locale>,
    /// Another telephone number, or none.
    pub phone: Edit<String>,
    /// Whether reminders are wanted.
    pub reminders: Option<bool>,
}

impl Accounts {
    /// Makes an account whose address needs no more proof.
    ///
    /// # Errors
    /// [`Fault`]; a unique violation in it when the address has an account.
    pub async fn make(&self, tx: &DatabaseTransaction, new: NewAccount) -> Result<Account, Fault> {
        let id = self.ids.make();
        let (hash, sealed) = self.new_calendar_key(id)?;
        let row = store::accounts::NewAccount {
            id,
            email: Some(new.email),
            phone: None,
            name: new.name,
            locale: new.locale,
            password_hash: new.password_hash,
            calendar_key_hash: hash,
            calendar_key_sealed: sealed,
            at: self.clock.now(),
        };
        store::accounts::insert(tx, row).await
    }

    /// The stored form of a password.
    ///
    /// # Errors
    /// [`HashError`].
    pub async fn hash(&self, password: Password) -> Result<String, HashError> {
        self.hashing.hash(password).await
    }

    /// The account with this id.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn find(
        &self,
        db: &impl ConnectionTrait,
        id: AccountId,
    ) -> Result<Option<Account>, Fault> {
        store::accounts::find(db, id).await
    }

    /// The account with this address.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn find_by_email(
        &self,
        db: &impl ConnectionTrait,
        email: &EmailAddress,
    ) -> Result<Option<Account>, Fault> {
        store::accounts::find_by_email(db, &email.key()).await
    }

    /// The account with this address; known or not, it stays so until `tx` ends: nobody makes an
    /// account for it or moves to it meanwhile.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn hold_address(
        &self,
        tx: &DatabaseTransaction,
        email: &EmailAddress,
    ) -> Result<Option<Account>, Fault> {
        store::lock_address(tx, &email.key()).await?;
        store::accounts::find_by_email(tx, &email.key()).await
    }

    /// The account whose calendar has this key.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn find_by_calendar_key(&self, key: &str) -> Result<Option<Account>, Fault> {
        store::accounts::find_by_calendar_key(self.db.read(), &sha256_hex(key.as_bytes())).await
    }

    /// The languages of accounts that somebody can sign in to.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn locales(
        &self,
        db: &impl ConnectionTrait,
        ids: &[AccountId],
    ) -> Result<HashMap<AccountId, Locale>, Fault> {
        store::accounts::locales(db, ids).await
    }

    /// Those of `ids` who want reminders and have an address, with their languages.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn reminded(
        &self,
        db: &impl ConnectionTrait,
        ids: &[AccountId],
    ) -> Result<HashMap<AccountId, Locale>, Fault> {
        store::accounts::reminded(db, ids).await
    }

    /// Names by id; what is unknown is left out.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn names(&self, ids: &[AccountId]) -> Result<HashMap<AccountId, String>, Fault> {
        store::accounts::names(self.db.read(), ids).await
    }

    /// How to reach people, by account; what is unknown is left out. Whom it may be shown to is
    /// the caller's to ask.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn contacts(&self, ids: &[AccountId]) -> Result<HashMap<AccountId, Contact>, Fault> {
        store::accounts::contacts(self.db.read(), ids).await
    }

    /// Applies an edit to `account` unless somebody else's came first; whether it did.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn edit(
        &self,
        tx: &DatabaseTransaction,
        account: &Account,
        change: &AccountChange,
    ) -> Result<bool, Fault> {
        store::accounts::update(tx, account.id, account.version, change, self.clock.now()).await
    }

    /// The address an account asked for and has not proved yet.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn pending_email(&self, account: AccountId) -> Result<Option<EmailAddress>, Fault> {
        store::codes::find_email_change(self.db.read(), account, self.clock.now()).await
    }

    /// The secret key of the account's calendar.
    ///
    /// # Errors
    /// [`Fault`]; [`Fault::Broken`] without such an account.
    pub async fn calendar_key(&self, account: AccountId) -> Result<String, Fault> {
        let sealed = store::accounts::calendar_key(self.db.read(), account)
            .await?
            .ok_or_else(|| Fault::broken("a calendar of nobody"))?;
        self.keys.open(&calendar_place(account), &sealed)
    }

    /// Gives the account's calendar another key; the old one opens nothing from now on.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn renew_calendar_key(
        &self,
        tx: &DatabaseTransaction,
        account: AccountId,
    ) -> Result<(), Fault> {
        let (hash, sealed) = self.new_calendar_key(account)?;
        store::accounts::set_calendar_key(tx, account, &hash, &sealed, self.clock.now()).await
    }

    /// A fresh key: its hash to find it by, and itself sealed, to show it again.
    pub(super) fn new_calendar_key(&self, account: AccountId) -> Result<(String, String), Fault> {
        let key = random_token()?;
        let sealed = self.keys.seal(&calendar_place(account), &key)?;
        Ok((sha256_hex(key.as_bytes()), sealed))
    }
}

fn calendar_place(account: AccountId) -> Place<'static> {
    Place {
        table: "accounts",
        column: "calendar_key",
        row: account.0,
    }
}
