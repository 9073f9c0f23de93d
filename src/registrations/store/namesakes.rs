//! Who is in an offering under a name.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::db::Fault;
use crate::db::entity::{accounts, participants, registrations, units};
use crate::households::Person;
use crate::households::policy::Relation;
use crate::ledger::facts::Status;
use crate::registrations::assist::Namesake;
use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, ParticipantId, RegistrationId, SessionId};

#[derive(FromQueryResult)]
struct Row {
    id: RegistrationId,
    session_id: Option<SessionId>,
    participant_id: ParticipantId,
    name: String,
    birth_date: Option<NaiveDate>,
    phone: Option<String>,
    status: String,
    created_at: Instant,
}

/// The live registrations in an offering of people with one of these names, the first first.
pub(in crate::registrations) async fn namesakes(
    db: &impl ConnectionTrait,
    offering: OfferingId,
    names: &[&str],
) -> Result<Vec<Namesake>, Fault> {
    use registrations::{Column, Entity};
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let live = Status::ALL.into_iter().filter(|status| status.is_live());
    let unit = Entity::belongs_to(units::Entity)
        .from(Column::UnitId)
        .to(units::Column::Id);
    let person = Entity::belongs_to(participants::Entity)
        .from(Column::ParticipantId)
        .to(participants::Column::Id);
    let account = Entity::belongs_to(accounts::Entity)
        .from(Column::AccountId)
        .to(accounts::Column::Id);
    let rows = Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::ParticipantId,
            Column::Status,
            Column::CreatedAt,
        ])
        .column(units::Column::SessionId)
        .columns([participants::Column::Name, participants::Column::BirthDate])
        .column(accounts::Column::Phone)
        .join(JoinType::InnerJoin, unit.into())
        .join(JoinType::InnerJoin, person.into())
        .join(JoinType::InnerJoin, account.into())
        .filter(Column::OfferingId.eq(offering))
        .filter(Column::Status.is_in(live.map(Status::as_str)))
        .filter(participants::Column::Name.is_in(names.iter().copied()))
        .order_by_asc(Column::Arrival)
        .into_model::<Row>()
        .all(db)
        .await?;
    let namesake = |row: Row| Namesake {
        registration: row.id,
        session: row.session_id,
        participant: row.participant_id,
        person: Person {
            birth_date: row.birth_date,
            ..Person::named(row.name, Relation::Other)
        },
        phone: row.phone,
        status: row.status,
        since: row.created_at,
    };
    Ok(rows.into_iter().map(namesake).collect())
}
