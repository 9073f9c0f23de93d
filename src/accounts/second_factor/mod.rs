//! The second factor: a secret in the person's app, and recovery codes on paper.
//!
//! It is begun, then confirmed with a first code; from then on a code raises a token for some
//! hours. Each code works once, and wrong ones are counted before they are looked at.

mod codes;
mod turning;

use sea_orm::ConnectionTrait;

use super::policy::codes::TooManyTries;
use super::policy::second_factor::SharedSecret;
use super::{Accounts, store};
use crate::db::Fault;
use crate::db::idempotency::{Made, RequestKey};
use crate::db::once::KeyReused;
use crate::db::seal::Place;
use crate::values::ids::AccountId;
use crate::values::secret::random_bytes;
use crate::web::second_factor::Standing;
use crate::web::sign_in::SignedIn;

pub use turning::{Raised, RecoveryCodes};

/// Whether an account has a second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecondFactorState {
    /// Whether it was set up and confirmed.
    pub on: bool,
    /// Recovery codes not used yet.
    pub recovery_codes_left: u64,
}

/// A secret to be typed or scanned into an app.
#[derive(Clone)]
pub struct Begun {
    /// The secret in base32.
    pub secret: String,
    /// The same as an address for a QR code.
    pub otpauth_url: String,
    /// Whether an earlier request under the same key began it.
    pub replayed: bool,
}

/// Why nothing was done with a second factor.
#[derive(Debug, thiserror::Error)]
pub enum SecondFactorError {
    /// There is one already.
    #[error("the second factor is on")]
    On,
    /// There is none, or none to confirm.
    #[error("the second factor is off")]
    Off,
    /// The code is wrong or spent.
    #[error("the code is wrong or spent")]
    WrongCode,
    /// Mistyped too often.
    #[error(transparent)]
    TooManyTries(#[from] TooManyTries),
    /// The idempotency key came with another request.
    #[error(transparent)]
    KeyReused(#[from] KeyReused),
    /// A fault of ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Accounts {
    /// Whether `account` has a second factor.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn second_factor(
        &self,
        db: &impl ConnectionTrait,
        account: AccountId,
    ) -> Result<SecondFactorState, Fault> {
        let factor = store::second_factors::find(db, account).await?;
        Ok(SecondFactorState {
            on: factor.is_some_and(|factor| factor.on),
            recovery_codes_left: store::second_factors::count_recovery_codes(db, account).await?,
        })
    }

    /// Makes a secret that counts once it is confirmed; one that never was is forgotten.
    ///
    /// # Errors
    /// [`SecondFactorError::On`], [`SecondFactorError::KeyReused`], or a fault.
    pub async fn begin_second_factor(
        &self,
        account: AccountId,
        key: Option<&RequestKey>,
    ) -> Result<Begun, SecondFactorError> {
        let now = self.clock.now();
        let fresh = SharedSecret::new(random_bytes().map_err(Fault::from)?).base32();
        let sealed = self.keys.seal(&secret_place(account), &fresh)?;
        let once = self
            .db
            .write_keyed(key, now, async |tx| {
                store::lock_account(tx, account).await?;
                let known = store::second_factors::find(tx, account).await?;
                if known.is_some_and(|factor| factor.on) {
                    return Err(SecondFactorError::On);
                }
                store::second_factors::begin(tx, account, sealed.clone(), now).await?;
                Ok(Made {
                    status_code: 201,
                    ids: vec![account.0],
                })
            })
            .await?;
        self.begun_second_factor(account, once.replayed).await
    }

    /// The secret that waits to be confirmed.
    ///
    /// # Errors
    /// [`SecondFactorError::On`] when none does; a fault.
    pub async fn begun_second_factor(
        &self,
        account: AccountId,
        replayed: bool,
    ) -> Result<Begun, SecondFactorError> {
        let db = self.db.read();
        let factor = store::second_factors::find(db, account).await?;
        let factor = factor.filter(|factor| !factor.on);
        let sealed = factor.ok_or(SecondFactorError::On)?.secret_sealed;
        let secret = self.open_secret(account, &sealed)?;
        let holder = store::accounts::find(db, account).await?;
        let email = holder.map(|holder| holder.email);
        let otpauth_url = email.and_then(|email| secret.address(email.as_str()));
        Ok(Begun {
            secret: secret.base32(),
            otpauth_url: otpauth_url.ok_or_else(|| Fault::broken("a secret has no address"))?,
            replayed,
        })
    }

    /// How a token stands, as the database says: on other instances a raised one may not be
    /// known yet.
    pub(super) async fn standing(&self, signed_in: SignedIn) -> Result<Standing, Fault> {
        let db = self.db.read();
        let until = store::tokens::raised_until(db, signed_in.token).await?;
        if until.is_some_and(|until| until > self.clock.now()) {
            return Ok(Standing::Raised);
        }
        let factor = store::second_factors::find(db, signed_in.account).await?;
        Ok(if factor.is_some_and(|factor| factor.on) {
            Standing::Lowered
        } else {
            Standing::NotSetUp
        })
    }

    fn open_secret(&self, account: AccountId, sealed: &str) -> Result<SharedSecret, Fault> {
        let base32 = self.keys.open(&secret_place(account), sealed)?;
        SharedSecret::read(&base32).ok_or_else(|| Fault::broken("a shared secret does not read"))
    }
}

fn secret_place(account: AccountId) -> Place<'static> {
    Place {
        table: "second_factors",
        column: "secret",
        row: account.0,
    }
}
