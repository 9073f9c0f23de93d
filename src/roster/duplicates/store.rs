//! Who looks like whom, and who was said to be two.

use std::collections::{BTreeSet, HashSet};

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, JoinType,
    QueryFilter, TryInsertResult,
};

use super::Mark;
use crate::db::Fault;
use crate::db::entity::{duplicate_settlements as settlements, participants, registrations};
use crate::ledger::facts::Status;
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, OfferingId, ParticipantId, RegistrationId};

#[derive(FromQueryResult)]
struct Row {
    mine: RegistrationId,
    my_arrival: i64,
    my_person: ParticipantId,
    other: RegistrationId,
    other_arrival: i64,
    other_person: ParticipantId,
}

/// All marks of an offering, or those on `ids`, in the order of arrival.
pub(super) async fn marks(
    db: &impl ConnectionTrait,
    offering: OfferingId,
    ids: Option<&[RegistrationId]>,
) -> Result<Vec<Mark>, Fault> {
    use participants::Column::{Id as Person, IdentityHash};
    use registrations::Column::{
        Arrival, Id, OfferingId as Of, ParticipantId as By, Status as Is, UnitId,
    };
    let [mine, me, him, other] = ["mine", "me", "him", "other"].map(Alias::new);
    let of = |table: &Alias, column: registrations::Column| Expr::col((table.clone(), column));
    let who = |table: &Alias, column: participants::Column| Expr::col((table.clone(), column));
    let live = || {
        let live = Status::ALL.into_iter().filter(|status| status.is_live());
        live.map(Status::as_str)
    };
    let mut query = Query::select();
    query
        .expr_as(of(&mine, Id), "mine")
        .expr_as(of(&mine, Arrival), "my_arrival")
        .expr_as(of(&mine, By), "my_person")
        .expr_as(of(&other, Id), "other")
        .expr_as(of(&other, Arrival), "other_arrival")
        .expr_as(of(&other, By), "other_person")
        .from_as(registrations::Entity, mine.clone())
        .join_as(
            JoinType::InnerJoin,
            participants::Entity,
            me.clone(),
            who(&me, Person).equals((mine.clone(), By)),
        )
        .join_as(
            JoinType::InnerJoin,
            participants::Entity,
            him.clone(),
            who(&him, IdentityHash)
                .equals((me.clone(), IdentityHash))
                .and(who(&him, Person).not_equals((me.clone(), Person))),
        )
        .join_as(
            JoinType::InnerJoin,
            registrations::Entity,
            other.clone(),
            of(&other, By)
                .equals((him.clone(), Person))
                .and(of(&other, UnitId).equals((mine.clone(), UnitId))),
        )
        .and_where(of(&mine, Of).eq(offering))
        .and_where(of(&mine, Is).is_in(live()))
        .and_where(of(&other, Is).is_in(live()));
    if let Some(ids) = ids {
        query.and_where(of(&mine, Id).is_in(ids.iter().copied()));
    }
    let statement = db.get_database_backend().build(&query);
    let rows = Row::find_by_statement(statement).all(db).await?;
    // Each pair is found from both sides, unless only one of them was asked about.
    let marks: BTreeSet<(i64, i64, Mark)> = rows.iter().map(mark).collect();
    Ok(marks.into_iter().map(|(.., mark)| mark).collect())
}

/// A mark with the arrivals of the two.
fn mark(row: &Row) -> (i64, i64, Mark) {
    let mine = (row.my_arrival, row.mine, row.my_person);
    let other = (row.other_arrival, row.other, row.other_person);
    let (first, second) = if mine < other {
        (mine, other)
    } else {
        (other, mine)
    };
    let (one, two) = (first.2, second.2);
    let mark = Mark {
        earlier: first.1,
        later: second.1,
        people: if one < two { (one, two) } else { (two, one) },
    };
    (first.0, second.0, mark)
}

/// The marks that nobody settled.
pub(super) async fn unsettled(
    db: &impl ConnectionTrait,
    offering: OfferingId,
    ids: Option<&[RegistrationId]>,
) -> Result<Vec<Mark>, Fault> {
    let mut marks = marks(db, offering, ids).await?;
    if marks.is_empty() {
        return Ok(marks);
    }
    let rows = settlements::Entity::find()
        .filter(settlements::Column::OfferingId.eq(offering))
        .all(db)
        .await?;
    let settled: HashSet<_> = rows
        .into_iter()
        .map(|row| (row.first_id, row.second_id))
        .collect();
    marks.retain(|mark| !settled.contains(&mark.people));
    Ok(marks)
}

/// Remembers that a mark is of two people; whether nobody had said so.
pub(super) async fn settle(
    tx: &DatabaseTransaction,
    offering: OfferingId,
    mark: Mark,
    by: AccountId,
    now: Instant,
) -> Result<bool, Fault> {
    let row = settlements::ActiveModel {
        offering_id: Set(offering),
        first_id: Set(mark.people.0),
        second_id: Set(mark.people.1),
        settled_by: Set(by),
        settled_at: Set(now),
    };
    let written = settlements::Entity::insert(row)
        .on_conflict_do_nothing()
        .exec_without_returning(tx)
        .await?;
    Ok(matches!(written, TryInsertResult::Inserted(1..)))
}
