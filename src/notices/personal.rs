//! What the letters to a person say: told to her, and erased at her wish.

use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde::Serialize;

use super::inbox::Inbox;
use super::letter::Letter;
use super::store::notices::Stored;
use super::{render, store};
use crate::db::Fault;
use crate::values::clock::Instant;
use crate::values::email::EmailAddress;
use crate::values::ids::{AccountId, NoticeId, RegistrationId};

/// Letters that are read together.
const TOGETHER: u64 = 100;
/// For so long the address is kept that a letter itself was sent to.
const ADDRESSED_DAYS: i64 = 30;

/// A letter as its reader takes it away.
#[derive(Clone, Debug, Serialize)]
pub struct NoticeKept {
    /// Its id.
    pub id: NoticeId,
    /// Of which kind.
    pub kind: String,
    /// The registration it is about; of several, the first.
    pub registration_id: Option<RegistrationId>,
    /// BCP 47 tag of its language.
    pub language: &'static str,
    /// The mail's subject; none of a letter with a code, which is not kept.
    pub subject: Option<String>,
    /// The letter as plain text, without links that act and without codes.
    pub text: Option<String>,
    /// When it was written.
    pub created_at: Instant,
    /// When it was first read in the inbox.
    pub read_at: Option<Instant>,
    /// What became of its mail.
    pub mail: Option<MailKept>,
}

/// What became of a mail.
#[derive(Clone, Debug, Serialize)]
pub struct MailKept {
    /// Owed, sent, failed or expired.
    pub state: String,
    /// Where it went, if not to the account's address.
    pub address: Option<String>,
    /// When it was handed over.
    pub sent_at: Option<Instant>,
}

impl Inbox {
    /// Every letter to an account, the oldest first, those too that its inbox does not show.
    ///
    /// # Errors
    /// [`Fault`] of the database.
    pub async fn kept(&self, account: AccountId) -> Result<Vec<NoticeKept>, Fault> {
        let mut kept: Vec<NoticeKept> = Vec::new();
        loop {
            let after = kept.last().map(|last| last.id);
            let page = store::personal::page(self.db(), account, after, TOGETHER).await?;
            if page.is_empty() {
                return Ok(kept);
            }
            let ids: Vec<NoticeId> = page.iter().map(|(notice, _)| notice.id).collect();
            let mut mails = store::personal::mails(self.db(), &ids).await?;
            for (notice, in_inbox) in page {
                let letter = if in_inbox {
                    self.readable(&notice).await
                } else {
                    notice.letter
                };
                let letter = letter.map(Letter::harmless);
                kept.push(NoticeKept {
                    id: notice.id,
                    kind: notice.kind,
                    registration_id: notice.registration,
                    language: notice.locale.tag(),
                    text: letter.as_ref().map(render::text),
                    subject: letter.map(|letter| letter.subject),
                    created_at: notice.created_at,
                    read_at: notice.read_at,
                    mail: mails.remove(&notice.id),
                });
            }
        }
    }
}

impl Inbox {
    /// The letter of a notice. One that cannot be composed keeps nobody from all the others.
    async fn readable(&self, notice: &Stored) -> Option<Letter> {
        let letter = self.letter(notice).await;
        let log = |fault: &Fault| {
            let error = fault as &dyn std::error::Error;
            tracing::error!(notice = %notice.id, error, "a letter could not be composed");
        };
        letter.inspect_err(log).ok()
    }
}

/// How many mails to an account are owed.
///
/// # Errors
/// [`Fault::Database`].
pub async fn owed_to(db: &impl ConnectionTrait, account: AccountId) -> Result<i64, Fault> {
    store::personal::owed_to(db, account).await
}

/// Blanks up to `limit` letters to an account after `after`, drops what is owed of them, blanks what
/// else was sent to the addresses they went to, and forgets where they were refused; the last of them,
/// where there may be more. What stays of a letter are ids and numbers of events.
///
/// # Errors
/// [`Fault`].
pub async fn erase(
    tx: &DatabaseTransaction,
    account: AccountId,
    after: Option<NoticeId>,
    (limit, now): (u64, Instant),
) -> Result<Option<NoticeId>, Fault> {
    let some = store::personal::facts(tx, account, after, limit).await?;
    let last = some.last().map(|(id, _)| *id);
    let is_more = some.len() as u64 == limit;
    let ids: Vec<NoticeId> = some.iter().map(|(id, _)| *id).collect();
    store::personal::blank(tx, some).await?;
    store::personal::blank_addresses_of(tx, account, &ids).await?;
    store::personal::drop_mails(tx, &ids, now).await?;
    store::suppressions::delete_counted(tx, &ids).await?;
    Ok(last.filter(|_| is_more))
}

/// Blanks the address of up to `limit` mails written by `until` to this very address, and drops
/// those that are owed; whether there may be more.
///
/// # Errors
/// [`Fault::Database`].
pub async fn erase_sent_to(
    tx: &DatabaseTransaction,
    email: &EmailAddress,
    until: Instant,
    (limit, now): (u64, Instant),
) -> Result<bool, Fault> {
    let ids = store::personal::sent_to(tx, email, until, limit).await?;
    store::personal::drop_mails(tx, &ids, now).await?;
    Ok(ids.len() as u64 == limit)
}

/// Whether the mail of a notice is owed no longer.
///
/// # Errors
/// [`Fault::Database`].
pub async fn is_carried(db: &impl ConnectionTrait, notice: NoticeId) -> Result<bool, Fault> {
    store::personal::is_carried(db, notice).await
}

/// Blanks a letter to nobody's account, with what it was sent to and what was secret in it.
///
/// # Errors
/// [`Fault`].
pub async fn erase_one(
    tx: &DatabaseTransaction,
    notice: NoticeId,
    now: Instant,
) -> Result<(), Fault> {
    let facts = serde_json::Value::Object(serde_json::Map::new());
    store::personal::blank(tx, vec![(notice, facts)]).await?;
    store::personal::drop_mails(tx, &[notice], now).await
}

/// Blanks up to `limit` of the addresses that letters themselves were sent to long ago; whether
/// there may be more.
///
/// # Errors
/// [`Fault::Database`].
pub async fn forget_addresses(
    tx: &DatabaseTransaction,
    now: Instant,
    limit: u64,
) -> Result<bool, Fault> {
    let before = now.plus_days(-ADDRESSED_DAYS);
    let ids = store::personal::addressed_before(tx, before, limit).await?;
    store::personal::drop_mails(tx, &ids, now).await?;
    Ok(ids.len() as u64 == limit)
}
