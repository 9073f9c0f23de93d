//! What people read about the API: the OpenAPI document, a page made of it, and one page for
//! each kind of problem. Assets are embedded, no outside host is asked.

mod page;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use utoipa::openapi::OpenApi;

use crate::db::Fault;
use crate::web::etag::{IfNoneMatch, Prepared};
use crate::web::extract::{Language, Path};
use crate::web::problem::{Kind, Problem};

const STYLE: &str = include_str!("../../static/docs.css");
const POLICY: [(HeaderName, HeaderValue); 1] = [(
    header::CONTENT_SECURITY_POLICY,
    HeaderValue::from_static("default-src 'none'; style-src 'self'; frame-ancestors 'none'"),
)];
const MAX_AGE_SECONDS: u32 = 300;

/// A kind of problem, explained.
#[derive(Template)]
#[template(path = "docs/problem.html")]
struct ProblemPage<'a> {
    slug: &'a str,
    status: u16,
    language: &'static str,
    title: &'a str,
    meaning: &'a str,
}

/// The routes, with the document and its page made once.
///
/// # Errors
/// [`Fault::Broken`] when the document does not serialise or render.
pub fn routes(document: &OpenApi) -> Result<Router, Fault> {
    let json = serde_json::to_value(document)?;
    let html: Arc<str> = page::render(&json)?.into();
    let prepared = Prepared::json(&json)?;
    Ok(Router::new()
        .route(
            "/api/openapi.json",
            get(async move |asked: IfNoneMatch| prepared.answer(&asked, MAX_AGE_SECONDS)),
        )
        .route(
            "/api/docs",
            get(async move || (POLICY, Html(html.to_string()))),
        )
        .route("/api/docs/style.css", get(style))
        .route("/problems/{slug}", get(problem)))
}

async fn style() -> Response {
    let css = HeaderValue::from_static("text/css; charset=utf-8");
    ([(header::CONTENT_TYPE, css)], STYLE).into_response()
}

async fn problem(
    Path(slug): Path<String>,
    Language(locale): Language,
) -> Result<Response, Problem> {
    let kind = Kind::ALL
        .iter()
        .find(|kind| kind.slug() == slug)
        .ok_or(Kind::NotFound)?;
    let (title, meaning) = (kind.title(), kind.meaning());
    let page = ProblemPage {
        slug: kind.slug(),
        status: kind.status().as_u16(),
        language: locale.tag(),
        title: title.pick(locale),
        meaning: meaning.pick(locale),
    };
    let html = page
        .render()
        .map_err(|error| Fault::broken(error.to_string()))?;
    Ok((POLICY, Html(html)).into_response())
}
