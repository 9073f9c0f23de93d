//! Letters of a person: read whole, and blanked.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, RelationDef,
};
use serde_json::Value;

use super::notices::Stored;
use crate::db::bulk::{Update, few_lengths, update};
use crate::db::entity::{deliveries, notices};
use crate::db::{Database, Fault};
use crate::notices::letter::{Letter, Tone};
use crate::notices::personal::MailKept;
use crate::values::clock::Instant;
use crate::values::email::EmailAddress;
use crate::values::ids::{AccountId, NoticeId};
use crate::values::locale::Locale;

/// What stays of a notice's facts: which events of which registrations it told of.
const STAYS: [&str; 3] = ["sequence", "sequences", "registrations"];

/// A page of the notices of an account, the oldest first, and whether the inbox shows each.
pub(in crate::notices) async fn page(
    db: &Database,
    account: AccountId,
    after: Option<NoticeId>,
    limit: u64,
) -> Result<Vec<(Stored, bool)>, Fault> {
    let mut query = notices::Entity::find().filter(notices::Column::AccountId.eq(account));
    if let Some(after) = after {
        query = query.filter(notices::Column::Id.gt(after));
    }
    let rows = query
        .order_by_asc(notices::Column::Id)
        .limit(limit)
        .all(db.read())
        .await?;
    let stored = |row: notices::Model| (row.in_inbox, Stored::from(row));
    Ok(rows
        .into_iter()
        .map(stored)
        .map(|(in_inbox, stored)| (stored, in_inbox))
        .collect())
}

/// What became of the mails of notices; those without one are left out.
pub(in crate::notices) async fn mails(
    db: &Database,
    ids: &[NoticeId],
) -> Result<HashMap<NoticeId, MailKept>, Fault> {
    let rows = deliveries::Entity::find()
        .filter(deliveries::Column::NoticeId.is_in(few_lengths(ids.iter().copied())))
        .all(db.read())
        .await?;
    let mail = |row: deliveries::Model| {
        let mail = MailKept {
            state: row.state,
            address: row.address,
            sent_at: row.sent_at,
        };
        (row.notice_id, mail)
    };
    Ok(rows.into_iter().map(mail).collect())
}

