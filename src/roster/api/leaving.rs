//! Leaving a place: given up by the person or by staff, or moved to another unit.

use axum::extract::{FromRef, FromRequestParts, State};
use axum::http::request::Parts;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::decisions::Preview;
use super::view::Acted;
use crate::ledger::command::{Act, Cancel};
use crate::registrations::api::RegistrationView;
use crate::roster::Roster;
use crate::roster::access::{Access, ActOnPersons, AtRegistration};
use crate::roster::moving::MoveTo;
use crate::values::ids::{OfferingId, Reference, RegistrationId, SessionId};
use crate::values::locale::Bilingual;
use crate::values::text::clean_text;
use crate::web::answer::Answer;
use crate::web::extract::{Keyed, Language, Path, Query};
use crate::web::{Problem, SignedIn};

/// Why. The person may keep it to herself, staff may not.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CancelBody {
    /// From the person: the organizer reads it. From staff, who must give one: the person reads
    /// it.
    #[validate(length(max = 500))]
    #[schema(max_length = 500)]
    reason: Option<String>,
}

/// Where to, within the program, and why.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MoveToBody {
    /// The offering, by id or code.
    #[schema(value_type = String)]
    offering_id: Reference<OfferingId>,
    /// The session, where sessions are picked.
    session_id: Option<SessionId>,
    /// In words that the person reads.
    #[validate(length(max = 500))]
    #[schema(max_length = 500)]
    reason: Option<String>,
}

/// What the person is answered, or staff.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub(super) enum Cancelled {
    /// The person's own registration as it is now.
    Own(Box<RegistrationView>),
    /// What staff did, or would do.
    ByStaff(Acted),
}

/// Who gives a registration up.
pub(super) enum Giver {
    /// Whose it is.
    Person(SignedIn, RegistrationId),
    /// Staff.
    Staff(Box<Access<ActOnPersons, AtRegistration>>),
}

impl<S> FromRequestParts<S> for Giver
where
    S: Send + Sync,
    Roster: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let signed_in = <SignedIn as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        let Path(id) = Path::<RegistrationId>::from_request_parts(parts, state).await?;
        let roster = Roster::from_ref(state);
        let found = roster.ledger.registrations(&[id]).await?.pop();
        if found.is_some_and(|(_, row)| row.account_id == signed_in.account) {
            return Ok(Self::Person(signed_in, id));
        }
        let access = Access::from_request_parts(parts, state).await?;
        Ok(Self::Staff(Box::new(access)))
    }
}

/// Gives a registration up; the seat moves on. The person does so until its unit begins, without
/// a reason, and gets her registration back as it is then; staff at any time, with a reason that
/// the person reads. Again: the same answer.
#[utoipa::path(post, path = "/registrations/{id}/cancel", tag = "registering",
    request_body = CancelBody, params(("id" = uuid::Uuid, Path), Preview),
    responses((status = 200, body = Cancelled)), security(("token" = [])))]
pub(super) async fn cancel(
    State(roster): State<Roster>,
    giver: Giver,
    Query(look): Query<Preview>,
    Language(locale): Language,
    Keyed { body, key }: Keyed<CancelBody>,
) -> Result<Answer<Cancelled>, Problem> {
    match giver {
        Giver::Person(signed_in, registration_id) => {
            let cancel = Cancel {
                registration_id,
                remark: said(body.reason.as_deref()),
                duplicate_of: None,
                is_erasure: false,
            };
            let registrations = &roster.registrations;
            let how = (key, look.preview);
            let done = registrations.give_up(signed_in.account, cancel, how, locale);
            Ok(done.await?.map(|view| Cancelled::Own(Box::new(view))))
        }
        Giver::Staff(access) => {
            let act = body.by_staff(&access.on)?;
            let answer = roster.answer(&access, act, key, look.preview).await?;
            Ok(answer.map(Cancelled::ByStaff))
        }
    }
}

/// Moves a registration to another unit of the program, into seats that are free there, or among
/// the applications while none have been given out. The old one is cancelled; both or neither.
#[utoipa::path(post, path = "/registrations/{id}/move", tag = "organizing",
    request_body = MoveToBody, params(("id" = uuid::Uuid, Path), Preview),
    responses((status = 200, body = Acted)), security(("token" = [])))]
pub(super) async fn move_to(
    State(roster): State<Roster>,
    access: Access<ActOnPersons, AtRegistration>,
    Query(look): Query<Preview>,
    Keyed { body, key }: Keyed<MoveToBody>,
) -> Result<Answer<Acted>, Problem> {
    let act = body.act(&roster, &access.on).await?;
    roster.answer(&access, act, key, look.preview).await
}

impl CancelBody {
    /// What is done when staff does it.
    ///
    /// # Errors
    /// 422 without a reason.
    pub(crate) fn by_staff(&self, on: &AtRegistration) -> Result<Act, Problem> {
        let remark = said(self.reason.as_deref());
        Ok(Act::Cancel(Cancel {
            registration_id: on.registration.id,
            remark: Some(remark.ok_or_else(missing_reason)?),
            duplicate_of: None,
            is_erasure: false,
        }))
    }
}

impl MoveToBody {
    /// What is done.
    ///
    /// # Errors
    /// 422 where the program has no such offering; faults.
    pub(crate) async fn act(self, roster: &Roster, on: &AtRegistration) -> Result<Act, Problem> {
        let to = MoveTo {
            offering: self.offering_id,
            session: self.session_id,
            remark: said(self.reason.as_deref()),
        };
        let act = roster.moving(on, to).await?;
        act.ok_or_else(|| {
            Problem::invalid(
                "/offering_id",
                "unknown-reference",
                Bilingual::new("这个项目里没有这一期", "This program has no such offering"),
            )
        })
    }
}

fn said(reason: Option<&str>) -> Option<String> {
    reason.map(clean_text).filter(|said| !said.is_empty())
}

fn missing_reason() -> Problem {
    Problem::invalid(
        "/reason",
        "missing",
        Bilingual::new("请写明原因，本人会看到", "Say why; the person reads it"),
    )
}
