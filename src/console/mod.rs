//! The organizers' pages: what the API offers to staff, for people at a desk or at a door.
//!
//! Owns no rule and no query: a page asks the use cases that the API asks, lets in whom the API lets
//! in ([`Access`](crate::roster::access::Access)), and shows what comes back. A form that is refused
//! comes back with what was typed.

mod account;
mod assisted;
mod audit;
mod desk;
mod door;
mod drawing;
mod home;
mod import;
pub mod look;
mod offering;
mod once;
mod people;
mod programs;
mod report;
mod roster;
mod second_factor;
mod sign_in;
mod trouble;

use std::sync::Arc;

use axum::Router;
use axum::extract::FromRef;
use axum::response::Redirect;
use axum::routing::{get, post};

use crate::accounts::Accounts;
use crate::organizations::Organizations;
use crate::roster::Roster;
use crate::web::session::Sessions;

/// The feature's state: cheap to clone, which is done for each request.
#[derive(Clone, Debug)]
pub struct Console {
    /// Programs, rosters, draws, doors.
    pub roster: Roster,
    /// Signs in by cookie.
    pub sessions: Sessions,
}

impl FromRef<Console> for Roster {
    fn from_ref(console: &Console) -> Self {
        console.roster.clone()
    }
}

impl Console {
    const fn accounts(&self) -> &Arc<Accounts> {
        &self.roster.accounts
    }

    const fn organizations(&self) -> &Arc<Organizations> {
        &self.roster.organizations
    }
}

/// The routes of the pages.
pub fn routes(state: Console) -> Router {
    Router::new()
        .route("/console/", get(async || Redirect::permanent("/console")))
        .route("/console", get(home::show))
        .route(
            "/console/sign-in",
            get(sign_in::show).post(sign_in::by_password),
        )
        .route("/console/sign-in/code", post(sign_in::by_code))
        .route("/console/sign-out", post(sign_in::sign_out))
        .route(
            "/console/second-factor",
            get(second_factor::show).post(second_factor::raise),
        )
        .route(
            "/console/second-factor/new",
            get(second_factor::begin).post(second_factor::confirm),
        )
        .route("/console/account", get(account::show))
        .route("/console/account/devices/{id}/end", post(account::end))
        .merge(roster::routes())
        .merge(door::routes())
        .merge(programs::routes())
        .merge(drawing::routes())
        .merge(assisted::routes())
        .merge(import::routes())
        .merge(audit::routes())
        .merge(people::routes())
        .merge(report::routes())
        .with_state(state)
}
