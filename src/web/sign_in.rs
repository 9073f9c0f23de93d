//! Who calls: the bearer of an access token, shown in a header or by the cookie of a session.

use std::pin::Pin;
use std::sync::Arc;

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::header;
use axum::http::request::Parts;

use super::limits::{Limits, WriteClass};
use super::problem::{Kind, Problem};
use super::second_factor::Asked;
use super::session::ByCookie;
use crate::db::Fault;
use crate::values::ids::{AccountId, TokenId};

/// Who is signed in. As an extractor it answers 401 before the body is read; as
/// `Option<SignedIn>` it lets calls without a token pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The account.
    pub account: AccountId,
    /// The token that was shown.
    pub token: TokenId,
    /// Whether a second factor was given within its time, as far as is known here:
    /// [`SecondFactor`](super::SecondFactor) asks when it is not.
    pub second_factor: bool,
}

/// What a token look-up gives back.
pub type Found<'a> = Pin<Box<dyn Future<Output = Result<Option<SignedIn>, Fault>> + Send + 'a>>;

/// Finds the bearer of a secret; written by the accounts, handed in by `app.rs`, since this
/// floor knows no accounts.
pub trait TokenLookup: Send + Sync {
    /// The bearer of `secret`, unless the token is unknown, ended or revoked.
    fn find<'a>(&'a self, secret: &'a str) -> Found<'a>;

    /// How the token stands to the second factor of its account, as the database says.
    fn standing(&self, signed_in: SignedIn) -> Asked<'_>;
}

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        find(parts)
            .await?
            .ok_or_else(|| Kind::Unauthenticated.into())
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Problem> {
        find(parts).await
    }
}

/// The token of a call whose answer lasts: to be looked at again while it does.
#[derive(Clone)]
pub struct Lasting {
    lookup: Arc<dyn TokenLookup>,
    secret: String,
}

impl Lasting {
    /// Who is signed in by it now; nobody once it has ended.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn bearer(&self) -> Result<Option<SignedIn>, Fault> {
        self.lookup.find(&self.secret).await
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Lasting {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let lookup = parts.extensions.get::<Arc<dyn TokenLookup>>().cloned();
        match lookup.zip(shown(parts)?) {
            Some((lookup, secret)) => Ok(Self { lookup, secret }),
            None => Err(Kind::Unauthenticated.into()),
        }
    }
}

/// `None` without a token; 401 for a dead one; 429 when the account calls too often.
async fn find(parts: &mut Parts) -> Result<Option<SignedIn>, Problem> {
    if let Some(known) = parts.extensions.get::<SignedIn>() {
        return Ok(Some(*known));
    }
    let Some(secret) = shown(parts)? else {
        return Ok(None);
    };
    let lookup = parts.extensions.get::<Arc<dyn TokenLookup>>();
    let lookup = lookup.ok_or(Kind::Unauthenticated)?;
    let found = lookup.find(&secret).await?;
    let signed_in = found.ok_or(Kind::Unauthenticated)?;
    let writes = parts.extensions.get::<WriteClass>().is_some();
    if let Some(limits) = parts.extensions.get::<Limits>().filter(|_| writes) {
        limits.count_account(signed_in.account)?;
    }
    parts.extensions.insert(signed_in);
    Ok(Some(signed_in))
}

/// The secret that a request shows, in its header or by its cookie; 401 for a header that is no
/// token's.
fn shown(parts: &Parts) -> Result<Option<String>, Problem> {
    let Some(value) = parts.headers.get(header::AUTHORIZATION) else {
        let worn = parts.extensions.get::<ByCookie>();
        return Ok(worn.map(|ByCookie(secret)| secret.clone()));
    };
    let secret = value.to_str().ok().and_then(bearer);
    Ok(Some(secret.ok_or(Kind::Unauthenticated)?.to_owned()))
}

/// The secret of a `Bearer` header; the scheme's case does not matter (RFC 9110, 11.1).
fn bearer(value: &str) -> Option<&str> {
    let (scheme, secret) = value.split_once(' ')?;
    let secret = secret.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !secret.is_empty()).then_some(secret)
}
