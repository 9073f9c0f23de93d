//! The book of a program: the facts of a batch, changed as its commands are decided.

use std::collections::BTreeMap;

use super::draw::Draw;
use super::facts::{Offering, Pool, Registration, Session, Status, Unit};
use crate::values::clock::Instant;
use crate::values::ids::{
    GroupId, OfferingId, ParticipantId, ProgramId, RegistrationId, SessionId, UnitId,
};
use crate::values::rank::Rank;

/// Everything a batch needs of one program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// The program.
    pub program_id: ProgramId,
    /// When something falls due in it, at the earliest.
    pub due_at: Option<Instant>,
    /// Number of the last event when the batch began.
    pub began_at: i64,
    /// Number of the last event.
    pub sequence: i64,
    /// Number of the last arrival.
    pub arrival: i64,
    /// The offerings concerned.
    pub offerings: BTreeMap<OfferingId, Offering>,
    /// The units concerned.
    pub units: BTreeMap<UnitId, Unit>,
    /// The registrations concerned.
    pub registrations: BTreeMap<RegistrationId, Registration>,
    /// The same by who takes part.
    pub by_participant: BTreeMap<ParticipantId, Vec<RegistrationId>>,
    /// The linked ones by their group.
    pub by_group: BTreeMap<GroupId, Vec<RegistrationId>>,
    /// The draws that stand, of the offerings a command draws in.
    pub draws: BTreeMap<OfferingId, Draw>,
    /// The sessions of the offerings whose sessions a command changes.
    pub sessions: BTreeMap<SessionId, Session>,
}

impl Book {
    /// The book of a program of which nothing is known yet.
    #[must_use]
    pub const fn new(program_id: ProgramId) -> Self {
        Self {
            program_id,
            due_at: None,
            began_at: 0,
            sequence: 0,
            arrival: 0,
            offerings: BTreeMap::new(),
            units: BTreeMap::new(),
            registrations: BTreeMap::new(),
            by_participant: BTreeMap::new(),
            by_group: BTreeMap::new(),
            draws: BTreeMap::new(),
            sessions: BTreeMap::new(),
        }
    }

    /// The unit of an offering, or of one of its sessions.
    #[must_use]
    pub fn unit_of(&self, offering: OfferingId, session: Option<SessionId>) -> Option<&Unit> {
        self.units
            .values()
            .find(|u| u.offering_id == offering && u.session_id == session)
    }

    /// The live registrations of a participant in an offering.
    pub fn standing(
        &self,
        offering: OfferingId,
        participant: ParticipantId,
    ) -> impl Iterator<Item = &Registration> {
        let ids = self
            .by_participant
            .get(&participant)
            .map_or(&[][..], Vec::as_slice);
        ids.iter()
            .filter_map(|id| self.registrations.get(id))
            .filter(move |registration| {
                registration.status.is_live() && registration.offering_id == offering
            })
    }

    /// Takes in a registration as it now is, and files it where its status belongs.
    pub fn file(&mut self, registration: Registration) {
        let id = registration.id;
        if let Some(unit) = self.units.get_mut(&registration.unit_id) {
            let rank = registration.rank();
            // A rank changes with granted points or a draw: the old place is cleared too.
            let before = self.registrations.get(&id).map_or(rank, Registration::rank);
            unit.leave(before);
            match registration.status {
                Status::Applied => drop(unit.applied.insert(rank, id)),
                Status::Waitlisted => drop(unit.waiting.insert(rank, id)),
                Status::Offered => drop(unit.offers.insert(rank, id)),
                _ => {}
            }
            let pool = registration.pool_id.and_then(|pool| unit.pool(pool));
            if !registration.quota_key.is_empty() && pool.is_some_and(Pool::is_general) {
                unit.guests.insert(rank, id);
            }
        }
        let (participant, group) = (registration.participant_id, registration.group_id);
        if self.registrations.insert(id, registration).is_none() {
            self.by_participant.entry(participant).or_default().push(id);
            if let Some(group) = group {
                self.by_group.entry(group).or_default().push(id);
            }
        }
    }

    /// Forgets a registration that was never made after all.
    pub fn unfile(&mut self, id: RegistrationId) {
        let Some(gone) = self.registrations.remove(&id) else {
            return;
        };
        forget(&mut self.by_participant, &gone.participant_id, id);
        if let Some(group) = gone.group_id {
            forget(&mut self.by_group, &group, id);
        }
        if let Some(unit) = self.units.get_mut(&gone.unit_id) {
            unit.leave(gone.rank());
        }
    }
}

impl Unit {
    /// Takes whoever has this rank out of every line.
    fn leave(&mut self, rank: Rank) {
        for line in [
            &mut self.applied,
            &mut self.waiting,
            &mut self.offers,
            &mut self.guests,
        ] {
            line.remove(&rank);
        }
    }
}

fn forget<K: Ord>(index: &mut BTreeMap<K, Vec<RegistrationId>>, key: &K, id: RegistrationId) {
    let Some(ids) = index.get_mut(key) else {
        return;
    };
    ids.retain(|other| *other != id);
    if ids.is_empty() {
        index.remove(key);
    }
}
