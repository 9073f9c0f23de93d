//! The roster of an offering as server-sent events.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::Serialize;
use utoipa::ToSchema;

use super::view::whole;
use crate::db::Fault;
use crate::ledger::facts::Status;
use crate::roster::Roster;
use crate::roster::access::{Access, AtOffering, ViewPersons};
use crate::roster::stream::{News, Watching};
use crate::values::ids::RegistrationId;
use crate::web::extract::NoQuery;
use crate::web::sign_in::Lasting;
use crate::web::{Kind, Problem};

/// A line of nothing so often keeps proxies from ending the connection.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// Seconds after which somebody who found no seat may try again.
const SEAT_AFTER_SECONDS: u32 = 10;

/// What an event `roster` holds.
#[derive(Debug, Serialize, ToSchema)]
struct RosterNews {
    /// The number of the change; also the event's id.
    sequence: i64,
    /// How many registrations stand where.
    #[schema(value_type = BTreeMap<String, i64>)]
    counts: BTreeMap<Status, i64>,
    /// The registrations that changed, at most a hundred.
    changed: BTreeSet<RegistrationId>,
    /// Whether more changed than are named: read the roster again.
    more: bool,
}

/// Tells when the roster changes. The first event says how it stands; with `Last-Event-ID` it
/// names what changed since that event. It ends when the caller may not see the roster any more.
#[utoipa::path(get, path = "/offerings/{id}/roster/stream", tag = "organizing",
    params(("id" = String, Path, description = "Id or code"),
        ("Last-Event-ID" = Option<i64>, Header, description = "The id of the last event seen")),
    responses((status = 200, content_type = "text/event-stream", body = RosterNews)),
    security(("token" = [])))]
pub(super) async fn watch(
    State(roster): State<Roster>,
    access: Access<ViewPersons, AtOffering>,
    token: Lasting,
    _: NoQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let seat = roster.watchers.enter(access.account);
    let seat = seat.ok_or_else(|| Problem::new(Kind::Busy).retry_after(SEAT_AFTER_SECONDS))?;
    let before = headers.get("last-event-id");
    let before = before.and_then(|id| id.to_str().ok()?.trim().parse().ok());
    let watching = Watching::new(roster, &access.on, token, before, seat);
    let events = stream::unfold(watching, async |mut watching| {
        let news = watching.next().await?;
        // What does not serialise ends the stream; nothing in it can fail to.
        Some((Ok::<_, Infallible>(event(news).ok()?), watching))
    });
    let beating = KeepAlive::new().interval(HEARTBEAT);
    let mut response = Sse::new(events).keep_alive(beating).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let unbuffered = HeaderName::from_static("x-accel-buffering");
    headers.insert(unbuffered, HeaderValue::from_static("no"));
    Ok(response)
}

fn event(news: News) -> Result<Event, Fault> {
    let view = RosterNews {
        sequence: news.sequence,
        counts: whole(&news.counts),
        changed: news.changed.registrations,
        more: !news.changed.is_whole,
    };
    Ok(Event::default()
        .id(news.sequence.to_string())
        .event("roster")
        .data(serde_json::to_string(&view)?))
}
