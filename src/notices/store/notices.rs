//! Notices and the letters kept with them.

use std::collections::HashMap;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

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

impl TryFrom<notices::Model> for Stored {
    type Error = Fault;

    fn try_from(row: notices::Model) -> Result<Self, Fault> {
        Ok(Self {
            id: row.id,
            account: row.account_id,
            registration: row.registration_id,
            kind: row.kind,
            locale: Locale::from_tag(&row.locale),
            facts: row.facts,
            letter: row.letter.map(serde_json::from_value).transpose()?,
            sealed_secret: row.secret,
            created_at: row.created_at,
            read_at: row.read_at,
        })
    }
}

/// The notices named, by id.
pub(in crate::notices) async fn by_ids(
    db: &Database,
    ids: &[NoticeId],
) -> Result<HashMap<NoticeId, Stored>, Fault> {
    let rows = notices::Entity::find()
        .filter(notices::Column::Id.is_in(ids.iter().copied()))
        .all(db.read())
        .await?;
    rows.into_iter()
        .map(|row| Ok((row.id, Stored::try_from(row)?)))
        .collect()
}

/// Whose letter is kept.
pub(in crate::notices) enum Kept {
    Ours,
    Theirs(Box<Letter>),
}

/// Keeps the letter of a notice that has none; says whose counts.
pub(in crate::notices) async fn keep_letter(
    db: &Database,
    notice: NoticeId,
    letter: &Letter,
) -> Result<Kept, Fault> {
    let json = serde_json::to_value(letter)?;
    let updated = db
        .write(async |tx: &DatabaseTransaction| {
            let outcome = notices::Entity::update_many()
                .col_expr(notices::Column::Letter, Expr::value(Some(json.clone())))
                .filter(notices::Column::Id.eq(notice))
                .filter(notices::Column::Letter.is_null())
                .exec(tx)
                .await?;
            Ok::<_, Fault>(outcome.rows_affected)
        })
        .await?;
    if updated == 1 {
        return Ok(Kept::Ours);
    }
    let row = notices::Entity::find_by_id(notice)
        .one(db.read())
        .await?
        .and_then(|row| row.letter)
        .ok_or_else(|| Fault::broken("a notice vanished while it was composed"))?;
    Ok(Kept::Theirs(Box::new(serde_json::from_value(row)?)))
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
    rows.into_iter().map(Stored::try_from).collect()
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
    row.map(Stored::try_from).transpose()
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
