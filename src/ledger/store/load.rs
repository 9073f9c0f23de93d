//! Loads what a batch needs, by sets: the number of queries does not grow with the batch.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::{Expr, ExprTrait, LockType};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::Wanted;
use super::apart;
use super::convert::offering;
use crate::db::Fault;
use crate::db::bulk::few_lengths;
use crate::db::entity::{ledgers, offerings, pools, programs, registrations, units};
use crate::ledger::facts::{Book, Registration, Status, Unit};
use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, ProgramId, UnitId};

/// Locks the programs of a batch, in id order, and gives their empty books. A program that is
/// opened for the first time gets its row first.
///
/// # Errors
/// [`Fault::Database`].
pub(in crate::ledger) async fn lock(
    tx: &impl ConnectionTrait,
    wanted: &Wanted,
    exclusive: bool,
) -> Result<BTreeMap<ProgramId, Book>, Fault> {
    if exclusive && !wanted.opened.is_empty() {
        let fresh = wanted.programs.iter().map(|program| ledgers::ActiveModel {
            program_id: sea_orm::ActiveValue::Set(*program),
            sequence: sea_orm::ActiveValue::Set(0),
            arrival: sea_orm::ActiveValue::Set(0),
            due_at: sea_orm::ActiveValue::Set(None),
            changed_at: sea_orm::ActiveValue::Set(wanted.now),
        });
        let _ = ledgers::Entity::insert_many(fresh)
            .on_conflict_do_nothing_on([ledgers::Column::ProgramId])
            .exec_without_returning(tx)
            .await?;
    }
    let mut query = ledgers::Entity::find()
        .filter(ledgers::Column::ProgramId.is_in(few_lengths(wanted.programs.iter().copied())))
        .order_by_asc(ledgers::Column::ProgramId);
    if exclusive {
        query = query.lock(LockType::NoKeyUpdate);
    }
    let rows = query.all(tx).await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.program_id, empty(&row)))
        .collect())
}

fn empty(row: &ledgers::Model) -> Book {
    Book {
        due_at: row.due_at,
        began_at: row.sequence,
        sequence: row.sequence,
        arrival: row.arrival,
        ..Book::new(row.program_id)
    }
}

/// Fills the books with what the commands need.
///
/// # Errors
/// [`Fault`] of the database, or a row that does not read.
pub(in crate::ledger) async fn load(
    tx: &impl ConnectionTrait,
    wanted: &Wanted,
    books: &mut BTreeMap<ProgramId, Book>,
) -> Result<(), Fault> {
    let named = registrations_by_id(tx, wanted).await?;
    let due = units_due(tx, wanted, books).await?;
    let mut needed = wanted.offerings.clone();
    needed.extend(named.iter().map(|registration| registration.offering_id));
    needed.extend(due.iter().map(|unit| unit.offering_id));
    if needed.is_empty() {
        return Ok(());
    }
    load_offerings(tx, &needed, books).await?;
    load_units(tx, &needed, books).await?;
    load_pools(tx, books).await?;
    let mut whole: BTreeSet<UnitId> = due.into_iter().map(|unit| unit.id).collect();
    whole.extend(named.iter().map(|registration| registration.unit_id));
    load_people(tx, wanted, &named, whole, books).await?;
    apart::sessions(tx, &(&wanted.shaken | &wanted.opened), books).await?;
    apart::draws(tx, &wanted.drawn, books).await?;
    if !wanted.opened.is_empty() {
        mark_used(tx, books).await?;
    }
    Ok(())
}

/// Which programs have something due by `now`.
///
/// # Errors
/// [`Fault::Database`].
pub(in crate::ledger) async fn due_programs(
    db: &impl ConnectionTrait,
    now: Instant,
) -> Result<Vec<ProgramId>, Fault> {
    let query = ledgers::Entity::find()
        .select_only()
        .column(ledgers::Column::ProgramId)
        .filter(ledgers::Column::DueAt.lte(now))
        .order_by_asc(ledgers::Column::DueAt);
    Ok(query.into_tuple().all(db).await?)
}

async fn registrations_by_id(
    tx: &impl ConnectionTrait,
    wanted: &Wanted,
) -> Result<Vec<registrations::Model>, Fault> {
    if wanted.named.is_empty() {
        return Ok(Vec::new());
    }
    let named = registrations::Column::Id.is_in(few_lengths(wanted.named.iter().copied()));
    Ok(registrations::Entity::find().filter(named).all(tx).await?)
}

