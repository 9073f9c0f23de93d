//! Addresses that refused mails.

use std::collections::{BTreeMap, HashMap};

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
};

use crate::db::bulk::{few_lengths, upsert};
use crate::db::entity::{deliveries, suppressed_addresses as rows};
use crate::db::{Database, Fault};
use crate::notices::carrier::Refusal;
use crate::notices::suppression::{Refused, after};
use crate::values::clock::Instant;
use crate::values::ids::{DeliveryId, NoticeId};
use crate::values::words::UnknownWord;

/// A refusal that counts against an address.
#[derive(Clone, Debug)]
pub(in crate::notices) struct Counted {
    /// By what the address is known.
    pub(in crate::notices) key: String,
    pub(in crate::notices) refusal: Refusal,
    pub(in crate::notices) delivery: DeliveryId,
    pub(in crate::notices) at: Instant,
}

impl TryFrom<rows::Model> for Refused {
    type Error = Fault;

    fn try_from(row: rows::Model) -> Result<Self, Fault> {
        Ok(Self {
            refusals: row.refusals,
            refused_at: row.refused_at,
            status: row.status_code,
            stage: row
                .stage
                .parse()
                .map_err(|error: UnknownWord| Fault::broken(error.to_string()))?,
            delivery: row.delivery_id,
            since: row.since,
        })
    }
}

/// What is known of addresses, by their keys.
pub(in crate::notices) async fn known(
    db: &impl ConnectionTrait,
    keys: impl IntoIterator<Item = String>,
) -> Result<HashMap<String, Refused>, Fault> {
    let found = rows::Entity::find()
        .filter(rows::Column::AddressKey.is_in(few_lengths(keys)))
        .all(db)
        .await?;
    let known = found.into_iter().map(|row| {
        let key = row.address_key.clone();
        Ok((key, Refused::try_from(row)?))
    });
    known.collect()
}

/// Counts refusals, in the order they are given.
pub(in crate::notices) async fn count(
    tx: &impl ConnectionTrait,
    refusals: &[Counted],
) -> Result<(), Fault> {
    use rows::Column::{DeliveryId, LiftedAt, Refusals, RefusedAt, Since, Stage, StatusCode};
    if refusals.is_empty() {
        return Ok(());
    }
    let keys = refusals.iter().map(|one| one.key.clone());
    // Written in the order of their keys, as everybody does.
    let mut counted: BTreeMap<String, Refused> = known(tx, keys).await?.into_iter().collect();
    for one in refusals {
        let refused = after(counted.get(&one.key), one.refusal, one.delivery, one.at);
        counted.insert(one.key.clone(), refused);
    }
    let row = |(key, refused): (String, Refused)| rows::ActiveModel {
        address_key: Set(key),
        refusals: Set(refused.refusals),
        refused_at: Set(refused.refused_at),
        status_code: Set(refused.status),
        stage: Set(refused.stage.as_str().to_owned()),
        delivery_id: Set(refused.delivery),
        since: Set(refused.since),
        lifted_at: Set(None),
    };
    let changed = [
        Refusals, RefusedAt, StatusCode, Stage, DeliveryId, Since, LiftedAt,
    ];
    upsert(tx, counted.into_iter().map(row).collect(), &changed).await
}

/// Forgets the refusals of addresses that have taken a mail, or are to be tried again. How many
/// there were.
pub(in crate::notices) async fn forget(
    tx: &impl ConnectionTrait,
    keys: Vec<String>,
    now: Instant,
) -> Result<u64, Fault> {
    use rows::Column::{AddressKey, LiftedAt, Refusals, Since};
    if keys.is_empty() {
        return Ok(0);
    }
    let lifted = rows::Entity::update_many()
        .col_expr(Refusals, Expr::value(0))
        .col_expr(Since, Expr::value(None::<Instant>))
        .col_expr(LiftedAt, Expr::value(Some(now)))
        .filter(AddressKey.is_in(few_lengths(keys)))
        .exec(tx)
        .await?;
    Ok(lifted.rows_affected)
}

/// Sends to an address again. Whether it was suppressed.
pub(in crate::notices) async fn lift(
    db: &Database,
    key: &str,
    now: Instant,
) -> Result<bool, Fault> {
    db.write(async |tx: &DatabaseTransaction| {
        let known = known(tx, [key.to_owned()]).await?;
        let is_suppressed = known.values().any(|refused| refused.since.is_some());
        forget(tx, vec![key.to_owned()], now).await?;
        Ok::<_, Fault>(is_suppressed)
    })
    .await
}

/// Deletes what is known of an address.
pub(in crate::notices) async fn delete(tx: &impl ConnectionTrait, key: &str) -> Result<(), Fault> {
    rows::Entity::delete_by_id(key).exec(tx).await?;
    Ok(())
}

/// Deletes what is known of addresses whose last refusal was of a mail of these notices.
pub(in crate::notices) async fn delete_counted(
    tx: &impl ConnectionTrait,
    notices: &[NoticeId],
) -> Result<(), Fault> {
    let mails = Query::select()
        .column(deliveries::Column::Id)
        .from(deliveries::Entity)
        .and_where(deliveries::Column::NoticeId.is_in(few_lengths(notices.iter().copied())))
        .to_owned();
    rows::Entity::delete_many()
        .filter(rows::Column::DeliveryId.in_subquery(mails))
        .exec(tx)
        .await?;
    Ok(())
}

/// All that are suppressed, the longest first.
pub(in crate::notices) async fn all(db: &Database) -> Result<Vec<Refused>, Fault> {
    let found = rows::Entity::find()
        .filter(rows::Column::Since.is_not_null())
        .order_by_asc(rows::Column::Since)
        .order_by_asc(rows::Column::AddressKey)
        .all(db.read())
        .await?;
    found.into_iter().map(Refused::try_from).collect()
}
