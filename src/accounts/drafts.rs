//! What accounts have to tell: drafts for the outbox.
//!
//! A letter to an address that is not proved yet says nothing its sender could have written,
//! not even a name: nobody is to make us carry words to strangers.

use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::policy::codes::Purpose;
use super::{Account, Accounts, store};
use crate::db::Fault;
use crate::notices::outbox::{Draft, To, Urgency};
use crate::values::clock::Instant;
use crate::values::email::EmailAddress;
use crate::values::ids::AccountId;
use crate::values::locale::Locale;

/// A code that makes an account. Facts: `expires_at`.
pub const ACCOUNT_CODE: &str = "account-code";
/// A code that signs in. Facts: `expires_at`.
pub const SIGN_IN_CODE: &str = "sign-in-code";
/// A code that sets another password. Facts: `expires_at`.
pub const PASSWORD_RESET: &str = "password-reset";
/// A code that proves the new address of an account. Facts: `expires_at`.
pub const EMAIL_CHANGE: &str = "email-change";
/// To the old address: the account has another one now.
pub const EMAIL_CHANGED: &str = "email-changed";
/// To the new address: it is the account's now.
pub const EMAIL_TAKEN_UP: &str = "email-taken-up";
/// Somebody signed in on a device that the account was not seen on before. Facts: `device`.
pub const NEW_DEVICE: &str = "new-device";
/// What is kept of a person lies ready to be fetched. Facts: `expires_at`.
pub const EXPORT_READY: &str = "export-ready";
/// To the address that an account had until it was erased, captured before. The name to greet by
/// is its secret, so that it goes with the mail.
pub const ACCOUNT_ERASED: &str = "account-erased";
/// Somebody wanted to sign in with an address that has no account. No code.
pub const NO_ACCOUNT: &str = "no-account";
/// The account has a second factor from now on.
pub const SECOND_FACTOR_ON: &str = "second-factor-on";
/// The account has no second factor any more.
pub const SECOND_FACTOR_OFF: &str = "second-factor-off";

/// A letter about a code.
pub(super) struct CodeLetter<'a> {
    /// Where the code goes.
    pub(super) to: &'a EmailAddress,
    /// Whose code it is, if anybody's.
    pub(super) account: Option<AccountId>,
    /// The reader's language.
    pub(super) locale: Locale,
    /// What it is for.
    pub(super) purpose: Purpose,
    /// The digits; without them the letter says that there is no account.
    pub(super) code: Option<String>,
    /// When the code ends, and with it the point of sending it.
    pub(super) expires_at: Instant,
}

impl Accounts {
    pub(super) fn code_draft(&self, letter: CodeLetter<'_>) -> Draft {
        let kind = match (letter.purpose, &letter.code) {
            (_, None) => NO_ACCOUNT,
            (Purpose::Register, _) => ACCOUNT_CODE,
            (Purpose::SignIn, _) => SIGN_IN_CODE,
            (Purpose::ResetPassword, _) => PASSWORD_RESET,
            (Purpose::ChangeEmail, _) => EMAIL_CHANGE,
        };
        Draft {
            id: self.ids.make(),
            account: letter.account,
            registration: None,
            kind,
            locale: letter.locale,
            facts: json!({ "expires_at": letter.expires_at }),
            secret: letter.code.map(Into::into),
            to: To::Address(letter.to.clone()),
            in_inbox: false,
            give_up_at: Some(letter.expires_at),
            urgency: Urgency::AtOnce,
        }
    }

    /// Tells a person that her second factor was turned on or off.
    pub(super) async fn tell_second_factor(
        &self,
        tx: &DatabaseTransaction,
        account: AccountId,
        kind: &'static str,
    ) -> Result<(), Fault> {
        let holder = store::accounts::find(tx, account).await?;
        let locale = holder.map(|holder| holder.locale).unwrap_or_default();
        let draft = self.news(kind, account, locale);
        self.outbox.save(tx, &[draft], self.clock.now()).await
    }

    /// Tells both the address that `account` had until now and the one it has from now on.
    pub(super) fn moved_drafts(&self, account: &Account, new: &EmailAddress) -> [Draft; 2] {
        let news = |kind| self.news(kind, account.id, account.locale);
        [
            Draft {
                to: To::Address(account.email.clone()),
                in_inbox: false,
                ..news(EMAIL_CHANGED)
            },
            Draft {
                to: To::Address(new.clone()),
                ..news(EMAIL_TAKEN_UP)
            },
        ]
    }

    /// Tells a person of a sign-in on a device not seen before.
    pub(super) fn new_device_draft(&self, account: &Account, device: &str) -> Draft {
        Draft {
            facts: json!({ "device": device }),
            ..self.news(NEW_DEVICE, account.id, account.locale)
        }
    }

    /// The last letter, to `email`, whose account is nobody's any more.
    #[must_use]
    pub fn erased_draft(&self, email: EmailAddress, name: String, locale: Locale) -> Draft {
        Draft {
            id: self.ids.make(),
            account: None,
            registration: None,
            kind: ACCOUNT_ERASED,
            locale,
            facts: json!({}),
            secret: Some(name.into()),
            to: To::Address(email),
            in_inbox: false,
            give_up_at: None,
            urgency: Urgency::AtOnce,
        }
    }

    /// Word of something that was done with an account, without a code.
    fn news(&self, kind: &'static str, account: AccountId, locale: Locale) -> Draft {
        Draft {
            id: self.ids.make(),
            account: Some(account),
            registration: None,
            kind,
            locale,
            facts: json!({}),
            secret: None,
            to: To::Account,
            in_inbox: true,
            give_up_at: None,
            urgency: Urgency::AtOnce,
        }
    }
}