pub(in crate::notices) async fn owed_to(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<i64, Fault> {
    let owed = deliveries::Entity::find()
        .join(JoinType::InnerJoin, of_notice())
        .filter(notices::Column::AccountId.eq(account))
        .filter(deliveries::Column::State.eq("owed"));
    Ok(i64::try_from(owed.count(db).await?).unwrap_or(i64::MAX))
}

/// The facts of some notices of an account, by id, as they may stay.
pub(in crate::notices) async fn facts(
    db: &impl ConnectionTrait,
    account: AccountId,
    after: Option<NoticeId>,
    limit: u64,
) -> Result<Vec<(NoticeId, Value)>, Fault> {
    use notices::Column::{AccountId as Of, Facts, Id};
    let mut query = notices::Entity::find()
        .select_only()
        .columns([Id, Facts])
        .filter(Of.eq(account));
    if let Some(after) = after {
        query = query.filter(Id.gt(after));
    }
    let rows: Vec<(NoticeId, Value)> = query
        .order_by_asc(Id)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    let blanked = |(id, mut facts): (NoticeId, Value)| {
        if let Some(members) = facts.as_object_mut() {
            members.retain(|key, _| STAYS.contains(&key.as_str()));
        }
        (id, facts)
    };
    Ok(rows.into_iter().map(blanked).collect())
}

/// Leaves of notices these facts. An empty letter is kept with each, lest one that is being
/// composed just now is kept instead.
pub(in crate::notices) async fn blank(
    tx: &impl ConnectionTrait,
    left: Vec<(NoticeId, Value)>,
) -> Result<(), Fault> {
    let empty = serde_json::to_value(Letter::blank(Locale::default(), Tone::Plain))?;
    let row = |(id, facts)| notices::ActiveModel {
        id: Set(id),
        facts: Set(facts),
        letter: Set(Some(empty.clone())),
        ..Default::default()
    };
    let blanked = Update {
        set: &[notices::Column::Facts, notices::Column::Letter],
        clear: &[notices::Column::Secret],
        same: None,
        null: None,
    };
    update(tx, left.into_iter().map(row).collect(), blanked).await?;
    Ok(())
}

/// Mails written by `until` to this address, be it spelled in capitals or not.
pub(in crate::notices) async fn sent_to(
    db: &impl ConnectionTrait,
    email: &EmailAddress,
    until: Instant,
    limit: u64,
) -> Result<Vec<NoticeId>, Fault> {
    // A database knows the capitals of ASCII at least.
    let spellings = [email.key(), email.as_str().to_ascii_lowercase()];
    Ok(deliveries::Entity::find()
        .select_only()
        .column(deliveries::Column::NoticeId)
        .join(JoinType::InnerJoin, of_notice())
        .filter(deliveries::Column::Address.is_not_null())
        .filter(lowered().is_in(spellings))
        .filter(notices::Column::CreatedAt.lte(until))
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?)
}

/// Blanks the addresses that mails of these notices of `account` were sent to themselves wherever a
/// mail of its own, or to nobody's account, went there and has ended: they were the reader's once, or
/// she wrote them. What was sent there to another account is that one's.
pub(in crate::notices) async fn blank_addresses_of(
    tx: &impl ConnectionTrait,
    account: AccountId,
    ids: &[NoticeId],
) -> Result<(), Fault> {
    use deliveries::Column::{Address, LastError, NoticeId, State};
    let addresses: Vec<String> = deliveries::Entity::find()
        .select_only()
        .column(Address)
        .distinct()
        .filter(NoticeId.is_in(few_lengths(ids.iter().copied())))
        .filter(Address.is_not_null())
        .into_tuple()
        .all(tx)
        .await?;
    if addresses.is_empty() {
        return Ok(());
    }
    let others = Query::select()
        .column(notices::Column::Id)
        .from(notices::Entity)
        .and_where(
            Expr::col((notices::Entity, notices::Column::Id))
                .equals((deliveries::Entity, NoticeId)),
        )
        .and_where(notices::Column::AccountId.ne(account))
        .to_owned();
    let spellings = addresses
        .iter()
        .flat_map(|address| [address.to_lowercase(), address.to_ascii_lowercase()]);
    deliveries::Entity::update_many()
        .col_expr(Address, Expr::value(None::<String>))
        .col_expr(LastError, Expr::value(None::<String>))
        .filter(Address.is_not_null())
        .filter(lowered().is_in(few_lengths(spellings)))
        .filter(State.ne("owed"))
        .filter(Expr::not_exists(others))
        .exec(tx)
        .await?;
    Ok(())
}

/// An address without capitals.
fn lowered() -> Expr {
    let address = Expr::col((deliveries::Entity, deliveries::Column::Address));
    Expr::expr(Func::lower(address))
}

/// Mails to an address of their own that ended before `before`.
pub(in crate::notices) async fn addressed_before(
    db: &impl ConnectionTrait,
    before: Instant,
    limit: u64,
) -> Result<Vec<NoticeId>, Fault> {
    Ok(deliveries::Entity::find()
        .select_only()
        .column(deliveries::Column::NoticeId)
        .filter(deliveries::Column::Address.is_not_null())
        .filter(deliveries::Column::EndedAt.lt(before))
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?)
}

/// Blanks where the mails of notices went and what servers said, which may repeat it; those that
/// are owed are owed no longer.
pub(in crate::notices) async fn drop_mails(
    tx: &impl ConnectionTrait,
    ids: &[NoticeId],
    now: Instant,
) -> Result<(), Fault> {
    use deliveries::Column::{Address, Cause, EndedAt, LastError, LeaseUntil, NoticeId, State};
    if ids.is_empty() {
        return Ok(());
    }
    let theirs = || NoticeId.is_in(few_lengths(ids.iter().copied()));
    deliveries::Entity::update_many()
        .col_expr(State, Expr::value("expired"))
        .col_expr(Cause, Expr::value("erased"))
        .col_expr(EndedAt, Expr::value(now))
        .col_expr(LeaseUntil, Expr::value(None::<Instant>))
        .filter(theirs())
        .filter(State.is_not_in(["sent", "failed", "expired"]))
        .exec(tx)
        .await?;
    deliveries::Entity::update_many()
        .col_expr(Address, Expr::value(None::<String>))
        .col_expr(LastError, Expr::value(None::<String>))
        .filter(theirs())
        .exec(tx)
        .await?;
    Ok(())
}

pub(in crate::notices) async fn is_carried(
    db: &impl ConnectionTrait,
    notice: NoticeId,
) -> Result<bool, Fault> {
    let owed = deliveries::Entity::find()
        .filter(deliveries::Column::NoticeId.eq(notice))
        .filter(deliveries::Column::State.is_not_in(["sent", "failed", "expired"]));
    Ok(owed.one(db).await?.is_none())
}

/// The notice of a delivery.
fn of_notice() -> RelationDef {
    deliveries::Entity::belongs_to(notices::Entity)
        .from(deliveries::Column::NoticeId)
        .to(notices::Column::Id)
        .into()
}
