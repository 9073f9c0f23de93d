//! A small router with one call of each sort, inside all layers.

use std::sync::Arc;

use axum::Router;
use axum::http::Method;
use axum::response::Response;
use axum::routing::{get, post};
use niangjia::config::Config;
use niangjia::values::clock::{Clock, Instant};
use niangjia::values::ids::{AccountId, IdMaker, TokenId};
use niangjia::web::answer::Answer;
use niangjia::web::etag::{IfNoneMatch, Prepared};
use niangjia::web::extract::{Keyed, Path, Query};
use niangjia::web::html::Audience;
use niangjia::web::layers::{Web, around, outermost};
use niangjia::web::limits::{Limits, WriteClass};
use niangjia::web::page::{CursorKey, Page, Paging};
use niangjia::web::second_factor::{Asked, Standing};
use niangjia::web::session::Sessions;
use niangjia::web::sign_in::{Found, TokenLookup};
use niangjia::web::{Problem, SecondFactor, SignedIn};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;
use validator::Validate;

use crate::harness::Ask;

/// The one token that is known.
pub(super) const TOKEN: &str = "alive";

/// The router, ready to be asked.
pub(super) struct Small(Router);

impl Small {
    /// With limits off and a time limit of one second.
    pub(super) fn new() -> Self {
        Self::with("[limits]\nenabled = false\n[server]\ntime_limit_seconds = 1")
    }

    /// With settings of its own.
    pub(super) fn with(toml: &str) -> Self {
        let config = Config::from_toml(toml).unwrap();
        let clock = Clock::fixed(Instant::from_millis(0));
        let ids = Arc::new(IdMaker::new(clock.clone()));
        let url = &config.server.public_url;
        let sessions = Sessions::new("key".to_owned().into(), clock.clone(), config.console, url);
        let web = Web {
            ids: ids.clone(),
            sessions,
            settings: Arc::new(config.server),
            limits: Limits::new(&config.limits),
            tokens: Arc::new(OneToken),
            cursors: CursorKey("key".to_owned().into()),
            class_of: |_, _| WriteClass::Write,
        };
        let routes = Router::new()
            .route("/things", post(make))
            .route("/numbers", get(numbers))
            .route("/others", get(numbers))
            .route("/public", get(public))
            .route("/mine", get(async |_: SignedIn| Answer::ok(())))
            .route("/sensitive", get(sensitive))
            .route(
                "/by-id/{id}",
                get(async |Path(_): Path<Uuid>| Answer::ok(())),
            )
            .route("/panic", get(panics))
            .route("/slow", get(async || std::future::pending::<()>().await));
        let all = around(routes, &web);
        Self(outermost(all, (ids, clock), |_| Audience::Programs))
    }

    pub(super) fn get(&self, path: &str) -> Ask {
        Ask::new(self.0.clone(), Method::GET, path)
    }

    pub(super) fn delete(&self, path: &str) -> Ask {
        Ask::new(self.0.clone(), Method::DELETE, path)
    }

    pub(super) fn post(&self, path: &str, body: &Value) -> Ask {
        Ask::new(self.0.clone(), Method::POST, path).json(body)
    }
}

struct OneToken;

impl TokenLookup for OneToken {
    fn find<'a>(&'a self, secret: &'a str) -> Found<'a> {
        let known = SignedIn {
            account: AccountId(Uuid::nil()),
            token: TokenId(Uuid::nil()),
            second_factor: false,
        };
        Box::pin(async move { Ok((secret == TOKEN).then_some(known)) })
    }

    fn standing(&self, _: SignedIn) -> Asked<'_> {
        Box::pin(async { Ok(Standing::NotSetUp) })
    }
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct ThingBody {
    #[validate(length(min = 1, max = 5))]
    name: String,
}

#[derive(Serialize)]
struct ThingView {
    name: String,
    key: Option<String>,
    hash: Option<String>,
}

async fn make(_: SignedIn, Keyed { body, key }: Keyed<ThingBody>) -> Answer<ThingView> {
    let ThingBody { name } = body;
    let (key, hash) = key.map(|key| (key.key, key.request_hash)).unzip();
    Answer::created(ThingView { name, key, hash })
}

async fn sensitive(factor: SecondFactor) -> Result<Answer<()>, Problem> {
    factor.require().await?;
    Ok(Answer::ok(()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoFilter {}

async fn numbers(
    Query(NoFilter {}): Query<NoFilter>,
    paging: Paging<u64>,
) -> Result<Answer<Page<u64>>, Problem> {
    let from = paging.after.map_or(0, |last| last + 1);
    let rows = (from..5)
        .take(usize::try_from(paging.rows_to_read()).unwrap())
        .collect();
    Ok(paging.page(rows, |n| *n, |n| n)?)
}

async fn public(asked: IfNoneMatch) -> Result<Response, Problem> {
    Ok(Prepared::json(&"text")?.answer(&asked, 7))
}

async fn panics() {
    panic!("on purpose");
}
