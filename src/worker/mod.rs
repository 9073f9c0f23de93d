//! The workers' app: the shell that its scripts fill, and the pages that anybody reads without them.
//!
//! Owns no rule and no query: the scripts (`static/app/`) are a client of the public API, and the page
//! of a program shows what the catalogue publishes. Source: docs/app.md.

mod manifest;
mod programs;
mod shell;
mod ways;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use crate::catalog::Catalog;

/// The feature's state: cheap to clone, which is done for each request.
#[derive(Clone, Debug)]
pub struct Worker {
    catalog: Catalog,
    /// `server.public_url`: what a shared link begins with.
    public_url: Arc<str>,
}

impl Worker {
    /// The pages at `public_url`.
    #[must_use]
    pub fn new(catalog: Catalog, public_url: &str) -> Self {
        Self {
            catalog,
            public_url: public_url.into(),
        }
    }
}

/// Where pages of the app are, besides those that the scripts fill.
const READ: [&str; 2] = ["/programs/{code}", "/offerings/{code}"];

/// Whether a route answers with a page of the app.
#[must_use]
pub fn is_page(route: &str) -> bool {
    READ.contains(&route) || shell::FILLED.iter().any(|(filled, _)| *filled == route)
}

/// The routes of the app.
pub fn routes(state: Worker) -> Router {
    let filled = shell::FILLED
        .iter()
        .fold(Router::new(), |router, (path, _)| {
            router.route(path, get(shell::show))
        });
    filled
        .route("/app/{build}/shell", get(shell::kept))
        .route("/manifest.webmanifest", get(manifest::show))
        .route("/programs/{code}", get(programs::show))
        .route("/offerings/{code}", get(ways::to_program))
        .route("/offerings/{code}/roster", get(ways::to_roster))
        .route("/devices", get(ways::to_devices))
        .route("/my-data", get(ways::to_export))
        .with_state(state)
}
