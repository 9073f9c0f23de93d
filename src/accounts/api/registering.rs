//! Making an account and setting another password: both begin with a code by mail.

use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::{CODE_VALID_MINUTES, weak};
use crate::accounts::policy::passwords::Password;
use crate::accounts::{Accounts, SignUp};
use crate::values::email::EmailAddress;
use crate::values::locale::Locale;
use crate::values::text::{NAME_MAX, line_within};
use crate::web::Problem;
use crate::web::answer::Answer;
use crate::web::extract::{Language, Valid, rule};

/// What makes an account.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AccountBody {
    /// Where the code goes.
    #[schema(value_type = String, format = "email")]
    email: EmailAddress,
    /// At least 8 characters, any Unicode, none of the common ones.
    #[schema(min_length = 8, max_length = 1024)]
    password: String,
    /// How the person wants to be called.
    #[validate(custom(function = "name_rule"))]
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// The language of the letters; that of `Accept-Language` when left out.
    locale: Option<Locale>,
}

/// An address to send a code to.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EmailBody {
    /// Where the code goes.
    #[schema(value_type = String, format = "email")]
    pub(super) email: EmailAddress,
}

/// A new password and the code that lets it be set.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPasswordBody {
    /// The address the code went to.
    #[schema(value_type = String, format = "email")]
    email: EmailAddress,
    /// The six digits of the mail.
    #[schema(example = "123456")]
    code: String,
    /// At least 8 characters, any Unicode, none of the common ones.
    #[schema(min_length = 8, max_length = 1024)]
    new_password: String,
}

/// A code is on its way, if there is anything to send one for. The same for every address.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = CodeSent)]
pub struct CodeSentView {
    /// How long a code can be used.
    #[schema(example = 10)]
    code_valid_minutes: i64,
}

impl CodeSentView {
    pub(super) const fn answer() -> Answer<Self> {
        Answer::accepted(Self {
            code_valid_minutes: CODE_VALID_MINUTES,
        })
    }
}

/// Asks for an account. 202 always: a known address gets a sign-in code instead, and name and
/// password are dropped.
#[utoipa::path(post, path = "/accounts", tag = "accounts", request_body = AccountBody,
    responses((status = 202, body = CodeSentView)))]
pub(super) async fn sign_up(
    State(accounts): State<Accounts>,
    Language(spoken): Language,
    Valid(body): Valid<AccountBody>,
) -> Result<Answer<CodeSentView>, Problem> {
    let password = Password::chosen(&body.password, &body.email).map_err(weak("/password"))?;
    let request = SignUp {
        email: body.email,
        name: line_within(&body.name, NAME_MAX).unwrap_or_default(),
        password,
        locale: body.locale.unwrap_or(spoken),
    };
    accounts.sign_up(request).await?;
    Ok(CodeSentView::answer())
}

/// Asks for a code that sets another password. 202 always.
#[utoipa::path(post, path = "/accounts/password-reset", tag = "accounts",
    request_body = EmailBody, responses((status = 202, body = CodeSentView)))]
pub(super) async fn ask_password_reset(
    State(accounts): State<Accounts>,
    Language(spoken): Language,
    Valid(body): Valid<EmailBody>,
) -> Result<Answer<CodeSentView>, Problem> {
    accounts.send_reset_code(&body.email, spoken).await?;
    Ok(CodeSentView::answer())
}

/// Sets another password and ends all tokens.
#[utoipa::path(post, path = "/accounts/password", tag = "accounts",
    request_body = NewPasswordBody, responses((status = 204)))]
pub(super) async fn set_password(
    State(accounts): State<Accounts>,
    Valid(body): Valid<NewPasswordBody>,
) -> Result<StatusCode, Problem> {
    let chosen = Password::chosen(&body.new_password, &body.email);
    let password = chosen.map_err(weak("/new_password"))?;
    accounts
        .set_password(&body.email, &body.code, password)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

fn name_rule(name: &str) -> Result<(), ValidationError> {
    line_within(name, NAME_MAX).map(drop).ok_or_else(|| {
        rule(
            "name",
            "姓名要 1 到 100 个字",
            "A name has 1 to 100 characters",
        )
    })
}
