//! Pages that people open from a mail, and what all of them have in common: no script, nothing
//! from outside, nothing kept by anybody, nothing compressed (they hold what acts, and the size
//! of a compressed page can tell it).

mod everybody;
mod frame;
mod page;
mod staff;

use askama::Template;
use axum::Router;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;

pub(super) use everybody::of_problem_for_everybody;
pub use everybody::show_everybody;
pub use frame::{Frame, Tab, Who};
pub use page::{Button, Line, Page, Piece, Tone, WayOut, asked, language};
pub use staff::{Asked, of_problem_for_staff, show};

use super::etag::{IfNoneMatch, Prepared};
use super::problem::{Kind, Problem};
use crate::db::Fault;
use crate::db::signed::BadPass;
use crate::values::locale::Locale;
use crate::values::say::say;

const STYLE: &str = include_str!("../../../static/links.css");
const STYLE_MAX_AGE_SECONDS: u32 = 300;

/// What a browser may do with a page.
const HEADERS: [(HeaderName, HeaderValue); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; \
             base-uri 'none'",
        ),
    ),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    ),
    (
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex, nofollow"),
    ),
];

/// Who reads what a route answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Programs, as JSON.
    Programs,
    /// Whoever opened a link of ours.
    Strangers,
    /// Who is signed in at the console.
    Staff,
    /// Whoever reads a page of the workers' app.
    Everybody,
}

/// Marks an answer as a page, for the layers.
#[derive(Clone, Copy, Debug)]
pub(super) struct IsPage;

/// A page in both languages, for who is not known: it says the texts `page-…` of `name`.
///
/// # Errors
/// 500 when it does not render, which no value makes it do.
pub fn for_anybody(status: StatusCode, name: &'static str) -> Result<Response, Problem> {
    answer(status, BOTH, Bare::new(name, false, None).render())
}

/// The page of a link that does nothing.
///
/// # Errors
/// As [`for_anybody`].
pub fn unusable(bad: BadPass) -> Result<Response, Problem> {
    match bad {
        BadPass::Forged => for_anybody(StatusCode::NOT_FOUND, "broken"),
        BadPass::Ended => for_anybody(StatusCode::GONE, "ended"),
    }
}

/// A rendered page with its headers.
fn answer(
    status: StatusCode,
    language: &'static str,
    html: askama::Result<String>,
) -> Result<Response, Problem> {
    let html = html.map_err(|error| Fault::broken(error.to_string()))?;
    let mut response = (status, Html(html)).into_response();
    dress(response.headers_mut(), language);
    response.extensions_mut().insert(IsPage);
    Ok(response)
}

/// The stylesheet of all pages.
pub fn style() -> Router {
    let css = HeaderValue::from_static("text/css; charset=utf-8");
    let prepared = Prepared::bytes(STYLE.as_bytes().to_vec(), css);
    Router::new().route(
        "/links.css",
        get(async move |asked: IfNoneMatch| prepared.answer(&asked, STYLE_MAX_AGE_SECONDS)),
    )
}

/// Whether an answer is a page.
pub(super) fn is_page(response: &Response) -> bool {
    response.extensions().get::<IsPage>().is_some()
}

/// A problem where people look for a page: the same status and headers, in words for people.
pub(super) fn of_problem(problem: &Problem, answer: Response, id: &str) -> Response {
    let (name, again) = match problem.kind() {
        Kind::Busy | Kind::Unavailable => ("busy", true),
        Kind::TooManyRequests => ("many", true),
        Kind::OutcomeUnknown | Kind::TimedOut => ("unknown", true),
        kind if kind.status().is_server_error() => ("fault", true),
        _ => ("broken", false),
    };
    let html = Bare::new(name, again, Some(id)).render();
    let (mut parts, _) = answer.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    dress(&mut parts.headers, BOTH);
    // Nothing is left to say when even this page does not render; the status says it.
    let html = Html(html.unwrap_or_default()).into_response();
    if let Some(kind) = html.headers().get(header::CONTENT_TYPE) {
        parts.headers.insert(header::CONTENT_TYPE, kind.clone());
    }
    Response::from_parts(parts, html.into_body())
}

const BOTH: &str = "zh-CN, en";

fn dress(headers: &mut HeaderMap, language: &'static str) {
    for (name, value) in HEADERS {
        headers.insert(name, value);
    }
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language));
}

/// A page that says one thing in both languages.
#[derive(Template)]
#[template(path = "links/bare.html")]
struct Bare<'a> {
    parts: [Part; 2],
    again: bool,
    id: Option<&'a str>,
}

/// What it says in one of them.
struct Part {
    lang: &'static str,
    heading: String,
    lead: String,
    again: String,
}

impl<'a> Bare<'a> {
    fn new(name: &str, again: bool, id: Option<&'a str>) -> Self {
        let part = |locale: Locale| Part {
            lang: locale.tag(),
            heading: say(locale, &format!("page-{name}-heading"), &[]),
            lead: say(locale, &format!("page-{name}-lead"), &[]),
            again: say(locale, "page-again", &[]),
        };
        Self {
            parts: [part(Locale::Chinese), part(Locale::English)],
            again,
            id,
        }
    }
}
