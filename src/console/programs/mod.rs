//! Programs and their offerings: listed, copied, edited, published.

pub(super) mod beside;
mod changes;
mod copy;
pub(super) mod dates;
pub(super) mod fields;
mod list;
mod new_offering;
mod new_program;
mod pattern;
mod pointed;
mod program;
mod program_fields;
mod program_page;
mod publish;
mod quotas;
mod session_rows;
mod sessions;
mod settings;
mod shown;

use axum::Router;
use axum::routing::{get, post};

use super::Console;

pub(super) fn routes() -> Router<Console> {
    Router::new()
        .route("/console/organizations/{id}/programs", get(list::show))
        .route(
            "/console/organizations/{id}/programs/new",
            get(new_program::show).post(new_program::make),
        )
        .route(
            "/console/programs/{id}/offerings/new",
            get(new_offering::show).post(new_offering::make),
        )
        .route(
            "/console/offerings/{id}/copy",
            get(copy::show).post(copy::make),
        )
        .route(
            "/console/offerings/{id}/settings",
            get(settings::show).post(settings::save),
        )
        .route(
            "/console/offerings/{id}/sessions",
            get(sessions::show).post(sessions::change),
        )
        .route(
            "/console/programs/{id}",
            get(program::show).post(program::save),
        )
        .route("/console/programs/{id}/sentence", post(program::say))
        .route(
            "/console/offerings/{id}/publish",
            get(publish::show).post(publish::publish),
        )
}
