//! Offerings: drafts made, offerings changed.

use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use super::body::OfferingBody;
use super::view::{Changed, OfferingPreview, OfferingSettings};
use crate::catalog::model::{Offering, Program};
use crate::roster::Roster;
use crate::roster::access::{Access, AtOffering, AtProgram, Count, Edit};
use crate::values::locale::Locale;
use crate::web::Problem;
use crate::web::answer::Answer;
use crate::web::envelope::RequestId;
use crate::web::etag::{IfMatch, version_tag};
use crate::web::extract::{Keyed, Language, NoQuery, Query, Valid};

/// Whether to do it or only to say what would happen.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ForeseeQuery {
    /// What would happen, without doing it.
    #[serde(default)]
    preview: bool,
}

/// Makes a draft of an offering; nobody sees it before it is published.
#[utoipa::path(post, path = "/programs/{id}/offerings", tag = "organizing",
    request_body = OfferingBody,
    params(("id" = String, Path, description = "Id or code of the program")),
    responses((status = 201, body = OfferingSettings)), security(("token" = [])))]
pub(super) async fn make(
    State(roster): State<Roster>,
    access: Access<Edit, AtProgram>,
    request: RequestId,
    Language(locale): Language,
    Keyed { body, key }: Keyed<OfferingBody>,
) -> Result<Answer<OfferingSettings>, Problem> {
    let program = &access.on.program;
    let wish = body.make(program.id, &roster.names().await?, &roster.ids);
    let made = roster
        .make_offering(program, wish, access.acting(request), key.as_ref())
        .await;
    let (offering, replayed) = made.map_err(|error| roster.problem(error))?;
    let (view, tag) = roster.shown(program, offering, locale).await?;
    Ok(Answer::created(view).tag(tag).replayed(replayed))
}

/// An offering as its organizers edit it: in both languages, drafts too, with what is missing
/// before it can be published.
#[utoipa::path(get, path = "/offerings/{id}/settings", tag = "organizing",
    params(("id" = String, Path, description = "Id or code")),
    responses((status = 200, body = OfferingSettings)), security(("token" = [])))]
pub(super) async fn settings(
    State(roster): State<Roster>,
    access: Access<Count, AtOffering>,
    Language(locale): Language,
    _: NoQuery,
) -> Result<Answer<OfferingSettings>, Problem> {
    let AtOffering { program, offering } = access.on;
    let (view, tag) = roster.shown(&program, offering, locale).await?;
    Ok(Answer::ok(view).tag(tag))
}

/// Changes an offering; sizes name the wanted end, and go through the ledger.
///
/// A raise promotes who waits at once. A pool below what is taken of it is refused with all such
/// pools. `preview=true` answers what would happen and changes nothing. What stays once it is
/// published is refused 409 `already-published`, what people rely on who registered 409
/// `has-registrations`; sessions are moved and cancelled by their own calls.
#[utoipa::path(patch, path = "/offerings/{id}", tag = "organizing", request_body = OfferingBody,
    params(("id" = String, Path, description = "Id or code"), ForeseeQuery,
        ("If-Match" = String, Header, description = "The tag of what was read")),
    responses((status = 200, body = Changed,
        description = "The offering, or with `preview=true` what would happen")),
    security(("token" = [])))]
pub(super) async fn change(
    State(roster): State<Roster>,
    access: Access<Edit, AtOffering>,
    request: RequestId,
    Query(query): Query<ForeseeQuery>,
    seen: IfMatch,
    Language(locale): Language,
    Valid(body): Valid<OfferingBody>,
) -> Result<Answer<Changed>, Problem> {
    let AtOffering { program, offering } = &access.on;
    seen.require(offering.version.into())?;
    let patched = body.change(offering, &roster.names().await?, &roster.ids);
    let by = access.acting(request);
    if query.preview {
        let foreseen = roster.foresee(program, offering, patched, by).await;
        let foreseen = foreseen.map_err(|error| roster.problem(error))?;
        let view = OfferingPreview::new(foreseen, access.sight);
        return Ok(Answer::ok(Changed::Preview(Box::new(view))));
    }
    let changed = roster.edit_offering(program, offering, patched, by).await;
    let changed = changed.map_err(|error| roster.problem(error))?;
    let (view, tag) = roster.shown(program, changed, locale).await?;
    Ok(Answer::ok(Changed::Done(Box::new(view))).tag(tag))
}

impl Roster {
    /// An offering as it is shown to its organizers, with its tag.
    pub(super) async fn shown(
        &self,
        program: &Program,
        offering: Offering,
        locale: Locale,
    ) -> Result<(OfferingSettings, axum::http::HeaderValue), Problem> {
        let gaps = self.gaps(program, &offering).await;
        let gaps = gaps.map_err(|error| self.problem(error))?;
        let version = offering.version;
        let opened = self.opened(offering.id).await?;
        let view = OfferingSettings::new(offering, gaps, &opened, locale);
        let tag = version_tag(version.into(), &view)?;
        Ok((view, tag))
    }
}
