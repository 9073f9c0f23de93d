//! `/me/second-factor` and `/tokens/second-factor`.

use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::accounts::{Accounts, Begun, Raised, RecoveryCodes, SecondFactorError};
use crate::values::clock::Instant;
use crate::web::answer::Answer;
use crate::web::extract::{EmptyBody, Keyed, Valid};
use crate::web::{Kind, Problem, SignedIn};

/// A code of the app, or a recovery code where that serves.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FactorCodeBody {
    /// Six digits of the app, or a recovery code such as ABCDE-23456; read leniently.
    #[validate(length(max = 100))]
    #[schema(example = "123456", max_length = 100)]
    code: String,
}

/// A secret for an authenticator app (TOTP: SHA-1, six digits, 30 seconds).
#[derive(Serialize, ToSchema)]
#[schema(as = SecondFactorBegun)]
pub(super) struct BegunView {
    /// The secret in base32, to be typed.
    #[schema(example = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")]
    secret: String,
    /// The same as an address, to be shown as a QR code.
    #[schema(format = "uri")]
    otpauth_url: String,
}

/// Codes that stand in for the app, each once. They are shown only here.
#[derive(Serialize, ToSchema)]
#[schema(as = RecoveryCodes)]
pub(super) struct RecoveryCodesView {
    /// The codes; none when a request is repeated under its `Idempotency-Key`, since only their
    /// hashes are kept: then make new ones.
    #[schema(example = json!(["ABCDE-23456"]))]
    recovery_codes: Vec<String>,
}

/// A raised token.
#[derive(Serialize, ToSchema)]
#[schema(as = RaisedToken)]
pub(super) struct RaisedView {
    /// Until when it shows what needs a second factor.
    #[schema(value_type = String, format = DateTime)]
    second_factor_until: Instant,
}

/// Begins to set up a second factor: a secret for an app. It counts once it is confirmed; until
/// then beginning again makes another.
#[utoipa::path(post, path = "/me/second-factor", tag = "me", request_body = EmptyBody,
    responses((status = 201, body = BegunView)), security(("token" = [])))]
pub(super) async fn begin(
    State(accounts): State<Accounts>,
    signed_in: SignedIn,
    Keyed {
        body: EmptyBody {},
        key,
    }: Keyed<EmptyBody>,
) -> Result<Answer<BegunView>, Problem> {
    let Begun {
        secret,
        otpauth_url,
        replayed,
    } = accounts
        .begin_second_factor(signed_in.account, key.as_ref())
        .await?;
    let view = BegunView {
        secret,
        otpauth_url,
    };
    Ok(Answer::created(view).replayed(replayed))
}

/// Turns the second factor on by a first code of the app, and raises the token. The recovery
/// codes are shown only here.
#[utoipa::path(post, path = "/me/second-factor/confirm", tag = "me",
    request_body = FactorCodeBody, responses((status = 200, body = RecoveryCodesView)),
    security(("token" = [])))]
pub(super) async fn confirm(
    State(accounts): State<Accounts>,
    signed_in: SignedIn,
    Keyed { body, key }: Keyed<FactorCodeBody>,
) -> Result<Answer<RecoveryCodesView>, Problem> {
    let made = accounts
        .confirm_second_factor(signed_in, &body.code, key.as_ref())
        .await?;
    Ok(made.into())
}

/// Turns the second factor off, by a code of the app or a recovery code; every token is lowered.
#[utoipa::path(delete, path = "/me/second-factor", tag = "me", request_body = FactorCodeBody,
    responses((status = 204)), security(("token" = [])))]
pub(super) async fn turn_off(
    State(accounts): State<Accounts>,
    signed_in: SignedIn,
    Valid(body): Valid<FactorCodeBody>,
) -> Result<StatusCode, Problem> {
    accounts
        .turn_off_second_factor(signed_in.account, &body.code)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes new recovery codes, by a code of the app; the old ones work no longer.
#[utoipa::path(post, path = "/me/second-factor/recovery-codes", tag = "me",
    request_body = FactorCodeBody, responses((status = 200, body = RecoveryCodesView)),
    security(("token" = [])))]
pub(super) async fn renew_recovery_codes(
    State(accounts): State<Accounts>,
    signed_in: SignedIn,
    Keyed { body, key }: Keyed<FactorCodeBody>,
) -> Result<Answer<RecoveryCodesView>, Problem> {
    let account = signed_in.account;
    let made = accounts
        .renew_recovery_codes(account, &body.code, key.as_ref())
        .await?;
    Ok(made.into())
}

/// Raises the token that is shown for 12 hours, by a code of the app or a recovery code.
#[utoipa::path(post, path = "/tokens/second-factor", tag = "accounts",
    request_body = FactorCodeBody, responses((status = 200, body = RaisedView)),
    security(("token" = [])))]
pub(super) async fn raise(
    State(accounts): State<Accounts>,
    signed_in: SignedIn,
    Keyed { body, key }: Keyed<FactorCodeBody>,
) -> Result<Answer<RaisedView>, Problem> {
    let Raised { until, replayed } = accounts.raise(signed_in, &body.code, key.as_ref()).await?;
    let view = RaisedView {
        second_factor_until: until,
    };
    Ok(Answer::ok(view).replayed(replayed))
}

impl From<RecoveryCodes> for Answer<RecoveryCodesView> {
    fn from(made: RecoveryCodes) -> Self {
        let view = RecoveryCodesView {
            recovery_codes: made.codes,
        };
        Self::ok(view).replayed(made.replayed)
    }
}

impl From<SecondFactorError> for Problem {
    fn from(error: SecondFactorError) -> Self {
        match error {
            SecondFactorError::On => Self::new(Kind::SecondFactorOn).detail(
                "两步验证已经开启。要换一部手机，请先关掉再开启",
                "The second factor is on. To move it to another phone, turn it off first",
            ),
            SecondFactorError::Off => Self::new(Kind::SecondFactorOff).detail(
                "还没有开启两步验证，请先从 POST /me/second-factor 开始",
                "There is no second factor; begin with POST /me/second-factor",
            ),
            SecondFactorError::WrongCode => Kind::InvalidCode.into(),
            SecondFactorError::TooManyTries(refused) => refused.into(),
            SecondFactorError::KeyReused(reused) => reused.into(),
            SecondFactorError::Fault(fault) => fault.into(),
        }
    }
}
