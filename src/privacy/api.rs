//! Taking everything away that is kept of oneself, and leaving.

use axum::extract::{Extension, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Departure, Loss, Privacy};
use crate::db::Fault;
use crate::organizations::audit::Acting;
use crate::values::clock::Instant;
use crate::values::locale::Locale;
use crate::values::say::say;
use crate::web::answer::Answer;
use crate::web::envelope::RequestId;
use crate::web::extract::{Language, Query};
use crate::web::limits::Limits;
use crate::web::second_factor::SecondFactor;
use crate::web::{Kind, Problem, SignedIn};

/// What stays when somebody is erased: the texts that say so, in their order.
const STAYS: [&str; 4] = ["numbers", "log", "lots", "copies"];

/// Everything that is kept of a person and her household.
#[derive(Serialize, ToSchema)]
#[schema(as = PersonalData)]
struct PersonalDataView {
    /// When it was put together.
    made_at: Instant,
    /// The account, with the devices it is signed in on.
    #[schema(value_type = Object)]
    account: (),
    /// Everybody who is or was of the household, with what is sealed opened.
    #[schema(value_type = Vec<Object>)]
    participants: (),
    /// Ties to bodies.
    #[schema(value_type = Vec<Object>)]
    memberships: (),
    /// Roles in bodies, also those that ended.
    #[schema(value_type = Vec<Object>)]
    roles: (),
    /// As in /me/registrations, each with its answers.
    #[schema(value_type = Vec<Object>)]
    registrations: (),
    /// The consents given.
    #[schema(value_type = Vec<Object>)]
    consents: (),
    /// What was marked at doors, and who collected.
    #[schema(value_type = Vec<Object>)]
    attendance: (),
    /// All letters, oldest first, and what became of their mails.
    #[schema(value_type = Vec<Object>)]
    notices: (),
}

/// Whether to say only what it would take.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct LeaveQuery {
    /// Only says what it would take; nothing is done.
    #[serde(default)]
    preview: bool,
}

/// What erasing the account takes.
#[derive(Serialize, ToSchema)]
#[schema(as = Erasure)]
struct ErasureView {
    /// Since when nobody can sign in any more; null in a preview.
    asked_at: Option<Instant>,
    /// The registrations of what has not begun; they are cancelled, and their seats move on.
    cancelled: CancelledView,
    /// Registrations that stay without a name: what has ended, or has begun.
    staying: i64,
    /// Roles that end.
    roles_ended: usize,
    /// Letters that are owed and are not sent any more.
    letters_dropped: i64,
    /// What stays, in words.
    stays: Vec<String>,
}

/// Registrations by where they stand.
#[derive(Default, Serialize, ToSchema)]
#[schema(as = ErasureCancelled)]
struct CancelledView {
    applied: i64,
    waitlisted: i64,
    offered: i64,
    confirmed: i64,
}

/// Everything that is kept of oneself and one's household, as one file to be saved.
#[utoipa::path(get, path = "/me/export", tag = "me",
    responses((status = 200, body = PersonalDataView)), security(("token" = [])))]
async fn export(
    State(privacy): State<Privacy>,
    signed_in: SignedIn,
    Extension(limits): Extension<Limits>,
    Language(locale): Language,
) -> Result<Response, Problem> {
    limits.count_export(signed_in.account)?;
    let kept = privacy.export(signed_in.account, locale).await?;
    let kept = kept.ok_or(Kind::Unauthenticated)?;
    let name = format!(
        "niangjia-{}.json",
        kept.made_at.day(crate::households::ZONE)
    );
    let file = serde_json::to_vec_pretty(&kept).map_err(Fault::from)?;
    Ok((headers(&name)?, file).into_response())
}

fn headers(name: &str) -> Result<[(HeaderName, HeaderValue); 2], Problem> {
    let saved = format!("attachment; filename=\"{name}\"");
    let saved = HeaderValue::from_str(&saved).map_err(|error| Fault::broken(error.to_string()))?;
    Ok([
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        ),
        (header::CONTENT_DISPOSITION, saved),
    ])
}

/// Erases oneself and one's household; `preview=true` says first what that takes. From the answer
/// on nobody can sign in, and the address is free; the rest is done within minutes, and a last
/// letter says that it is done.
#[utoipa::path(delete, path = "/me", tag = "me", params(LeaveQuery),
    responses((status = 200, body = ErasureView), (status = 202, body = ErasureView)),
    security(("token" = [])))]
async fn leave(
    State(privacy): State<Privacy>,
    factor: SecondFactor,
    request: RequestId,
    Query(query): Query<LeaveQuery>,
    Language(locale): Language,
) -> Result<Answer<ErasureView>, Problem> {
    let account = factor.signed_in().account;
    if query.preview {
        let loss = privacy.loss(account).await?;
        return Ok(Answer::ok(ErasureView::new(&loss, None, locale)));
    }
    factor.require_where_set_up().await?;
    let Departure { loss, asked_at } = privacy.leave(Acting { account, request }).await?;
    Ok(Answer::accepted(ErasureView::new(
        &loss,
        Some(asked_at),
        locale,
    )))
}

impl ErasureView {
    fn new(loss: &Loss, asked_at: Option<Instant>, locale: Locale) -> Self {
        use crate::ledger::facts::Status;
        let many = |wanted: Status| {
            let mut theirs = loss
                .cancelled
                .iter()
                .filter(|(status, _)| *status == wanted);
            theirs.next().map_or(0, |(_, many)| *many)
        };
        Self {
            asked_at,
            cancelled: CancelledView {
                applied: many(Status::Applied),
                waitlisted: many(Status::Waitlisted),
                offered: many(Status::Offered),
                confirmed: many(Status::Confirmed),
            },
            staying: loss.staying,
            roles_ended: loss.roles,
            letters_dropped: loss.letters,
            stays: STAYS
                .iter()
                .map(|id| say(locale, &format!("erasure-stays-{id}"), &[]))
                .collect(),
        }
    }
}

/// The calls of the feature.
pub fn routes(privacy: Privacy) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(export))
        .routes(routes!(leave))
        .with_state(privacy)
}
