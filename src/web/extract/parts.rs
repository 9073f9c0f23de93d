//! Path, query and language.

use std::convert::Infallible;
use std::error::Error;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::json;
use crate::values::locale::Locale;
use crate::web::problem::{Kind, Problem};

/// The parameters of the path; one that does not read names nothing that exists: 404.
#[derive(Clone, Copy, Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        if parts.uri.path().contains("%00") {
            return Err(Kind::NotFound.into());
        }
        #[expect(
            clippy::disallowed_types,
            reason = "this is the extractor to use instead"
        )]
        axum::extract::Path::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Path(value)| Self(value))
            .map_err(|_| Kind::NotFound.into())
    }
}

/// The query string without `limit` and `cursor`, which are [`Paging`](crate::web::page::Paging)'s;
/// 422 for what does not read. Put `#[serde(deny_unknown_fields)]` on `T`.
#[derive(Clone, Copy, Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        read_query(parts.uri.query().unwrap_or(""), |name| {
            name != "limit" && name != "cursor"
        })
        .map(Self)
    }
}

/// Nothing in the query string; 422 for anything.
pub type NoQuery = Query<Nothing>;

/// An empty set of parameters.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// Reads the parameters whose name passes `wanted`.
pub(in crate::web) fn read_query<T: DeserializeOwned>(
    query: &str,
    wanted: impl Fn(&str) -> bool,
) -> Result<T, Problem> {
    // PostgreSQL cannot hold U+0000 in text; nobody means it.
    if query.contains("%00") {
        return Err(Problem::invalid("", "nul", json::words("nul")));
    }
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| wanted(pair.split('=').next().unwrap_or("")))
        .collect();
    let uri: Uri = format!("/?{}", kept.join("&"))
        .parse()
        .map_err(|_| Problem::new(Kind::Malformed))?;
    #[expect(
        clippy::disallowed_types,
        reason = "this is the extractor to use instead"
    )]
    axum::extract::Query::try_from_uri(&uri)
        .map(|axum::extract::Query(value)| value)
        .map_err(|rejection| {
            // axum writes `name: what is wrong` when it knows the parameter.
            let text = rejection
                .source()
                .map_or_else(String::new, ToString::to_string);
            let (name, what) = text.split_once(": ").unwrap_or(("", &text));
            json::refusal(&format!("/{name}"), what)
        })
}

/// What the caller says it is; empty when it says nothing.
#[derive(Clone, Debug, Default)]
pub struct UserAgent(pub String);

impl<S: Send + Sync> FromRequestParts<S> for UserAgent {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let said = parts.headers.get(header::USER_AGENT);
        let said = said
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        Ok(Self(said.to_owned()))
    }
}

/// The reader's language, from `Accept-Language`; answers carry `Content-Language`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Language(pub Locale);

impl Language {
    /// The language that `headers` ask for.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let wanted = headers.get(header::ACCEPT_LANGUAGE);
        Self(
            wanted
                .and_then(|value| value.to_str().ok())
                .map_or(Locale::Chinese, Locale::negotiate),
        )
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}
