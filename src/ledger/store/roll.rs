//! Reads an offering whole: counts, changes, places in line.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::db::Fault;
use crate::db::entity::{ledgers, pools, registration_events, registrations, units};
use crate::ledger::command::Cause;
use crate::ledger::facts::Status;
use crate::values::ids::{GroupId, OfferingId, ProgramId, RegistrationId, UnitId};
use crate::values::rank::Rank;

/// How often a registration may have taken the place of another before it is looked no further.
const REPLACED_MOST: usize = 16;

/// Registrations by status.
pub(in crate::ledger) async fn counts(
    db: &impl ConnectionTrait,
    offering: OfferingId,
) -> Result<BTreeMap<Status, i64>, Fault> {
    use registrations::Column::{Id, OfferingId as Of, Status as Stands};
    let rows: Vec<(String, i64)> = registrations::Entity::find()
        .select_only()
        .column(Stands)
        .column_as(Id.count(), "count")
        .filter(Of.eq(offering))
        .group_by(Stands)
        .into_tuple()
        .all(db)
        .await?;
    rows.into_iter()
        .map(|(status, count)| Ok((read(&status)?, count)))
        .collect()
}

/// The number of the last change.
pub(in crate::ledger) async fn sequence(
    db: &impl ConnectionTrait,
    program: ProgramId,
) -> Result<i64, Fault> {
    let row = ledgers::Entity::find_by_id(program).one(db).await?;
    Ok(row.map_or(0, |row| row.sequence))
}

/// Registrations of an offering with events in `(after, upto]`, at most `most`.
pub(in crate::ledger) async fn changed(
    db: &impl ConnectionTrait,
    program: ProgramId,
    offering: OfferingId,
    (after, upto): (i64, i64),
    most: u64,
) -> Result<BTreeSet<RegistrationId>, Fault> {
    use registration_events::Column::{ProgramId as Of, RegistrationId as About, Sequence};
    let ids: Vec<RegistrationId> = registration_events::Entity::find()
        .select_only()
        .column(About)
        .distinct()
        .join(
            sea_orm::JoinType::InnerJoin,
            registration_events::Entity::belongs_to(registrations::Entity)
                .from(About)
                .to(registrations::Column::Id)
                .into(),
        )
        .filter(Of.eq(program))
        .filter(Sequence.gt(after))
        .filter(Sequence.lte(upto))
        .filter(registrations::Column::OfferingId.eq(offering))
        .order_by_asc(About)
        .limit(most)
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().collect())
}

/// Those that staff or a file entered.
pub(in crate::ledger) async fn assisted(
    db: &impl ConnectionTrait,
    ids: &[RegistrationId],
) -> Result<BTreeSet<RegistrationId>, Fault> {
    use registration_events::Column::{
        ActorKind, Cause as Why, FromStatus, RegistrationId as About,
    };
    // From each one asked about to the first of its chain of replaced ones.
    let mut first: HashMap<RegistrationId, Vec<RegistrationId>> =
        ids.iter().map(|id| (*id, vec![*id])).collect();
    for _ in 0..REPLACED_MOST {
        let replaced = replaced(db, first.keys().copied()).await?;
        if replaced.is_empty() {
            break;
        }
        for (id, before) in replaced {
            let asked = first.remove(&id).unwrap_or_default();
            first.entry(before).or_default().extend(asked);
        }
    }
    let by_others: Vec<RegistrationId> = registration_events::Entity::find()
        .select_only()
        .column(About)
        .filter(About.is_in(first.keys().copied()))
        .filter(FromStatus.is_null())
        .filter(Why.eq(Cause::Register.as_str()))
        .filter(ActorKind.is_in(["staff", "import"]))
        .into_tuple()
        .all(db)
        .await?;
    let asked = by_others.into_iter().filter_map(|id| first.remove(&id));
    Ok(asked.flatten().collect())
}

