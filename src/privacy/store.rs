//! `erasures`.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::steps::{Erasure, Step};
use crate::db::Fault;
use crate::db::entity::erasures as rows;
use crate::db::write::insert_new;
use crate::values::clock::Instant;
use crate::values::ids::AccountId;
use crate::values::locale::Locale;

/// Begins an erasure; false where there is one.
pub(super) async fn begin(tx: &impl ConnectionTrait, new: &Erasure) -> Result<bool, Fault> {
    let row = rows::ActiveModel {
        account_id: Set(new.account),
        asked_at: Set(new.asked_at),
        locale: Set(new.locale.tag().to_owned()),
        ..columns(new, None)
    };
    insert_new(tx, row, [rows::Column::AccountId]).await
}

/// Writes down how far an erasure has come.
pub(super) async fn advance(
    tx: &impl ConnectionTrait,
    erasure: &Erasure,
    now: Instant,
) -> Result<(), Fault> {
    let done_at = (erasure.step == Step::Done).then_some(now);
    rows::Entity::update_many()
        .set(columns(erasure, done_at))
        .filter(rows::Column::AccountId.eq(erasure.account))
        .exec(tx)
        .await?;
    Ok(())
}

/// Some of those that are to go on, the longest due first.
pub(super) async fn due(
    db: &impl ConnectionTrait,
    now: Instant,
    limit: u64,
) -> Result<Vec<Erasure>, Fault> {
    let found = rows::Entity::find()
        .filter(rows::Column::DoneAt.is_null())
        .filter(rows::Column::DueAt.lte(now))
        .order_by_asc(rows::Column::DueAt)
        .limit(limit)
        .all(db)
        .await?;
    found.into_iter().map(read).collect()
}

/// The accounts whose erasure was asked for since, and when, the first first.
pub(super) async fn asked_since(
    db: &impl ConnectionTrait,
    since: Instant,
) -> Result<Vec<(AccountId, Instant)>, Fault> {
    use rows::Column::{AccountId as Of, AskedAt};
    Ok(rows::Entity::find()
        .select_only()
        .columns([Of, AskedAt])
        .filter(AskedAt.gte(since))
        .order_by_asc(AskedAt)
        .order_by_asc(Of)
        .into_tuple()
        .all(db)
        .await?)
}

/// The erasure of an account.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Option<Erasure>, Fault> {
    let found = rows::Entity::find_by_id(account).one(db).await?;
    found.map(read).transpose()
}

/// What of a row changes.
fn columns(erasure: &Erasure, done_at: Option<Instant>) -> rows::ActiveModel {
    rows::ActiveModel {
        step: Set(erasure.step.as_str().to_owned()),
        after: Set(erasure.after),
        again: Set(erasure.again),
        due_at: Set(erasure.due_at),
        done_at: Set(done_at),
        email_sealed: Set(erasure.email_sealed.clone()),
        name_sealed: Set(erasure.name_sealed.clone()),
        letter_id: Set(erasure.letter),
        ..Default::default()
    }
}

fn read(row: rows::Model) -> Result<Erasure, Fault> {
    let step = row.step.parse();
    Ok(Erasure {
        account: row.account_id,
        step: step.map_err(|word| Fault::broken(format!("an erasure's step: {word}")))?,
        after: row.after,
        again: row.again,
        asked_at: row.asked_at,
        due_at: row.due_at,
        locale: Locale::from_tag(&row.locale),
        email_sealed: row.email_sealed,
        name_sealed: row.name_sealed,
        letter: row.letter_id,
    })
}
