//! Deliveries: claimed by lease, marked by how they ended.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::notices::Stored;
use crate::db::bulk::{Update, few_lengths, update};
use crate::db::entity::{accounts, deliveries, notices};
use crate::db::{Database, Fault};
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, DeliveryId, NoticeId};

/// A delivery with all that carrying it needs.
#[derive(Clone, Debug)]
pub(in crate::notices) struct Carried {
    pub delivery: deliveries::Model,
    pub notice: Stored,
    /// Absent when the account is gone.
    pub address: Option<String>,
}

/// Takes up to `limit` due deliveries for this process until `lease`, oldest first.
///
/// The update is guarded by the lease, so of two instances that saw the same row one gets it.
pub(in crate::notices) async fn claim(
    db: &Database,
    now: Instant,
    lease: Instant,
    limit: u64,
) -> Result<Vec<Carried>, Fault> {
    let free = || {
        Condition::any()
            .add(deliveries::Column::LeaseUntil.is_null())
            .add(deliveries::Column::LeaseUntil.lte(now))
    };
    let due: Vec<DeliveryId> = deliveries::Entity::find()
        .select_only()
        .column(deliveries::Column::Id)
        .filter(deliveries::Column::State.eq("owed"))
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
                .filter(deliveries::Column::Id.is_in(few_lengths(due.iter().copied())))
                // Not "owed", which might have the database go through all that is.
                .filter(deliveries::Column::State.is_not_in(["sent", "failed", "expired"]))
                .filter(free())
                .exec_with_returning(tx)
                .await?;
            Ok::<_, Fault>(rows)
        })
        .await?;
    with_notices(db, mine).await
}

async fn with_notices(db: &Database, mine: Vec<deliveries::Model>) -> Result<Vec<Carried>, Fault> {
    let notices: Vec<NoticeId> = mine.iter().map(|row| row.notice_id).collect();
    let notices = super::notices::by_ids(db, &notices).await?;
    let owners = notices.values().filter_map(|notice| notice.account);
    let addresses: HashMap<AccountId, String> = accounts::Entity::find()
        .select_only()
        .columns([accounts::Column::Id, accounts::Column::Email])
        .filter(accounts::Column::Id.is_in(few_lengths(owners)))
        .filter(accounts::Column::Email.is_not_null())
        .into_tuple()
        .all(db.read())
        .await?
        .into_iter()
        .collect();
    Ok(mine
        .into_iter()
        .filter_map(|row| {
            let notice = notices.get(&row.notice_id)?.clone();
            let of_account = || addresses.get(&notice.account?).cloned();
            Some(Carried {
                address: row.address.clone().or_else(of_account),
                delivery: row,
                notice,
            })
        })
        .collect())
}

/// How a try ended.
#[derive(Clone, Debug)]
pub(in crate::notices) enum End {
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

impl End {
    const fn forgets_secret(&self) -> bool {
        matches!(
            self,
            Self::Sent {
                forget_secret: true,
                ..
            }
        )
    }
}

/// Writes down how tries ended, unless the lease went to somebody else meanwhile.
pub(in crate::notices) async fn mark_all(
    db: &Database,
    ended: &[(Carried, End)],
) -> Result<(), Fault> {
    use deliveries::Column::{Attempts, DueAt, LastError, LeaseUntil, SentAt, State};
    let rows: Vec<deliveries::ActiveModel> = ended
        .iter()
        .map(|(carried, end)| after(carried, end))
        .collect();
    let mark = Update {
        set: &[State, Attempts, DueAt, SentAt, LastError],
        clear: &[LeaseUntil],
        same: Some(LeaseUntil),
        null: None,
    };
    let told = ended.iter().filter(|(_, end)| end.forgets_secret());
    let told: Vec<NoticeId> = told.map(|(carried, _)| carried.notice.id).collect();
    db.write(async |tx: &DatabaseTransaction| {
        update(tx, rows.clone(), mark).await?;
        if !told.is_empty() {
            notices::Entity::update_many()
                .col_expr(notices::Column::Secret, Expr::value(None::<String>))
                .filter(notices::Column::Id.is_in(told.clone()))
                .exec(tx)
                .await?;
        }
        Ok::<_, Fault>(())
    })
    .await
}

/// A delivery after a try.
fn after(carried: &Carried, end: &End) -> deliveries::ActiveModel {
    let before = &carried.delivery;
    let mut after = deliveries::ActiveModel {
        id: Set(before.id),
        lease_until: Set(before.lease_until),
        attempts: Set(before.attempts + 1),
        due_at: Set(before.due_at),
        sent_at: Set(before.sent_at),
        last_error: Set(None),
        ..Default::default()
    };
    let state = match end {
        End::Sent { at, .. } => {
            after.sent_at = Set(Some(*at));
            "sent"
        }
        End::Again { due_at, error } => {
            after.due_at = Set(*due_at);
            after.last_error = Set(Some(error.clone()));
            "owed"
        }
        End::Failed { error } => {
            after.last_error = Set(Some(error.clone()));
            "failed"
        }
        End::Expired => {
            after.last_error = Set(before.last_error.clone());
            "expired"
        }
        End::Released => {
            after.attempts = Set(before.attempts);
            after.last_error = Set(before.last_error.clone());
            "owed"
        }
    };
    after.state = Set(state.to_owned());
    after
}

/// Frees and makes due at `now` what was written under a clock that was ahead and has been put
/// back since: leases that end later than `lease`, what was never tried and is due later than
/// that, and what is due later than `latest`; no lease and no pause of ours goes on for so long.
///
/// One instance does it now and then. Did each when it claims, instances whose clocks differ
/// would take mails from one another again and again, and send them each time.
pub(in crate::notices) async fn put_right(
    db: &Database,
    now: Instant,
    lease: Instant,
    latest: Instant,
) -> Result<(), Fault> {
    let unexplained = Condition::any()
        .add(deliveries::Column::Attempts.eq(0))
        .add(deliveries::Column::DueAt.gt(latest));
    db.write(async |tx: &DatabaseTransaction| {
        deliveries::Entity::update_many()
            .col_expr(deliveries::Column::DueAt, Expr::value(now))
            .filter(deliveries::Column::State.eq("owed"))
            .filter(deliveries::Column::DueAt.gt(lease))
            .filter(unexplained.clone())
            .exec(tx)
            .await?;
        deliveries::Entity::update_many()
            .col_expr(deliveries::Column::LeaseUntil, Expr::value(None::<Instant>))
            .filter(deliveries::Column::State.eq("owed"))
            .filter(deliveries::Column::LeaseUntil.gt(lease))
            .exec(tx)
            .await?;
        Ok::<_, Fault>(())
    })
    .await
}

/// Frees what a process that died held. Only on SQLite, where there is no other process.
pub(in crate::notices) async fn free_all(db: &Database) -> Result<(), Fault> {
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

/// The newest deliveries, newest first: what `/dev/mail` lists.
pub(in crate::notices) async fn newest(db: &Database, limit: u64) -> Result<Vec<Carried>, Fault> {
    let rows = deliveries::Entity::find()
        .order_by_desc(deliveries::Column::Id)
        .limit(limit)
        .all(db.read())
        .await?;
    with_notices(db, rows).await
}

/// One delivery.
pub(in crate::notices) async fn delivery(
    db: &Database,
    id: DeliveryId,
) -> Result<Option<Carried>, Fault> {
    let row = deliveries::Entity::find_by_id(id).one(db.read()).await?;
    Ok(with_notices(db, row.into_iter().collect()).await?.pop())
}
