//! Where links in letters lead that have no page of their own.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::Worker;
use crate::values::ids::{OfferingId, Reference};
use crate::web::extract::Path;
use crate::web::{Kind, Problem};

/// To the program of an offering, at the offering.
pub(super) async fn to_program(
    State(worker): State<Worker>,
    Path(named): Path<Reference<OfferingId>>,
) -> Result<Response, Problem> {
    let snapshot = worker.catalog.snapshot();
    let offering = snapshot.offerings.find(&named).ok_or(Kind::NotFound)?;
    let program = snapshot.programs.get(offering.program_id);
    let program = program.ok_or(Kind::NotFound)?;
    let page = format!("/programs/{}#{}", program.code, offering.code);
    Ok(Redirect::to(&page).into_response())
}

/// To the devices one is signed in with, as letters named them before.
pub(super) async fn to_devices() -> Redirect {
    Redirect::to("/me#devices")
}

/// To what one takes away of one's own, as letters named it before.
pub(super) async fn to_export() -> Redirect {
    Redirect::to("/me#export")
}

/// To the roster, for staff, who sign in there. An offering that is not published has one as well.
pub(super) async fn to_roster(Path(named): Path<String>) -> Response {
    let named: String = form_urlencoded::byte_serialize(named.as_bytes()).collect();
    Redirect::to(&format!("/console/offerings/{named}")).into_response()
}
