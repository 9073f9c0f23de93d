//! The link that stops reminders: in the footer of reminders and announcements, and in their
//! `List-Unsubscribe` (RFC 8058). It works without signing in, and does nothing else.

pub mod pages;

use std::collections::HashSet;

use super::{Accounts, store};
use crate::db::Fault;
use crate::db::seal::FieldKeys;
use crate::db::signed::{BadPass, Pass};
use crate::notices::Notice;
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, NoticeId};
use crate::values::locale::Locale;

/// Keeps these passes apart from those of other links.
const PURPOSE: &str = "links/reminders";
/// The one act there is.
const ABOUT_REMINDERS: u8 = 1;
/// For how long the link of a mail works.
const DAYS: i64 = 365;

/// Writes the links.
#[derive(Clone, Debug)]
pub struct ReminderLinks {
    keys: FieldKeys,
    public_url: String,
}

impl ReminderLinks {
    /// Links below `server.public_url`.
    #[must_use]
    pub fn new(keys: FieldKeys, public_url: &str) -> Self {
        Self {
            keys,
            public_url: public_url.to_owned(),
        }
    }

    /// The page that stops the reminders of an account; for a year from when the letter is
    /// written.
    #[must_use]
    pub fn unsubscribe(&self, account: AccountId, written_at: Instant) -> String {
        let pass = Pass {
            act: ABOUT_REMINDERS,
            row: account.0,
            ends_at: written_at.plus_days(DAYS),
        };
        format!("{}/u/{}", self.public_url, pass.write(&self.keys, PURPOSE))
    }
}

/// Whether somebody wants reminders, and the language to say it in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reminders {
    /// The account's language.
    pub locale: Locale,
    /// Whether they are wanted.
    pub wanted: bool,
}

impl Accounts {
    /// Whose reminders a link is about.
    ///
    /// # Errors
    /// [`BadPass`].
    pub fn read_reminder_link(&self, token: &str) -> Result<AccountId, BadPass> {
        let pass = Pass::read(&self.keys, PURPOSE, token, self.clock.now())?;
        if pass.act == ABOUT_REMINDERS {
            Ok(AccountId(pass.row))
        } else {
            Err(BadPass::Forged)
        }
    }

    /// Whether an account wants reminders; none when it is gone.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn reminders(&self, account: AccountId) -> Result<Option<Reminders>, Fault> {
        let found = store::reminders::find(self.db.read(), account).await?;
        Ok(found.map(|(locale, wanted)| Reminders { locale, wanted }))
    }

    /// Those of `notices` that are reminders, or written to everybody, and whose readers have
    /// stopped them since: their mails need not be sent any more.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn stopped(&self, notices: &[&Notice]) -> Result<HashSet<NoticeId>, Fault> {
        if notices.is_empty() {
            return Ok(HashSet::new());
        }
        let readers: Vec<AccountId> = notices.iter().filter_map(|one| one.account).collect();
        let wanted = self.reminded(self.db.read(), &readers).await?;
        let is_wanted = |one: &&&Notice| one.account.is_some_and(|id| wanted.contains_key(&id));
        let stopped = notices.iter().filter(|one| !is_wanted(one));
        Ok(stopped.map(|one| one.id).collect())
    }

    /// Has an account get reminders, or none.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn want_reminders(&self, account: AccountId, wanted: bool) -> Result<(), Fault> {
        let now = self.clock.now();
        self.db
            .write(async |tx| store::reminders::set(tx, account, wanted, now).await)
            .await
    }
}
