//! `/organizations/{id}/staff`.

use std::collections::HashMap;

use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{StaffState, acting};
use crate::organizations::staff::{EndError, GiveError, GrantFlaw, Role, StaffLine, WantedGrant};
use crate::values::clock::Instant;
use crate::values::email::EmailAddress;
use crate::values::ids::{AccountId, GrantId, OrganizationId, ProgramId, Reference};
use crate::values::locale::Bilingual;
use crate::web::answer::Answer;
use crate::web::envelope::RequestId;
use crate::web::extract::{Keyed, Language, Path};
use crate::web::page::{Page, PageQuery, Paging};
use crate::web::{Kind, Problem, SignedIn};

/// A role to be given.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct GrantBody {
    /// To whom. Without an account, the role waits until somebody proves the address.
    #[schema(value_type = String, format = "email")]
    email: EmailAddress,
    /// What may be done.
    role: Role,
    /// The first instant at which it gives nothing, at most two years ahead.
    #[schema(value_type = String, format = DateTime)]
    until: Instant,
    /// The program of a counsellor, by id or code: a confidential one of the body or below. No
    /// other role takes one.
    #[schema(value_type = Option<String>, example = "p-mind-pujiang")]
    program: Option<Reference<ProgramId>>,
}

/// A role given in a body, to an address.
#[derive(Serialize, ToSchema)]
#[schema(as = StaffGrant)]
pub(super) struct GrantView {
    /// Its id, to end it.
    #[schema(value_type = uuid::Uuid)]
    id: GrantId,
    /// In which body, and all below it.
    #[schema(value_type = uuid::Uuid)]
    organization_id: OrganizationId,
    /// The address it was given to. Whether that has an account is not told.
    #[schema(value_type = String, format = "email")]
    email: EmailAddress,
    /// What may be done.
    role: Role,
    /// The only program it is for; of a counsellor.
    #[schema(value_type = Option<uuid::Uuid>)]
    program_id: Option<ProgramId>,
    /// When it ends.
    #[schema(value_type = String, format = DateTime)]
    until: Instant,
    /// When it was given.
    #[schema(value_type = String, format = DateTime)]
    created_at: Instant,
    /// By whom; null for whoever runs the server.
    granted_by: Option<GrantedByView>,
}

/// Who gave a role.
#[derive(Serialize, ToSchema)]
#[schema(as = GrantedBy)]
struct GrantedByView {
    /// The account.
    #[schema(value_type = uuid::Uuid)]
    id: AccountId,
    /// How the person wants to be called.
    name: String,
}

/// The roles given in this very body that have not ended, oldest first; for its admins and
/// those above.
#[utoipa::path(get, path = "/organizations/{id}/staff", tag = "organizing",
    params(("id" = String, Path, description = "Id or code of the body"), PageQuery),
    responses((status = 200, body = Page<GrantView>)), security(("token" = [])))]
pub(super) async fn list(
    State(state): State<StaffState>,
    signed_in: SignedIn,
    Path(body): Path<Reference<OrganizationId>>,
    paging: Paging<GrantId>,
) -> Result<Answer<Page<GrantView>>, Problem> {
    let organizations = &state.organizations;
    let body = organizations
        .require_admin(signed_in.account, &body)
        .await?;
    let rows = paging.rows_to_read();
    let found = organizations.staff(body, paging.after, rows).await?;
    let names = state.givers(&found).await?;
    let view = |line| GrantView::new(line, &names);
    Ok(paging.page(found, |line| line.id, view)?)
}

/// Gives a role in the body and all below it, or in one program, and tells the person by mail.
/// The same role once more takes the place of the one before.
#[utoipa::path(post, path = "/organizations/{id}/staff", tag = "organizing",
    params(("id" = String, Path, description = "Id or code of the body")),
    request_body = GrantBody, responses((status = 201, body = GrantView)),
    security(("token" = [])))]
