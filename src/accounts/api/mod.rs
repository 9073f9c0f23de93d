//! `/accounts`, `/tokens` and `/me/second-factor`.

mod registering;
mod second_factor;
mod tokens;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::policy::codes::{LIVES_MINUTES, TooManyTries};
use super::policy::passwords::WeakPassword;
use super::{Accounts, CodeRefusal, HashError, NewPasswordError, SignInError};
use crate::values::locale::Bilingual;
use crate::web::{Kind, Problem};

pub use registering::CodeSentView;
pub use tokens::{SignedInAccountView, TokenView};

/// Every call of accounts but `/accounts/verify`, which is the households'.
pub fn routes(accounts: Accounts) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(registering::sign_up))
        .routes(routes!(registering::ask_password_reset))
        .routes(routes!(registering::set_password))
        .routes(routes!(tokens::sign_in, tokens::list))
        .routes(routes!(tokens::send_code))
        .routes(routes!(tokens::sign_out_here))
        .routes(routes!(tokens::sign_out))
        .routes(routes!(second_factor::begin, second_factor::turn_off))
        .routes(routes!(second_factor::confirm))
        .routes(routes!(second_factor::renew_recovery_codes))
        .routes(routes!(second_factor::raise))
        .with_state(accounts)
}

/// Seconds after which a full queue of passwords has moved on.
const BUSY_SECONDS: u32 = 3;

impl From<HashError> for Problem {
    fn from(error: HashError) -> Self {
        match error {
            HashError::Busy => Self::new(Kind::Busy).retry_after(BUSY_SECONDS),
            HashError::Fault(fault) => fault.into(),
        }
    }
}

impl From<TooManyTries> for Problem {
    fn from(TooManyTries { seconds }: TooManyTries) -> Self {
        let minutes = seconds.div_ceil(60);
        Self::new(Kind::TooManyRequests)
            .retry_after(seconds)
            .detail(
                format!("输错的次数太多，请 {minutes} 分钟后再试"),
                format!("Mistyped too often; try again in {minutes} minutes"),
            )
    }
}

impl From<SignInError> for Problem {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::Invalid => Kind::InvalidCredentials.into(),
            SignInError::TooManyTries(refused) => refused.into(),
            SignInError::Busy => HashError::Busy.into(),
            SignInError::Fault(fault) => fault.into(),
        }
    }
}

impl From<NewPasswordError> for Problem {
    fn from(error: NewPasswordError) -> Self {
        match error {
            NewPasswordError::InvalidCode => Kind::InvalidCode.into(),
            NewPasswordError::TooManyTries(refused) => refused.into(),
            NewPasswordError::Busy => HashError::Busy.into(),
            NewPasswordError::Fault(fault) => fault.into(),
        }
    }
}

impl From<CodeRefusal> for Problem {
    fn from(refusal: CodeRefusal) -> Self {
        match refusal {
            CodeRefusal::Wrong => Kind::InvalidCode.into(),
            CodeRefusal::TooManyTries(refused) => refused.into(),
            CodeRefusal::AddressTaken => Kind::EmailTaken.into(),
        }
    }
}

/// A password that may not be chosen, pointed at.
fn weak(pointer: &'static str) -> impl Fn(WeakPassword) -> Problem {
    move |weak| {
        let (code, chinese, english) = match weak {
            WeakPassword::TooShort => (
                "password-too-short",
                "密码至少要 8 个字符",
                "A password needs at least 8 characters",
            ),
            WeakPassword::TooLong => (
                "password-too-long",
                "密码最多 1024 字节",
                "A password takes at most 1,024 bytes",
            ),
            WeakPassword::Common => (
                "password-common",
                "这个密码太常见，别人很容易猜到，请换一个",
                "Many people use this password, so it is easily guessed; please take another",
            ),
        };
        Problem::invalid(pointer, code, Bilingual::new(chinese, english))
    }
}

/// How long a code can be used, as clients are told.
const CODE_VALID_MINUTES: i64 = LIVES_MINUTES;
