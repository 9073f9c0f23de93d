//! Memberships: asked for by a worker, answered by an organizer.

use std::collections::HashMap;

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::{Validate, ValidationError};

use super::{StaffState, acting};
use crate::db::idempotency::RequestKey;
use crate::organizations::audit::Acting;
use crate::organizations::memberships::{
    Answer as Decision, AskError, DecideError, Membership, MembershipStatus,
};
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, MembershipId, OrganizationId, Reference};
use crate::values::locale::Bilingual;
use crate::values::text::{clean_text, line_within};
use crate::web::answer::Answer;
use crate::web::envelope::RequestId;
use crate::web::extract::{EmptyBody, Keyed, Path, Query, rule};
use crate::web::page::{Page, PageQuery, Paging};
use crate::web::{Kind, Problem, SignedIn};

/// Most characters of a member number.
const NUMBER_MAX: usize = 50;

/// An asking to belong to a body.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MembershipBody {
    /// The body, by id or code.
    #[schema(value_type = String, example = "hz-gs-edu")]
    organization_id: Reference<OrganizationId>,
    /// The number on the card, if there is one.
    #[validate(custom(function = "number_rule"))]
    #[schema(min_length = 1, max_length = 50)]
    member_number: Option<String>,
}

/// Why somebody does not belong.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RefusalBody {
    /// For the person to read.
    #[validate(length(max = 500))]
    #[schema(max_length = 500)]
    reason: Option<String>,
}

/// Which memberships to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// Only those that stand so.
    status: Option<MembershipStatus>,
}

/// An account's tie to a body.
#[derive(Serialize, ToSchema)]
#[schema(as = Membership)]
pub(super) struct MembershipView {
    /// Its id.
    #[schema(value_type = uuid::Uuid)]
    id: MembershipId,
    /// The body.
    #[schema(value_type = uuid::Uuid)]
    organization_id: OrganizationId,
    /// Who asks.
    account: MemberView,
    /// The number on the card, if given.
    member_number: Option<String>,
    /// Where it stands.
    status: MembershipStatus,
    /// Why it was refused.
    refusal_reason: Option<String>,
    /// When it was asked.
    #[schema(value_type = String, format = DateTime)]
    created_at: Instant,
    /// When it was answered.
    #[schema(value_type = Option<String>, format = DateTime)]
    decided_at: Option<Instant>,
}

/// Who belongs to a body.
#[derive(Serialize, ToSchema)]
#[schema(as = Member)]
struct MemberView {
    /// The account.
    #[schema(value_type = uuid::Uuid)]
    id: AccountId,
    /// How the person wants to be called.
    name: String,
}

/// Asks a body to confirm that one belongs to it.
#[utoipa::path(post, path = "/me/memberships", tag = "me", request_body = MembershipBody,
    responses((status = 201, body = MembershipView)), security(("token" = [])))]
pub(super) async fn ask(
    State(state): State<StaffState>,
    signed_in: SignedIn,
    Keyed { body, key }: Keyed<MembershipBody>,
) -> Result<Answer<MembershipView>, Problem> {
    let number = body
        .member_number
        .as_deref()
        .and_then(|text| line_within(text, NUMBER_MAX));
    let body = &body.organization_id;
    let asking = state
        .organizations
        .ask(signed_in.account, body, number.as_deref(), key.as_ref());
    let (asked, replayed) = asking.await?;
    Ok(Answer::created(state.view(asked).await?).replayed(replayed))
}

/// Who belongs to the body or asks to, oldest first.
#[utoipa::path(get, path = "/organizations/{id}/memberships", tag = "organizing",
    params(("id" = String, Path, description = "Id or code of the body"), Filter, PageQuery),
    responses((status = 200, body = Page<MembershipView>)), security(("token" = [])))]
pub(super) async fn list(
    State(state): State<StaffState>,
    signed_in: SignedIn,
    Path(body): Path<Reference<OrganizationId>>,
    Query(filter): Query<Filter>,
    paging: Paging<MembershipId>,
) -> Result<Answer<Page<MembershipView>>, Problem> {
    let rows = paging.rows_to_read();
    let staff = signed_in.account;
    let found = state
        .organizations
        .memberships_in(staff, &body, filter.status, paging.after, rows)
        .await?;
    let names = state.names(&found).await?;
    let view = |one| MembershipView::new(one, &names);
    Ok(paging.page(found, |one| one.id, view)?)
}

