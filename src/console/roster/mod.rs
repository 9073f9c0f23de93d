//! The roster of an offering: live, with what is done to those in it, one by one or many at once;
//! its size; what is written to everybody; sessions moved or cancelled, and calling it off.

mod acts;
mod capacity;
mod effects;
mod foreseen;
mod live;
mod messages;
mod person;
mod replan;
mod settling;
mod ticked;
mod words;

use axum::Router;
use axum::extract::OriginalUri;
use axum::response::Redirect;
use axum::routing::get;

use super::Console;

/// The pages of this part.
pub(super) fn routes() -> Router<Console> {
    Router::new()
        .route("/console/offerings/{id}", get(live::show))
        .route(
            "/console/offerings/{id}/ticked/{deed}",
            get(back_to_roster).post(ticked::act),
        )
        .route(
            "/console/offerings/{id}/capacity",
            get(capacity::show).post(capacity::change),
        )
        .route(
            "/console/offerings/{id}/messages",
            get(messages::show).post(messages::send),
        )
        .route(
            "/console/offerings/{id}/call-off",
            get(replan::show_call_off).post(replan::call_off),
        )
        .route(
            "/console/sessions/{id}/move",
            get(replan::show_move).post(replan::move_session),
        )
        .route(
            "/console/sessions/{id}/cancel",
            get(replan::show_cancel).post(replan::cancel_session),
        )
        .route("/console/registrations/{id}", get(person::show))
        .route(
            "/console/registrations/{id}/care",
            get(back).post(person::open_care),
        )
        .route(
            "/console/registrations/{id}/duplicates",
            get(back).post(settling::settle),
        )
        .route(
            "/console/registrations/{id}/{deed}",
            get(acts::show).post(acts::act),
        )
}

/// What a form alone leads to is asked for again, as by a change of the language: to the page above.
async fn back(OriginalUri(uri): OriginalUri) -> Redirect {
    let above = uri
        .path()
        .rsplit_once('/')
        .map_or("/console", |(above, _)| above);
    to_page(above, uri.query())
}

/// The same where what is ticked would be lost: to the roster.
async fn back_to_roster(OriginalUri(uri): OriginalUri) -> Redirect {
    let path = uri.path();
    let roster = path.split_once("/ticked/");
    to_page(roster.map_or("/console", |(roster, _)| roster), uri.query())
}

fn to_page(path: &str, query: Option<&str>) -> Redirect {
    match query {
        Some(query) => Redirect::to(&format!("{path}?{query}")),
        None => Redirect::to(path),
    }
}
