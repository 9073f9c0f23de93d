//! Deliveries, claimed by lease.

use std::collections::HashMap;

use chrono_tz::Tz;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::notices::Stored;
use crate::db::bulk::few_lengths;
use crate::db::entity::{accounts, deliveries};
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

impl Carried {
    /// In whose night it does not go.
    pub(in crate::notices) fn zone(&self) -> Option<Tz> {
        self.delivery.by_day_zone.as_ref()?.parse().ok()
    }
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
