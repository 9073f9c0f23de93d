//! Links that act: accept, decline and cancel from a letter, without signing in.
//!
//! Opening one changes nothing, as mail servers open links too: it shows what the button would
//! do, by the same preview as the app; the button does it, by the same use case. Who has the
//! letter can do that one thing to that one registration, and see what its page says.

pub mod pages;
pub mod policy;
mod telling;

use self::policy::{Errand, Meaning};
use super::{Record, RegistrationError, Registrations};
use crate::accounts::links::ReminderLinks;
use crate::db::Fault;
use crate::db::seal::FieldKeys;
use crate::ledger::command::Refusal;
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, RegistrationId};
use crate::values::locale::Locale;

pub use self::policy::ends_at;

/// Writes the links of letters. Cheap to make; the same letter gets the same links again.
#[derive(Clone, Debug)]
pub struct Links {
    keys: FieldKeys,
    public_url: String,
    reminders: ReminderLinks,
}

impl Links {
    /// Links below `server.public_url`.
    #[must_use]
    pub fn new(keys: &FieldKeys, public_url: &str) -> Self {
        Self {
            keys: keys.clone(),
            public_url: public_url.to_owned(),
            reminders: ReminderLinks::new(keys.clone(), public_url),
        }
    }

    /// The page that takes the offer of a registration and of those linked with it. `ends` is
    /// from [`ends_at`].
    #[must_use]
    pub fn accept(&self, registration: RegistrationId, ends: Instant) -> String {
        self.link(Errand::Accept, registration, ends)
    }

    /// The page that declines it.
    #[must_use]
    pub fn decline(&self, registration: RegistrationId, ends: Instant) -> String {
        self.link(Errand::Decline, registration, ends)
    }

    /// The page that gives a registration up, however it stands by then: a place, an offer, the
    /// line, an application.
    #[must_use]
    pub fn cancel(&self, registration: RegistrationId, ends: Instant) -> String {
        self.link(Errand::Cancel, registration, ends)
    }

    /// The page that stops the reminders of an account; see [`ReminderLinks::unsubscribe`].
    #[must_use]
    pub fn unsubscribe(&self, account: AccountId, written_at: Instant) -> String {
        self.reminders.unsubscribe(account, written_at)
    }

    fn link(&self, errand: Errand, registration: RegistrationId, ends_at: Instant) -> String {
        let meaning = Meaning {
            errand,
            registration,
            ends_at,
        };
        format!("{}/l/{}", self.public_url, meaning.write(&self.keys))
    }
}

/// How things stand with what a link is for.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The language of the account.
    pub locale: Locale,
    /// What the link is for, or, where it cannot be done, its registration; as they are now.
    pub records: Vec<Record>,
    /// Whether it can be done.
    pub standing: Standing,
}

/// Whether what a link is for can be done.
#[derive(Clone, Debug)]
pub enum Standing {
    /// The button would do it.
    Asks,
    /// It is so already.
    IsSo,
    /// A rule forbids it.
    Refused(Refusal),
}

impl Registrations {
    /// Whose registration a link is about.
    ///
    /// # Errors
    /// [`RegistrationError::NotFound`] when it is gone.
    pub async fn holder(&self, meaning: &Meaning) -> Result<AccountId, RegistrationError> {
        let mut found = self.ledger.registrations(&[meaning.registration]).await?;
        let (_, registration) = found.pop().ok_or(RegistrationError::NotFound)?;
        Ok(registration.account_id)
    }

    /// What a link would do now; nothing is done.
    ///
    /// # Errors
    /// [`RegistrationError`], but no refusal: that is part of what is shown.
    pub async fn look_at(
        &self,
        account: AccountId,
        meaning: &Meaning,
    ) -> Result<Shown, RegistrationError> {
        let foreseen = self.foresee(account, meaning.registration, meaning.act());
        let then = match foreseen.await {
            Err(RegistrationError::Refused { refusal, .. }) => {
                return self.refused(account, meaning, refusal).await;
            }
            then => then?,
        };
        let ids: Vec<RegistrationId> = then.iter().map(|one| one.registration.id).collect();
        let now = self.ledger.registrations(&ids).await?;
        let stands = now.iter().filter_map(|(_, now)| {
            let then = then.iter().find(|then| then.registration.id == now.id)?;
            Some((now.status, then.registration.status))
        });
        let standing = if policy::changes(stands) {
            Standing::Asks
        } else {
            Standing::IsSo
        };
        Ok(Shown {
            locale: self.language_of(account).await?,
            records: self.records(now).await?,
            standing,
        })
    }

    /// Does what a link is for; again, it answers the same.
    ///
    /// # Errors
    /// [`RegistrationError`], but no refusal: that is part of what is shown.
    pub async fn follow(
        &self,
        account: AccountId,
        meaning: &Meaning,
    ) -> Result<Shown, RegistrationError> {
        let done = self.act(account, meaning.registration, meaning.act(), None);
        match done.await {
            Err(RegistrationError::Refused { refusal, .. }) => {
                self.refused(account, meaning, refusal).await
            }
            done => Ok(Shown {
                locale: self.language_of(account).await?,
                records: done?.records,
                standing: Standing::IsSo,
            }),
        }
    }

    async fn refused(
        &self,
        account: AccountId,
        meaning: &Meaning,
        refusal: Refusal,
    ) -> Result<Shown, RegistrationError> {
        Ok(Shown {
            locale: self.language_of(account).await?,
            records: vec![self.find(account, meaning.registration).await?],
            standing: Standing::Refused(refusal),
        })
    }

    async fn language_of(&self, account: AccountId) -> Result<Locale, Fault> {
        let reminders = self.accounts.reminders(account).await?;
        Ok(reminders.map_or(Locale::default(), |known| known.locale))
    }
}
