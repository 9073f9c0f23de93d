//! Who looks like whom, and who was said to be two.

use std::collections::{HashMap, HashSet};

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::IntoCondition;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, JoinType,
    QueryFilter, QuerySelect, TryInsertResult,
};

use super::Mark;
use crate::db::Fault;
use crate::db::entity::{duplicate_settlements as settlements, participants, registrations};
use crate::ledger::facts::Status;
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, OfferingId, ParticipantId, RegistrationId, UnitId};

/// Ids that are asked about together.
const CHUNK: usize = 500;

/// A registration of somebody whose name and day of birth are known.
#[derive(Clone, FromQueryResult)]
struct Row {
    id: RegistrationId,
    offering_id: OfferingId,
    unit_id: UnitId,
    participant_id: ParticipantId,
    status: String,
    arrival: i64,
    identity_hash: String,
}

/// All marks of an offering, or those on `ids`, in the order of arrival.
pub(super) async fn marks(
    db: &impl ConnectionTrait,
    offering: OfferingId,
    ids: Option<&[RegistrationId]>,
) -> Result<Vec<Mark>, Fault> {
    let rows = match ids {
        None => known(db, registrations::Column::OfferingId.eq(offering)).await?,
        Some(ids) => alike(db, ids).await?,
    };
    let is_live = |row: &Row| Status::parse(&row.status).is_some_and(Status::is_live);
    let live = rows
        .into_iter()
        .filter(|row| row.offering_id == offering && is_live(row));
    let mut of_one: HashMap<(UnitId, String), Vec<Row>> = HashMap::new();
    for row in live {
        let alike = of_one.entry((row.unit_id, row.identity_hash.clone()));
        alike.or_default().push(row);
    }
    let mut marks: Vec<(i64, i64, Mark)> = Vec::new();
    for mut rows in of_one.into_values() {
        rows.sort_by_key(|row| row.arrival);
        for (at, earlier) in rows.iter().enumerate() {
            let later = rows.iter().skip(at + 1);
            marks.extend(later.map(|later| mark(earlier, later)));
        }
    }
    marks.sort_unstable();
    let marks = marks.into_iter().map(|(.., mark)| mark);
    let is_asked = |mark: &Mark| {
        ids.is_none_or(|ids| ids.contains(&mark.earlier) || ids.contains(&mark.later))
    };
    Ok(marks.filter(is_asked).collect())
}

/// A mark with the arrivals of the two.
fn mark(earlier: &Row, later: &Row) -> (i64, i64, Mark) {
    let (one, two) = (earlier.participant_id, later.participant_id);
    let mark = Mark {
        earlier: earlier.id,
        later: later.id,
        people: if one < two { (one, two) } else { (two, one) },
    };
    (earlier.arrival, later.arrival, mark)
}

/// Registrations with the names and days of birth of `ids`, those themselves too. Step by step:
/// in one statement the planner of SQLite looks at everybody in the unit for each.
async fn alike(db: &impl ConnectionTrait, ids: &[RegistrationId]) -> Result<Vec<Row>, Fault> {
    let mut hashes: HashSet<String> = HashSet::new();
    for ids in ids.chunks(CHUNK) {
        let asked = known(db, registrations::Column::Id.is_in(ids.iter().copied())).await?;
        hashes.extend(asked.into_iter().map(|row| row.identity_hash));
    }
    let hashes: Vec<String> = hashes.into_iter().collect();
    let mut people: Vec<ParticipantId> = Vec::new();
    for hashes in hashes.chunks(CHUNK) {
        let of_one: Vec<ParticipantId> = participants::Entity::find()
            .select_only()
            .column(participants::Column::Id)
            .filter(participants::Column::IdentityHash.is_in(hashes))
            .into_tuple()
            .all(db)
            .await?;
        people.extend(of_one);
    }
    let mut found = Vec::new();
    for people in people.chunks(CHUNK) {
        let theirs = registrations::Column::ParticipantId.is_in(people.iter().copied());
        found.extend(known(db, theirs).await?);
    }
    Ok(found)
}

/// The registrations of this sort whose participant's name and day of birth are known.
async fn known(db: &impl ConnectionTrait, wanted: impl IntoCondition) -> Result<Vec<Row>, Fault> {
    use registrations::Column as C;
    let person = registrations::Entity::belongs_to(participants::Entity)
        .from(C::ParticipantId)
        .to(participants::Column::Id)
        .into();
    Ok(registrations::Entity::find()
        .select_only()
        .columns([
            C::Id,
            C::OfferingId,
            C::UnitId,
            C::ParticipantId,
            C::Status,
            C::Arrival,
        ])
        .column(participants::Column::IdentityHash)
        .join(JoinType::InnerJoin, person)
        .filter(wanted)
        .filter(participants::Column::IdentityHash.is_not_null())
        .into_model::<Row>()
        .all(db)
        .await?)
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
