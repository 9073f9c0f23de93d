//! What is read beside the catalogue: locks, open units, who ever registered, codes in use.

use std::collections::{HashMap, HashSet};

use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::policy::preview::Numbers;
use super::policy::seats::{OpenedPool, OpenedUnit, OpenedUnits};
use crate::db::Fault;
use crate::db::entity::{ledgers, offerings, pools, programs, registrations, units};
use crate::values::ids::{OfferingId, OrganizationId, ProgramId, UnitId};

/// Locks a program against other edits, and its ledger against every command: nobody registers
/// until the transaction ends. In the order of the lanes, which lock no program's row.
pub(super) async fn lock(tx: &DatabaseTransaction, program: ProgramId) -> Result<(), Fault> {
    programs::Entity::find_by_id(program)
        .lock(LockType::NoKeyUpdate)
        .one(tx)
        .await?;
    ledgers::Entity::find_by_id(program)
        .lock(LockType::NoKeyUpdate)
        .one(tx)
        .await?;
    Ok(())
}

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

/// The units that are open, by offering: all of them, or those of one.
pub(super) async fn opened(
    db: &impl ConnectionTrait,
    only: Option<OfferingId>,
) -> Result<HashMap<OfferingId, OpenedUnits>, Fault> {
    let mut rows = units::Entity::find();
    let mut of_units = pools::Entity::find().order_by_asc(pools::Column::QuotaKey);
    if let Some(offering) = only {
        rows = rows.filter(units::Column::OfferingId.eq(offering));
    }
    let rows = rows.all(db).await?;
    if only.is_some() {
        of_units = of_units.filter(pools::Column::UnitId.is_in(rows.iter().map(|unit| unit.id)));
    }
    let mut pools_of: HashMap<UnitId, Vec<OpenedPool>> = HashMap::new();
    for pool in of_units.all(db).await? {
        pools_of.entry(pool.unit_id).or_default().push(OpenedPool {
            id: pool.id,
            quota_key: pool.quota_key,
            numbers: Numbers {
                capacity: pool.capacity,
                target: pool.target,
                taken: pool.taken,
                held: pool.held,
                waiting: pool.waiting,
            },
            release_at: pool.release_at,
            released: pool.released,
        });
    }
    let mut opened: HashMap<OfferingId, OpenedUnits> = HashMap::new();
    for unit in rows {
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

/// The offering codes among `codes` that are in use.
pub(super) async fn offering_codes(
    db: &impl ConnectionTrait,
    codes: &[String],
) -> Result<HashSet<String>, Fault> {
    let used: Vec<String> = offerings::Entity::find()
        .select_only()
        .column(offerings::Column::Code)
        .filter(offerings::Column::Code.is_in(codes))
        .into_tuple()
        .all(db)
        .await?;
    Ok(used.into_iter().collect())
}

/// Whether a program has this code.
pub(super) async fn has_program(db: &impl ConnectionTrait, code: &str) -> Result<bool, Fault> {
    let named = programs::Entity::find().filter(programs::Column::Code.eq(code));
    Ok(named.count(db).await? > 0)
}

/// A page of the programs of a body, by id: the oldest first.
pub(super) async fn programs_of(
    db: &impl ConnectionTrait,
    body: OrganizationId,
    after: Option<ProgramId>,
    limit: u64,
) -> Result<Vec<ProgramId>, Fault> {
    let mut query = programs::Entity::find()
        .select_only()
        .column(programs::Column::Id)
        .filter(programs::Column::OrganizationId.eq(body));
    if let Some(after) = after {
        query = query.filter(programs::Column::Id.gt(after));
    }
    let query = query.order_by_asc(programs::Column::Id).limit(limit);
    Ok(query.into_tuple().all(db).await?)
}
