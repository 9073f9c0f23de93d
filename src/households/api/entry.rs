//! The code of a new account comes back.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::accounts::api::TokenView;
use crate::households::Households;
use crate::values::email::EmailAddress;
use crate::web::answer::Answer;
use crate::web::extract::{UserAgent, Valid};
use crate::web::{Kind, Problem, SignedIn};

/// An address and the code it got.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct VerifyBody {
    /// Where the code went.
    #[schema(value_type = String, format = "email")]
    email: EmailAddress,
    /// The six digits of the mail.
    #[schema(example = "123456")]
    code: String,
}

/// Proves an address: makes the account the code's request asked for, with its `self`
/// participant, and signs in. A known address is signed in. An address that an account wants to
/// have takes the place of the old one, with a token of that account only.
#[utoipa::path(post, path = "/accounts/verify", tag = "accounts", request_body = VerifyBody,
    responses((status = 201, body = TokenView)), security((), ("token" = [])))]
pub(super) async fn verify(
    State(households): State<Households>,
    signed_in: Result<SignedIn, Problem>,
    UserAgent(agent): UserAgent,
    Valid(body): Valid<VerifyBody>,
) -> Result<Answer<TokenView>, Problem> {
    let bearer = match signed_in {
        Ok(signed_in) => Some(signed_in.account),
        // Who signs in anew may still carry a token that has ended.
        Err(problem) if problem.kind() == Kind::Unauthenticated => None,
        Err(problem) => return Err(problem),
    };
    let issued = households
        .verify(&body.email, &body.code, bearer, &agent)
        .await??;
    Ok(Answer::created(issued.into()))
}
