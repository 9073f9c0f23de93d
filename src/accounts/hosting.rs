//! Accounts for people whom staff register: with an address nobody has proved yet, or with none,
//! so that nobody can sign in to it.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::{Accounts, store};
use crate::db::Fault;
use crate::values::email::EmailAddress;
use crate::values::ids::AccountId;
use crate::values::locale::Locale;

/// An account to be made for somebody.
#[derive(Clone, Debug)]
pub struct Hosting {
    /// Its id.
    pub id: AccountId,
    /// Where its mail goes; whoever proves it later signs in to this account.
    pub email: Option<EmailAddress>,
    /// Where one can be called.
    pub phone: Option<String>,
    /// Who is told.
    pub name: String,
}

impl Accounts {
    /// The accounts of addresses, by [`EmailAddress::key`].
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn of_addresses(
        &self,
        db: &impl ConnectionTrait,
        addresses: impl Iterator<Item = &EmailAddress> + Send,
    ) -> Result<HashMap<String, AccountId>, Fault> {
        let keys: Vec<String> = addresses.map(EmailAddress::key).collect();
        if keys.is_empty() {
            return Ok(HashMap::new());
        }
        store::accounts::by_email_keys(db, &keys).await
    }

    /// Lets no other transaction make accounts of these addresses until this one ends.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn hold_addresses(
        &self,
        tx: &DatabaseTransaction,
        addresses: impl Iterator<Item = &EmailAddress> + Send,
    ) -> Result<(), Fault> {
        let mut keys: Vec<String> = addresses.map(EmailAddress::key).collect();
        // In one order everywhere, so that two of them never wait for each other.
        keys.sort_unstable();
        keys.dedup();
        for key in &keys {
            store::lock_address(tx, key).await?;
        }
        Ok(())
    }

    /// Makes accounts that are told in Chinese until they say otherwise. At most a thousand at a
    /// time: databases limit the values of one statement.
    ///
    /// # Errors
    /// [`Fault`]; also when an address is taken.
    pub async fn host(&self, tx: &DatabaseTransaction, new: Vec<Hosting>) -> Result<(), Fault> {
        let mut rows = Vec::with_capacity(new.len());
        for hosting in new {
            let (calendar_key_hash, calendar_key_sealed) = self.new_calendar_key(hosting.id)?;
            rows.push(store::accounts::NewAccount {
                id: hosting.id,
                email: hosting.email,
                phone: hosting.phone,
                name: hosting.name,
                locale: Locale::default(),
                password_hash: None,
                calendar_key_hash,
                calendar_key_sealed,
                at: self.clock.now(),
            });
        }
        if rows.is_empty() {
            return Ok(());
        }
        store::accounts::insert_many(tx, rows).await
    }

    /// Takes accounts back that were made a moment ago and are of no use.
    ///
    /// # Errors
    /// [`Fault::Database`]; also when something points at one by now.
    pub async fn take_back(
        &self,
        tx: &DatabaseTransaction,
        ids: &[AccountId],
    ) -> Result<(), Fault> {
        store::accounts::delete(tx, ids).await
    }
}
