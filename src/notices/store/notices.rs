//! Notices and the letters kept with them.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::db::bulk::{Update, few_lengths, update};
use crate::db::entity::notices;
use crate::db::{Database, Fault};
use crate::notices::letter::Letter;
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, NoticeId, RegistrationId};
use crate::values::locale::Locale;

/// A notice as it is stored.
#[derive(Clone, Debug)]
pub(in crate::notices) struct Stored {
    pub id: NoticeId,
    pub account: Option<AccountId>,
    pub registration: Option<RegistrationId>,
    pub kind: String,
    pub locale: Locale,
    pub facts: serde_json::Value,
    pub letter: Option<Letter>,
    pub sealed_secret: Option<String>,
    pub created_at: Instant,
    pub read_at: Option<Instant>,
}

impl From<notices::Model> for Stored {
    fn from(row: notices::Model) -> Self {
        Self {
            letter: row.letter.and_then(|letter| read_letter(row.id, letter)),
            id: row.id,
            account: row.account_id,
            registration: row.registration_id,
            kind: row.kind,
            locale: Locale::from_tag(&row.locale),
            facts: row.facts,
            sealed_secret: row.secret,
            created_at: row.created_at,
            read_at: row.read_at,
        }
    }
}

/// A letter that was kept. One that does not read, as after another version wrote it, is composed
/// anew: it must keep no other mail waiting.
fn read_letter(id: NoticeId, kept: serde_json::Value) -> Option<Letter> {
    serde_json::from_value(kept)
        .inspect_err(|error| tracing::error!(notice = %id, %error, "a kept letter does not read"))
        .ok()
}

/// The notices named, by id.
pub(in crate::notices) async fn by_ids(
    db: &Database,
    ids: &[NoticeId],
) -> Result<HashMap<NoticeId, Stored>, Fault> {
    let rows = notices::Entity::find()
        .filter(notices::Column::Id.is_in(few_lengths(ids.iter().copied())))
        .all(db.read())
        .await?;
    let stored = rows.into_iter().map(|row| (row.id, Stored::from(row)));
    Ok(stored.collect())
}

/// Keeps the letters of notices that have none; gives those that count where others had been
/// kept meanwhile.
pub(in crate::notices) async fn keep_letters(
    db: &Database,
    letters: &[(NoticeId, &Letter)],
) -> Result<HashMap<NoticeId, Letter>, Fault> {
    if letters.is_empty() {
        return Ok(HashMap::new());
    }
    let mut rows = Vec::with_capacity(letters.len());
    for (notice, letter) in letters {
        rows.push(notices::ActiveModel {
            id: Set(*notice),
            letter: Set(Some(serde_json::to_value(letter)?)),
            ..Default::default()
        });
    }
    let keep = Update {
        set: &[notices::Column::Letter],
        clear: &[],
        same: None,
        null: Some(notices::Column::Letter),
    };
    let kept = db
        .write(async |tx: &DatabaseTransaction| update(tx, rows.clone(), keep).await)
        .await?;
    if kept == letters.len() as u64 {
        return Ok(HashMap::new());
    }
    let ids: Vec<NoticeId> = letters.iter().map(|(id, _)| *id).collect();
    let stored = by_ids(db, &ids).await?;
    if stored.len() < ids.len() {
        return Err(Fault::broken("a notice vanished while it was composed"));
    }
    let letters = stored
        .into_values()
        .filter_map(|row| Some((row.id, row.letter?)));
    Ok(letters.collect())
}

/// A page of an account's inbox, newest first.
pub(in crate::notices) async fn inbox(
    db: &Database,
    account: AccountId,
    before: Option<NoticeId>,
    limit: u64,
) -> Result<Vec<Stored>, Fault> {
    let mut query = notices::Entity::find()
        .filter(notices::Column::AccountId.eq(account))
        .filter(notices::Column::InInbox.eq(true));
    if let Some(before) = before {
        query = query.filter(notices::Column::Id.lt(before));
    }
    let rows = query
        .order_by_desc(notices::Column::Id)
        .limit(limit)
        .all(db.read())
        .await?;
    Ok(rows.into_iter().map(Stored::from).collect())
}

/// One notice of an account's inbox.
pub(in crate::notices) async fn of_account(
    db: &Database,
    account: AccountId,
    notice: NoticeId,
) -> Result<Option<Stored>, Fault> {
    let row = notices::Entity::find_by_id(notice)
        .filter(notices::Column::AccountId.eq(account))
        .filter(notices::Column::InInbox.eq(true))
        .one(db.read())
        .await?;
    Ok(row.map(Stored::from))
}

/// Marks a notice as read, the first time only.
pub(in crate::notices) async fn mark_read(
    tx: &DatabaseTransaction,
    notice: NoticeId,
    now: Instant,
) -> Result<(), Fault> {
    notices::Entity::update_many()
        .col_expr(notices::Column::ReadAt, Expr::value(Some(now)))
        .filter(notices::Column::Id.eq(notice))
        .filter(notices::Column::ReadAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}
