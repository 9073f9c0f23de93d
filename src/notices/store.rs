//! The rows behind outbox, delivery and inbox.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::letter::Letter;
use crate::db::entity::{accounts, deliveries, notices};
use crate::db::{Database, Fault};
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, DeliveryId, NoticeId};

/// A delivery with all that carrying it needs.
#[derive(Clone, Debug)]
pub(super) struct Carried {
    pub delivery: deliveries::Model,
    pub notice: notices::Model,
    /// Absent when the account is gone.
    pub address: Option<String>,
}

/// Whose letter is kept.
pub(super) enum Kept {
    Ours,
    Theirs(Box<Letter>),
}

/// Takes up to `limit` due deliveries for this process until `lease`, oldest first.
///
/// The update is guarded by the lease, so of two instances that saw the same row one gets it.
pub(super) async fn claim(
    db: &Database,
    now: Instant,
    lease: Instant,
    limit: u64,
) -> Result<Vec<Carried>, Fault> {
    let free = || {
        Condition::all()
            .add(deliveries::Column::State.eq("owed"))
            .add(
                Condition::any()
                    .add(deliveries::Column::LeaseUntil.is_null())
                    .add(deliveries::Column::LeaseUntil.lte(now)),
            )
    };
    let due: Vec<DeliveryId> = deliveries::Entity::find()
        .select_only()
        .column(deliveries::Column::Id)
        .filter(free())
        .filter(deliveries::Column::DueAt.lte(now))
        .order_by_asc(deliveries::Column::DueAt)
        .order_by_asc(deliveries::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(db.read())
        .await?;
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let mine = db
        .write(async |tx: &DatabaseTransaction| {
            let rows = deliveries::Entity::update_many()
                .col_expr(deliveries::Column::LeaseUntil, Expr::value(lease))
                .filter(deliveries::Column::Id.is_in(due.iter().copied()))
                .filter(free())
                .exec_with_returning(tx)
                .await?;
            Ok::<_, Fault>(rows)
        })
        .await?;
    with_notices(db, mine).await
}

async fn with_notices(db: &Database, mine: Vec<deliveries::Model>) -> Result<Vec<Carried>, Fault> {
    let rows = notices::Entity::find()
        .filter(notices::Column::Id.is_in(mine.iter().map(|row| row.notice_id)))
        .all(db.read())
        .await?;
    let notices: HashMap<NoticeId, notices::Model> =
        rows.into_iter().map(|row| (row.id, row)).collect();
    let owners = notices.values().filter_map(|row| row.account_id);
    let addresses: HashMap<AccountId, String> = accounts::Entity::find()
        .select_only()
        .columns([accounts::Column::Id, accounts::Column::Email])
        .filter(accounts::Column::Id.is_in(owners))
        .into_tuple()
        .all(db.read())
        .await?
        .into_iter()
        .collect();
    Ok(mine
        .into_iter()
        .filter_map(|delivery| {
            let notice = notices.get(&delivery.notice_id)?.clone();
            let of_account = || addresses.get(&notice.account_id?).cloned();
            Some(Carried {
                address: delivery.address.clone().or_else(of_account),
                delivery,
                notice,
            })
        })
        .collect())
}

/// How a try ended.
pub(super) enum End {
    /// Handed over.
    Sent { at: Instant, forget_secret: bool },
    /// To be tried again.
    Again { due_at: Instant, error: String },
    /// Refused for good.
    Failed { error: String },
    /// Its time ran out.
    Expired,
    /// Not tried, through no fault of its own.
    Released,
}

/// Writes down how a try ended, unless the lease went to somebody else meanwhile.
pub(super) async fn mark(db: &Database, carried: &Carried, end: End) -> Result<(), Fault> {
    let mut update = deliveries::Entity::update_many()
        .filter(deliveries::Column::Id.eq(carried.delivery.id))
        .filter(deliveries::Column::LeaseUntil.eq(carried.delivery.lease_until))
        .col_expr(deliveries::Column::LeaseUntil, Expr::value(None::<Instant>));
    if !matches!(end, End::Released) {
        update = update.col_expr(
            deliveries::Column::Attempts,
            Expr::col(deliveries::Column::Attempts).add(1),
        );
    }
    let mut forget = None;
    let (state, error) = match end {
        End::Sent { at, forget_secret } => {
            update = update.col_expr(deliveries::Column::SentAt, Expr::value(Some(at)));
            forget = forget_secret.then_some(carried.notice.id);
            ("sent", None)
        }
        End::Again { due_at, error } => {
            update = update.col_expr(deliveries::Column::DueAt, Expr::value(due_at));
            ("owed", Some(error))
        }
        End::Failed { error } => ("failed", Some(error)),
        End::Expired => ("expired", carried.delivery.last_error.clone()),
        End::Released => ("owed", carried.delivery.last_error.clone()),
    };
    let update = update
        .col_expr(deliveries::Column::State, Expr::value(state))
        .col_expr(deliveries::Column::LastError, Expr::value(error));
    db.write(async |tx: &DatabaseTransaction| {
        update.clone().exec(tx).await?;
        if let Some(notice) = forget {
            notices::Entity::update_many()
                .col_expr(notices::Column::Secret, Expr::value(None::<String>))
                .filter(notices::Column::Id.eq(notice))
                .exec(tx)
                .await?;
        }
        Ok::<_, Fault>(())
    })
    .await
}

/// Frees what a process that died held. Only on SQLite, where there is no other process.
pub(super) async fn free_all(db: &Database) -> Result<(), Fault> {
    if db.backend() != DbBackend::Sqlite {
        return Ok(());
    }
    db.write(async |tx: &DatabaseTransaction| {
        deliveries::Entity::update_many()
            .col_expr(deliveries::Column::LeaseUntil, Expr::value(None::<Instant>))
            .filter(deliveries::Column::State.eq("owed"))
            .filter(deliveries::Column::LeaseUntil.is_not_null())
            .exec(tx)
            .await?;
        Ok::<_, Fault>(())
    })
    .await
}

/// Keeps the letter of a notice that has none; says whose counts.
pub(super) async fn keep_letter(
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
pub(super) async fn inbox(
    db: &Database,
    account: AccountId,
    before: Option<NoticeId>,
    limit: u64,
) -> Result<Vec<notices::Model>, Fault> {
    let mut query = notices::Entity::find()
        .filter(notices::Column::AccountId.eq(account))
        .filter(notices::Column::InInbox.eq(true));
    if let Some(before) = before {
        query = query.filter(notices::Column::Id.lt(before));
    }
    Ok(query
        .order_by_desc(notices::Column::Id)
        .limit(limit)
        .all(db.read())
        .await?)
}

/// One notice of an account's inbox.
pub(super) async fn of_account(
    db: &Database,
    account: AccountId,
    notice: NoticeId,
) -> Result<Option<notices::Model>, Fault> {
    Ok(notices::Entity::find_by_id(notice)
        .filter(notices::Column::AccountId.eq(account))
        .filter(notices::Column::InInbox.eq(true))
        .one(db.read())
        .await?)
}

/// Marks a notice as read, the first time only.
pub(super) async fn mark_read(db: &Database, notice: NoticeId, now: Instant) -> Result<(), Fault> {
    db.write(async |tx: &DatabaseTransaction| {
        notices::Entity::update_many()
            .col_expr(notices::Column::ReadAt, Expr::value(Some(now)))
            .filter(notices::Column::Id.eq(notice))
            .filter(notices::Column::ReadAt.is_null())
            .exec(tx)
            .await?;
        Ok::<_, Fault>(())
    })
    .await
}
/// The newest deliveries, newest first: what `/dev/mail` lists.
pub(super) async fn newest(db: &Database, limit: u64) -> Result<Vec<Carried>, Fault> {
    let rows = deliveries::Entity::find()
        .order_by_desc(deliveries::Column::Id)
        .limit(limit)
        .all(db.read())
        .await?;
    with_notices(db, rows).await
}

/// One delivery.
pub(super) async fn delivery(db: &Database, id: DeliveryId) -> Result<Option<Carried>, Fault> {
    let row = deliveries::Entity::find_by_id(id).one(db.read()).await?;
    Ok(with_notices(db, row.into_iter().collect()).await?.pop())
}
