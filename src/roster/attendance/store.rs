//! Marks, and whom the door expects.

pub(super) mod personal;

use std::collections::HashMap;

use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, OnConflict, Query, SelectStatement};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};

use super::policy::{Mark, MarkKind};
use crate::db::Fault;
use crate::db::entity::attendance_marks as marks;
use crate::db::entity::{registrations, units};
use crate::ledger::facts::Status;
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, OfferingId, ParticipantId, RegistrationId, SessionId, UnitId};

/// A registration as the door needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Guest {
    pub id: RegistrationId,
    pub account: AccountId,
    pub participant: ParticipantId,
    pub status: Status,
    pub door_code: String,
}

/// A mark as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kept {
    pub mark: Mark,
    pub collected_by_sealed: Option<String>,
    pub reason_sealed: Option<String>,
    pub marked_by: AccountId,
}

/// A mark to be stored.
#[derive(Clone, Debug)]
pub(super) struct NewMark {
    pub registration: RegistrationId,
    /// Whose it is.
    pub account: AccountId,
    pub kept: Kept,
}

/// The unit whose seats let one into a session: the session itself where sessions are picked.
pub(super) async fn unit(
    db: &impl ConnectionTrait,
    offering: OfferingId,
    picked: Option<SessionId>,
) -> Result<Option<UnitId>, Fault> {
    let query = units::Entity::find()
        .select_only()
        .column(units::Column::Id)
        .filter(units::Column::OfferingId.eq(offering));
    let query = match picked {
        Some(session) => query.filter(units::Column::SessionId.eq(session)),
        None => query.filter(units::Column::SessionId.is_null()),
    };
    Ok(query.into_tuple().one(db).await?)
}

/// Those of a unit who are named by id or by door code, whatever their status.
pub(super) async fn named(
    db: &impl ConnectionTrait,
    unit: UnitId,
    ids: &[RegistrationId],
    codes: &[String],
) -> Result<Vec<Guest>, Fault> {
    let named = Condition::any()
        .add(registrations::Column::Id.is_in(ids.iter().copied()))
        .add(registrations::Column::DoorCode.is_in(codes));
    let rows = registrations::Entity::find()
        .filter(registrations::Column::UnitId.eq(unit))
        .filter(named)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// A page of those who have a seat in a unit, or were marked in the session, by id.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    unit: UnitId,
    session: SessionId,
    after: Option<RegistrationId>,
    limit: u64,
) -> Result<Vec<Guest>, Fault> {
    let mut query = registrations::Entity::find()
        .filter(registrations::Column::UnitId.eq(unit))
        .filter(
            Condition::any()
                .add(registrations::Column::Status.eq(Status::Confirmed.as_str()))
                .add(registrations::Column::Id.in_subquery(marked_in(session))),
        );
    if let Some(after) = after {
        query = query.filter(registrations::Column::Id.gt(after));
    }
    let query = query.order_by_asc(registrations::Column::Id).limit(limit);
    query.all(db).await?.into_iter().map(read).collect()
}

/// The marks of some registrations in a session.
pub(super) async fn marks_of(
    db: &impl ConnectionTrait,
    session: SessionId,
    registrations: &[RegistrationId],
) -> Result<HashMap<RegistrationId, Vec<Kept>>, Fault> {
    let rows = marks::Entity::find()
        .filter(marks::Column::SessionId.eq(session))
        .filter(marks::Column::RegistrationId.is_in(registrations.iter().copied()))
        .all(db)
        .await?;
    let mut found: HashMap<RegistrationId, Vec<Kept>> = HashMap::new();
    for row in rows {
        let registration = row.registration_id;
        found.entry(registration).or_default().push(kept(row)?);
    }
    Ok(found)
}

fn kept(row: marks::Model) -> Result<Kept, Fault> {
    let kind = row.mark.parse();
    let kind = kind.map_err(|word| Fault::broken(format!("a mark: {word}")))?;
    Ok(Kept {
        mark: Mark {
            id: row.id,
            kind,
            at: row.at,
        },
        collected_by_sealed: row.collected_by_sealed,
        reason_sealed: row.reason_sealed,
        marked_by: row.marked_by,
    })
}

