//! Programs and their offerings: listed, copied, edited, published.

mod beside;
mod changes;
mod copy;
mod dates;
mod fields;
mod list;
pub(super) mod once;
mod pattern;
mod pointed;
mod program;
mod program_fields;
mod program_page;
mod publish;
mod quotas;
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
