//! Opens a session: reads the cookie before a handler runs, and moves it on after.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::cookie::Worn;
use super::{ByCookie, Sessions, Shown};
use crate::values::clock::Instant;
use crate::web::problem::{Kind, Problem};

/// How old a cookie is at least before it is moved on.
const MOVED_ON_AFTER_SECONDS: i64 = 60;

/// Lets a handler know who wears the cookie. A token in `Authorization` goes before it.
pub(in crate::web) async fn open(
    State(sessions): State<Sessions>,
    mut request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    if headers.contains_key(header::AUTHORIZATION) {
        return next.run(request).await;
    }
    let shown = sessions.shown(headers);
    let is_live = matches!(shown, Some(Shown::Live(..)));
    // Nobody is signed in by another site either, as somebody else.
    let may_act = is_live || is_page(request.uri().path());
    if may_act && !request.method().is_safe() && !is_from_our_page(headers, &sessions.origin) {
        return Problem::new(Kind::CrossSite).into_response();
    }
    let Some(Shown::Live(secret, moved_at)) = shown else {
        return next.run(request).await;
    };
    let renewed = is_a_move(request.method(), headers)
        .then(|| sessions.renewed(&secret, moved_at))
        .flatten();
    request.extensions_mut().insert(ByCookie(secret));
    let mut response = next.run(request).await;
    // Whoever signed out, or in anew, got a cookie of the handler's.
    let is_set = response.headers().contains_key(header::SET_COOKIE);
    if let Some(renewed) = renewed.filter(|_| !is_set) {
        let cookie = sessions.set(&renewed.text(), "");
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

impl Sessions {
    fn renewed(&self, secret: &str, moved_at: Instant) -> Option<Worn> {
        let now = self.clock.now();
        let is_due = now > moved_at.plus_seconds(MOVED_ON_AFTER_SECONDS);
        is_due.then(|| Worn::new(secret, now, &self.key))
    }
}

/// Whether a page of ours sent it, by what browsers say that no page can make them say. One that
/// says neither is no browser that we know.
fn is_from_our_page(headers: &HeaderMap, origin: &str) -> bool {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match said("sec-fetch-site") {
        Some(site) => site == "same-origin" || site == "none",
        None => said("origin") == Some(origin),
    }
}

/// Whether a path is of a page, which nobody but browsers asks.
fn is_page(path: &str) -> bool {
    path.strip_prefix("/console")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a person did something: opened a page, or pressed a button. What a script fetches by
/// itself keeps nobody signed in.
fn is_a_move(method: &Method, headers: &HeaderMap) -> bool {
    let fetched = headers.get("sec-fetch-dest");
    !method.is_safe() || fetched.is_none_or(|what| what != "empty")
}