/// Stores marks; those that are there already stay as they were.
pub(super) async fn insert(
    tx: &impl ConnectionTrait,
    session: SessionId,
    new: &[NewMark],
    now: Instant,
) -> Result<(), Fault> {
    use marks::Column::{At, Mark, RegistrationId, SessionId};
    if new.is_empty() {
        return Ok(());
    }
    let rows = new.iter().map(|one| marks::ActiveModel {
        id: Set(one.kept.mark.id),
        session_id: Set(session),
        registration_id: Set(one.registration),
        mark: Set(one.kept.mark.kind.as_str().to_owned()),
        at: Set(one.kept.mark.at),
        collected_by_sealed: Set(one.kept.collected_by_sealed.clone()),
        reason_sealed: Set(one.kept.reason_sealed.clone()),
        marked_by: Set(one.kept.marked_by),
        created_at: Set(now),
    });
    let same = OnConflict::columns([SessionId, RegistrationId, Mark, At])
        .do_nothing()
        .to_owned();
    marks::Entity::insert_many(rows)
        .on_conflict(same)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// How many of a unit have a seat and no mark in the session yet.
pub(super) async fn unmarked(
    db: &impl ConnectionTrait,
    unit: UnitId,
    session: SessionId,
) -> Result<u64, Fault> {
    Ok(registrations::Entity::find()
        .filter(registrations::Column::UnitId.eq(unit))
        .filter(registrations::Column::Status.eq(Status::Confirmed.as_str()))
        .filter(registrations::Column::Id.not_in_subquery(marked_in(session)))
        .count(db)
        .await?)
}

/// How many stand at each mark in a session by the last one made of them.
pub(super) async fn counted(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<HashMap<MarkKind, i64>, Fault> {
    let counts: Vec<(String, i64)> = last_marks(session)
        .select_only()
        .column(marks::Column::Mark)
        .column_as(marks::Column::Id.count(), "many")
        .group_by(marks::Column::Mark)
        .into_tuple()
        .all(db)
        .await?;
    let read = |(word, many): (String, i64)| {
        let kind = word.parse();
        let kind = kind.map_err(|word| Fault::broken(format!("a mark: {word}")))?;
        Ok((kind, many))
    };
    counts.into_iter().map(read).collect()
}

/// Who came in and did not go out.
pub(super) async fn inside(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<ParticipantId>, Fault> {
    let inside = last_marks(session)
        .filter(marks::Column::Mark.eq(MarkKind::In.as_str()))
        .select_only()
        .column(marks::Column::RegistrationId)
        .into_query();
    Ok(registrations::Entity::find()
        .select_only()
        .column(registrations::Column::ParticipantId)
        .filter(registrations::Column::Id.in_subquery(inside))
        .into_tuple()
        .all(db)
        .await?)
}

/// The registrations that were marked in a session.
fn marked_in(session: SessionId) -> SelectStatement {
    Query::select()
        .column(marks::Column::RegistrationId)
        .from(marks::Entity)
        .and_where(marks::Column::SessionId.eq(session))
        .to_owned()
}

/// The last mark of each registration in a session.
fn last_marks(session: SessionId) -> Select<marks::Entity> {
    use marks::Column::{At, Id, Mark, RegistrationId, SessionId};
    const LATER: &str = "later";
    let (mine, later) = (
        |column: marks::Column| Expr::col((marks::Entity, column)),
        |column: marks::Column| Expr::col((LATER, column)),
    );
    let at_once = later(At)
        .equals((marks::Entity, At))
        .and(rank(&later(Mark)).gt(rank(&mine(Mark))));
    let after = Query::select()
        .column((LATER, Id))
        .from_as(marks::Entity, LATER)
        .and_where(later(SessionId).equals((marks::Entity, SessionId)))
        .and_where(later(RegistrationId).equals((marks::Entity, RegistrationId)))
        .and_where(later(At).gt(mine(At)).or(at_once))
        .to_owned();
    marks::Entity::find()
        .filter(SessionId.eq(session))
        .filter(Expr::not_exists(after))
}

/// The place of a word among those of the same instant.
fn rank(mark: &Expr) -> Expr {
    let ranks = MarkKind::ALL.iter().zip(0_i32..);
    let case = ranks.fold(CaseStatement::new(), |case, (kind, rank)| {
        case.case(mark.clone().eq(kind.as_str()), rank)
    });
    case.into()
}

fn read(row: registrations::Model) -> Result<Guest, Fault> {
    let status = Status::parse(&row.status);
    Ok(Guest {
        id: row.id,
        account: row.account_id,
        participant: row.participant_id,
        status: status.ok_or_else(|| Fault::broken("an unknown status"))?,
        door_code: row.door_code,
    })
}
