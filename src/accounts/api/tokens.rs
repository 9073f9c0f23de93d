//! Signing in and out.

use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::registering::{CodeSentView, EmailBody};
use crate::accounts::{Account, Accounts, Device, Issued};
use crate::values::clock::Instant;
use crate::values::email::EmailAddress;
use crate::values::ids::{AccountId, TokenId};
use crate::values::locale::Locale;
use crate::web::answer::Answer;
use crate::web::extract::{EmptyBody, Language, Path, UserAgent, Valid, rule};
use crate::web::page::{Page, PageQuery, Paging};
use crate::web::{Kind, Problem, SignedIn};

/// An address with its password, or with a code.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "one_secret"))]
pub(super) struct SignInBody {
    /// The address.
    #[schema(value_type = String, format = "email")]
    email: EmailAddress,
    /// The password, unless a code is given.
    password: Option<String>,
    /// The six digits of a sign-in code, unless a password is given.
    #[schema(example = "123456")]
    code: Option<String>,
}

/// An access token and whose it is.
#[derive(Serialize, ToSchema)]
#[schema(as = Token)]
pub struct TokenView {
    /// Send it as `Authorization: Bearer …`. It is shown only here.
    access_token: String,
    /// When it ends if it is not used; each use moves it on, to 180 days at most.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Instant,
    /// Whose it is.
    account: SignedInAccountView,
}

/// The account of a token; GET /me tells the rest.
#[derive(Serialize, ToSchema)]
#[schema(as = SignedInAccount)]
pub struct SignedInAccountView {
    /// Its id.
    #[schema(value_type = uuid::Uuid)]
    id: AccountId,
    /// Its address.
    #[schema(value_type = String, format = "email")]
    email: EmailAddress,
    /// How the person wants to be called.
    name: String,
    /// The language of its letters.
    locale: Locale,
}

/// A place where the account is signed in.
#[derive(Serialize, ToSchema)]
#[schema(as = Device)]
pub(super) struct DeviceView {
    /// The token's id, to end it.
    #[schema(value_type = uuid::Uuid)]
    id: TokenId,
    /// What it looks like from here; may be empty.
    #[schema(example = "iPhone, Safari")]
    device: String,
    /// When it signed in.
    #[schema(value_type = String, format = DateTime)]
    created_at: Instant,
    /// When it was last used, to the hour.
    #[schema(value_type = String, format = DateTime)]
    seen_at: Instant,
    /// When it ends if it is not used.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Instant,
    /// Whether it is the one that asks.
    current: bool,
}

/// Signs in by password or code.
#[utoipa::path(post, path = "/tokens", tag = "accounts", request_body = SignInBody,
    responses((status = 201, body = TokenView)))]
pub(super) async fn sign_in(
    State(accounts): State<Accounts>,
    UserAgent(agent): UserAgent,
    Valid(body): Valid<SignInBody>,
) -> Result<Answer<TokenView>, Problem> {
    let SignInBody {
        email,
        password,
        code,
    } = body;
    let issued = match (password, code) {
        (Some(password), _) => {
            accounts
                .sign_in_by_password(&email, &password, &agent)
                .await?
        }
        (None, code) => {
            let code = code.unwrap_or_default();
            accounts.sign_in_by_code(&email, &code, &agent).await?
        }
    };
    Ok(Answer::created(issued.into()))
}

/// Sends a one-time sign-in code. 202 always.
#[utoipa::path(post, path = "/tokens/code", tag = "accounts", request_body = EmailBody,
    responses((status = 202, body = CodeSentView)))]
pub(super) async fn send_code(
    State(accounts): State<Accounts>,
    Language(spoken): Language,
    Valid(body): Valid<EmailBody>,
) -> Result<Answer<CodeSentView>, Problem> {
    accounts.send_sign_in_code(&body.email, spoken).await?;
    Ok(CodeSentView::answer())
}

/// Where the account is signed in, newest first.
#[utoipa::path(get, path = "/tokens", tag = "accounts", params(PageQuery),
    responses((status = 200, body = Page<DeviceView>)), security(("token" = [])))]
pub(super) async fn list(
    State(accounts): State<Accounts>,
    signed_in: SignedIn,
    paging: Paging<TokenId>,
) -> Result<Answer<Page<DeviceView>>, Problem> {
    let rows = paging.rows_to_read();
    let devices = accounts
        .devices(signed_in.account, paging.after, rows)
        .await?;
    let view = |device| DeviceView::new(device, signed_in.token);
    Ok(paging.page(devices, |device| device.id, view)?)
}

/// Signs a device out.
#[utoipa::path(delete, path = "/tokens/{id}", tag = "accounts",
    params(("id" = uuid::Uuid, Path, description = "The token's id")),
    responses((status = 204)), security(("token" = [])))]
pub(super) async fn sign_out(
    State(accounts): State<Accounts>,
    signed_in: SignedIn,
    Path(token): Path<TokenId>,
) -> Result<StatusCode, Problem> {
    if accounts.sign_out(signed_in.account, token).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Kind::NotFound.into())
    }
}

/// Signs out here.
#[utoipa::path(delete, path = "/tokens/current", tag = "accounts",
    responses((status = 204)), security(("token" = [])))]
pub(super) async fn sign_out_here(
    State(accounts): State<Accounts>,
    signed_in: SignedIn,
    Valid(EmptyBody {}): Valid<EmptyBody>,
) -> Result<StatusCode, Problem> {
    accounts
        .sign_out(signed_in.account, signed_in.token)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<Issued> for TokenView {
    fn from(issued: Issued) -> Self {
        Self {
            access_token: issued.access_token,
            expires_at: issued.expires_at,
            account: issued.account.into(),
        }
    }
}

impl From<Account> for SignedInAccountView {
    fn from(account: Account) -> Self {
        Self {
            id: account.id,
            email: account.email,
            name: account.name,
            locale: account.locale,
        }
    }
}

impl DeviceView {
    fn new(device: Device, current: TokenId) -> Self {
        Self {
            current: device.id == current,
            id: device.id,
            device: device.device,
            created_at: device.created_at,
            seen_at: device.seen_at,
            expires_at: device.expires_at,
        }
    }
}

fn one_secret(body: &SignInBody) -> Result<(), ValidationError> {
    if body.password.is_some() == body.code.is_some() {
        let chinese = "请给密码或验证码中的一个";
        Err(rule(
            "password-or-code",
            chinese,
            "Give a password or a code, one of them",
        ))
    } else {
        Ok(())
    }
}