/// The units in which something is due; most times the book knows that there are none.
async fn units_due(
    tx: &impl ConnectionTrait,
    wanted: &Wanted,
    books: &BTreeMap<ProgramId, Book>,
) -> Result<Vec<units::Model>, Fault> {
    let due = books
        .values()
        .filter(|book| book.due_at.is_some_and(|due| due <= wanted.now));
    let programs: Vec<ProgramId> = due.map(|book| book.program_id).collect();
    if programs.is_empty() {
        return Ok(Vec::new());
    }
    let query = units::Entity::find()
        .filter(units::Column::ProgramId.is_in(few_lengths(programs)))
        .filter(units::Column::DueAt.lte(wanted.now));
    Ok(query.all(tx).await?)
}

async fn load_offerings(
    tx: &impl ConnectionTrait,
    ids: &BTreeSet<OfferingId>,
    books: &mut BTreeMap<ProgramId, Book>,
) -> Result<(), Fault> {
    let by_id = offerings::Column::Id.is_in(few_lengths(ids.iter().copied()));
    let program = offerings::Entity::belongs_to(programs::Entity)
        .from(offerings::Column::ProgramId)
        .to(programs::Column::Id)
        .into();
    let rows = offerings::Entity::find()
        .join(JoinType::InnerJoin, program)
        .column_as(programs::Column::Shape, "shape")
        .filter(by_id)
        .into_model::<Shaped>()
        .all(tx)
        .await?;
    for Shaped { row, shape } in rows {
        if let Some(book) = books.get_mut(&row.program_id) {
            let offering = offering(&row, &shape)?;
            book.offerings.insert(offering.id, offering);
        }
    }
    Ok(())
}

/// An offering with the shape of its program.
#[derive(FromQueryResult)]
struct Shaped {
    #[sea_orm(nested)]
    row: offerings::Model,
    shape: String,
}

async fn load_units(
    tx: &impl ConnectionTrait,
    offerings: &BTreeSet<OfferingId>,
    books: &mut BTreeMap<ProgramId, Book>,
) -> Result<(), Fault> {
    let theirs = units::Column::OfferingId.is_in(few_lengths(offerings.iter().copied()));
    for row in units::Entity::find().filter(theirs).all(tx).await? {
        if let Some(book) = books.get_mut(&row.program_id) {
            book.units.insert(row.id, row.into());
        }
    }
    Ok(())
}

async fn load_pools(
    tx: &impl ConnectionTrait,
    books: &mut BTreeMap<ProgramId, Book>,
) -> Result<(), Fault> {
    let ids: Vec<UnitId> = books
        .values()
        .flat_map(|book| book.units.keys().copied())
        .collect();
    let theirs = pools::Column::UnitId.is_in(few_lengths(ids));
    for row in pools::Entity::find()
        .filter(theirs)
        .order_by_asc(pools::Column::Id)
        .all(tx)
        .await?
    {
        let unit = books
            .get_mut(&row.program_id)
            .and_then(|book| book.units.get_mut(&row.unit_id));
        if let Some(unit) = unit {
            unit.pools.push(row.into());
        }
    }
    for unit in books.values_mut().flat_map(|book| book.units.values_mut()) {
        unit.pools.sort_by_key(|pool| !pool.is_general());
    }
    Ok(())
}

