//! The outbox: notices are written in the transaction of what they tell.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono_tz::Tz;
use sea_orm::ConnectionTrait;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Notify;
use uuid::Uuid;

use super::store;
use crate::db::Fault;
use crate::db::bulk::Writes;
use crate::db::seal::{FieldKeys, Place};
use crate::values::clock::Instant;
use crate::values::email::EmailAddress;
use crate::values::ids::{AccountId, IdMaker, NoticeId, RegistrationId};
use crate::values::locale::Locale;

/// How long a delivery is tried unless the draft says otherwise.
pub const TRIED_DAYS: i64 = 3;

/// A notice before it is saved.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Made by the caller, so that its own rows can name it.
    pub id: NoticeId,
    /// Whose inbox it is for.
    pub account: Option<AccountId>,
    /// The registration it is about; of several decided together, the first.
    pub registration: Option<RegistrationId>,
    /// Names the composer; a constant of the feature that owns it.
    pub kind: &'static str,
    /// The language the person reads.
    pub locale: Locale,
    /// What the composer needs beyond what it can look up; small.
    pub facts: serde_json::Value,
    /// A code or a link that only the mail may show; sealed while it waits, gone once sent.
    pub secret: Option<SecretString>,
    /// Where the mail goes.
    pub to: To,
    /// Whether the inbox shows it. A notice with a secret never stands there.
    pub in_inbox: bool,
    /// When to stop trying; three days from now when absent.
    pub give_up_at: Option<Instant>,
    /// When it may come.
    pub urgency: Urgency,
}

/// When the mail of a notice may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// At any hour: what answers its reader, or cannot wait until the morning.
    AtOnce,
    /// Not in the night of this zone.
    ByDay(Tz),
}

/// Where the mail of a notice goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum To {
    /// To the account's address, as it is when the mail is sent.
    Account,
    /// To this address.
    Address(EmailAddress),
    /// Nowhere: the inbox alone shows it.
    Nobody,
}

/// Saves drafts and wakes the courier. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Outbox {
    ids: Arc<IdMaker>,
    keys: FieldKeys,
    awake: Arc<Notify>,
}

impl Outbox {
    /// An outbox that makes delivery ids with `ids` and seals secrets with `keys`.
    #[must_use]
    pub fn new(ids: Arc<IdMaker>, keys: FieldKeys) -> Self {
        Self {
            ids,
            keys,
            awake: Arc::default(),
        }
    }

    /// Writes notices and their deliveries in the caller's transaction, in bulk.
    /// Call [`Outbox::wake`] once it is committed.
    ///
    /// # Errors
    /// [`Fault::Database`]; [`Fault::Randomness`] when a secret cannot be sealed.
    pub async fn save(
        &self,
        tx: &impl ConnectionTrait,
        drafts: &[Draft],
        now: Instant,
    ) -> Result<(), Fault> {
        let mut writes = Writes::new(tx.get_database_backend());
        self.add(&mut writes, drafts, now)?;
        writes.run(tx).await
    }

    /// As [`Outbox::save`], together with what else the caller writes.
    ///
    /// # Errors
    /// [`Fault::Randomness`] when a secret cannot be sealed.
    pub fn add(&self, writes: &mut Writes, drafts: &[Draft], now: Instant) -> Result<(), Fault> {
        self.add_all(writes, None, drafts, now)
    }

    /// As [`Outbox::save`], for notices that tell the same to many: they carry `batch`, by which
    /// [`carried`] counts what became of them.
    ///
    /// # Errors
    /// As [`Outbox::save`].
    pub async fn save_batch(
        &self,
        tx: &impl ConnectionTrait,
        batch: Uuid,
        drafts: &[Draft],
        now: Instant,
    ) -> Result<(), Fault> {
        let mut writes = Writes::new(tx.get_database_backend());
        self.add_all(&mut writes, Some(batch), drafts, now)?;
        writes.run(tx).await
    }

    fn add_all(
        &self,
        writes: &mut Writes,
        batch: Option<Uuid>,
        drafts: &[Draft],
        now: Instant,
    ) -> Result<(), Fault> {
        let mut rows = Vec::with_capacity(drafts.len());
        for draft in drafts {
            rows.push((draft, self.sealed(draft)?));
        }
        let delivery = || self.ids.make();
        store::outbox::insert(writes, rows, batch, delivery, now)
    }

    /// Tells the courier of this instance that something was committed. Others poll.
    pub fn wake(&self) {
        self.awake.notify_one();
    }

    /// What [`Outbox::wake`] sets off.
    pub(super) fn awake(&self) -> &Notify {
        &self.awake
    }

    fn sealed(&self, draft: &Draft) -> Result<Option<String>, Fault> {
        let Some(secret) = &draft.secret else {
            return Ok(None);
        };
        let sealed = self.keys.seal(&place(draft.id), secret.expose_secret())?;
        Ok(Some(sealed))
    }
}

/// Where the secret of a notice lives.
pub(super) fn place(notice: NoticeId) -> Place<'static> {
    Place {
        table: "notices",
        column: "secret",
        row: notice.0,
    }
}

/// What notices of this kind are about whose mail was not handed over, of those that stand at
/// `registrations`: the ledger extends an offer that its person could not hear of. A notice about
/// several that are linked stands at one of them: name the others of their groups too.
///
/// # Errors
/// [`Fault::Database`].
pub async fn not_handed_over(
    db: &impl ConnectionTrait,
    kind: &str,
    registrations: &[RegistrationId],
) -> Result<HashSet<RegistrationId>, Fault> {
    store::outbox::not_handed_over(db, kind, registrations).await
}

/// What became of the mails of a batch; those that needed not be sent any more do not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Carriage {
    /// Handed over.
    pub sent: u64,
    /// Refused for good, or given up when their time had run out.
    pub failed: u64,
    /// To be tried, or tried again.
    pub queued: u64,
}

/// What became of the mails of each of `batches`; one without any mail is left out.
///
/// # Errors
/// [`Fault::Database`].
pub async fn carried(
    db: &impl ConnectionTrait,
    batches: &[Uuid],
) -> Result<HashMap<Uuid, Carriage>, Fault> {
    store::outbox::carried(db, batches).await
}
