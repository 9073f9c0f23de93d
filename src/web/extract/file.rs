//! A file as the body, together with the `Idempotency-Key` it came under.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};

use super::keyed::request_key;
use crate::db::idempotency::RequestKey;
use crate::web::problem::{Kind, Problem};

/// A spreadsheet: XLSX or CSV. 415 for other media types, 413 beyond the route's limit.
#[derive(Clone, Debug)]
pub struct KeyedSheet {
    /// The file.
    pub bytes: Bytes,
    /// Whose request it is and what was asked.
    pub key: Option<RequestKey>,
}

const TAKEN: [&str; 3] = [
    "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/octet-stream",
];

impl<S: Send + Sync> FromRequest<S> for KeyedSheet {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let media = request.headers().get(header::CONTENT_TYPE);
        let media = media.and_then(|value| value.to_str().ok());
        let media = media.and_then(|value| value.parse::<mime::Mime>().ok());
        let is_taken = media.is_some_and(|media| TAKEN.contains(&media.essence_str()));
        if !is_taken {
            return Err(Problem::new(Kind::UnsupportedMediaType).detail(
                "这里收 XLSX 或 CSV 文件：Content-Type 用 text/csv，或 XLSX 的类型",
                "This takes an XLSX or a CSV file: Content-Type text/csv, or that of XLSX",
            ));
        }
        let (parts, body) = request.into_parts();
        let key_of = request_key(&parts)?;
        let bytes = Bytes::from_request(Request::from_parts(parts, body), &()).await;
        let bytes = bytes.map_err(|refused| {
            if refused.status() == StatusCode::PAYLOAD_TOO_LARGE {
                Problem::new(Kind::TooLarge)
            } else {
                Problem::new(Kind::Malformed)
            }
        })?;
        Ok(Self {
            key: key_of.map(|key| key.with(&bytes)),
            bytes,
        })
    }
}
