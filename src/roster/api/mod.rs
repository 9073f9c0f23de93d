//! The calls under "Organizing" about programs and offerings.

mod body;
mod copying;
mod offerings;
mod problems;
mod programs;
mod view;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::body::Names;
use super::Roster;
use crate::db::Fault;

/// The routes of the feature.
pub fn routes(state: Roster) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(programs::list))
        .routes(routes!(programs::make))
        .routes(routes!(programs::settings))
        .routes(routes!(programs::change))
        .routes(routes!(offerings::make))
        .routes(routes!(offerings::settings))
        .routes(routes!(offerings::change))
        .routes(routes!(copying::copy))
        .routes(routes!(copying::publish))
        .with_state(state)
}

impl Roster {
    /// What names in a body may point at.
    async fn names(&self) -> Result<Names, Fault> {
        Ok(Names {
            snapshot: self.catalog.snapshot(),
            bank: self.bank().await?,
        })
    }
}
