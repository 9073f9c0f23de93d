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

/// From 22:00 to 08:00, and the hour that a zone may put its clocks back in it.
const LONGEST_NIGHT_HOURS: i64 = 11;

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

/// Takes up to `limit` due deliveries for this process, oldest first, by a lease: from when, in the
/// time that instances share, until when.
///
/// The update is guarded by the lease, so of two instances that saw the same row one gets it.
pub(in crate::notices) async fn claim(
    db: &Database,
    now: Instant,
    (from, until): (Instant, Instant),
    limit: u64,
) -> Result<Vec<Carried>, Fault> {
    let free = || {
        Condition::any()
            .add(deliveries::Column::LeaseUntil.is_null())
            .add(deliveries::Column::LeaseUntil.lte(from))
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
                .col_expr(deliveries::Column::LeaseUntil, Expr::value(until))
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

/// Makes due at `now` what was written under a clock that was ahead and has been put back since: what
/// was never tried and is due later than `soon`, and what is due later than `latest`; no pause of ours
/// goes on for so long. What waits for the day may be due later by a night.
///
/// One instance does it now and then. Did each when it claims, instances whose clocks differ
/// would take each other's pauses away again and again.
pub(in crate::notices) async fn put_right(
    db: &Database,
    now: Instant,
    soon: Instant,
    latest: Instant,
) -> Result<(), Fault> {
    use deliveries::Column::{Attempts, ByDayZone, DueAt, State};
    let after_a_night = |at: Instant| at.plus_hours(LONGEST_NIGHT_HOURS);
    let too_late = |soon: Instant, latest: Instant| {
        let untried = Condition::all().add(Attempts.eq(0)).add(DueAt.gt(soon));
        Condition::any().add(untried).add(DueAt.gt(latest))
    };
    let at_once = Condition::all()
        .add(ByDayZone.is_null())
        .add(too_late(soon, latest));
    let by_day = too_late(after_a_night(soon), after_a_night(latest));
    let unexplained = Condition::any().add(at_once).add(by_day);
    db.write(async |tx: &DatabaseTransaction| {
        deliveries::Entity::update_many()
            .col_expr(DueAt, Expr::value(now))
            .filter(State.eq("owed"))
            .filter(DueAt.gt(soon))
            .filter(unexplained.clone())
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
