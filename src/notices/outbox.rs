//! The outbox: notices are written in the transaction of what they tell.

use std::collections::HashSet;
use std::sync::Arc;

use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Notify;

use crate::db::Fault;
use crate::db::entity::{deliveries, notices};
use crate::db::seal::{FieldKeys, Place};
use crate::values::clock::Instant;
use crate::values::email::EmailAddress;
use crate::values::ids::{AccountId, IdMaker, NoticeId, RegistrationId};
use crate::values::locale::Locale;

/// How long a delivery is tried unless the draft says otherwise.
pub const TRIED_DAYS: i64 = 3;

/// Rows of one statement: few enough binds for SQLite, and few different statements.
const CHUNK: usize = 100;

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

    /// Writes notices and their deliveries in the caller's transaction, two statements for
    /// each hundred. Call [`Outbox::wake`] once it is committed.
    ///
    /// # Errors
    /// [`Fault::Database`]; [`Fault::Randomness`] when a secret cannot be sealed.
    pub async fn save(
        &self,
        tx: &impl ConnectionTrait,
        drafts: &[Draft],
        now: Instant,
    ) -> Result<(), Fault> {
        for chunk in drafts.chunks(CHUNK) {
            let rows: Vec<_> = chunk
                .iter()
                .map(|draft| self.notice(draft, now))
                .collect::<Result<_, _>>()?;
            notices::Entity::insert_many(rows)
                .exec_without_returning(tx)
                .await?;
            let carried = chunk.iter().filter(|draft| draft.to != To::Nobody);
            let rows: Vec<_> = carried.map(|draft| self.delivery(draft, now)).collect();
            if !rows.is_empty() {
                deliveries::Entity::insert_many(rows)
                    .exec_without_returning(tx)
                    .await?;
            }
        }
        Ok(())
    }

    /// Tells the courier of this instance that something was committed. Others poll.
    pub fn wake(&self) {
        self.awake.notify_one();
    }

    /// What [`Outbox::wake`] sets off.
    pub(super) fn awake(&self) -> &Notify {
        &self.awake
    }

    fn notice(&self, draft: &Draft, now: Instant) -> Result<notices::ActiveModel, Fault> {
        let secret = match &draft.secret {
            Some(secret) => Some(self.keys.seal(&place(draft.id), secret.expose_secret())?),
            None => None,
        };
        Ok(notices::ActiveModel {
            id: Set(draft.id),
            account_id: Set(draft.account),
            registration_id: Set(draft.registration),
            kind: Set(draft.kind.to_owned()),
            locale: Set(draft.locale.tag().to_owned()),
            facts: Set(draft.facts.clone()),
            letter: Set(None),
            in_inbox: Set(draft.in_inbox && secret.is_none()),
            secret: Set(secret),
            created_at: Set(now),
            read_at: Set(None),
        })
    }

    fn delivery(&self, draft: &Draft, now: Instant) -> deliveries::ActiveModel {
        let address = match &draft.to {
            To::Address(address) => Some(address.as_str().to_owned()),
            To::Account | To::Nobody => None,
        };
        deliveries::ActiveModel {
            id: Set(self.ids.make()),
            notice_id: Set(draft.id),
            channel: Set("email".to_owned()),
            address: Set(address),
            state: Set("owed".to_owned()),
            attempts: Set(0),
            due_at: Set(now),
            lease_until: Set(None),
            give_up_at: Set(draft
                .give_up_at
                .unwrap_or_else(|| now.plus_days(TRIED_DAYS))),
            sent_at: Set(None),
            last_error: Set(None),
        }
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

/// Which of `registrations` have a notice of this kind whose mail was not handed over: the
/// ledger extends an offer that its person could not hear of.
///
/// # Errors
/// [`Fault::Database`].
pub async fn not_handed_over(
    tx: &impl ConnectionTrait,
    kind: &str,
    registrations: &[RegistrationId],
) -> Result<HashSet<RegistrationId>, Fault> {
    let rows = notices::Entity::find()
        .filter(notices::Column::Kind.eq(kind))
        .filter(notices::Column::RegistrationId.is_in(registrations.iter().copied()))
        .all(tx)
        .await?;
    let owed: HashSet<NoticeId> = deliveries::Entity::find()
        .filter(deliveries::Column::NoticeId.is_in(rows.iter().map(|row| row.id)))
        .filter(deliveries::Column::State.ne("sent"))
        .all(tx)
        .await?
        .into_iter()
        .map(|row| row.notice_id)
        .collect();
    Ok(rows
        .into_iter()
        .filter(|row| owed.contains(&row.id))
        .filter_map(|row| row.registration_id)
        .collect())
}
