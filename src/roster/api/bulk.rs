//! Deciding on many registrations of an offering at once.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::decisions::{Preview, known_proofs};
use crate::catalog::model::Program;
use crate::ledger::command::{Act, Approve};
use crate::ledger::facts::Status;
use crate::roster::Roster;
use crate::roster::access::{Access, ActOnPersons, AtOffering};
use crate::values::ids::RegistrationId;
use crate::web::Problem;
use crate::web::answer::Answer;
use crate::web::envelope::RequestId;
use crate::web::extract::{Keyed, Language, Query};
use crate::web::problem::ProblemView;

/// Who was seen, and what is granted.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApproveManyBody {
    #[validate(nested, length(min = 1, max = 500))]
    #[schema(min_items = 1, max_items = 500)]
    registrations: Vec<ApproveOneBody>,
}

/// A registration that was seen.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct ApproveOneBody {
    registration_id: RegistrationId,
    /// Points by the program's priorities; those named last count.
    #[serde(default)]
    #[validate(range(min = 0, max = 1000))]
    #[schema(minimum = 0, maximum = 1000)]
    granted_points: i32,
    /// Keys of the program's papers that were seen.
    #[serde(default)]
    proofs_seen: Vec<String>,
}

impl ApproveManyBody {
    /// What is done to each.
    ///
    /// # Errors
    /// 422 for a paper that the program does not ask for.
    pub(crate) fn acts(self, program: &Program) -> Result<Vec<(RegistrationId, Act)>, Problem> {
        let act = |(at, one): (usize, ApproveOneBody)| {
            let pointer = format!("/registrations/{at}/proofs_seen");
            known_proofs(program, &one.proofs_seen, &pointer)?;
            let act = Act::Approve(Approve {
                registration_id: one.registration_id,
                points: one.granted_points,
                proofs: one.proofs_seen,
            });
            Ok((one.registration_id, act))
        };
        self.registrations
            .into_iter()
            .enumerate()
            .map(act)
            .collect()
    }
}

/// What became of each, in their order.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ManyView {
    outcomes: Vec<OneView>,
}

/// What became of one.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DecisionOutcome)]
struct OneView {
    registration_id: RegistrationId,
    /// As it stands then; null where it was refused.
    status: Option<Status>,
    /// Where it was refused.
    problem: Option<ProblemView>,
}

/// Marks applications as reviewed and grants them points, each for itself: what is refused stands
/// beside what was done. The same list once more does no harm.
#[utoipa::path(post, path = "/offerings/{id}/approve", tag = "organizing",
    request_body = ApproveManyBody,
    params(("id" = String, Path, description = "Id or code"), Preview),
    responses((status = 200, body = ManyView)), security(("token" = [])))]
pub(super) async fn approve(
    State(roster): State<Roster>,
    access: Access<ActOnPersons, AtOffering>,
    request: RequestId,
    Query(look): Query<Preview>,
    Language(locale): Language,
    Keyed { body, key }: Keyed<ApproveManyBody>,
) -> Result<Answer<ManyView>, Problem> {
    let acts = body.acts(&access.on.program)?;
    let ids: Vec<RegistrationId> = acts.iter().map(|(id, _)| *id).collect();
    let outcomes = roster
        .act_on_many(access.actor(), &access.on, acts, key, look.preview)
        .await?;
    let shown = ids
        .into_iter()
        .zip(outcomes)
        .map(|(id, outcome)| match outcome {
            Ok(acted) => OneView {
                registration_id: id,
                status: acted.status(),
                problem: None,
            },
            Err(error) => OneView {
                registration_id: id,
                status: None,
                problem: Some(roster.problem(error).view(locale, &request.0.to_string())),
            },
        });
    Ok(Answer::ok(ManyView {
        outcomes: shown.collect(),
    }))
}
