//! Registering for others, one at a time.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use validator::Validate;

use super::decisions::Preview;
use super::problems::pointed;
use crate::db::idempotency::RequestKey;
use crate::households::policy::{Gender, Relation};
use crate::ledger::facts::Status;
use crate::registrations::Record;
use crate::roster::Roster;
use crate::roster::access::{Access, ActOnPersons, AtOffering};
use crate::roster::policy::broken::Broken;
use crate::roster::policy::entry::{self, Entry};
use crate::values::clock::Instant;
use crate::values::ids::{OrganizationId, Reference, RegistrationId, SessionId};
use crate::values::text::clean_line;
use crate::web::answer::Answer;
use crate::web::envelope::RequestId;
use crate::web::extract::{Keyed, Query};
use crate::web::{Kind, Problem};

/// Somebody whom staff register.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AssistedBody {
    /// As it will stand on the roster.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// Who it is to whoever is told.
    relation: Relation,
    birth_date: Option<NaiveDate>,
    gender: Option<Gender>,
    /// The grade at school today.
    #[schema(minimum = 1, maximum = 12)]
    grade: Option<i32>,
    /// The body she is a member of, by id or code: the member of staff says so, and the audit log
    /// keeps it.
    #[schema(value_type = Option<String>)]
    member_of: Option<Reference<OrganizationId>>,
    /// Who is told, where it is somebody else: a parent.
    #[schema(min_length = 1, max_length = 100)]
    contact_name: Option<String>,
    phone: Option<String>,
    /// Without one she is told by phone, and confirmed where others are offered.
    email: Option<String>,
    /// The sessions picked, where sessions are picked.
    #[serde(default)]
    #[validate(length(max = 50))]
    #[schema(max_items = 50)]
    session_ids: Vec<SessionId>,
    /// People in the registration; 1 where nothing is said.
    #[serde(default = "one")]
    #[schema(minimum = 1)]
    seats: i32,
    /// Answers by question.
    #[serde(default)]
    answers: BTreeMap<String, Value>,
    /// The required consents, a guardian's too, were seen on paper.
    #[serde(default)]
    consent_paper: bool,
    /// She is not whoever stands there under her name.
    #[serde(default)]
    not_same: bool,
    /// Whether to wait when there is no seat.
    #[serde(default = "yes")]
    join_waitlist: bool,
}

const fn one() -> i32 {
    1
}

const fn yes() -> bool {
    true
}

/// What was registered.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AssistedView {
    /// One, or one for each session picked.
    registrations: Vec<AssistedRegistration>,
}

/// A registration that staff made.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AssistedRegistration {
    /// None in a preview.
    registration_id: Option<RegistrationId>,
    session_id: Option<SessionId>,
    name: String,
    status: Status,
    seats: i32,
    quota_key: Option<String>,
    /// 1 + the waiting entries of better rank; null unless waiting.
    place_in_line: Option<i64>,
    offer_expires_at: Option<Instant>,
    /// To show at the door; null in a preview and unless confirmed.
    door_code: Option<String>,
    /// Its line in a draw; null in a preview.
    draw_code: Option<String>,
    /// Whether she has to be told by phone.
    by_phone: bool,
}

/// Registers somebody who asks the union for it, by the same rules and into the same queue; the
/// end of the window does not bind. The same child in the same unit is 409 `already-registered`
/// unless `not_same` says that it is another.
#[utoipa::path(post, path = "/offerings/{id}/registrations/assisted", tag = "organizing",
    request_body = AssistedBody,
    params(("id" = String, Path, description = "Id or code"), Preview),
    responses((status = 201, body = AssistedView),
        (status = 200, body = AssistedView, description = "With `preview=true`")),
    security(("token" = [])))]
pub(super) async fn register(
    State(roster): State<Roster>,
    access: Access<ActOnPersons, AtOffering>,
    request: RequestId,
    Query(look): Query<Preview>,
    Keyed { body, key }: Keyed<AssistedBody>,
) -> Result<Answer<AssistedView>, Problem> {
    let assisted = roster.assist(&access, request, body, (key, look.preview));
    let (name, records, replayed) = assisted.await?;
    let shown = |record| AssistedRegistration::new(record, name.clone(), look.preview);
    let view = AssistedView {
        registrations: records.into_iter().map(shown).collect(),
    };
    let status = if look.preview {
        StatusCode::OK
    } else {
        StatusCode::CREATED
    };
    Ok(Answer::with(status, view).replayed(replayed))
}

impl Roster {
    /// Registers somebody under a key, or in a preview says what would become of her: her name, the
    /// registrations, and whether an earlier request under the same key made them.
    pub(crate) async fn assist(
        &self,
        access: &Access<ActOnPersons, AtOffering>,
        request: RequestId,
        body: AssistedBody,
        (key, is_preview): (Option<RequestKey>, bool),
    ) -> Result<(String, Vec<Record>, bool), Problem> {
        let entry = body.entry(self).await?;
        let name = clean_line(&entry.name);
        let today = self.clock.now().day(access.on.offering.time_zone);
        let assisted = entry::read(entry, today);
        let assisted = vec![assisted.map_err(|broken| pointed(Kind::Invalid, broken))?];
        let (desk, registrations) = (access.desk(request), &self.registrations);
        let mut outcomes = if is_preview {
            registrations.rehearse_assisted(desk, &assisted).await?
        } else {
            registrations.assist(desk, assisted, vec![key]).await?
        };
        let registered = outcomes.pop().ok_or(Kind::Internal)?;
        let registered = registered.map_err(|error| registrations.problem(error))?;
        let replayed = registered.replayed;
        let program = access.on.program.id;
        let records = registrations.records_of(program, registered).await?;
        Ok((name, records, replayed))
    }
}

impl AssistedBody {
    async fn entry(self, roster: &Roster) -> Result<Entry, Problem> {
        let member_of = match &self.member_of {
            None => None,
            Some(name) => {
                let found = roster.organizations.find(name).await?;
                let words = ("没有这个工会", "no such body");
                let unknown = Broken::new("member_of", "unknown-reference", words.0, words.1);
                let body = found.ok_or_else(|| pointed(Kind::Invalid, vec![unknown]))?;
                Some(body.id)
            }
        };
        Ok(Entry {
            name: self.name,
            relation: self.relation,
            birth_date: self.birth_date,
            gender: self.gender,
            grade: self.grade,
            member_of,
            contact_name: self.contact_name,
            phone: self.phone,
            email: self.email,
            session_ids: self.session_ids,
            seats: self.seats,
            answers: self.answers,
            consent_paper: self.consent_paper,
            not_same: self.not_same,
            join_waitlist: self.join_waitlist,
        })
    }
}

impl AssistedRegistration {
    fn new(record: Record, name: String, is_preview: bool) -> Self {
        let row = record.registration;
        let confirmed = row.status == Status::Confirmed;
        Self {
            registration_id: (!is_preview).then_some(row.id),
            session_id: record.times.and_then(|times| times.session_id),
            name,
            status: row.status,
            seats: row.seats,
            quota_key: Some(row.quota_key).filter(|key| !key.is_empty()),
            place_in_line: record.place_in_line,
            offer_expires_at: row.offer_expires_at,
            door_code: Some(row.door_code).filter(|_| confirmed && !is_preview),
            draw_code: row.draw_code.filter(|_| !is_preview),
            by_phone: row.by_phone,
        }
    }
}
