//! The door: who is expected at a session, who has come, and who takes whom home.

mod line;
mod marking;
mod page;
mod roll;
mod sessions;

use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;

use super::Console;

/// What keeps the page of a door while there is no network. It stands here so that it reaches no
/// further than the pages of sessions.
const WORKER: &str = include_str!("../../../static/console/door-worker.js");
/// What the worker itself may do.
const WORKER_POLICY: &str = "default-src 'none'; connect-src 'self'";

/// The routes of the part.
pub(super) fn routes() -> Router<Console> {
    Router::new()
        .route("/console/offerings/{id}/door", get(sessions::list))
        .route("/console/sessions/worker.js", get(worker))
        .route(
            "/console/sessions/{id}/door",
            get(page::show).post(marking::mark),
        )
        .route(
            "/console/sessions/{id}/door/people/{registration}",
            get(page::one),
        )
        .route("/console/sessions/{id}/roll", get(roll::show))
}

async fn worker() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, WORKER_POLICY),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, WORKER)
}