/// Says that somebody belongs to the body.
#[utoipa::path(post, path = "/organizations/{id}/memberships/{membership}/confirm",
    tag = "organizing", request_body = EmptyBody,
    params(("id" = String, Path, description = "Id or code of the body"),
        ("membership" = uuid::Uuid, Path, description = "The membership's id")),
    responses((status = 200, body = MembershipView)), security(("token" = [])))]
pub(super) async fn confirm(
    State(state): State<StaffState>,
    signed_in: SignedIn,
    request: RequestId,
    Path((body, id)): Path<(Reference<OrganizationId>, MembershipId)>,
    Keyed { key, .. }: Keyed<EmptyBody>,
) -> Result<Answer<MembershipView>, Problem> {
    let staff = acting(signed_in, request);
    state
        .decide(staff, &body, id, &Decision::Confirm, key)
        .await
}

/// Says that somebody does not belong to the body, or no longer.
#[utoipa::path(post, path = "/organizations/{id}/memberships/{membership}/refuse",
    tag = "organizing", request_body = RefusalBody,
    params(("id" = String, Path, description = "Id or code of the body"),
        ("membership" = uuid::Uuid, Path, description = "The membership's id")),
    responses((status = 200, body = MembershipView)), security(("token" = [])))]
pub(super) async fn refuse(
    State(state): State<StaffState>,
    signed_in: SignedIn,
    request: RequestId,
    Path((body, id)): Path<(Reference<OrganizationId>, MembershipId)>,
    Keyed { body: said, key }: Keyed<RefusalBody>,
) -> Result<Answer<MembershipView>, Problem> {
    let reason = said
        .reason
        .map(|text| clean_text(&text))
        .filter(|text| !text.is_empty());
    let (staff, refuse) = (acting(signed_in, request), Decision::Refuse { reason });
    state.decide(staff, &body, id, &refuse, key).await
}

impl StaffState {
    async fn decide(
        &self,
        staff: Acting,
        body: &Reference<OrganizationId>,
        id: MembershipId,
        decision: &Decision,
        key: Option<RequestKey>,
    ) -> Result<Answer<MembershipView>, Problem> {
        let key = key.as_ref();
        let answering = self.organizations.answer(staff, body, id, decision, key);
        let (decided, replayed) = answering.await?;
        Ok(Answer::ok(self.view(decided).await?).replayed(replayed))
    }

    async fn view(&self, one: Membership) -> Result<MembershipView, Problem> {
        let names = self.names(std::slice::from_ref(&one)).await?;
        Ok(MembershipView::new(one, &names))
    }

    async fn names(&self, all: &[Membership]) -> Result<HashMap<AccountId, String>, Problem> {
        let ids: Vec<AccountId> = all.iter().map(|one| one.account).collect();
        Ok(self.accounts.names(&ids).await?)
    }
}

impl MembershipView {
    fn new(one: Membership, names: &HashMap<AccountId, String>) -> Self {
        let name = names.get(&one.account).cloned().unwrap_or_default();
        Self {
            id: one.id,
            organization_id: one.organization,
            account: MemberView {
                id: one.account,
                name,
            },
            member_number: one.member_number,
            status: one.status,
            refusal_reason: one.refusal_reason,
            created_at: one.created_at,
            decided_at: one.decided_at,
        }
    }
}

impl From<AskError> for Problem {
    fn from(error: AskError) -> Self {
        match error {
            AskError::UnknownOrganization => Self::invalid(
                "/organization_id",
                "unknown",
                Bilingual::new("没有这个工会", "There is no such organization"),
            ),
            AskError::Exists(_) => Kind::MembershipExists.into(),
            AskError::KeyReused(reused) => reused.into(),
            AskError::Fault(fault) => fault.into(),
        }
    }
}

impl From<DecideError> for Problem {
    fn from(error: DecideError) -> Self {
        match error {
            DecideError::Role(error) => error.into(),
            DecideError::KeyReused(reused) => reused.into(),
            DecideError::Fault(fault) => fault.into(),
        }
    }
}

fn number_rule(text: &str) -> Result<(), ValidationError> {
    line_within(text, NUMBER_MAX)
        .map(drop)
        .ok_or_else(|| rule("length", "要 1 到 50 个字符", "It has 1 to 50 characters"))
}