/// Loads who stands where: everyone a freed seat may move in the units that must be whole,
/// and the standing of who newly registers.
async fn load_people(
    tx: &impl ConnectionTrait,
    wanted: &Wanted,
    named: &[registrations::Model],
    mut whole: BTreeSet<UnitId>,
    books: &mut BTreeMap<ProgramId, Book>,
) -> Result<(), Fault> {
    use registrations::Column;
    let every_unit = books.values().flat_map(|book| book.units.values());
    whole.extend(
        every_unit
            .filter(|unit| must_be_whole(unit, wanted))
            .map(|unit| unit.id),
    );
    for unit in books.values_mut().flat_map(|book| book.units.values_mut()) {
        unit.is_whole = whole.contains(&unit.id);
    }
    let mut any = Condition::any();
    let deciding = deciding(wanted, &whole, books);
    if !deciding.is_empty() {
        let applied = Column::Status.eq(Status::Applied.as_str());
        any = any.add(applied.and(Column::UnitId.is_in(deciding)));
    }
    if !wanted.shaken.is_empty() {
        let live = is_live();
        any = any.add(live.and(Column::OfferingId.is_in(wanted.shaken.iter().copied())));
    }
    if !whole.is_empty() {
        let movable = Column::Status.is_in([Status::Waitlisted.as_str(), Status::Offered.as_str()]);
        let guests = Column::Status
            .eq(Status::Confirmed.as_str())
            .and(Column::QuotaKey.ne(""));
        let moved = Condition::any().add(movable).add(guests);
        any = any.add(
            Condition::all()
                .add(Column::UnitId.is_in(few_lengths(whole)))
                .add(moved),
        );
    }
    if !wanted.applicants.is_empty() {
        let standing = Column::ParticipantId.is_in(few_lengths(wanted.applicants.iter().copied()));
        any = any.add(standing.and(is_live()));
    }
    if !wanted.named.is_empty() {
        any = any.add(Column::Id.is_in(few_lengths(wanted.named.iter().copied())));
        any = any.add(beside_named(named));
    }
    if any.is_empty() {
        return Ok(());
    }
    for row in registrations::Entity::find().filter(any).all(tx).await? {
        if let Some(book) = books.get_mut(&row.program_id) {
            book.file(Registration::try_from(row)?);
        }
    }
    Ok(())
}

/// Whoever changes a registration may have another in the way: the live ones of the same
/// participants come along; and linked ones are decided on together. Named by their values: a
/// subquery under an OR is served by no index, and all registrations would be gone through.
fn beside_named(named: &[registrations::Model]) -> Condition {
    use registrations::Column;
    let participants: BTreeSet<_> = named.iter().map(|one| one.participant_id).collect();
    let groups: BTreeSet<_> = named.iter().filter_map(|one| one.group_id).collect();
    let mut any = Condition::any();
    if !participants.is_empty() {
        any = any.add(is_live().and(Column::ParticipantId.is_in(few_lengths(participants))));
    }
    if !groups.is_empty() {
        any = any.add(is_live().and(Column::GroupId.is_in(few_lengths(groups))));
    }
    any
}

/// Said by the statuses that are not: so PostgreSQL does not take it for a reason to read all live
/// registrations, as it did where a fresh table had taught it that there are few.
fn is_live() -> Expr {
    let ended = Status::ALL.into_iter().filter(|status| !status.is_live());
    registrations::Column::Status.is_not_in(ended.map(Status::as_str))
}

/// The units whose applications must all be there: those of offerings that are decided on, and
/// those in which something fell due.
fn deciding(
    wanted: &Wanted,
    whole: &BTreeSet<UnitId>,
    books: &BTreeMap<ProgramId, Book>,
) -> Vec<UnitId> {
    let units = books.values().flat_map(|book| book.units.values());
    let decides = |unit: &&Unit| {
        let due = unit.due_at.is_some_and(|due| due <= wanted.now) && !unit.is_given_out;
        wanted.given_out.contains(&unit.offering_id) || (due && whole.contains(&unit.id))
    };
    units.filter(decides).map(|unit| unit.id).collect()
}

/// A newcomer who takes a seat past people who wait is counted against each of them; where
/// nothing is free nobody can be passed, and nobody need be loaded.
fn must_be_whole(unit: &Unit, wanted: &Wanted) -> bool {
    let entered = wanted
        .entered
        .contains(&(unit.offering_id, unit.session_id))
        || unit
            .session_id
            .is_some_and(|session| wanted.changed_to.contains(&session))
        || wanted.moved_to.contains(&unit.offering_id);
    let passes = unit.waiting_count() > 0 && unit.pools.iter().any(|pool| pool.untaken() > 0);
    wanted.whole_offerings.contains(&unit.offering_id) || (entered && passes)
}

async fn mark_used(
    tx: &impl ConnectionTrait,
    books: &mut BTreeMap<ProgramId, Book>,
) -> Result<(), Fault> {
    use registrations::Column;
    let ids: Vec<UnitId> = books
        .values()
        .flat_map(|book| book.units.keys().copied())
        .collect();
    let used: Vec<UnitId> = registrations::Entity::find()
        .select_only()
        .column(Column::UnitId)
        .filter(Column::UnitId.is_in(ids))
        .distinct()
        .into_tuple()
        .all(tx)
        .await?;
    for unit in books.values_mut().flat_map(|book| book.units.values_mut()) {
        unit.is_used = used.contains(&unit.id);
    }
    Ok(())
}
