//! POST /offerings/{id}/registrations.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::view::{ClashView, RegistrationView};
use crate::ledger::draw::Chance;
use crate::registrations::policy::ConsentGiven;
use crate::registrations::{Registrations, Wanted};
use crate::values::ids::{OfferingId, ParticipantId, Reference, SessionId};
use crate::values::locale::Bilingual;
use crate::web::answer::Answer;
use crate::web::extract::{Keyed, Language, Path, Query};
use crate::web::problem::FieldError;
use crate::web::{Kind, Problem, SignedIn};

/// Who registers for what.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RegisterBody {
    /// Members of one's household.
    #[validate(length(min = 1, max = 20))]
    #[schema(min_items = 1, max_items = 20)]
    participant_ids: Vec<ParticipantId>,
    /// Placed together or not at all, where the offering takes linked registrations.
    #[serde(default)]
    linked: bool,
    /// The sessions picked, where sessions are picked.
    #[serde(default)]
    #[validate(length(max = 50))]
    #[schema(max_items = 50)]
    session_ids: Vec<SessionId>,
    /// People in one registration, by participant; 1 where nothing is said.
    #[serde(default)]
    party: BTreeMap<ParticipantId, i32>,
    /// Answers by participant and question. What the household knows is filled in.
    #[serde(default)]
    answers: BTreeMap<ParticipantId, BTreeMap<String, Value>>,
    /// Consents given.
    #[serde(default)]
    #[validate(length(max = 100))]
    #[schema(max_items = 100)]
    consents: Vec<ConsentBody>,
    /// Whether to wait when there is no seat.
    #[serde(default = "yes")]
    join_waitlist: bool,
}

const fn yes() -> bool {
    true
}

/// A consent given.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ConsentBody {
    /// Which text.
    key: String,
    /// Which version of it.
    version: i32,
    /// For whom; for all participants of the request when absent.
    participant_id: Option<ParticipantId>,
}

/// Whether only to look.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct PreviewQuery {
    /// What would happen, without doing it.
    #[serde(default)]
    pub(super) preview: bool,
}

/// The registrations made.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RegistrationsView {
    /// One for each participant and unit.
    registrations: Vec<RegistrationView>,
    /// Dates of the same person at the same time; in a preview.
    #[serde(skip_serializing_if = "Option::is_none")]
    clashes: Option<Vec<ClashView>>,
    /// What linking does to the chance in a draw, by unit; in a preview of linked ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    chances: Option<Vec<Chance>>,
}

/// Registers participants in an offering, all or none.
///
/// 201 with one registration for each participant and session; a preview is answered 200,
/// without ids and codes, from a snapshot. Refusals are listed in docs/problems.md, in the
/// order in which they are tested.
#[utoipa::path(
    post,
    path = "/offerings/{id}/registrations",
    tag = "registering",
    params(("id" = String, Path, description = "Id or code of the offering"), PreviewQuery),
    request_body = RegisterBody,
    responses(
        (status = 201, body = RegistrationsView),
        (status = 200, body = RegistrationsView, description = "A preview"),
    ),
    security(("token" = []))
)]
pub(super) async fn register(
    State(registrations): State<Registrations>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Query(query): Query<PreviewQuery>,
    Language(locale): Language,
    Keyed { body, key }: Keyed<RegisterBody>,
) -> Result<Answer<RegistrationsView>, Problem> {
    let offering = Reference::<OfferingId>::read(&id);
    refuse_strangers(&body)?;
    let wanted = body.into_wanted();
    let account = signed_in.account;
    if query.preview {
        let preview = registrations.preview(account, &offering, wanted).await;
        let (records, chances) = preview.map_err(|error| registrations.problem(error))?;
        let clashes = registrations.clashes(account, &records).await?;
        let views = records
            .iter()
            .map(|record| registrations.view(record, locale).into_preview());
        let view = RegistrationsView {
            registrations: views.collect(),
            clashes: Some(clashes.into_iter().map(Into::into).collect()),
            chances: Some(chances).filter(|chances| !chances.is_empty()),
        };
        return Ok(Answer::ok(view));
    }
    let done = registrations
        .register(account, &offering, wanted, key)
        .await;
    let done = done.map_err(|error| registrations.problem(error))?;
    let views = done
        .records
        .iter()
        .map(|record| registrations.view(record, locale));
    let view = RegistrationsView {
        registrations: views.collect(),
        clashes: None,
        chances: None,
    };
    let status = done
        .replayed
        .and_then(|code| StatusCode::from_u16(code).ok());
    let answer = Answer::with(status.unwrap_or(StatusCode::CREATED), view);
    Ok(answer.replayed(done.replayed.is_some()))
}

/// What is said of somebody who is not in the request would be lost in silence.
fn refuse_strangers(body: &RegisterBody) -> Result<(), Problem> {
    let keyed = |member: &'static str, id: &ParticipantId| (format!("/{member}/{id}"), *id);
    let party = body.party.keys().map(|id| keyed("party", id));
    let answers = body.answers.keys().map(|id| keyed("answers", id));
    let consents = body.consents.iter().enumerate().filter_map(|(at, given)| {
        Some((
            format!("/consents/{at}/participant_id"),
            given.participant_id?,
        ))
    });
    let errors: Vec<FieldError> = party
        .chain(answers)
        .chain(consents)
        .filter(|(_, id)| !body.participant_ids.contains(id))
        .map(|(pointer, _)| FieldError {
            pointer,
            code: "participant-not-named".into(),
            detail: Bilingual::new(
                "这一位不在 participant_ids 里",
                "This person is not among participant_ids",
            ),
        })
        .collect();
    if errors.is_empty() {
        return Ok(());
    }
    Err(Problem::new(Kind::Invalid).errors(errors))
}

impl RegisterBody {
    fn into_wanted(self) -> Wanted {
        let consents = self.consents.into_iter().map(|consent| ConsentGiven {
            key: consent.key,
            version: consent.version,
            participant_id: consent.participant_id,
        });
        Wanted {
            participant_ids: self.participant_ids,
            session_ids: self.session_ids,
            party: self.party,
            answers: self.answers,
            consents: consents.collect(),
            join_waitlist: self.join_waitlist,
            linked: self.linked,
            paper_seen_by: None,
        }
    }
}
