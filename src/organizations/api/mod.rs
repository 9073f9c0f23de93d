//! `/organizations/{id}/memberships` and the asking for one's own.

mod memberships;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Organizations;
use crate::accounts::Accounts;

/// The calls about who belongs to a body. `accounts` tells the names of who asks.
pub fn memberships(organizations: Organizations, accounts: Accounts) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(memberships::ask))
        .routes(routes!(memberships::list))
        .routes(routes!(memberships::confirm))
        .routes(routes!(memberships::refuse))
        .with_state(memberships::MembershipState {
            organizations,
            accounts,
        })
}
