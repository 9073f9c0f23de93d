//! Looking at the code of a second factor: counted first, spent once.

use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::SecondFactorError;
use crate::accounts::policy::codes::allow;
use crate::accounts::policy::second_factor::{
    Given, RECOVERY_CHARACTERS, RECOVERY_CODES, WRONG_AN_HOUR, in_halves,
};
use crate::accounts::{Accounts, store};
use crate::db::Fault;
use crate::db::idempotency::{self, Known, RequestKey};
use crate::db::once::Once;
use crate::values::ids::AccountId;
use crate::values::secret::random_readable;

/// What a code is for, and with it which codes serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// To confirm what was begun: digits of the app.
    Confirm,
    /// To prove that the app is at hand: digits of the app.
    App,
    /// To prove who one is: digits or a recovery code.
    Person,
}

/// A try that was written down, if it counts: the retry of a request that was done does not.
pub(super) struct Counted(Option<Uuid>);

impl Accounts {
    /// Writes a try down before its code is looked at: a hundred at once are a hundred.
    pub(super) async fn count_try(
        &self,
        account: AccountId,
        what: Use,
        key: Option<&RequestKey>,
    ) -> Result<Counted, SecondFactorError> {
        let now = self.clock.now();
        self.db
            .write(async |tx| {
                if let Some(key) = key
                    && idempotency::find(tx, key, now).await? != Known::New
                {
                    return Ok(Counted(None));
                }
                store::lock_account(tx, account).await?;
                self.stands_for(tx, account, what).await?;
                let since = now.plus_hours(-1);
                let wrong = store::second_factors::wrong_tries(tx, account, since).await?;
                allow(WRONG_AN_HOUR, &wrong, now)?;
                let id = self.ids.make();
                store::second_factors::insert_try(tx, id, account, now).await?;
                Ok(Counted(Some(id)))
            })
            .await
    }

    /// Spends a code, and forgets its try.
    pub(super) async fn spend(
        &self,
        tx: &DatabaseTransaction,
        account: AccountId,
        code: &str,
        what: Use,
        counted: &Counted,
    ) -> Result<(), SecondFactorError> {
        store::lock_account(tx, account).await?;
        let factor = self.stands_for(tx, account, what).await?;
        let fits = match Given::read(code) {
            Given::Digits(digits) => {
                let secret = self.open_secret(account, &factor.secret_sealed)?;
                match secret.step_of(&digits, self.clock.now(), factor.last_step) {
                    Some(step) => store::second_factors::advance(tx, account, step).await?,
                    None => false,
                }
            }
            Given::Recovery(code) if what == Use::Person => {
                let hash = self.recovery_hash(account, &code);
                store::second_factors::spend_recovery_code(tx, account, hash).await?
            }
            Given::Recovery(_) => false,
        };
        if !fits {
            return Err(SecondFactorError::WrongCode);
        }
        if let Counted(Some(id)) = counted {
            store::second_factors::delete_try(tx, *id).await?;
        }
        Ok(())
    }

    /// Forgets the try of a request that turned out to be a retry.
    pub(super) async fn settle(&self, counted: &Counted, once: &Once) -> Result<(), Fault> {
        let Some(id) = counted.0.filter(|_| once.replayed) else {
            return Ok(());
        };
        self.db
            .write(async |tx| store::second_factors::delete_try(tx, id).await)
            .await
    }

    async fn stands_for(
        &self,
        tx: &DatabaseTransaction,
        account: AccountId,
        what: Use,
    ) -> Result<store::second_factors::Factor, SecondFactorError> {
        let factor = store::second_factors::find(tx, account).await?;
        let factor = factor.ok_or(SecondFactorError::Off)?;
        match (factor.on, what) {
            (true, Use::Confirm) => Err(SecondFactorError::On),
            (false, Use::App | Use::Person) => Err(SecondFactorError::Off),
            (false, Use::Confirm) | (true, Use::App | Use::Person) => Ok(factor),
        }
    }

    /// Fresh recovery codes as the person sees them, and their hashes.
    pub(super) fn draw_recovery_codes(
        &self,
        account: AccountId,
    ) -> Result<(Vec<String>, Vec<String>), Fault> {
        let mut shown = Vec::with_capacity(RECOVERY_CODES);
        let mut hashes = Vec::with_capacity(RECOVERY_CODES);
        while shown.len() < RECOVERY_CODES {
            let code = random_readable(RECOVERY_CHARACTERS)?;
            let hash = self.recovery_hash(account, &code);
            if !hashes.contains(&hash) {
                shown.push(in_halves(&code));
                hashes.push(hash);
            }
        }
        Ok((shown, hashes))
    }

    /// A keyed hash: 49 bits are soon tried by whoever reads the table.
    fn recovery_hash(&self, account: AccountId, code: &str) -> String {
        self.keys
            .fingerprint("recovery-code", &format!("{account}\n{code}"))
    }
}
