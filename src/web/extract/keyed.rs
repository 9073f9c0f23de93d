//! A body together with the `Idempotency-Key` it came under.

use axum::extract::{FromRequest, OriginalUri, Request};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use validator::Validate;

use super::body;
use crate::db::idempotency::RequestKey;
use crate::values::ids::AccountId;
use crate::values::locale::Bilingual;
use crate::values::secret::sha256_hex;
use crate::web::problem::Problem;
use crate::web::sign_in::SignedIn;

const HEADER: &str = "idempotency-key";

/// A [`Valid`](super::Valid) body and the key of the request: `None` without the header, and
/// for calls without an account. The handler takes [`SignedIn`] before it.
#[derive(Clone, Debug)]
pub struct Keyed<T> {
    /// The body.
    pub body: T,
    /// Whose request it is and what was asked, to be remembered with what it does.
    pub key: Option<RequestKey>,
}

impl<T: DeserializeOwned + Validate, S: Send + Sync> FromRequest<S> for Keyed<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let key = request_key(&parts)?;
        let bytes = body::bytes(Request::from_parts(parts, body)).await?;
        Ok(Self {
            body: body::read_valid(&bytes)?,
            key: key.map(|key| key.with(&bytes)),
        })
    }
}

/// The key of a request whose body is still to be read.
pub(super) struct KeyOf {
    account: AccountId,
    key: String,
    line: Vec<u8>,
}

impl KeyOf {
    /// The key of the request with this body.
    pub(super) fn with(self, body: &[u8]) -> RequestKey {
        let mut hashed = self.line;
        hashed.extend_from_slice(body);
        RequestKey {
            account: self.account,
            key: self.key,
            request_hash: sha256_hex(&hashed),
        }
    }
}

/// The key of a request, if it has one.
pub(super) fn request_key(parts: &Parts) -> Result<Option<KeyOf>, Problem> {
    let key = key(parts)?;
    Ok(key.map(|(account, key)| KeyOf {
        account,
        key,
        line: request_line(parts),
    }))
}

/// Who sent which key; 422 unless it is 1 to 64 visible ASCII characters.
fn key(parts: &Parts) -> Result<Option<(AccountId, String)>, Problem> {
    let (Some(value), Some(signed_in)) = (
        parts.headers.get(HEADER),
        parts.extensions.get::<SignedIn>(),
    ) else {
        return Ok(None);
    };
    let visible = value.as_bytes().iter().all(u8::is_ascii_graphic);
    match value.to_str() {
        Ok(key) if visible && (1..=64).contains(&key.len()) => {
            Ok(Some((signed_in.account, key.to_owned())))
        }
        _ => Err(Problem::invalid(
            "",
            "idempotency-key",
            Bilingual::new(
                "Idempotency-Key 要 1 到 64 个可见的 ASCII 字符",
                "Idempotency-Key takes 1 to 64 visible ASCII characters",
            ),
        )),
    }
}

/// Method and path with query, each ended by a byte that neither can hold.
fn request_line(parts: &Parts) -> Vec<u8> {
    let uri = parts
        .extensions
        .get::<OriginalUri>()
        .map_or(&parts.uri, |OriginalUri(uri)| uri);
    let target = uri.path_and_query().map_or("", |target| target.as_str());
    format!("{}\n{target}\n", parts.method).into_bytes()
}
