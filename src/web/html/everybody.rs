//! Pages for everybody: the shell of the workers' app, and programs as anybody reads them. They hold
//! nothing of the reader's, so they may be compressed, kept by browsers and found by search engines.

use askama::Template;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use super::frame::Frame;
use super::staff::Asked;
use crate::db::Fault;
use crate::web::client;
use crate::web::problem::{Kind, Problem, ProblemView};

/// What a browser may do with such a page.
const HEADERS: [(HeaderName, HeaderValue); 5] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; \
             connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; \
             frame-ancestors 'none'; base-uri 'none'",
        ),
    ),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    (
        header::VARY,
        HeaderValue::from_static("accept-language, cookie, accept-encoding"),
    ),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=(self)"),
    ),
];

/// The answer that shows a page to anybody.
///
/// # Errors
/// 500 when it does not render, which no value makes it do.
pub fn show_everybody(
    asked: &Asked,
    status: StatusCode,
    page: &impl Template,
) -> Result<Response, Problem> {
    let html = page
        .render()
        .map_err(|error| Fault::broken(error.to_string()))?;
    let mut response = (status, Html(html)).into_response();
    dress(response.headers_mut(), asked);
    Ok(response)
}

fn dress(headers: &mut HeaderMap, asked: &Asked) {
    for (name, value) in HEADERS {
        headers.insert(name, value);
    }
    asked.tell_language(headers);
}

/// A problem where people look for a page: what is wrong, and a way on.
pub(in crate::web) fn of_problem_for_everybody(
    problem: &Problem,
    answer: Response,
    asked: &Asked,
    id: &str,
) -> Response {
    let shown = Shown {
        frame: asked.frame(),
        build: client::build(),
        tab: "",
        is_missing: problem.kind() == Kind::NotFound,
        is_ours: problem.kind().status().is_server_error(),
        problem: problem.view(asked.locale, id),
        id,
    };
    let html = shown.render();
    let (mut parts, _) = answer.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    dress(&mut parts.headers, asked);
    parts
        .headers
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Nothing is left to say when even this page does not render; the status says it.
    let html = Html(html.unwrap_or_default()).into_response();
    if let Some(kind) = html.headers().get(header::CONTENT_TYPE) {
        parts.headers.insert(header::CONTENT_TYPE, kind.clone());
    }
    Response::from_parts(parts, html.into_body())
}

#[derive(Template)]
#[template(path = "app/problem.html")]
struct Shown<'a> {
    frame: Frame,
    build: &'static str,
    tab: &'static str,
    problem: ProblemView,
    is_missing: bool,
    is_ours: bool,
    id: &'a str,
}
