//! Reads what the ledger counts, for the public board.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::catalog::places::{PoolPlaces, UnitPlaces};
use crate::db::Fault;
use crate::db::entity::{ledgers, pools, units};
use crate::values::clock::Instant;
use crate::values::ids::{ProgramId, UnitId};

/// A program's ledger as it was when it was looked at.
#[derive(Clone, Copy, Debug)]
pub(in crate::catalog) struct LedgerMark {
    pub(in crate::catalog) program_id: ProgramId,
    pub(in crate::catalog) sequence: i64,
    pub(in crate::catalog) changed_at: Instant,
}

/// The ledgers that changed at `since` or later.
pub(in crate::catalog) async fn changed(
    db: &impl ConnectionTrait,
    since: Instant,
) -> Result<Vec<LedgerMark>, Fault> {
    let rows = ledgers::Entity::find()
        .filter(ledgers::Column::ChangedAt.gte(since))
        .all(db)
        .await?;
    let mark = |row: ledgers::Model| LedgerMark {
        program_id: row.program_id,
        sequence: row.sequence,
        changed_at: row.changed_at,
    };
    Ok(rows.into_iter().map(mark).collect())
}

/// The units of programs with their pools. To be read after their marks: then the numbers are
/// at least as new as the marks say.
pub(in crate::catalog) async fn units(
    db: &impl ConnectionTrait,
    programs: &[ProgramId],
) -> Result<HashMap<ProgramId, Vec<UnitPlaces>>, Fault> {
    let pools = pools::Entity::find()
        .filter(pools::Column::ProgramId.is_in(programs.iter().copied()))
        .order_by_asc(pools::Column::QuotaKey)
        .all(db)
        .await?;
    let mut pools_of: HashMap<UnitId, Vec<PoolPlaces>> = HashMap::new();
    for pool in pools {
        pools_of.entry(pool.unit_id).or_default().push(PoolPlaces {
            quota_key: pool.quota_key,
            capacity: pool.capacity,
            taken: pool.taken,
            held: pool.held,
            waiting: pool.waiting,
        });
    }
    let rows = units::Entity::find()
        .filter(units::Column::ProgramId.is_in(programs.iter().copied()))
        .all(db)
        .await?;
    let mut units_of: HashMap<ProgramId, Vec<UnitPlaces>> = HashMap::new();
    for unit in rows {
        let of_program = units_of.entry(unit.program_id).or_default();
        of_program.push(UnitPlaces {
            unit_id: unit.id,
            offering_id: unit.offering_id,
            session_id: unit.session_id,
            pools: pools_of.remove(&unit.id).unwrap_or_default(),
        });
    }
    Ok(units_of)
}
