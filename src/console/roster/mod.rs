//! The roster of an offering: live, with what is done to those in it, one by one or many at once;
//! its size; and what is written to everybody.

mod acts;
mod bulk;
mod capacity;
mod effects;
mod live;
mod messages;
mod person;
mod settling;
mod words;

use axum::Router;
use axum::routing::{get, post};

use super::Console;
use crate::db::Fault;
use crate::organizations::tree::Organization;
use crate::values::ids::{OrganizationId, Reference};

/// The pages of this part.
pub(super) fn routes() -> Router<Console> {
    Router::new()
        .route("/console/offerings/{id}", get(live::show))
        .route("/console/offerings/{id}/approve", post(bulk::approve))
        .route(
            "/console/offerings/{id}/capacity",
            get(capacity::show).post(capacity::change),
        )
        .route(
            "/console/offerings/{id}/messages",
            get(messages::show).post(messages::send),
        )
        .route("/console/registrations/{id}", get(person::show))
        .route("/console/registrations/{id}/care", post(person::open_care))
        .route(
            "/console/registrations/{id}/duplicates",
            post(settling::settle),
        )
        .route(
            "/console/registrations/{id}/{deed}",
            get(acts::show).post(acts::act),
        )
}

impl Console {
    /// The body that a page is about.
    async fn body(&self, id: OrganizationId) -> Result<Organization, Fault> {
        let found = self.organizations().find(&Reference::Id(id)).await?;
        found.ok_or_else(|| Fault::broken("a program of no body"))
    }
}
