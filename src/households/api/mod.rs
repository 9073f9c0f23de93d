//! `/accounts/verify` and everything under `/me` that is about the household.

mod entry;
mod forms;
mod me;
mod participants;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Households;

/// Every call of households. `public_url` begins the address of calendars.
pub fn routes(households: Households, public_url: &str) -> OpenApiRouter {
    let me = me::MeState {
        households: households.clone(),
        public_url: public_url.into(),
    };
    let mine = OpenApiRouter::new()
        .routes(routes!(me::show, me::edit))
        .routes(routes!(me::renew_calendar_key))
        .with_state(me);
    OpenApiRouter::new()
        .routes(routes!(entry::verify))
        .routes(routes!(participants::list, participants::add))
        .routes(routes!(participants::edit, participants::remove))
        .with_state(households)
        .merge(mine)
}
