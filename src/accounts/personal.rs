//! What accounts keep of a person: told to her, and erased at her wish.

use std::collections::HashSet;

use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde::Serialize;

use super::{Account, Accounts, Device, store};
use crate::db::Fault;
use crate::values::clock::Instant;
use crate::values::email::EmailAddress;
use crate::values::ids::{AccountId, TokenId};
use crate::values::locale::Locale;

/// Devices that are read together.
const TOGETHER: u64 = 100;

/// An account as its person takes it away. No secret is in it: neither a token nor the key of the
/// calendar opens anything from a file that is left lying about.
#[derive(Clone, Debug, Serialize)]
pub struct AccountKept {
    /// Its id.
    pub id: AccountId,
    /// Where its mail goes.
    pub email: EmailAddress,
    /// The address it asked for and has not proved yet.
    pub pending_email: Option<EmailAddress>,
    /// How the person wants to be called.
    pub name: String,
    /// The language of its letters.
    pub locale: Locale,
    /// For the organizer to call.
    pub phone: Option<String>,
    /// Whether reminders are wanted.
    pub reminders: bool,
    /// Whether a password was set.
    pub has_password: bool,
    /// Whether there is a second factor.
    pub second_factor: bool,
    /// Recovery codes not used yet.
    pub recovery_codes_left: u64,
    /// When the address was first proved.
    pub created_at: Instant,
    /// When it was last edited.
    pub updated_at: Instant,
    /// Where it is signed in.
    pub devices: Vec<DeviceKept>,
    /// When it was seen on devices; of them a keyed hash is kept, and no name.
    pub devices_seen: Vec<DeviceSeen>,
}

/// A place where an account is signed in.
#[derive(Clone, Debug, Serialize)]
pub struct DeviceKept {
    /// The token.
    pub id: TokenId,
    /// "iPhone, Safari".
    pub device: String,
    /// When it signed in.
    pub created_at: Instant,
    /// When it was last used, to the hour.
    pub seen_at: Instant,
    /// When it ends if it is not used.
    pub expires_at: Instant,
}

/// A device the account was seen on.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct DeviceSeen {
    /// When first.
    pub first_seen_at: Instant,
    /// When last.
    pub last_seen_at: Instant,
}

/// Who leaves: what the last letter to her needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaving {
    /// Where her mail went; nowhere where staff registered her without an address.
    pub email: Option<EmailAddress>,
    /// How she was called.
    pub name: String,
    /// The language of her letters.
    pub locale: Locale,
}

/// The hashes of tokens that end with what is being committed.
#[derive(Debug)]
pub struct EndedTokens(Vec<String>);

impl Accounts {
    /// Everything that is kept of `account` here; nothing where nobody can sign in to it.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn kept(&self, account: AccountId) -> Result<Option<AccountKept>, Fault> {
        let db = self.db.read();
        let Some(found) = store::accounts::find(db, account).await? else {
            return Ok(None);
        };
        let mut devices = Vec::new();
        loop {
            let after = devices.last().map(|last: &Device| last.id);
            let page = self.devices(account, after, TOGETHER).await?;
            if page.is_empty() {
                break;
            }
            devices.extend(page);
        }
        let second_factor = self.second_factor(db, account).await?;
        Ok(Some(AccountKept {
            pending_email: self.pending_email(account).await?,
            has_password: store::personal::has_password(db, account).await?,
            second_factor: second_factor.on,
            recovery_codes_left: second_factor.recovery_codes_left,
            devices: devices.into_iter().map(Into::into).collect(),
            devices_seen: store::personal::devices_seen(db, account).await?,
            ..found.into()
        }))
    }

    /// The account, unless it is erased; it stays as it is until `tx` ends.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn leaving(
        &self,
        tx: &DatabaseTransaction,
        account: AccountId,
    ) -> Result<Option<Leaving>, Fault> {
        store::personal::locked(tx, account).await
    }

    /// Whether there is such an account, and it is not erased.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn lives(&self, account: AccountId) -> Result<bool, Fault> {
        store::personal::lives(self.db.read(), account).await
    }

    /// Takes from an account its name, and all by which somebody is reached or signs in; done
    /// again, it takes what came meanwhile. Whoever commits it calls [`Accounts::end_tokens`].
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn erase(
        &self,
        tx: &DatabaseTransaction,
        account: AccountId,
    ) -> Result<EndedTokens, Fault> {
        store::personal::blank(tx, account, self.clock.now()).await?;
        store::personal::delete_beside(tx, account).await?;
        store::second_factors::delete(tx, account).await?;
        let ended = store::tokens::delete(tx, account, None).await?;
        Ok(EndedTokens(ended))
    }

    /// Forgets the codes and wrong tries of an address, which from now on has no account.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn erase_address(
        &self,
        tx: &DatabaseTransaction,
        email: &EmailAddress,
    ) -> Result<(), Fault> {
        store::lock_address(tx, &email.key()).await?;
        store::personal::delete_of_address(tx, &email.key()).await
    }

    /// Lets tokens that were deleted die at once on this instance.
    pub async fn end_tokens(&self, EndedTokens(hashes): EndedTokens) {
        self.seen.end(&hashes).await;
    }
}

/// Those of `accounts` that are erased.
///
/// # Errors
/// [`Fault::Database`].
pub async fn erased_among(
    db: &impl ConnectionTrait,
    accounts: &[AccountId],
) -> Result<HashSet<AccountId>, Fault> {
    store::personal::erased_among(db, accounts, false).await
}

/// The same, for who writes words about them: none of the others is erased before `tx` ends, so that
/// erasing finds what is written of them, and of these nothing may be.
///
/// # Errors
/// [`Fault::Database`].
pub async fn hold_erased(
    tx: &DatabaseTransaction,
    accounts: &[AccountId],
) -> Result<HashSet<AccountId>, Fault> {
    store::personal::erased_among(tx, accounts, true).await
}

impl From<Account> for AccountKept {
    fn from(account: Account) -> Self {
        Self {
            id: account.id,
            email: account.email,
            pending_email: None,
            name: account.name,
            locale: account.locale,
            phone: account.phone,
            reminders: account.reminders,
            has_password: false,
            second_factor: false,
            recovery_codes_left: 0,
            created_at: account.created_at,
            updated_at: account.updated_at,
            devices: Vec::new(),
            devices_seen: Vec::new(),
        }
    }
}

impl From<Device> for DeviceKept {
    fn from(device: Device) -> Self {
        Self {
            id: device.id,
            device: device.device,
            created_at: device.created_at,
            seen_at: device.seen_at,
            expires_at: device.expires_at,
        }
    }
}
