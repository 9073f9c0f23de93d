//! What handlers give back when all is well.

use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// A JSON answer. Nobody keeps it (`Cache-Control: no-store`, which is the rule for every
/// answer); what may be kept is a [`Prepared`](super::etag::Prepared).
#[derive(Clone, Debug)]
pub struct Answer<T> {
    status: StatusCode,
    view: T,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl<T: Serialize> Answer<T> {
    /// 200.
    pub const fn ok(view: T) -> Self {
        Self::with(StatusCode::OK, view)
    }

    /// 201.
    pub const fn created(view: T) -> Self {
        Self::with(StatusCode::CREATED, view)
    }

    /// 202.
    pub const fn accepted(view: T) -> Self {
        Self::with(StatusCode::ACCEPTED, view)
    }

    /// Any status, as a replay needs.
    pub const fn with(status: StatusCode, view: T) -> Self {
        Self {
            status,
            view,
            headers: Vec::new(),
        }
    }

    /// Says whether this repeats what an earlier request under the same key did.
    #[must_use]
    pub fn replayed(self, replayed: bool) -> Self {
        if replayed {
            let name = HeaderName::from_static("idempotent-replayed");
            self.header(name, HeaderValue::from_static("true"))
        } else {
            self
        }
    }

    /// Carries the tag that `If-Match` compares; see [`version_tag`](super::etag::version_tag).
    #[must_use]
    pub fn tag(self, tag: HeaderValue) -> Self {
        self.header(header::ETAG, tag)
    }

    /// The same answer with its view as part of another.
    pub fn map<U>(self, into: impl FnOnce(T) -> U) -> Answer<U> {
        Answer {
            status: self.status,
            view: into(self.view),
            headers: self.headers,
        }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }
}

impl<T: Serialize> IntoResponse for Answer<T> {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.view)).into_response();
        for (name, value) in self.headers {
            response.headers_mut().insert(name, value);
        }
        response
    }
}
