//! Changing capacities: the command names the wanted end. Source: docs/rules.md, "Capacity".

use serde_json::{Value, json};

use super::settle::settle;
use crate::ledger::command::{Reason, Refusal, RefusalKind, SetCapacity};
use crate::ledger::desk::Desk;
use crate::ledger::facts::{Pool, Unit};

/// Sets the capacities named and gives new seats on. All or nothing.
///
/// # Errors
/// `capacity-below-quotas`: the quotas are more than the total. `capacity-below-taken`: a pool
/// would be smaller than what is taken of it; every such pool is named with how many would
/// have to leave.
pub(super) fn set(desk: &mut Desk<'_>, wanted: &SetCapacity) -> Result<(), Refusal> {
    let units: Vec<Unit> = desk
        .book
        .units
        .values()
        .filter(|unit| unit.offering_id == wanted.offering_id)
        .cloned()
        .collect();
    let mut planned = Vec::new();
    for unit in &units {
        planned.push((unit, plan(unit, wanted)?));
    }
    let short: Vec<Value> = planned
        .iter()
        .flat_map(|(unit, pools)| pools.iter().filter_map(|pool| shortfall(unit, pool)))
        .collect();
    if !short.is_empty() && !wanted.when_free {
        let reason = Reason::new("capacity-below-taken", json!({ "pools": short }));
        return Err(Refusal::of(RefusalKind::CapacityBelowTaken, reason));
    }
    for (unit, pools) in planned {
        for mut pool in pools {
            let too_small = pool.capacity.filter(|capacity| *capacity < pool.taken);
            if too_small.is_some() {
                pool.target = too_small;
                pool.capacity = Some(pool.taken);
            }
            // Held seats go first.
            pool.held = pool.held.min(pool.untaken());
            desk.set_pool(pool);
        }
        settle(desk, unit.id);
    }
    Ok(())
}

/// Takes from a pool what is free and not wanted.
pub(super) fn shrink_to_target(pool: &mut Pool) {
    let Some(target) = pool.target else { return };
    let size = target.max(pool.taken);
    pool.capacity = Some(size);
    pool.held = pool.held.min(size - pool.taken);
    pool.target = Some(target).filter(|target| *target < size);
}

/// The pools of a unit as wanted: quotas by their sizes, the general pool the rest.
fn plan(unit: &Unit, wanted: &SetCapacity) -> Result<Vec<Pool>, Refusal> {
    let mut pools = unit.pools.clone();
    for pool in &mut pools {
        pool.capacity = size(pool);
        pool.target = None;
    }
    for quota in pools.iter_mut().filter(|pool| !pool.is_general()) {
        if let Some(size) = wanted.quotas.get(&quota.quota_key) {
            quota.capacity = Some(*size);
        }
    }
    let now_total = total(&unit.pools);
    let total = match unit.session_id {
        Some(session) => wanted.sessions.get(&session).copied().unwrap_or(now_total),
        None => wanted.total.unwrap_or(now_total),
    };
    let quotas: i32 = pools
        .iter()
        .filter(|pool| !pool.is_general())
        .filter_map(|pool| pool.capacity)
        .sum();
    if let Some(total) = total.filter(|total| *total < quotas) {
        let reason = Reason::new(
            "capacity-below-quotas",
            json!({ "total": total, "quotas": quotas }),
        );
        return Err(Refusal::of(RefusalKind::CapacityBelowQuotas, reason));
    }
    for general in pools.iter_mut().filter(|pool| pool.is_general()) {
        general.capacity = total.map(|total| total - quotas);
    }
    // What is asked of a pool as before goes on as before: it may be on its way there.
    for (pool, before) in pools.iter_mut().zip(&unit.pools) {
        if pool.capacity == size(before) {
            pool.clone_from(before);
        }
    }
    Ok(pools)
}

/// The size a pool has or is to shrink to.
fn size(pool: &Pool) -> Option<i32> {
    pool.target.or(pool.capacity)
}

/// All seats of a unit; `None` is unlimited.
fn total(pools: &[Pool]) -> Option<i32> {
    pools.iter().map(size).sum()
}

fn shortfall(unit: &Unit, pool: &Pool) -> Option<Value> {
    let capacity = pool.capacity.filter(|capacity| *capacity < pool.taken)?;
    Some(json!({
        "session_id": unit.session_id,
        "quota_key": pool.quota_key,
        "wanted": capacity,
        "taken": pool.taken,
        "must_leave": pool.taken - capacity,
    }))
}
