//! Devices an account was seen on: a sign-in on another one is told.
//!
//! A device is no more than its summary ("iPhone, Safari"), under a keyed hash with the account:
//! two phones of one make are one device, and a browser's update makes no new one.

use sea_orm::DatabaseTransaction;

use super::{Account, Accounts, store};
use crate::db::Fault;

/// So long a device that is not used stays known.
pub(super) const KNOWN_DAYS: i64 = 400;

impl Accounts {
    /// Writes down that `account` is seen on a device, and tells its person if it had been seen,
    /// and only on others. The first device makes the account, or is the first since devices
    /// are remembered.
    pub(super) async fn meet_device(
        &self,
        tx: &DatabaseTransaction,
        account: &Account,
        device: &str,
    ) -> Result<(), Fault> {
        let now = self.clock.now();
        let hash = self
            .keys
            .fingerprint("device", &format!("{}\n{device}", account.id));
        if store::devices::touch(tx, account.id, &hash, now).await? {
            return Ok(());
        }
        let has_others = store::devices::exist(tx, account.id).await?;
        let is_new = store::devices::insert(tx, account.id, &hash, now).await?;
        if has_others && is_new {
            let draft = self.new_device_draft(account, device);
            self.outbox.save(tx, &[draft], now).await?;
        }
        Ok(())
    }
}
