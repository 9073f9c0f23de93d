//! The second factor, where a call needs it.

use std::pin::Pin;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::problem::{Kind, Problem};
use super::sign_in::{SignedIn, TokenLookup};
use crate::db::Fault;

/// How a token stands to the second factor of its account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A second factor was given within its time.
    Raised,
    /// There is one, and it was not given.
    Lowered,
    /// The account has none.
    NotSetUp,
}

/// What [`TokenLookup::standing`] gives back.
pub type Asked<'a> = Pin<Box<dyn Future<Output = Result<Standing, Fault>> + Send + 'a>>;

/// Who is signed in, in a call that asks for the second factor, always or sometimes. The
/// handler calls [`SecondFactor::require`] once it knows that the account may do the rest: to
/// a stranger a thing does not exist, whatever her token.
#[derive(Clone)]
pub struct SecondFactor {
    signed_in: SignedIn,
    lookup: Arc<dyn TokenLookup>,
}

impl SecondFactor {
    /// Who is signed in.
    #[must_use]
    pub const fn signed_in(&self) -> SignedIn {
        self.signed_in
    }

    /// Passes a raised token, and one of an account without a second factor.
    ///
    /// # Errors
    /// As [`SecondFactor::require`].
    pub async fn require_where_set_up(&self) -> Result<(), Problem> {
        match self.lookup.standing(self.signed_in).await? {
            Standing::NotSetUp => Ok(()),
            Standing::Raised | Standing::Lowered => self.require().await,
        }
    }

    /// Passes a raised token. One raised on another instance a moment ago passes too.
    ///
    /// # Errors
    /// [`Kind::SecondFactorRequired`], which tells what to do; a fault.
    pub async fn require(&self) -> Result<(), Problem> {
        if self.signed_in.second_factor {
            return Ok(());
        }
        let required = Problem::new(Kind::SecondFactorRequired);
        match self.lookup.standing(self.signed_in).await? {
            Standing::Raised => Ok(()),
            Standing::Lowered => Err(required.detail(
                "请再用验证器上的六位数字或一个恢复码验证一次（POST /tokens/second-factor），\
                 12 小时内有效",
                "Give the six digits of your app or a recovery code once more \
                 (POST /tokens/second-factor); it holds for 12 hours",
            )),
            Standing::NotSetUp => Err(required.detail(
                "看这些内容要先开启两步验证：用手机上的验证器扫一次码\
                 （POST /me/second-factor），再用它的数字验证",
                "This is shown only with a second factor, and you have none yet: set one up in \
                 an authenticator app (POST /me/second-factor), then give its code",
            )),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for SecondFactor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let signed_in = <SignedIn as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        let lookup = parts.extensions.get::<Arc<dyn TokenLookup>>().cloned();
        Ok(Self {
            signed_in,
            lookup: lookup.ok_or_else(|| Fault::broken("nobody looks tokens up"))?,
        })
    }
}
