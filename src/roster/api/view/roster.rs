//! The rows of a roster.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::households::ContactPerson;
use crate::households::policy::{Gender, Relation};
use crate::ledger::facts::Status;
use crate::notices::reach::MessageState;
use crate::roster::listing::policy::age_on;
use crate::roster::listing::{Ground, Line};
use crate::values::clock::Instant;
use crate::values::erased;
use crate::values::ids::{GroupId, ParticipantId, RegistrationId, SessionId};
use crate::values::locale::Locale;
use crate::web::page::HasNext;

/// A page of a roster.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::roster::api) struct RosterPage {
    items: Vec<RosterRow>,
    /// Give it back as `cursor` to read on; null at the end.
    next_cursor: Option<String>,
    /// How many registrations of the offering stand where, whatever was asked for.
    #[schema(value_type = BTreeMap<String, i64>)]
    counts: BTreeMap<Status, i64>,
}

/// A registration as the organizer sees it.
#[derive(Debug, Serialize, ToSchema)]
struct RosterRow {
    registration_id: RegistrationId,
    participant: RosterParticipant,
    account: RosterAccount,
    /// The session, where sessions are picked.
    session_id: Option<SessionId>,
    status: Status,
    seats: i32,
    quota_key: Option<String>,
    quota_label: Option<String>,
    /// While it waits.
    place_in_line: Option<i64>,
    /// While it is offered.
    offer_expires_at: Option<Instant>,
    /// Linked registrations share it.
    group_id: Option<GroupId>,
    /// Points that a reviewer granted.
    points: i32,
    reviewed_at: Option<Instant>,
    drawn_rank: Option<i32>,
    draw_code: Option<String>,
    /// What is shown at the door.
    door_code: String,
    /// To be told by phone: there is no address.
    by_phone: bool,
    /// Whether staff or an imported list registered them.
    assisted: bool,
    created_at: Instant,
    updated_at: Instant,
    /// Answers by the key of the question; sensitive ones only when asked for.
    #[schema(value_type = Object)]
    answers: BTreeMap<String, Value>,
    consents: Vec<RosterConsent>,
    /// What they were told last, and whether it reached them; null where nothing was.
    last_message: Option<RosterMessage>,
    /// Registrations that look like the same person's and were not settled.
    duplicates: Vec<RegistrationId>,
}

/// Who takes part.
#[derive(Debug, Serialize, ToSchema)]
struct RosterParticipant {
    id: ParticipantId,
    name: String,
    relation: Relation,
    birth_date: Option<NaiveDate>,
    /// Completed years on the first day.
    age: Option<u32>,
    /// The grade at school on the first day.
    grade: Option<i32>,
    gender: Option<Gender>,
    /// Only when asked for.
    sensitive: Option<RosterSensitive>,
}

/// What only those on duty need.
#[derive(Debug, Serialize, ToSchema)]
struct RosterSensitive {
    care_notes: Option<String>,
    pickup_people: Vec<RosterContact>,
    emergency_contact: Option<RosterContact>,
}

/// Somebody to call, or to hand a child to.
#[derive(Debug, Serialize, ToSchema)]
struct RosterContact {
    name: String,
    phone: String,
    relation: String,
}

/// Whoever registered.
#[derive(Debug, Serialize, ToSchema)]
struct RosterAccount {
    name: String,
    /// Null where staff registered somebody without an address.
    email: Option<String>,
    phone: Option<String>,
}

/// A consent given.
#[derive(Debug, Serialize, ToSchema)]
struct RosterConsent {
    key: String,
    version: i32,
    /// Whether it was taken back.
    withdrawn: bool,
}

/// A message to the family.
#[derive(Debug, Serialize, ToSchema)]
struct RosterMessage {
    /// The kind of notice.
    kind: String,
    state: MessageState,
    /// When its mail was handed over; until then, when it was written.
    at: Instant,
}

impl RosterPage {
    pub(in crate::roster::api) fn new(
        lines: Vec<Line>,
        ground: &Ground,
        counts: &BTreeMap<Status, i64>,
        next_cursor: Option<String>,
        (locale, today): (Locale, NaiveDate),
    ) -> Self {
        let row = |line| RosterRow::new(line, ground, locale, today);
        Self {
            items: lines.into_iter().map(row).collect(),
            next_cursor,
            counts: whole(counts),
        }
    }
}

/// Every status with its count, those of none too.
pub(in crate::roster::api) fn whole(counts: &BTreeMap<Status, i64>) -> BTreeMap<Status, i64> {
    let count = |status| (status, counts.get(&status).copied().unwrap_or(0));
    Status::ALL.into_iter().map(count).collect()
}

impl HasNext for RosterPage {
    fn next(&self) -> Option<&str> {
        self.next_cursor.as_deref()
    }
}

impl RosterRow {
    fn new(line: Line, ground: &Ground, locale: Locale, today: NaiveDate) -> Self {
        let offering = &ground.offering;
        let participant = RosterParticipant::new(&line, ground, (locale, today));
        let row = line.registration;
        let quota = offering
            .quotas
            .iter()
            .find(|quota| quota.key == row.quota_key);
        let consents = line.papers.consents.into_iter().map(|one| RosterConsent {
            key: one.key,
            version: one.version,
            withdrawn: one.withdrawn_at.is_some(),
        });
        Self {
            registration_id: row.id,
            participant,
            account: RosterAccount {
                name: erased::shown(&line.contact.name, locale).to_owned(),
                email: line.contact.email,
                phone: line.contact.phone,
            },
            session_id: line.times.and_then(|times| times.session_id),
            status: row.status,
            seats: row.seats,
            quota_label: quota.map(|quota| quota.label.pick(locale).to_owned()),
            quota_key: Some(row.quota_key).filter(|key| !key.is_empty()),
            place_in_line: line.place_in_line,
            offer_expires_at: row
                .offer_expires_at
                .filter(|_| row.status == Status::Offered),
            group_id: row.group_id,
            points: row.points,
            reviewed_at: row.reviewed_at,
            drawn_rank: row.drawn_rank,
            draw_code: row.draw_code,
            door_code: row.door_code,
            by_phone: row.by_phone,
            assisted: line.assisted,
            created_at: row.created_at,
            updated_at: row.updated_at,
            answers: line.papers.answers,
            consents: consents.collect(),
            last_message: line.last_message.map(|last| RosterMessage {
                kind: last.kind,
                state: last.state,
                at: last.at,
            }),
            duplicates: line.duplicates,
        }
    }
}

impl RosterParticipant {
    fn new(line: &Line, ground: &Ground, (locale, today): (Locale, NaiveDate)) -> Self {
        let person = &line.person;
        let day = line.first_day(&ground.offering, today);
        let sensitive = ground.sensitive.then(|| RosterSensitive {
            care_notes: person.care_notes.clone(),
            pickup_people: person
                .pickup_people
                .iter()
                .map(RosterContact::new)
                .collect(),
            emergency_contact: person.emergency_contact.as_ref().map(RosterContact::new),
        });
        Self {
            id: line.registration.participant_id,
            name: erased::shown(&person.name, locale).to_owned(),
            relation: person.relation,
            birth_date: person.birth_date,
            age: age_on(person.birth_date, day),
            grade: person.grade.and_then(|grade| grade.on(day)),
            gender: person.gender,
            sensitive,
        }
    }
}

impl RosterContact {
    fn new(one: &ContactPerson) -> Self {
        Self {
            name: one.name.clone(),
            phone: one.phone.clone(),
            relation: one.relation.clone(),
        }
    }
}
