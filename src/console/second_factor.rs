//! The second factor: given once more, or set up.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use fast_qr::QRBuilder;
use fast_qr::convert::svg::SvgBuilder;

use super::Console;
use super::sign_in::{local, status};
use super::trouble::Trouble;
use crate::accounts::SecondFactorError;
use crate::db::Fault;
use crate::web::extract::Fields;
use crate::web::html::{self, Asked, Frame};
use crate::web::second_factor::Standing;
use crate::web::sign_in::TokenLookup;
use crate::web::{Problem, SignedIn};

#[derive(Template)]
#[template(path = "console/second-factor.html")]
struct Give<'a> {
    frame: Frame,
    trouble: Trouble,
    next: &'a str,
}

#[derive(Template)]
#[template(path = "console/second-factor-new.html")]
struct SetUp {
    frame: Frame,
    trouble: Trouble,
    next: String,
    /// The secret's address as a picture.
    picture: String,
    secret: String,
}

#[derive(Template)]
#[template(path = "console/recovery-codes.html")]
struct RecoveryPage {
    frame: Frame,
    next: String,
    codes: Vec<String>,
}

/// Asks for a code of the app; whoever has none is led to set one up.
pub(super) async fn show(
    State(console): State<Console>,
    signed_in: SignedIn,
    asked: Asked,
) -> Result<Response, Problem> {
    let next = asked.parameter("next").unwrap_or_default();
    let next = local(&next);
    let lookup: &dyn TokenLookup = console.accounts().as_ref();
    match lookup.standing(signed_in).await? {
        Standing::Raised => Ok(Redirect::to(next).into_response()),
        Standing::NotSetUp => {
            let way = asked.frame().with("next", next);
            let way = way.replacen("/console/second-factor", "/console/second-factor/new", 1);
            Ok(Redirect::to(&way).into_response())
        }
        Standing::Lowered => give(&asked, Trouble::default(), next),
    }
}

/// Takes the code.
pub(super) async fn raise(
    State(console): State<Console>,
    signed_in: SignedIn,
    asked: Asked,
    fields: Fields,
) -> Result<Response, Problem> {
    let next = local(fields.get("next"));
    match console
        .accounts()
        .raise(signed_in, fields.get("code"), None)
        .await
    {
        Ok(_) => Ok(Redirect::to(next).into_response()),
        Err(error) => give(
            &asked,
            Trouble::of_problem(error.into(), asked.locale)?,
            next,
        ),
    }
}

fn give(asked: &Asked, trouble: Trouble, next: &str) -> Result<Response, Problem> {
    let page = Give {
        frame: asked.frame(),
        next,
        trouble,
    };
    html::show(asked, status(&page.trouble), &page)
}

/// Shows a secret for an authenticator app.
pub(super) async fn begin(
    State(console): State<Console>,
    signed_in: SignedIn,
    asked: Asked,
) -> Result<Response, Problem> {
    let next = asked.parameter("next").unwrap_or_default();
    console
        .set_up(signed_in, &asked, Trouble::default(), local(&next))
        .await
}

/// Turns it on by a first code, and shows the recovery codes, once.
pub(super) async fn confirm(
    State(console): State<Console>,
    signed_in: SignedIn,
    asked: Asked,
    fields: Fields,
) -> Result<Response, Problem> {
    let next = local(fields.get("next"));
    let confirmed = console
        .accounts()
        .confirm_second_factor(signed_in, fields.get("code"), None);
    match confirmed.await {
        Ok(made) => {
            let page = RecoveryPage {
                frame: asked.frame(),
                next: next.to_owned(),
                codes: made.codes,
            };
            html::show(&asked, StatusCode::OK, &page)
        }
        Err(error) => {
            let trouble = Trouble::of_problem(error.into(), asked.locale)?;
            console.set_up(signed_in, &asked, trouble, next).await
        }
    }
}

impl Console {
    async fn set_up(
        &self,
        signed_in: SignedIn,
        asked: &Asked,
        trouble: Trouble,
        next: &str,
    ) -> Result<Response, Problem> {
        let account = signed_in.account;
        // What was scanned a moment ago still counts when its first code was mistyped.
        let begun = match self.accounts().begun_second_factor(account, true).await {
            Err(SecondFactorError::On) => self.accounts().begin_second_factor(account, None).await,
            begun => begun,
        }?;
        let page = SetUp {
            frame: asked.frame(),
            next: next.to_owned(),
            picture: picture(&begun.otpauth_url)?,
            secret: begun.secret,
            trouble,
        };
        html::show(asked, status(&page.trouble), &page)
    }
}

/// A QR code as a picture in a `data:` address.
fn picture(text: &str) -> Result<String, Fault> {
    let code = QRBuilder::new(text).build();
    let code = code.map_err(|error| Fault::broken(format!("no QR code: {error:?}")))?;
    let svg = SvgBuilder::default().to_str(&code);
    let svg: String = form_urlencoded::byte_serialize(svg.as_bytes()).collect();
    Ok(format!("data:image/svg+xml,{}", svg.replace('+', "%20")))
}
