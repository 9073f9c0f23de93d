//! What is written down about a request: method, matched route, status, time. Never an
//! address, a name, a token or a query string.

use std::error::Error;
use std::time::Duration;

use axum::http::{Method, StatusCode};

use crate::db::Fault;

/// One line and two metrics for each request.
pub(super) fn finished(method: &Method, route: &str, status: StatusCode, took: Duration) {
    let labels = [
        ("method", method.to_string()),
        ("route", route.to_owned()),
        ("status", status.as_u16().to_string()),
    ];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_seconds", &labels[..2]).record(took.as_secs_f64());
    let ms = took.as_millis();
    tracing::info!(target: "niangjia::request", status = status.as_u16(), ms, "answered");
}

/// The one place where a fault and its causes are written.
pub(super) fn fault(fault: &Fault) {
    let mut causes = Vec::new();
    let mut cause = fault.source();
    while let Some(error) = cause {
        causes.push(error.to_string());
        cause = error.source();
    }
    tracing::error!(error = %fault, causes = %causes.join(": "), "fault");
}
