//! The calls under "Organizing" about programs and offerings.

pub(crate) mod announcements;
pub(crate) mod assisted;
pub(crate) mod attendance;
pub(crate) mod body;
pub(crate) mod bulk;
mod copying;
pub(crate) mod decisions;
mod draws;
pub(crate) mod duplicates;
pub(crate) mod leaving;
pub(crate) mod lists;
mod offerings;
mod problems;
mod programs;
pub(crate) mod report;
mod reviews;
pub(crate) mod rosters;
pub(crate) mod sessions;
mod sheets;
mod view;
mod watching;

use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::body::Names;
pub(crate) use self::draws::{FreezeBody, RunBody};
use super::Roster;
use super::lists::BYTES_MAX;
use crate::db::Fault;

/// The routes of the feature.
pub fn routes(state: Roster) -> OpenApiRouter {
    // A list may be larger than any other body.
    let lists = OpenApiRouter::new()
        .routes(routes!(lists::register))
        .layer(DefaultBodyLimit::max(BYTES_MAX));
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
        .routes(routes!(assisted::register))
        .routes(routes!(reviews::list))
        .routes(routes!(decisions::approve))
        .routes(routes!(bulk::approve))
        .routes(routes!(decisions::reject))
        .routes(routes!(decisions::promote))
        .routes(routes!(decisions::admit))
        .routes(routes!(leaving::cancel))
        .routes(routes!(leaving::move_to))
        .routes(routes!(sessions::cancel))
        .routes(routes!(sessions::move_to))
        .routes(routes!(sessions::call_off))
        .routes(routes!(announcements::announce))
        .routes(routes!(announcements::announcements))
        .routes(routes!(attendance::mark))
        .routes(routes!(attendance::attendance))
        .routes(routes!(report::report))
        .routes(routes!(draws::show))
        .routes(routes!(draws::freeze))
        .routes(routes!(draws::run))
        .routes(routes!(draws::void))
        .routes(routes!(rosters::list))
        .routes(routes!(sheets::workbook))
        .routes(routes!(sheets::csv))
        .routes(routes!(watching::watch))
        .routes(routes!(duplicates::settle))
        .merge(lists)
        .with_state(state)
}

impl Roster {
    /// What names in a body may point at.
    pub(crate) async fn names(&self) -> Result<Names, Fault> {
        Ok(Names {
            snapshot: self.catalog.snapshot(),
            bank: self.bank().await?,
        })
    }
}