/// Those of `ids` that took the place of another, with that other.
async fn replaced(
    db: &impl ConnectionTrait,
    ids: impl Iterator<Item = RegistrationId>,
) -> Result<Vec<(RegistrationId, RegistrationId)>, Fault> {
    use registrations::Column::{Id, Replaces};
    Ok(registrations::Entity::find()
        .select_only()
        .columns([Id, Replaces])
        .filter(Id.is_in(ids))
        .filter(Replaces.is_not_null())
        .into_tuple()
        .all(db)
        .await?)
}

/// The registrations of groups.
pub(in crate::ledger) async fn members(
    db: &impl ConnectionTrait,
    groups: &[GroupId],
) -> Result<Vec<RegistrationId>, Fault> {
    if groups.is_empty() {
        return Ok(Vec::new());
    }
    Ok(registrations::Entity::find()
        .select_only()
        .column(registrations::Column::Id)
        .filter(registrations::Column::GroupId.is_in(groups.iter().copied()))
        .into_tuple()
        .all(db)
        .await?)
}

/// Somebody who waits.
#[derive(FromQueryResult)]
struct Waiting {
    id: RegistrationId,
    unit_id: UnitId,
    quota_key: String,
    points: i32,
    drawn_rank: Option<i32>,
    arrival: i64,
    group_id: Option<GroupId>,
}

/// The place of everybody who waits: 1 + those of better rank who may use a pool that this one
/// may use.
pub(in crate::ledger) async fn places(
    db: &impl ConnectionTrait,
    offering: OfferingId,
) -> Result<BTreeMap<RegistrationId, i64>, Fault> {
    use registrations::Column as C;
    let mut waiting = registrations::Entity::find()
        .select_only()
        .columns([
            C::Id,
            C::UnitId,
            C::QuotaKey,
            C::Points,
            C::DrawnRank,
            C::Arrival,
            C::GroupId,
        ])
        .filter(C::OfferingId.eq(offering))
        .filter(C::Status.eq(Status::Waitlisted.as_str()))
        .into_model::<Waiting>()
        .all(db)
        .await?;
    if waiting.is_empty() {
        return Ok(BTreeMap::new());
    }
    let open_to_all = with_general_seats(db, offering).await?;
    let mut most: HashMap<(GroupId, UnitId), i32> = HashMap::new();
    for one in &waiting {
        if let Some(group) = one.group_id {
            let points = most.entry((group, one.unit_id)).or_insert(one.points);
            *points = one.points.max(*points);
        }
    }
    let points = |one: &Waiting| {
        let group = one.group_id.map(|group| (group, one.unit_id));
        group
            .and_then(|group| most.get(&group).copied())
            .unwrap_or(one.points)
    };
    waiting.sort_by_key(|one| Rank::new(points(one), one.drawn_rank, one.arrival));
    let mut lines: HashMap<(UnitId, Option<String>), i64> = HashMap::new();
    let place = |one: Waiting| {
        let class = (!open_to_all.contains(&one.unit_id)).then_some(one.quota_key);
        let last = lines.entry((one.unit_id, class)).or_default();
        *last += 1;
        (one.id, *last)
    };
    Ok(waiting.into_iter().map(place).collect())
}

/// The units whose general pool has seats at all: there everybody stands in one line.
async fn with_general_seats(
    db: &impl ConnectionTrait,
    offering: OfferingId,
) -> Result<HashSet<UnitId>, Fault> {
    let units: Vec<UnitId> = units::Entity::find()
        .select_only()
        .column(units::Column::Id)
        .filter(units::Column::OfferingId.eq(offering))
        .into_tuple()
        .all(db)
        .await?;
    let general = pools::Entity::find()
        .filter(pools::Column::UnitId.is_in(units))
        .filter(pools::Column::QuotaKey.eq(""))
        .all(db)
        .await?;
    let with_seats = general
        .into_iter()
        .filter(|pool| pool.capacity.is_none_or(|capacity| capacity > 0));
    Ok(with_seats.map(|pool| pool.unit_id).collect())
}

fn read(status: &str) -> Result<Status, Fault> {
    Status::parse(status).ok_or_else(|| Fault::broken(format!("a registration that is {status}")))
}
