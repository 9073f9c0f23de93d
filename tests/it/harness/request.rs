//! One request, and what came back.

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Method, Request, Uri};
use serde_json::Value;
use tower::ServiceExt;

/// A request being written.
#[derive(Debug)]
pub(crate) struct Ask {
    router: Router,
    request: Request<Body>,
}

impl Ask {
    pub(crate) fn new(router: Router, method: Method, path: &str) -> Self {
        let mut request = Request::new(Body::empty());
        *request.method_mut() = method;
        *request.uri_mut() = path.parse::<Uri>().unwrap();
        Self { router, request }
    }

    /// Shows an access token.
    pub(crate) fn token(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    /// Sends an `Idempotency-Key`.
    pub(crate) fn key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    /// Asks for English.
    pub(crate) fn english(self) -> Self {
        self.header("accept-language", "en")
    }

    /// Sends a header.
    pub(crate) fn header(mut self, name: &'static str, value: &str) -> Self {
        self.request
            .headers_mut()
            .insert(name, value.parse().unwrap());
        self
    }

    /// Sends a JSON body.
    pub(crate) fn json(self, body: &Value) -> Self {
        self.body("application/json", body.to_string())
    }

    /// Sends any body.
    pub(crate) fn body(self, content_type: &str, body: impl Into<Body>) -> Self {
        let mut ask = self.header("content-type", content_type);
        *ask.request.body_mut() = body.into();
        ask
    }

    /// Sends it. A stream of events has no end: its body is left unread.
    pub(crate) async fn send(self) -> Answer {
        let response = self.router.oneshot(self.request).await.unwrap();
        let (parts, body) = response.into_parts();
        let has_end = parts
            .headers
            .get("content-type")
            .is_none_or(|is| is != "text/event-stream");
        let bytes = if has_end {
            to_bytes(body, usize::MAX).await.unwrap()
        } else {
            Bytes::new()
        };
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            bytes,
        }
    }
}

/// What came back.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// The status code.
    pub(crate) status: u16,
    /// The headers.
    pub(crate) headers: HeaderMap,
    /// The body.
    pub(crate) bytes: Bytes,
}

impl Answer {
    /// A header's text; empty when it is missing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The body as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }

    /// The body as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }
}
