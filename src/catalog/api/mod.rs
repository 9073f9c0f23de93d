//! The public calls: search, programs, offerings with live places, sites, bodies.
//!
//! Answers are the same for everyone, so they are kept rendered until what they show changes.

mod asked_for;
mod calendar;
mod kept;
mod offerings;
mod organizations;
mod places;
mod programs;
mod search;
mod sites;
mod view;

use std::sync::Arc;

use utoipa_axum::router::OpenApiRouter;

use super::Catalog;
use kept::Kept;

/// What the handlers share.
#[derive(Clone, Debug)]
struct Discovery {
    catalog: Catalog,
    kept: Arc<Kept>,
}

/// The routes of this feature.
#[must_use]
pub fn routes(catalog: Catalog) -> OpenApiRouter {
    let state = Discovery {
        catalog,
        kept: Arc::default(),
    };
    OpenApiRouter::new()
        .merge(search::routes())
        .merge(programs::routes())
        .merge(offerings::routes())
        .merge(places::routes())
        .merge(calendar::routes())
        .merge(sites::routes())
        .merge(organizations::routes())
        .with_state(state)
}
