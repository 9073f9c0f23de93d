//! What every request goes through first and every answer last: request id, log line,
//! metrics, language, and the body of a problem.

use std::sync::Arc;
use std::time::Instant as Stopwatch;

use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tracing::Instrument;
use uuid::Uuid;

use super::extract::Language;
use super::html::{self, Asked, Audience};
use super::problem::{Kind, Problem};
use super::trace;
use crate::db::Fault;
use crate::values::clock::{Clock, Instant};
use crate::values::ids::IdMaker;
use crate::values::locale::Locale;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request, made here and never taken from outside. As an extractor it lets a
/// handler say in which request something was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestId(pub Uuid);

impl<S: Send + Sync> FromRequestParts<S> for RequestId {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let id = parts.extensions.get::<Self>().copied();
        Ok(id.ok_or_else(|| Fault::broken("a request without an id"))?)
    }
}

/// What the envelope needs.
#[derive(Clone)]
pub(super) struct Envelope {
    /// Makes request ids.
    pub(super) ids: Arc<IdMaker>,
    /// By which everything is decided.
    pub(super) clock: Clock,
    /// Who reads what this route answers.
    pub(super) audience_of: fn(&str) -> Audience,
}

/// Wraps a request; the outermost layer.
pub(super) async fn wrap(
    State(Envelope {
        ids,
        clock,
        audience_of,
    }): State<Envelope>,
    mut request: Request,
    next: Next,
) -> Response {
    let request_id = RequestId(ids.make());
    let id = request_id.0.to_string();
    let Language(locale) = Language::of(request.headers());
    let asked = Asked::of(request.method(), request.uri(), request.headers());
    let matched = request.extensions().get::<MatchedPath>();
    let audience = match matched {
        Some(path) => audience_of(path.as_str()),
        None if looks_for_a_page(&request) => Audience::Everybody,
        None => Audience::Programs,
    };
    let route = matched.map_or_else(|| "(none)".to_owned(), |path| path.as_str().to_owned());
    let method = request.method().clone();
    request.extensions_mut().insert(request_id);
    let span = tracing::info_span!("request", id = %id, %method, route = %route);
    async {
        let began = Stopwatch::now();
        let response = next.run(request).await;
        let mut response = finish(response, locale, (&asked, audience), &id);
        tell_time(&mut response, clock.now());
        trace::finished(&method, &route, response.status(), began.elapsed());
        response
    }
    .instrument(span)
    .await
}

/// Whether somebody looks here for a page with a browser: a link that was cut off in a chat, say.
fn looks_for_a_page(request: &Request) -> bool {
    let accepts = request.headers().get(header::ACCEPT);
    let accepts = accepts.and_then(|accepts| accepts.to_str().ok());
    let of_the_api = request.uri().path().starts_with("/api/");
    !of_the_api && accepts.is_some_and(|accepts| accepts.contains("text/html"))
}

fn finish(
    mut response: Response,
    locale: Locale,
    (asked, audience): (&Asked, Audience),
    id: &str,
) -> Response {
    if let Some(problem) = problem_in(&mut response) {
        if let Some(fault) = problem.fault() {
            trace::fault(fault);
        }
        response = match audience {
            Audience::Programs => in_json(&problem, response, locale, id),
            Audience::Strangers => html::of_problem(&problem, response, id),
            Audience::Staff => html::of_problem_for_staff(&problem, response, asked, id),
            Audience::Everybody => html::of_problem_for_everybody(&problem, response, asked, id),
        };
    }
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(REQUEST_ID, id);
    }
    headers
        .entry(header::CONTENT_LANGUAGE)
        .or_insert(HeaderValue::from_static(locale.tag()));
    response
}

/// Says what the clock shows by which everything here is decided: a client goes by it, and not by
/// its own.
fn tell_time(response: &mut Response, now: Instant) {
    let date = now.to_utc().format("%a, %d %b %Y %H:%M:%S GMT");
    if let Ok(date) = HeaderValue::from_str(&date.to_string()) {
        response.headers_mut().insert(header::DATE, date);
    }
}

fn in_json(problem: &Problem, answer: Response, locale: Locale, id: &str) -> Response {
    let body = axum::Json(problem.view(locale, id)).into_response();
    let (mut parts, _) = answer.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    Response::from_parts(parts, body.into_body())
}

/// The problem a handler answered, or the one behind a bare status of axum's own.
fn problem_in(response: &mut Response) -> Option<Problem> {
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        return Some(problem);
    }
    let written = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|it| it.as_bytes().starts_with(b"application/"));
    if written || html::is_page(response) {
        return None;
    }
    let kind = match response.status() {
        StatusCode::NOT_FOUND => Kind::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Kind::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => Kind::TooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Kind::UnsupportedMediaType,
        status if status.is_server_error() => Kind::Internal,
        status if status.is_client_error() => Kind::Malformed,
        _ => return None,
    };
    *response.status_mut() = kind.status();
    Some(kind.into())
}
