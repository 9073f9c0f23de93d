//! A registration with everything that is shown of it.

use std::collections::BTreeMap;

use super::Registrations;
use super::prepare::Names;
use crate::db::Fault;
use crate::ledger::answer::UnitTimes;
use crate::ledger::command::{Event, EventKind};
use crate::ledger::facts::{Registration, Status};
use crate::ledger::history::PastEvent;
use crate::values::ids::{ParticipantId, ProgramId, RegistrationId, UnitId};

/// A registration with its history, its times, its place in line and the person's name.
#[derive(Clone, Debug)]
pub struct Record {
    /// The program it belongs to.
    pub program_id: ProgramId,
    /// As it is now.
    pub registration: Registration,
    /// How it came there, oldest first.
    pub history: Vec<PastEvent>,
    /// When its unit takes place.
    pub times: Option<UnitTimes>,
    /// Its place in line, while it waits.
    pub place_in_line: Option<i64>,
    /// Who takes part.
    pub participant_name: String,
}

/// What is known of the rows already, so that it need not be read again.
#[derive(Debug, Default)]
struct Known {
    /// Who they are about.
    names: Names,
    /// When they take place.
    times: BTreeMap<UnitId, UnitTimes>,
}

impl Known {
    /// A record without history and place in line.
    fn record(&self, (program_id, registration): (ProgramId, Registration)) -> Record {
        let name = self.names.get(&registration.participant_id);
        Record {
            program_id,
            history: Vec::new(),
            times: self.times.get(&registration.unit_id).copied(),
            place_in_line: None,
            participant_name: name.cloned().unwrap_or_default(),
            registration,
        }
    }
}

impl Registrations {
    /// The records of registrations, in their order.
    pub(super) async fn records(
        &self,
        rows: Vec<(ProgramId, Registration)>,
    ) -> Result<Vec<Record>, Fault> {
        let ids: Vec<RegistrationId> = rows.iter().map(|(_, row)| row.id).collect();
        let mut histories = self.ledger.histories(&ids).await?;
        let waiting: Vec<RegistrationId> = rows
            .iter()
            .filter(|(_, row)| row.status == Status::Waitlisted)
            .map(|(_, row)| row.id)
            .collect();
        let places = match waiting.as_slice() {
            [] => BTreeMap::new(),
            waiting => self.ledger.places_in_line(waiting).await?,
        };
        let records = self.bare_records(rows).await?.into_iter();
        let dressed = records.map(|bare| Record {
            history: histories.remove(&bare.registration.id).unwrap_or_default(),
            place_in_line: places.get(&bare.registration.id).copied(),
            ..bare
        });
        Ok(dressed.collect())
    }

    /// The records of registrations, in their order, without histories and places in line.
    pub(super) async fn bare_records(
        &self,
        rows: Vec<(ProgramId, Registration)>,
    ) -> Result<Vec<Record>, Fault> {
        let known = self.complete(Known::default(), &rows).await?;
        Ok(rows.into_iter().map(|row| known.record(row)).collect())
    }

    /// The records of registrations that were decided just now. One that was made by `events`
    /// has its whole history there; for the others the older lines are read.
    pub(super) async fn records_with(
        &self,
        rows: Vec<(ProgramId, Registration)>,
        events: &[Event],
        (names, times): (Names, BTreeMap<UnitId, UnitTimes>),
    ) -> Result<Vec<Record>, Fault> {
        let is_new = |row: &Registration| {
            events
                .iter()
                .any(|event| event.registration_id == row.id && event.from.is_none())
        };
        if !rows.iter().all(|(_, row)| is_new(row)) {
            return self.records(rows).await;
        }
        let history = |id: RegistrationId| {
            let lines = events.iter().filter(|event| event.registration_id == id);
            lines
                .filter(|event| event.kind == EventKind::Status)
                .map(past)
                .collect()
        };
        let known = self.complete(Known { names, times }, &rows).await?;
        let record = |row: (ProgramId, Registration)| {
            let bare = known.record(row);
            with_place(Record {
                history: history(bare.registration.id),
                ..bare
            })
        };
        Ok(rows.into_iter().map(record).collect())
    }

    /// Reads what is not known of the rows.
    async fn complete(
        &self,
        mut known: Known,
        rows: &[(ProgramId, Registration)],
    ) -> Result<Known, Fault> {
        let units: Vec<UnitId> = rows
            .iter()
            .map(|(_, row)| row.unit_id)
            .filter(|unit| !known.times.contains_key(unit))
            .collect();
        if !units.is_empty() {
            known.times.extend(self.ledger.unit_times(&units).await?);
        }
        let who: Vec<ParticipantId> = rows
            .iter()
            .map(|(_, row)| row.participant_id)
            .filter(|who| !known.names.contains_key(who))
            .collect();
        if !who.is_empty() {
            let db = self.db.read();
            let names = self.households.participant_names(db, &who).await?;
            known.names.extend(names);
        }
        Ok(known)
    }
}

/// A registration that began to wait just now has its place from its event: counting all who wait
/// for each newcomer would take longer than everything else, and in a preview it is in no table.
fn with_place(mut record: Record) -> Record {
    let waits = record.registration.status == Status::Waitlisted;
    if waits && record.place_in_line.is_none() {
        let place = record
            .history
            .last()
            .and_then(|line| line.facts.get("place")?.as_i64());
        record.place_in_line = place;
    }
    record
}

fn past(event: &Event) -> PastEvent {
    PastEvent {
        sequence: event.sequence,
        at: event.at,
        from: event.from,
        to: event.to,
        reason: event.reason.code.to_owned(),
        facts: event.reason.facts.clone(),
        remark: event.reason.remark.clone(),
        actor: event.actor,
    }
}
