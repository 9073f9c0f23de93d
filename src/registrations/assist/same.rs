//! Somebody who may be registered already, entered by another account. Staff say whether it is
//! somebody else (`not_same`); a mere likeness of names is no proof.

use std::collections::HashMap;

use serde_json::json;

use super::{Assisted, Desk};
use crate::db::Fault;
use crate::households::policy::may_be_one;
use crate::households::{Hosted, Person};
use crate::ledger::command::Reason;
use crate::registrations::{Registrations, store};
use crate::values::clock::Instant;
use crate::values::ids::{ParticipantId, RegistrationId, SessionId};
use crate::values::text::fold;

/// A live registration of somebody of the same name.
#[derive(Clone, Debug)]
pub(in crate::registrations) struct Namesake {
    pub(in crate::registrations) registration: RegistrationId,
    pub(in crate::registrations) session: Option<SessionId>,
    pub(in crate::registrations) participant: ParticipantId,
    pub(in crate::registrations) person: Person,
    pub(in crate::registrations) phone: Option<String>,
    pub(in crate::registrations) status: String,
    pub(in crate::registrations) since: Instant,
}

impl Registrations {
    /// Of each of `people`, who may be the same and stands in one of the units asked for.
    pub(super) async fn same_people(
        &self,
        desk: Desk<'_>,
        people: &[Assisted],
        hosted: &[Hosted],
    ) -> Result<Vec<Vec<Reason>>, Fault> {
        let asked = people.iter().filter(|one| !one.guest.is_somebody_new);
        let names: Vec<&str> = asked.map(|one| one.guest.person.name.as_str()).collect();
        let namesakes = store::namesakes(self.db.read(), desk.offering.id, &names).await?;
        let mut by_name: HashMap<String, Vec<&Namesake>> = HashMap::new();
        for namesake in &namesakes {
            let name = fold(&namesake.person.name);
            by_name.entry(name).or_default().push(namesake);
        }
        let found = people.iter().zip(hosted).map(|(one, host)| {
            let others = by_name.get(&fold(&one.guest.person.name));
            let others = others.into_iter().flatten();
            let others = others.filter(|other| may_stand_for(one, host, other));
            others.map(|other| already(other)).collect()
        });
        Ok(found.collect())
    }
}

/// Whether `other` may be the one who is entered, in a unit asked for. Who is known to be the
/// same the ledger sees itself.
fn may_stand_for(one: &Assisted, host: &Hosted, other: &Namesake) -> bool {
    let here = |session| one.session_ids.contains(&session);
    let stated = (&one.guest.person, one.guest.phone.as_deref());
    !one.guest.is_somebody_new
        && other.session.is_none_or(here)
        && other.participant != host.participant.id
        && may_be_one(stated, (&other.person, other.phone.as_deref()))
}

fn already(other: &Namesake) -> Reason {
    let facts = json!({
        "participant_id": other.participant, "registration_id": other.registration,
        "status": other.status, "since": other.since,
    });
    Reason::new("already-registered", facts)
}
