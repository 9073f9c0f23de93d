//! What an import reads beside the catalogue, and its own record.

use std::collections::{HashMap, HashSet};

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction,
    EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::policy::seats::{OpenedPool, OpenedUnit, OpenedUnits};
use crate::db::Fault;
use crate::db::entity::{imports, pools, registrations, units};
use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, UnitId};

/// The offerings among `offerings` that somebody ever registered for.
pub(super) async fn registered(
    db: &impl ConnectionTrait,
    offerings: impl Iterator<Item = OfferingId>,
) -> Result<HashSet<OfferingId>, Fault> {
    let mut registered = HashSet::new();
    // One indexed look each: counting a million registrations would take longer.
    for offering in offerings {
        let any: Option<OfferingId> = registrations::Entity::find()
            .select_only()
            .column(registrations::Column::OfferingId)
            .filter(registrations::Column::OfferingId.eq(offering))
            .limit(1)
            .into_tuple()
            .one(db)
            .await?;
        registered.extend(any);
    }
    Ok(registered)
}

/// The units that are open, by offering.
pub(super) async fn opened(
    db: &impl ConnectionTrait,
) -> Result<HashMap<OfferingId, OpenedUnits>, Fault> {
    let mut pools_of: HashMap<UnitId, Vec<OpenedPool>> = HashMap::new();
    for pool in pools::Entity::find().all(db).await? {
        pools_of.entry(pool.unit_id).or_default().push(OpenedPool {
            quota_key: pool.quota_key,
            capacity: pool.capacity,
            release_at: pool.release_at,
            released: pool.released,
        });
    }
    let mut opened: HashMap<OfferingId, OpenedUnits> = HashMap::new();
    for unit in units::Entity::find().all(db).await? {
        let of_offering = opened.entry(unit.offering_id).or_default();
        let open = OpenedUnit {
            starts_at: unit.starts_at,
            ends_at: unit.ends_at,
            pools: pools_of.remove(&unit.id).unwrap_or_default(),
        };
        of_offering.insert(unit.session_id, open);
    }
    Ok(opened)
}

/// An import that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// The name of the file.
    pub(super) source: String,
    /// SHA-256 of its bytes.
    pub(super) sha256: String,
    /// How far its dates were moved.
    pub(super) shift_weeks: i32,
}

/// The imports so far, the first one first.
pub(super) async fn records(db: &impl ConnectionTrait) -> Result<Vec<Record>, Fault> {
    let rows = imports::Entity::find()
        .order_by_asc(imports::Column::Id)
        .all(db)
        .await?;
    let record = |row: imports::Model| Record {
        source: row.source,
        sha256: row.sha256,
        shift_weeks: row.shift_weeks,
    };
    Ok(rows.into_iter().map(record).collect())
}

/// Keeps the record of an import.
pub(super) async fn keep(
    tx: &DatabaseTransaction,
    record: &Record,
    now: Instant,
) -> Result<(), Fault> {
    let last: Option<i32> = imports::Entity::find()
        .select_only()
        .column(imports::Column::Id)
        .order_by_desc(imports::Column::Id)
        .limit(1)
        .into_tuple()
        .one(tx)
        .await?;
    let row = imports::ActiveModel {
        id: Set(last.unwrap_or(0) + 1),
        source: Set(record.source.clone()),
        sha256: Set(record.sha256.clone()),
        shift_weeks: Set(record.shift_weeks),
        imported_at: Set(now),
    };
    row.insert(tx).await?;
    Ok(())
}