pub(super) async fn give(
    State(state): State<StaffState>,
    signed_in: SignedIn,
    request: RequestId,
    Path(body): Path<Reference<OrganizationId>>,
    Language(spoken): Language,
    Keyed { body: wanted, key }: Keyed<GrantBody>,
) -> Result<Answer<GrantView>, Problem> {
    let wanted = WantedGrant {
        email: wanted.email,
        role: wanted.role,
        until: wanted.until,
        program: wanted.program,
    };
    let staff = acting(signed_in, request);
    let given = state
        .organizations
        .give_role(staff, &body, &wanted, spoken, key.as_ref());
    let (line, replayed) = given.await?;
    let names = state.givers(std::slice::from_ref(&line)).await?;
    Ok(Answer::created(GrantView::new(line, &names)).replayed(replayed))
}

/// Ends a role at once, and tells the person by mail.
#[utoipa::path(delete, path = "/organizations/{id}/staff/{grant}", tag = "organizing",
    params(("id" = String, Path, description = "Id or code of the body"),
        ("grant" = uuid::Uuid, Path, description = "The id of the role given")),
    responses((status = 204)), security(("token" = [])))]
pub(super) async fn end(
    State(state): State<StaffState>,
    signed_in: SignedIn,
    request: RequestId,
    Path((body, grant)): Path<(Reference<OrganizationId>, GrantId)>,
) -> Result<StatusCode, Problem> {
    let staff = acting(signed_in, request);
    state.organizations.end_role(staff, &body, grant).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl StaffState {
    async fn givers(&self, lines: &[StaffLine]) -> Result<HashMap<AccountId, String>, Problem> {
        let ids: Vec<AccountId> = lines.iter().filter_map(|line| line.granted_by).collect();
        Ok(self.accounts.names(&ids).await?)
    }
}

impl GrantView {
    fn new(line: StaffLine, names: &HashMap<AccountId, String>) -> Self {
        let granted_by = line.granted_by.map(|id| GrantedByView {
            id,
            name: names.get(&id).cloned().unwrap_or_default(),
        });
        Self {
            id: line.id,
            organization_id: line.organization,
            email: line.email,
            role: line.role,
            program_id: line.program,
            until: line.until,
            created_at: line.created_at,
            granted_by,
        }
    }
}

impl From<GiveError> for Problem {
    fn from(error: GiveError) -> Self {
        match error {
            GiveError::Role(error) => error.into(),
            GiveError::Flaw(flaw) => flaw.into(),
            GiveError::KeyReused(reused) => reused.into(),
            GiveError::Fault(fault) => fault.into(),
        }
    }
}

impl From<GrantFlaw> for Problem {
    fn from(flaw: GrantFlaw) -> Self {
        let (pointer, code, chinese, english) = match flaw {
            GrantFlaw::ProgramMissing => (
                "/program",
                "required",
                "咨询员要指定一个项目",
                "A counsellor is given one program",
            ),
            GrantFlaw::ProgramNotTaken => (
                "/program",
                "not-taken",
                "只有咨询员要指定项目",
                "Only a counsellor is given a program",
            ),
            GrantFlaw::ProgramUnknown => (
                "/program",
                "unknown",
                "这个单位和它的下级没有这个项目",
                "There is no such program in this organization or below it",
            ),
            GrantFlaw::ProgramOpen => (
                "/program",
                "not-confidential",
                "这个项目不保密，在它的单位里给一个角色就行",
                "This program is not confidential: a role in its organization is enough",
            ),
            GrantFlaw::Passed => ("/until", "passed", "这个时间已经过了", "It has passed"),
            GrantFlaw::TooFar => (
                "/until",
                "too-far",
                "角色最长两年，到期可以再给",
                "A role ends within two years; it can be given again",
            ),
        };
        Self::invalid(pointer, code, Bilingual::new(chinese, english))
    }
}

impl From<EndError> for Problem {
    fn from(error: EndError) -> Self {
        match error {
            EndError::Role(error) => error.into(),
            EndError::LastAdmin => Self::new(Kind::LastAdmin).detail(
                "收回以后，这里和上级都没有管理员了。请先请另一位来做管理员",
                "Nobody here or above could give roles any more. Give the role to somebody else \
                 first",
            ),
            EndError::Fault(fault) => fault.into(),
        }
    }
}
