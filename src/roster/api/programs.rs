//! Programs: listed with their drafts, made, changed.

use axum::extract::State;

use super::body::ProgramBody;
use super::view::{ProgramLine, ProgramSettings};
use crate::roster::Roster;
use crate::roster::access::{Access, AtOrganization, AtProgram, Count, Edit};
use crate::values::ids::ProgramId;
use crate::web::Problem;
use crate::web::answer::Answer;
use crate::web::envelope::RequestId;
use crate::web::etag::{IfMatch, version_tag};
use crate::web::extract::{Keyed, NoQuery, Valid};
use crate::web::page::{Page, PageQuery, Paging};

/// The programs of a body with all their offerings, drafts too, the oldest first; those of the
/// bodies below it are listed there.
#[utoipa::path(get, path = "/organizations/{id}/programs", tag = "organizing",
    params(("id" = String, Path, description = "Id or code of the body"), PageQuery),
    responses((status = 200, body = Page<ProgramLine>)), security(("token" = [])))]
pub(super) async fn list(
    State(roster): State<Roster>,
    access: Access<Count, AtOrganization>,
    paging: Paging<ProgramId>,
) -> Result<Answer<Page<ProgramLine>>, Problem> {
    let body = access.on.organization.id;
    let programs = roster.programs_of(body, paging.after, paging.rows_to_read());
    let programs = programs.await?;
    let ids: Vec<ProgramId> = programs.iter().map(|program| program.id).collect();
    let offerings = roster.offerings(&ids).await?;
    let line = |program| ProgramLine::new(program, &offerings);
    Ok(paging.page(programs, |program| program.id, line)?)
}

/// Makes a program. People see it once an offering of it is published.
#[utoipa::path(post, path = "/organizations/{id}/programs", tag = "organizing",
    request_body = ProgramBody,
    params(("id" = String, Path, description = "Id or code of the body")),
    responses((status = 201, body = ProgramSettings)), security(("token" = [])))]
pub(super) async fn make(
    State(roster): State<Roster>,
    access: Access<Edit, AtOrganization>,
    request: RequestId,
    Keyed { body, key }: Keyed<ProgramBody>,
) -> Result<Answer<ProgramSettings>, Problem> {
    let names = roster.names().await?;
    let wish = body.make(roster.ids.make(), access.on.organization.id, &names);
    let made = roster
        .make_program(wish, access.acting(request), key.as_ref())
        .await;
    let (program, replayed) = made.map_err(|error| roster.problem(error))?;
    let version = program.version;
    let view = ProgramSettings::new(program, &names.bank);
    let tag = version_tag(version.into(), &view)?;
    Ok(Answer::created(view).tag(tag).replayed(replayed))
}

/// A program as its organizers edit it: in both languages, whether people see it or not.
#[utoipa::path(get, path = "/programs/{id}/settings", tag = "organizing",
    params(("id" = String, Path, description = "Id or code")),
    responses((status = 200, body = ProgramSettings)), security(("token" = [])))]
pub(super) async fn settings(
    State(roster): State<Roster>,
    access: Access<Count, AtProgram>,
    _: NoQuery,
) -> Result<Answer<ProgramSettings>, Problem> {
    let program = access.on.program;
    let version = program.version;
    let view = ProgramSettings::new(program, &roster.bank().await?);
    let tag = version_tag(version.into(), &view)?;
    Ok(Answer::ok(view).tag(tag))
}

/// Changes a program. What people rely on who registered for it stays: 409 `has-registrations`.
#[utoipa::path(patch, path = "/programs/{id}", tag = "organizing", request_body = ProgramBody,
    params(("id" = String, Path, description = "Id or code"),
        ("If-Match" = String, Header, description = "The tag of what was read")),
    responses((status = 200, body = ProgramSettings)), security(("token" = [])))]
pub(super) async fn change(
    State(roster): State<Roster>,
    access: Access<Edit, AtProgram>,
    request: RequestId,
    seen: IfMatch,
    Valid(body): Valid<ProgramBody>,
) -> Result<Answer<ProgramSettings>, Problem> {
    let program = &access.on.program;
    seen.require(program.version.into())?;
    let names = roster.names().await?;
    let changed = roster
        .edit_program(
            program,
            body.change(program, &names),
            access.acting(request),
        )
        .await;
    let changed = changed.map_err(|error| roster.problem(error))?;
    let version = changed.version;
    let view = ProgramSettings::new(changed, &names.bank);
    let tag = version_tag(version.into(), &view)?;
    Ok(Answer::ok(view).tag(tag))
}
