//! Entity tags: content hashes for what many read, versions for what people edit.

use std::convert::Infallible;

use axum::body::{Body, Bytes};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::problem::{Kind, Problem};
use crate::db::Fault;
use crate::values::secret::sha256_hex;

/// A body serialised and hashed once, cheap to clone and to send many times.
#[derive(Clone, Debug)]
pub struct Prepared {
    bytes: Bytes,
    tag: HeaderValue,
    content_type: HeaderValue,
}

impl Prepared {
    /// Serialises `view` and hashes it.
    ///
    /// # Errors
    /// [`Fault::Broken`] when it does not serialise.
    pub fn json(view: &impl Serialize) -> Result<Self, Fault> {
        Ok(Self::bytes(serde_json::to_vec(view)?, JSON))
    }

    /// As [`Prepared::json`], for an editable resource: the tag begins with its version, which
    /// is what [`IfMatch`] compares.
    ///
    /// # Errors
    /// [`Fault::Broken`] when it does not serialise.
    pub fn versioned(version: i32, view: &impl Serialize) -> Result<Self, Fault> {
        let bytes = serde_json::to_vec(view)?;
        let tag = quoted(&format!("{version}.{}", &sha256_hex(&bytes)[..16]));
        Ok(Self {
            tag,
            ..Self::bytes(bytes, JSON)
        })
    }

    /// Any body, hashed.
    #[must_use]
    pub fn bytes(bytes: Vec<u8>, content_type: HeaderValue) -> Self {
        Self {
            tag: quoted(&sha256_hex(&bytes)[..32]),
            bytes: bytes.into(),
            content_type,
        }
    }

    /// Bytes in the body.
    #[must_use]
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// 200 with `ETag` and `Cache-Control: public, max-age`, or 304 when the caller has it.
    #[must_use]
    pub fn answer(&self, asked: &IfNoneMatch, max_age_seconds: u32) -> Response {
        let kept = format!("public, max-age={max_age_seconds}");
        let headers = [
            (header::ETAG, self.tag.clone()),
            (
                header::CACHE_CONTROL,
                HeaderValue::from_str(&kept).unwrap_or(NO_CACHE),
            ),
            (
                header::VARY,
                HeaderValue::from_static("accept-language, accept-encoding"),
            ),
        ];
        if asked.has(&self.tag) {
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        let body = Body::from(self.bytes.clone());
        let content_type = [(header::CONTENT_TYPE, self.content_type.clone())];
        (headers, content_type, body).into_response()
    }
}

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const NO_CACHE: HeaderValue = HeaderValue::from_static("no-cache");

/// The tags a reader already has.
#[derive(Clone, Debug, Default)]
pub struct IfNoneMatch(Vec<String>);

impl IfNoneMatch {
    fn has(&self, tag: &HeaderValue) -> bool {
        let tag = tag.to_str().unwrap_or("");
        self.0.iter().any(|known| known == "*" || known == tag)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IfNoneMatch {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(tags(&parts.headers, &header::IF_NONE_MATCH)))
    }
}

/// The version an editor has seen. Taken without judging, so that 404 comes before 428.
#[derive(Clone, Debug, Default)]
pub struct IfMatch(Vec<String>);

impl IfMatch {
    /// Lets an edit of `version` pass only when the caller has seen that version.
    ///
    /// # Errors
    /// 428 without the header, 412 when it names another version.
    pub fn require(&self, version: i64) -> Result<(), Problem> {
        if self.0.is_empty() {
            return Err(Kind::PreconditionRequired.into());
        }
        self.check(version)
    }

    /// As [`IfMatch::require`], for what is one's own: without the header it passes.
    ///
    /// # Errors
    /// 412 when the header names another version.
    pub fn check(&self, version: i64) -> Result<(), Problem> {
        let seen = |tag: &String| {
            let tag = tag.trim_matches('"');
            tag == "*" || tag.split('.').next() == Some(version.to_string().as_str())
        };
        if self.0.is_empty() || self.0.iter().any(seen) {
            Ok(())
        } else {
            Err(Kind::PreconditionFailed.into())
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(tags(&parts.headers, &header::IF_MATCH)))
    }
}

/// The tag of an editable resource: `"<version>.<hash of what the body shows>"`.
///
/// # Errors
/// [`Fault::Broken`] when the view does not serialise.
pub fn version_tag(version: i64, view: &impl Serialize) -> Result<HeaderValue, Fault> {
    let shown = sha256_hex(&serde_json::to_vec(view)?);
    Ok(quoted(&format!("{version}.{}", &shown[..16])))
}

fn quoted(tag: &str) -> HeaderValue {
    // Digits, a dot and hexadecimal are always a header value.
    HeaderValue::from_str(&format!("\"{tag}\"")).unwrap_or(NO_CACHE)
}

/// The list of tags in a header; a weak tag compares like its strong one.
fn tags(headers: &HeaderMap, name: &header::HeaderName) -> Vec<String> {
    headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|tag| tag.trim().trim_start_matches("W/").to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn if_match(tags: &[&str]) -> IfMatch {
        IfMatch(tags.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn only_the_version_part_is_compared() {
        assert!(if_match(&["\"7.abcd\""]).require(7).is_ok());
        assert!(if_match(&["\"*\"", "\"1.x\""]).require(7).is_ok());
        let stale = if_match(&["\"6.abcd\""]).check(7).unwrap_err();
        assert_eq!(stale.kind(), Kind::PreconditionFailed);
        let missing = if_match(&[]).require(7).unwrap_err();
        assert_eq!(missing.kind(), Kind::PreconditionRequired);
        assert!(if_match(&[]).check(7).is_ok());
    }

    #[test]
    fn who_has_the_body_gets_304() {
        let prepared = Prepared::json(&[1, 2]).unwrap();
        let tag = prepared.tag.to_str().unwrap().to_owned();
        assert_eq!(prepared.answer(&IfNoneMatch(vec![tag]), 5).status(), 304);
        assert_eq!(prepared.answer(&IfNoneMatch::default(), 5).status(), 200);
    }
}
