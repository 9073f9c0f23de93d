//! One offering.

use axum::extract::State;
use axum::response::Response;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Discovery;
use super::kept::{Asked, Moment};
use super::view::OfferingView;
use crate::catalog::model::{Offering, Program};
use crate::values::ids::{OfferingId, Reference};
use crate::web::etag::Prepared;
use crate::web::extract::{NoQuery, Path};
use crate::web::{Kind, Problem};

/// Shows an offering with its sessions and the places of this moment.
#[utoipa::path(
    get,
    path = "/offerings/{id}",
    tag = "discovery",
    params(("id" = String, Path, description = "Id or code")),
    responses((status = 200, body = OfferingView), (status = 304, description = "Not changed"))
)]
async fn show(
    State(discovery): State<Discovery>,
    Path(offering): Path<Reference<OfferingId>>,
    _: NoQuery,
    asked: Asked,
) -> Result<Response, Problem> {
    discovery.answer(&asked, |at| {
        let (offering, program) = find(&offering, at)?;
        let view = OfferingView::of(offering, program, at);
        Ok(Prepared::versioned(offering.version, &view)?.into())
    })
}

/// An offering that people see, with its program; else 404.
pub(super) fn find<'a>(
    name: &Reference<OfferingId>,
    at: &'a Moment,
) -> Result<(&'a Offering, &'a Program), Problem> {
    let offering = at.snapshot.offerings.find(name).ok_or(Kind::NotFound)?;
    let program = at
        .snapshot
        .programs
        .get(offering.program_id)
        .ok_or(Kind::NotFound)?;
    Ok((offering, program))
}

/// The routes of this file.
pub(super) fn routes() -> OpenApiRouter<Discovery> {
    OpenApiRouter::new().routes(routes!(show))
}
