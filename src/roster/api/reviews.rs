//! What a reviewer has before her.

use std::collections::BTreeMap;

use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use crate::ledger::facts::Status;
use crate::roster::Roster;
use crate::roster::access::{Access, ActOnPersons, AtOffering};
use crate::roster::listing::{Order, Position, Wanted};
use crate::roster::reviewing::Application;
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, GroupId, RegistrationId};
use crate::values::locale::{Bilingual, Locale};
use crate::web::Problem;
use crate::web::answer::Answer;
use crate::web::envelope::RequestId;
use crate::web::extract::{Language, Query};
use crate::web::page::{HasNext, PageQuery, Paging};

/// Which applications.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ReviewQuery {
    /// Of this status; `applied` when nothing is said.
    status: Option<Status>,
}

/// A page of applications, in the order they came.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReviewPage {
    items: Vec<ApplicationView>,
    next_cursor: Option<String>,
    /// Keys of the papers that the program asks for.
    proofs: Vec<String>,
}

/// An application as its reviewer sees it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Application)]
struct ApplicationView {
    registration_id: RegistrationId,
    name: String,
    status: Status,
    /// Linked ones share it: all of them are reviewed before any is placed.
    group_id: Option<GroupId>,
    created_at: Instant,
    /// The priorities its answers claim.
    claims: Vec<ClaimView>,
    /// What they would count together; only what is granted counts.
    claimed_points: i32,
    /// The answers that tell of it, by question.
    #[schema(value_type = Object)]
    answers: BTreeMap<String, Value>,
    /// What a reviewer last said; null where nobody saw it.
    review: Option<ReviewView>,
}

/// A priority that is claimed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PriorityClaim)]
struct ClaimView {
    key: String,
    label: String,
    points: i32,
}

/// What a reviewer said.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Review)]
struct ReviewView {
    at: Instant,
    by: Option<AccountId>,
    granted_points: i64,
    /// Keys of the papers that were seen.
    proofs_seen: Vec<String>,
}

/// The applications of an offering as a reviewer needs them: what they claim, the answers that say
/// so, and what was seen of their papers. None of it stands on a roster; each reading is logged.
#[utoipa::path(get, path = "/offerings/{id}/review", tag = "organizing",
    params(("id" = String, Path, description = "Id or code"), ReviewQuery, PageQuery),
    responses((status = 200, body = ReviewPage)), security(("token" = [])))]
pub(super) async fn list(
    State(roster): State<Roster>,
    access: Access<ActOnPersons, AtOffering>,
    request: RequestId,
    Language(locale): Language,
    Query(query): Query<ReviewQuery>,
    paging: Paging<Position>,
) -> Result<Answer<ReviewPage>, Problem> {
    let wanted = Wanted {
        offering: access.on.offering.id,
        statuses: vec![query.status.unwrap_or(Status::Applied)],
        words: None,
        quota: None,
        reach: None,
        order: Order::Arrival,
    };
    let rows = Some(paging.rows_to_read());
    let ranked = (access.on.program.id, wanted.offering);
    let ranked = roster.ranked(ranked).await?;
    let found = roster.listed(&wanted, &ranked, paging.after.as_ref(), rows);
    let mut found = found.await?;
    let more = found.len() as u64 > u64::from(paging.limit);
    found.truncate(paging.limit as usize);
    let next_cursor = match found.last() {
        Some(last) if more => Some(paging.cursor(&last.position)?),
        _ => None,
    };
    let ids: Vec<RegistrationId> = found.iter().map(|row| row.position.id).collect();
    let acting = access.acting(request);
    let ground = roster.ground(access.on, true);
    let applications = roster.applications(&ground, &ids, acting).await?;
    let shown = applications.into_iter();
    Ok(paging.answer(ReviewPage {
        items: shown.map(|one| ApplicationView::new(one, locale)).collect(),
        next_cursor,
        proofs: ground.program.eligibility.proofs.clone(),
    }))
}

impl HasNext for ReviewPage {
    fn next(&self) -> Option<&str> {
        self.next_cursor.as_deref()
    }
}

impl ApplicationView {
    fn new(one: Application, locale: Locale) -> Self {
        let claims: Vec<ClaimView> = one
            .claims
            .into_iter()
            .map(|priority| ClaimView {
                label: Bilingual::new(priority.label, priority.label_en)
                    .pick(locale)
                    .to_owned(),
                key: priority.key,
                points: priority.points,
            })
            .collect();
        Self {
            registration_id: one.registration.id,
            name: one.name,
            status: one.registration.status,
            group_id: one.registration.group_id,
            created_at: one.registration.created_at,
            claimed_points: claims.iter().map(|claim| claim.points).sum(),
            claims,
            answers: one.answers,
            review: one.review.map(|review| ReviewView {
                at: review.at,
                by: review.by,
                granted_points: review.points,
                proofs_seen: review.proofs,
            }),
        }
    }
}
