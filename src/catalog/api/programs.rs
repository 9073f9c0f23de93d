//! One program.

use axum::extract::State;
use axum::response::Response;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Discovery;
use super::kept::Asked;
use super::view::ProgramView;
use crate::values::ids::{ProgramId, Reference};
use crate::web::etag::Prepared;
use crate::web::extract::{NoQuery, Path};
use crate::web::{Kind, Problem};

/// Shows a program with its form, its consents and its offerings.
#[utoipa::path(
    get,
    path = "/programs/{id}",
    tag = "discovery",
    params(("id" = String, Path, description = "Id or code")),
    responses((status = 200, body = ProgramView), (status = 304, description = "Not changed"))
)]
async fn show(
    State(discovery): State<Discovery>,
    Path(program): Path<Reference<ProgramId>>,
    _: NoQuery,
    asked: Asked,
) -> Result<Response, Problem> {
    discovery.answer(&asked, |at| {
        let program = at.snapshot.programs.find(&program).ok_or(Kind::NotFound)?;
        Ok(Prepared::versioned(program.version, &ProgramView::of(program, at))?.into())
    })
}

/// The routes of this file.
pub(super) fn routes() -> OpenApiRouter<Discovery> {
    OpenApiRouter::new().routes(routes!(show))
}
