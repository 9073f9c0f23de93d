//! The one wire error: RFC 9457 `application/problem+json`.
//!
//! A handler says what is wrong in both languages; the layer in [`crate::web::envelope`]
//! writes the body in the reader's, with the request id as `instance`.

mod kind;
mod wire;

use std::borrow::Cow;
use std::sync::Arc;

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

pub use kind::Kind;
pub use wire::{FieldErrorView, ProblemView, ReasonView};

use crate::db::Fault;
use crate::db::once::KeyReused;
use crate::values::locale::Bilingual;

/// Something that went wrong, as the caller is told.
#[derive(Clone, Debug)]
pub struct Problem(Box<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    kind: Kind,
    detail: Option<Bilingual>,
    errors: Vec<FieldError>,
    reasons: Vec<Reason>,
    headers: Vec<(HeaderName, HeaderValue)>,
    fault: Option<Arc<Fault>>,
}

/// A member that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// JSON pointer (RFC 6901) into the body, or `/name` of a query parameter.
    pub pointer: String,
    /// A stable name of the rule.
    pub code: Cow<'static, str>,
    /// What to do about it.
    pub detail: Bilingual,
}

/// Why a registration was refused: the rule and its numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// A stable name of the rule.
    pub code: Cow<'static, str>,
    /// The rule and the numbers in words.
    pub detail: Bilingual,
    /// The numbers.
    pub facts: Value,
}

impl Problem {
    /// A problem of `kind` that says no more than its title.
    #[must_use]
    pub fn new(kind: Kind) -> Self {
        Self(Box::new(Inner {
            kind,
            detail: None,
            errors: Vec::new(),
            reasons: Vec::new(),
            headers: Vec::new(),
            fault: None,
        }))
    }

    /// What kind it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.0.kind
    }

    /// Says what exactly is wrong, in both languages.
    #[must_use]
    pub fn detail(mut self, chinese: impl Into<String>, english: impl Into<String>) -> Self {
        self.0.detail = Some(Bilingual::new(chinese, english));
        self
    }

    /// 422: one member breaks a rule.
    #[must_use]
    pub fn invalid(
        pointer: impl Into<String>,
        code: impl Into<Cow<'static, str>>,
        detail: Bilingual,
    ) -> Self {
        Self::new(Kind::Invalid).error(pointer, code, detail)
    }

    /// Points at a member that breaks a rule.
    #[must_use]
    pub fn error(
        mut self,
        pointer: impl Into<String>,
        code: impl Into<Cow<'static, str>>,
        detail: Bilingual,
    ) -> Self {
        self.0.errors.push(FieldError {
            pointer: pointer.into(),
            code: code.into(),
            detail,
        });
        self
    }

    /// Points at several members.
    #[must_use]
    pub fn errors(mut self, errors: impl IntoIterator<Item = FieldError>) -> Self {
        self.0.errors.extend(errors);
        self
    }

    /// Names the rules that refused a registration.
    #[must_use]
    pub fn reasons(mut self, reasons: impl IntoIterator<Item = Reason>) -> Self {
        self.0.reasons.extend(reasons);
        self
    }

    /// Tells when to try again.
    #[must_use]
    pub fn retry_after(self, seconds: u32) -> Self {
        self.header(header::RETRY_AFTER, HeaderValue::from(seconds))
    }

    /// Adds a header that belongs to the problem.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.push((name, value));
        self
    }

    /// What to write in the log, once: the fault behind a 500 or 503.
    pub(super) fn fault(&self) -> Option<&Fault> {
        self.0.fault.as_deref()
    }

    /// The body, in one language.
    #[must_use]
    pub fn view(&self, locale: crate::values::locale::Locale, request_id: &str) -> ProblemView {
        wire::view(&self.0, locale, request_id)
    }
}

impl From<Kind> for Problem {
    fn from(kind: Kind) -> Self {
        Self::new(kind)
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        let mut problem = match fault.itself() {
            Fault::OutcomeUnknown(_) => Self::new(Kind::OutcomeUnknown).retry_after(2),
            Fault::Database(sea_orm::DbErr::ConnectionAcquire(_) | sea_orm::DbErr::Conn(_)) => {
                Self::new(Kind::Unavailable).retry_after(5)
            }
            _ => Self::new(Kind::Internal),
        };
        problem.0.fault = Some(Arc::new(fault));
        problem
    }
}

impl From<KeyReused> for Problem {
    fn from(_: KeyReused) -> Self {
        Self::new(Kind::IdempotencyKeyReused)
    }
}

impl IntoResponse for Problem {
    /// Status and headers at once; the body is written by the layer that knows the reader.
    fn into_response(self) -> Response {
        let mut response = self.kind().status().into_response();
        let headers = response.headers_mut();
        if self.kind().status() == axum::http::StatusCode::UNAUTHORIZED {
            headers.insert(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Bearer realm=\"niangjia\""),
            );
        }
        for (name, value) in &self.0.headers {
            headers.insert(name, value.clone());
        }
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::{DbErr, RuntimeErr};

    use super::*;

    #[test]
    fn a_database_out_of_reach_is_503_also_for_those_who_share_the_fault() {
        let lost = Fault::Database(DbErr::Conn(RuntimeErr::Internal("gone".to_owned())));
        let problem = Problem::from(Fault::Shared(Arc::new(lost)));
        assert_eq!(problem.kind(), Kind::Unavailable);
        assert_eq!(problem.0.headers, [(header::RETRY_AFTER, 5.into())]);
    }
}
