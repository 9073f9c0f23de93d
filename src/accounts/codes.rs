//! Sending one-time codes. Known or not, an address gets as many letters and costs as much.

use std::sync::atomic::Ordering;

use sea_orm::DatabaseTransaction;

use super::devices::KNOWN_DAYS;
use super::drafts::CodeLetter;
use super::policy::codes::{DIGITS, LIVES_MINUTES, Purpose, SENT_A_DAY};
use super::policy::passwords::Password;
use super::policy::second_factor::BEGUN_HOURS;
use super::store::codes::{Code, Pending};
use super::{Account, Accounts, HashError, store};
use crate::db::Fault;
use crate::values::clock::Instant;
use crate::values::email::EmailAddress;
use crate::values::ids::AccountId;
use crate::values::locale::Locale;
use crate::values::secret::{random_digits, random_token};
use crate::values::text::fold;

/// What somebody gives to make an account.
#[derive(Clone, Debug)]
pub struct SignUp {
    /// The address, not proved yet.
    pub email: EmailAddress,
    /// How the person wants to be called.
    pub name: String,
    /// Chosen by the rules.
    pub password: Password,
    /// The language of the letters.
    pub locale: Locale,
}

/// What goes to one address: a code, or word that there is no account to have one for.
struct Sending<'a> {
    to: &'a EmailAddress,
    locale: Locale,
    purpose: Purpose,
    account: Option<AccountId>,
    pending: Pending,
    /// Whether the code can be used; otherwise only the sending is counted.
    usable: bool,
}

impl Accounts {
    /// Sends a code that makes the account when it comes back. A known address gets a sign-in
    /// code instead, and name and password are dropped.
    ///
    /// # Errors
    /// [`HashError`].
    pub async fn sign_up(&self, request: SignUp) -> Result<(), HashError> {
        let SignUp {
            email,
            name,
            password,
            locale,
        } = request;
        // Hashed for a known address too: the answer must take as long.
        let password_hash = self.hashing.hash(password).await?;
        let pending = Pending::Account {
            email: email.clone(),
            name,
            password_hash,
            locale,
        };
        self.send(&email, locale, Purpose::Register, pending)
            .await?;
        Ok(())
    }

    /// Sends a code that signs in.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn send_sign_in_code(
        &self,
        email: &EmailAddress,
        locale: Locale,
    ) -> Result<(), Fault> {
        self.send(email, locale, Purpose::SignIn, Pending::Nothing)
            .await
    }

    /// Sends a code that sets another password.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn send_reset_code(&self, email: &EmailAddress, locale: Locale) -> Result<(), Fault> {
        self.send(email, locale, Purpose::ResetPassword, Pending::Nothing)
            .await
    }

    /// Sends a code to the address that `account` wants to have; nothing changes before it
    /// comes back.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn send_email_change_code(
        &self,
        tx: &DatabaseTransaction,
        account: &Account,
        email: &EmailAddress,
    ) -> Result<(), Fault> {
        store::lock_address(tx, &email.key()).await?;
        let sending = Sending {
            to: email,
            locale: account.locale,
            purpose: Purpose::ChangeEmail,
            account: Some(account.id),
            pending: Pending::Email {
                email: email.clone(),
            },
            usable: true,
        };
        self.post(tx, sending).await
    }

    /// Deletes codes, tries and tokens that count for nothing any more, at most once an hour;
    /// called by the timer.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn forget_stale(&self, now: Instant) -> Result<(), Fault> {
        let before = self.forgot_at.load(Ordering::Relaxed);
        if now < Instant::from_millis(before).plus_hours(1) {
            return Ok(());
        }
        self.forgot_at.store(now.millis(), Ordering::Relaxed);
        self.db
            .write(async |tx| {
                store::codes::delete_before(tx, now.plus_days(-1)).await?;
                store::codes::delete_tries_before(tx, now.plus_hours(-1)).await?;
                store::second_factors::delete_tries_before(tx, now.plus_hours(-1)).await?;
                store::second_factors::delete_begun_before(tx, now.plus_hours(-BEGUN_HOURS))
                    .await?;
                store::devices::delete_unseen(tx, now.plus_days(-KNOWN_DAYS)).await?;
                store::tokens::delete_expired(tx, now).await
            })
            .await
    }

    async fn send(
        &self,
        email: &EmailAddress,
        locale: Locale,
        purpose: Purpose,
        pending: Pending,
    ) -> Result<(), Fault> {
        self.db
            .write(async |tx| {
                store::lock_address(tx, &email.key()).await?;
                let known = store::accounts::find_by_email(tx, &email.key()).await?;
                let sending = match (&known, purpose) {
                    (Some(account), Purpose::Register) => to_known(account, Purpose::SignIn),
                    (Some(account), _) => to_known(account, purpose),
                    (None, _) => Sending {
                        to: email,
                        locale,
                        purpose,
                        account: None,
                        pending: pending.clone(),
                        usable: purpose == Purpose::Register,
                    },
                };
                self.post(tx, sending).await
            })
            .await?;
        self.wake_courier();
        Ok(())
    }

    /// Keeps the code and puts its letter into the outbox; above the day's limit nothing.
    async fn post(&self, tx: &DatabaseTransaction, sending: Sending<'_>) -> Result<(), Fault> {
        let now = self.clock.now();
        let email_key = sending.to.key();
        let sent = store::codes::count_since(tx, &email_key, now.plus_days(-1)).await?;
        if sent >= SENT_A_DAY {
            return Ok(());
        }
        let code = self.draw_code(tx, &email_key, now).await?;
        let hash = if sending.usable {
            self.code_hash(&email_key, &code)
        } else {
            // No six digits have this hash.
            random_token()?
        };
        let row = Code {
            id: self.ids.make(),
            email_key,
            purpose: sending.purpose,
            account_id: sending.account,
            hash,
            pending: sending.pending,
            created_at: now,
            expires_at: now.plus_minutes(LIVES_MINUTES),
        };
        store::codes::insert(tx, row).await?;
        let draft = self.code_draft(CodeLetter {
            to: sending.to,
            account: sending.account,
            locale: sending.locale,
            purpose: sending.purpose,
            code: sending.usable.then_some(code),
            expires_at: now.plus_minutes(LIVES_MINUTES),
        });
        self.outbox.save(tx, &[draft], now).await
    }

    /// Six digits that no live code of this address has.
    async fn draw_code(
        &self,
        tx: &DatabaseTransaction,
        email_key: &str,
        now: Instant,
    ) -> Result<String, Fault> {
        loop {
            let code = random_digits(DIGITS)?;
            let hash = self.code_hash(email_key, &code);
            if store::codes::find_live(tx, email_key, &hash, now)
                .await?
                .is_none()
            {
                return Ok(code);
            }
        }
    }

    /// A keyed hash: a million codes are soon tried by whoever reads the table.
    pub(super) fn code_hash(&self, email_key: &str, code: &str) -> String {
        let digits: String = fold(code).chars().filter(|c| !c.is_whitespace()).collect();
        self.keys
            .fingerprint("one-time-code", &format!("{email_key}\n{digits}"))
    }
}

fn to_known(account: &Account, purpose: Purpose) -> Sending<'_> {
    Sending {
        to: &account.email,
        locale: account.locale,
        purpose,
        account: Some(account.id),
        pending: Pending::Nothing,
        usable: true,
    }
}
