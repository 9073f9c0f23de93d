//! `/me/participants`.

use axum::extract::State;
use axum::http::StatusCode;
use utoipa::ToSchema;

use super::forms::{ParticipantBody, ParticipantEdit};
use crate::households::policy::{Gender, Relation};
use crate::households::{
    ContactPerson, Households, Participant, ParticipantError, ParticipantRemoval,
};
use crate::values::ids::ParticipantId;
use crate::values::locale::Bilingual;
use crate::web::answer::Answer;
use crate::web::etag::{IfMatch, version_tag};
use crate::web::extract::{Keyed, Path, Valid};
use crate::web::page::{Page, PageQuery, Paging};
use crate::web::{Kind, Problem, SignedIn};

/// Somebody whom the account may act for.
#[derive(serde::Serialize, ToSchema)]
#[schema(as = Participant)]
pub(super) struct ParticipantView {
    /// Its id.
    #[schema(value_type = uuid::Uuid)]
    id: ParticipantId,
    /// As it will stand on the roster.
    name: String,
    /// Who it is to the account.
    relation: Relation,
    /// The day of birth.
    birth_date: Option<chrono::NaiveDate>,
    /// What is said of the gender.
    gender: Option<Gender>,
    /// The grade today; it rises each 1 September.
    grade: Option<i32>,
    /// Who may pick the person up.
    pickup_people: Vec<ContactView>,
    /// Whom to call.
    emergency_contact: Option<ContactView>,
    /// Allergies and needs.
    care_notes: Option<String>,
}

/// Somebody to call or to hand a child to.
#[derive(serde::Serialize, ToSchema)]
#[schema(as = Contact)]
struct ContactView {
    /// The name.
    name: String,
    /// The telephone number.
    phone: String,
    /// Who it is to the participant.
    relation: String,
}

/// The household, in the order it was entered.
#[utoipa::path(get, path = "/me/participants", tag = "me", params(PageQuery),
    responses((status = 200, body = Page<ParticipantView>)), security(("token" = [])))]
pub(super) async fn list(
    State(households): State<Households>,
    signed_in: SignedIn,
    paging: Paging<ParticipantId>,
) -> Result<Answer<Page<ParticipantView>>, Problem> {
    let rows = paging.rows_to_read();
    let people = households
        .participants(signed_in.account, paging.after, rows)
        .await?;
    let view = |one| ParticipantView::new(&households, one);
    Ok(paging.page(people, |one| one.id, view)?)
}

/// Enters a child or a relative.
#[utoipa::path(post, path = "/me/participants", tag = "me", request_body = ParticipantBody,
    responses((status = 201, body = ParticipantView)), security(("token" = [])))]
pub(super) async fn add(
    State(households): State<Households>,
    signed_in: SignedIn,
    Keyed { body, key }: Keyed<ParticipantBody>,
) -> Result<Answer<ParticipantView>, Problem> {
    let person = body.person(households.today());
    let (made, replayed) = households
        .add(signed_in.account, person, key.as_ref())
        .await?;
    let answer = ParticipantView::tagged(&households, made, StatusCode::CREATED)?;
    Ok(answer.replayed(replayed))
}

/// Edits a person. What is left out stays; null takes it away.
#[utoipa::path(patch, path = "/me/participants/{id}", tag = "me", request_body = ParticipantEdit,
    params(("id" = uuid::Uuid, Path, description = "The participant's id"),
        ("If-Match" = Option<String>, Header, description = "The ETag that was read")),
    responses((status = 200, body = ParticipantView)), security(("token" = [])))]
pub(super) async fn edit(
    State(households): State<Households>,
    signed_in: SignedIn,
    Path(id): Path<ParticipantId>,
    seen: IfMatch,
    Valid(body): Valid<ParticipantEdit>,
) -> Result<Answer<ParticipantView>, Problem> {
    let change = body.change();
    let may = |version: i32| seen.check(version.into()).is_ok();
    let edited = households.edit(signed_in.account, id, may, &change).await?;
    ParticipantView::tagged(&households, edited, StatusCode::OK)
}

/// Takes a person out of the household.
#[utoipa::path(delete, path = "/me/participants/{id}", tag = "me",
    params(("id" = uuid::Uuid, Path, description = "The participant's id"),
        ("If-Match" = Option<String>, Header, description = "The ETag that was read")),
    responses((status = 204)), security(("token" = [])))]
pub(super) async fn remove(
    State(households): State<Households>,
    signed_in: SignedIn,
    Path(id): Path<ParticipantId>,
    seen: IfMatch,
) -> Result<StatusCode, Problem> {
    let may = |version: i32| seen.check(version.into()).is_ok();
    households.remove(signed_in.account, id, may).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl ParticipantView {
    fn new(households: &Households, one: Participant) -> Self {
        let Participant { id, person, .. } = one;
        Self {
            id,
            name: person.name,
            relation: person.relation,
            birth_date: person.birth_date,
            gender: person.gender,
            grade: person.grade.and_then(|grade| grade.on(households.today())),
            pickup_people: person.pickup_people.into_iter().map(Into::into).collect(),
            emergency_contact: person.emergency_contact.map(Into::into),
            care_notes: person.care_notes,
        }
    }

    fn tagged(
        households: &Households,
        one: Participant,
        status: StatusCode,
    ) -> Result<Answer<Self>, Problem> {
        let version = one.version;
        let view = Self::new(households, one);
        let tag = version_tag(version.into(), &view)?;
        Ok(Answer::with(status, view).tag(tag))
    }
}

impl From<ContactPerson> for ContactView {
    fn from(person: ContactPerson) -> Self {
        let ContactPerson {
            name,
            phone,
            relation,
        } = person;
        Self {
            name,
            phone,
            relation,
        }
    }
}

impl From<ParticipantError> for Problem {
    fn from(error: ParticipantError) -> Self {
        match error {
            ParticipantError::NotFound => Kind::NotFound.into(),
            ParticipantError::Stale => Kind::PreconditionFailed.into(),
            ParticipantError::ImpossibleBirth => {
                let words = Bilingual::new("这个出生日期不可能", "Nobody is born on this day");
                Self::invalid("/birth_date", "range", words)
            }
            ParticipantError::Myself => {
                let words = Bilingual::new(
                    "您自己已经在家人里了，关系不能改",
                    "You are in your household already, and stay yourself",
                );
                Self::invalid("/relation", "self", words)
            }
            ParticipantError::TooMany => Kind::HouseholdFull.into(),
            ParticipantError::KeyReused(reused) => reused.into(),
            ParticipantError::Fault(fault) => fault.into(),
        }
    }
}

impl From<ParticipantRemoval> for Problem {
    fn from(error: ParticipantRemoval) -> Self {
        match error {
            ParticipantRemoval::NotFound => Kind::NotFound.into(),
            ParticipantRemoval::Stale => Kind::PreconditionFailed.into(),
            ParticipantRemoval::Myself => Kind::OwnParticipant.into(),
            ParticipantRemoval::LiveRegistrations(count) => Self::new(Kind::LiveRegistrations)
                .detail(
                    format!("还有 {count} 个报名没结束，请先取消"),
                    match count {
                        1 => "One registration has not ended; cancel it first".to_owned(),
                        _ => format!("{count} registrations have not ended; cancel them first"),
                    },
                ),
            ParticipantRemoval::Fault(fault) => fault.into(),
        }
    }
}
