//! JSON bodies.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::ToSchema;
use validator::Validate;

use super::{json, rules};
use crate::web::problem::{Kind, Problem};

/// A JSON body. 415 for another media type, 413 when too large, 400 for broken syntax, 422
/// with pointers for wrong members. No body at all reads as `{}`. Put
/// `#[serde(deny_unknown_fields)]` on `T`.
#[derive(Clone, Copy, Debug)]
pub struct Body<T>(pub T);

/// A [`Body`] that also keeps the rules of its `#[validate]` attributes; 422 with pointers.
#[derive(Clone, Copy, Debug)]
pub struct Valid<T>(pub T);

/// The body of a call that needs none: nothing, or `{}`.
#[derive(Clone, Copy, Debug, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EmptyBody {}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        read(&bytes(request).await?).map(Self)
    }
}

impl<T: DeserializeOwned + Validate, S: Send + Sync> FromRequest<S> for Valid<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        read_valid(&bytes(request).await?).map(Self)
    }
}

/// The body's bytes, once the media type is known to be JSON.
pub(super) async fn bytes(request: Request) -> Result<Bytes, Problem> {
    let is_json = is_json(request.headers());
    let typed = request.headers().contains_key(header::CONTENT_TYPE);
    if typed && !is_json {
        return Err(Kind::UnsupportedMediaType.into());
    }
    let bytes = Bytes::from_request(request, &()).await.map_err(|refused| {
        if refused.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Problem::new(Kind::TooLarge)
        } else {
            Problem::new(Kind::Malformed)
        }
    })?;
    if bytes.is_empty() || typed {
        Ok(bytes)
    } else {
        Err(Kind::UnsupportedMediaType.into())
    }
}

/// Parses, then checks the rules.
pub(super) fn read_valid<T: DeserializeOwned + Validate>(bytes: &[u8]) -> Result<T, Problem> {
    let value: T = read(bytes)?;
    match value.validate() {
        Ok(()) => Ok(value),
        Err(errors) => Err(Problem::new(Kind::Invalid).errors(rules::pointed(&errors))),
    }
}

/// What a form of a page was made into, read as the body of the call that it stands for.
///
/// # Errors
/// As [`Valid`].
pub fn valid_body<T: DeserializeOwned + Validate>(members: &Value) -> Result<T, Problem> {
    read_valid(members.to_string().as_bytes())
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    json::read(if bytes.is_empty() { b"{}" } else { bytes })
}

/// `application/json` or `application/…+json`, in UTF-8 if it says.
fn is_json(headers: &HeaderMap) -> bool {
    let Some(media) = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<mime::Mime>().ok())
    else {
        return false;
    };
    let json = media.subtype() == mime::JSON || media.suffix() == Some(mime::JSON);
    let utf8 = media
        .get_param(mime::CHARSET)
        .is_none_or(|it| it == mime::UTF_8);
    media.type_() == mime::APPLICATION && json && utf8
}
