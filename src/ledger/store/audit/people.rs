//! Who takes part, and what guardians agreed to.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use super::theirs;
use crate::db::Fault;
use crate::db::entity::{consents, participants, registrations};
use crate::ledger::check::{ConsentRecord, GUARDIAN_CONSENT, Person, Records};
use crate::ledger::facts::Status;
use crate::values::ids::{ParticipantId, ProgramId, RegistrationId};

/// Who takes part in a live registration.
pub(super) async fn live(
    tx: &impl ConnectionTrait,
    programs: &[ProgramId],
    all: &mut BTreeMap<ProgramId, Records>,
) -> Result<(), Fault> {
    use participants::Column;
    let live = Status::ALL.into_iter().filter(|status| status.is_live());
    let who = registrations::Entity::find()
        .select_only()
        .column(registrations::Column::ParticipantId)
        .filter(theirs(programs))
        .filter(registrations::Column::Status.is_in(live.map(Status::as_str)));
    let rows: Vec<(ParticipantId, _, String)> = participants::Entity::find()
        .select_only()
        .columns([Column::Id, Column::BirthDate, Column::Relation])
        .filter(Column::Id.in_subquery(who.into_query()))
        .into_tuple()
        .all(tx)
        .await?;
    let person = |(id, birth_date, relation): (_, _, String)| {
        let is_child_of_account = relation == "child";
        let person = Person {
            birth_date,
            is_child_of_account,
        };
        (id, person)
    };
    let people: BTreeMap<ParticipantId, Person> = rows.into_iter().map(person).collect();
    for records in all.values_mut() {
        let live = records
            .registrations
            .values()
            .filter(|one| one.status.is_live());
        let who = live.map(|one| one.participant_id);
        let theirs = who.filter_map(|id| Some((id, *people.get(&id)?)));
        records.people = theirs.collect();
    }
    Ok(())
}

/// Their guardians' consents.
pub(super) async fn consents(
    tx: &impl ConnectionTrait,
    programs: &[ProgramId],
    all: &mut BTreeMap<ProgramId, Records>,
) -> Result<(), Fault> {
    use consents::Column;
    let registered = registrations::Entity::find()
        .select_only()
        .column(registrations::Column::Id)
        .filter(theirs(programs));
    let rows = consents::Entity::find()
        .filter(Column::Key.eq(GUARDIAN_CONSENT))
        .filter(Column::RegistrationId.in_subquery(registered.into_query()))
        .all(tx)
        .await?;
    let mut given: BTreeMap<RegistrationId, Vec<ConsentRecord>> = BTreeMap::new();
    for row in rows {
        given
            .entry(row.registration_id)
            .or_default()
            .push(ConsentRecord {
                id: row.id,
                registration_id: row.registration_id,
                participant_id: row.participant_id,
                version: row.version,
                given_at: row.given_at,
                is_withdrawn: row.withdrawn_at.is_some(),
            });
    }
    for records in all.values_mut() {
        let theirs = records
            .registrations
            .keys()
            .filter_map(|id| given.remove(id));
        records.consents = theirs.flatten().collect();
    }
    Ok(())
}
