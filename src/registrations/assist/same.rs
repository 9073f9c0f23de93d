//! Somebody who may be registered already, entered by another account. Staff say whether it is
//! somebody else (`not_same`); a mere likeness of names is no proof.

use std::collections::HashMap;

use serde_json::json;

use super::{Assisted, Desk};
use crate::db::Fault;
use crate::households::policy::may_be_one;
use crate::households::{Hosted, Person};
use crate::ledger::command::{Reason, RefusalKind};
use crate::registrations::weigh::Findings;
use crate::registrations::{Registrations, store};
use crate::values::clock::Instant;
use crate::values::ids::{ParticipantId, RegistrationId, SessionId};

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

/// Who may be registered already, by participant.
pub(super) struct Same(HashMap<ParticipantId, Vec<Reason>>);

impl Same {
    /// Adds what is found of a guest.
    pub(super) fn note(&mut self, host: &Hosted, findings: &mut Findings) {
        let found = self.0.remove(&host.participant.id).unwrap_or_default();
        findings.add(RefusalKind::AlreadyRegistered, found);
    }
}

impl Registrations {
    /// Who of `people` may stand in the same unit already.
    pub(super) async fn same_people(
        &self,
        desk: Desk<'_>,
        people: &[Assisted],
        hosted: &[Hosted],
    ) -> Result<Same, Fault> {
        let asked: Vec<(&Assisted, &Hosted)> = people
            .iter()
            .zip(hosted)
            .filter(|(one, _)| !one.guest.is_somebody_new)
            .collect();
        let names: Vec<&str> = asked
            .iter()
            .map(|(one, _)| one.guest.person.name.as_str())
            .collect();
        let namesakes = store::namesakes(self.db.read(), desk.offering.id, &names).await?;
        let mut same: HashMap<ParticipantId, Vec<Reason>> = HashMap::new();
        for (one, host) in asked {
            let stated = (&one.guest.person, one.guest.phone.as_deref());
            let found = namesakes.iter().filter(|other| {
                let here = other
                    .session
                    .is_none_or(|session| one.session_ids.contains(&session));
                // The ledger itself sees who is known to be the same.
                here && other.participant != host.participant.id
                    && may_be_one(stated, (&other.person, other.phone.as_deref()))
            });
            let reasons = found.map(|other| {
                let facts = json!({
                    "participant_id": other.participant, "registration_id": other.registration,
                    "status": other.status, "since": other.since,
                });
                Reason::new("already-registered", facts)
            });
            same.entry(host.participant.id).or_default().extend(reasons);
        }
        Ok(Same(same))
    }
}
