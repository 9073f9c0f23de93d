//! The layers around all routes, outermost first: envelope, panics, headers, compression,
//! shedding, time limit, rate limits, body limit.

use std::any::Any;
use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{
    Extensions, HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Version, header,
};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Router};
use tokio::sync::Semaphore;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::set_header::SetResponseHeaderLayer;

use super::envelope::{self, Envelope};
use super::html::{Audience, IsPage};
use super::limits::{Limits, WriteClass};
use super::network;
use super::page::CursorKey;
use super::problem::{Kind, Problem};
use super::session::{self, Sessions};
use super::settings::ServerSettings;
use super::sign_in::TokenLookup;
use crate::db::Fault;
use crate::values::clock::Clock;
use crate::values::ids::IdMaker;

/// The content type of a workbook (`.xlsx`).
pub const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What the layers need; built once by `app.rs`. Cheap to clone.
#[derive(Clone)]
pub struct Web {
    /// Makes request ids.
    pub ids: Arc<IdMaker>,
    /// The `[server]` section.
    pub settings: Arc<ServerSettings>,
    /// The rate limits.
    pub limits: Limits,
    /// Finds the bearer of a token.
    pub tokens: Arc<dyn TokenLookup>,
    /// Marks our cursors.
    pub cursors: CursorKey,
    /// Signs in by cookie.
    pub sessions: Sessions,
    /// Says what a call with this method (other than GET and HEAD) and path is counted as.
    pub class_of: fn(&Method, &str) -> WriteClass,
}

/// Wraps the routes that do the work.
pub fn around(router: Router, web: &Web) -> Router {
    let in_flight = Arc::new(Semaphore::new(web.settings.in_flight));
    let body_limit = web.settings.body_limit_kib * 1024;
    router.layer(
        ServiceBuilder::new()
            .layer(CompressionLayer::new().compress_when(compressible()))
            .layer(from_fn_with_state(in_flight, shed))
            .layer(from_fn_with_state(web.clone(), in_time))
            .layer(from_fn_with_state(web.clone(), count))
            .layer(from_fn_with_state(web.sessions.clone(), session::open))
            .layer(Extension(web.cursors.clone()))
            .layer(Extension(web.tokens.clone()))
            .layer(Extension(web.limits.clone()))
            .layer(DefaultBodyLimit::max(body_limit)),
    )
}

/// Wraps everything, health checks too: ids, the time, logs, panics, headers. `audience_of` says of
/// a route who reads what it answers.
pub fn outermost(
    router: Router,
    (ids, clock): (Arc<IdMaker>, Clock),
    audience_of: fn(&str) -> Audience,
) -> Router {
    let envelope = Envelope {
        ids,
        clock,
        audience_of,
    };
    let default = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    router.layer(
        ServiceBuilder::new()
            .layer(default(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
            .layer(default(header::REFERRER_POLICY, "no-referrer"))
            .layer(default(header::X_FRAME_OPTIONS, "DENY"))
            .layer(default(
                header::CONTENT_SECURITY_POLICY,
                "default-src 'none'; frame-ancestors 'none'",
            ))
            .layer(default(
                header::STRICT_TRANSPORT_SECURITY,
                "max-age=31536000",
            ))
            .layer(default(header::CACHE_CONTROL, "no-store"))
            .layer(from_fn_with_state(envelope, envelope::wrap))
            .layer(CatchPanicLayer::custom(after_panic)),
    )
}

/// What is worth compressing; a workbook is a compressed archive already. A page holds what
/// acts, which the size of a compressed body could tell.
fn compressible() -> impl Predicate {
    let workbook = NotForContentType::const_new(WORKBOOK);
    let no_page = |_: StatusCode, _: Version, _: &HeaderMap, marks: &Extensions| {
        marks.get::<IsPage>().is_none()
    };
    DefaultPredicate::new().and(workbook).and(no_page)
}

/// A panic is our fault; the panic hook has already written where.
fn after_panic(_: Box<dyn Any + Send + 'static>) -> Response {
    Problem::from(Fault::broken("a handler panicked")).into_response()
}

/// 503 at once when as many requests as allowed are being handled.
async fn shed(State(in_flight): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    let Ok(_permit) = in_flight.try_acquire() else {
        return Problem::new(Kind::Busy).retry_after(2).into_response();
    };
    next.run(request).await
}

/// 503 when the time limit passes.
async fn in_time(State(web): State<Web>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(web.settings.time_limit(), next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::new(Kind::TimedOut).retry_after(5).into_response(),
    }
}

/// Counts calls that change something by network, and leaves word for the count by account.
async fn count(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    if matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    ) {
        return next.run(request).await;
    }
    let class = (web.class_of)(request.method(), request.uri().path());
    let proxies = &web.settings.trusted_proxies;
    let client = network::client(request.extensions(), request.headers(), proxies);
    if let Err(problem) = web.limits.count_network(class, client) {
        return problem.into_response();
    }
    request.extensions_mut().insert(class);
    next.run(request).await
}
