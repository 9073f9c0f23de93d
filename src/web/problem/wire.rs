//! How a problem looks on the wire.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::Inner;
use crate::values::locale::Locale;

/// RFC 9457 problem details.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemView {
    /// `/problems/<slug>`; the slugs are listed in docs/problems.md.
    #[serde(rename = "type")]
    #[schema(example = "/problems/not-found")]
    pub kind: String,
    /// The kind in a few words, in the reader's language.
    pub title: String,
    /// The status code once more.
    pub status: u16,
    /// What exactly is wrong, in the reader's language.
    pub detail: String,
    /// The request id, as in the header `X-Request-Id` and in our logs.
    pub instance: String,
    /// The members that break a rule.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldErrorView>,
    /// The rules that refused a registration.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<ReasonView>,
}

/// A member that breaks a rule.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FieldError)]
pub struct FieldErrorView {
    /// JSON pointer into the body, or `/name` of a query parameter.
    #[schema(example = "/participant_ids/0")]
    pub pointer: String,
    /// A stable name of the rule.
    pub code: Cow<'static, str>,
    /// What to do about it.
    pub detail: String,
}

/// A rule that refused a registration.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RefusalReason)]
pub struct ReasonView {
    /// A stable name of the rule.
    pub code: Cow<'static, str>,
    /// The rule and its numbers in words.
    pub detail: String,
    /// The numbers.
    pub facts: Value,
}

pub(super) fn view(problem: &Inner, locale: Locale, request_id: &str) -> ProblemView {
    let title = problem.kind.title();
    ProblemView {
        kind: format!("/problems/{}", problem.kind.slug()),
        title: title.pick(locale).to_owned(),
        status: problem.kind.status().as_u16(),
        detail: problem
            .detail
            .as_ref()
            .unwrap_or(&title)
            .pick(locale)
            .to_owned(),
        instance: request_id.to_owned(),
        errors: problem
            .errors
            .iter()
            .map(|error| FieldErrorView {
                pointer: error.pointer.clone(),
                code: error.code.clone(),
                detail: error.detail.pick(locale).to_owned(),
            })
            .collect(),
        reasons: problem
            .reasons
            .iter()
            .map(|reason| ReasonView {
                code: reason.code.clone(),
                detail: reason.detail.pick(locale).to_owned(),
                facts: reason.facts.clone(),
            })
            .collect(),
    }
}
