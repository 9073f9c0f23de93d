//! Signing in and out.

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::Console;
use super::trouble::Trouble;
use crate::accounts::Issued;
use crate::values::email::EmailAddress;
use crate::values::locale::Bilingual;
use crate::web::extract::{Fields, UserAgent};
use crate::web::html::{self, Asked, Frame};
use crate::web::{Problem, SignedIn};

#[derive(Template)]
#[template(path = "console/sign-in.html")]
struct ByPassword<'a> {
    frame: Frame,
    trouble: Trouble,
    email: &'a str,
    next: &'a str,
    idle_minutes: i64,
}

#[derive(Template)]
#[template(path = "console/sign-in-code.html")]
struct ByCode<'a> {
    frame: Frame,
    trouble: Trouble,
    email: &'a str,
    next: &'a str,
}

/// The page of signing in.
pub(super) async fn show(
    State(console): State<Console>,
    asked: Asked,
) -> Result<Response, Problem> {
    let next = asked.parameter("next").unwrap_or_default();
    console.ask_for_password(&asked, Trouble::default(), "", local(&next))
}

/// Signs in by password, or sends a code to the address.
pub(super) async fn by_password(
    State(console): State<Console>,
    asked: Asked,
    UserAgent(agent): UserAgent,
    fields: Fields,
) -> Result<Response, Problem> {
    let (typed, next) = (fields.get("email"), local(fields.get("next")));
    let email = match address(typed) {
        Ok(email) => email,
        Err(problem) => {
            let trouble = Trouble::of_problem(problem, asked.locale)?;
            return console.ask_for_password(&asked, trouble, typed, next);
        }
    };
    if fields.has("send_code") {
        console
            .accounts()
            .send_sign_in_code(&email, asked.locale)
            .await?;
        return ask_for_code(&asked, Trouble::default(), typed, next);
    }
    let password = fields.get("password");
    let issued = console
        .accounts()
        .sign_in_by_password(&email, password, &agent)
        .await;
    match issued {
        Ok(issued) => console.enter(&issued, next).await,
        Err(error) => {
            let trouble = Trouble::of_problem(error.into(), asked.locale)?;
            console.ask_for_password(&asked, trouble, typed, next)
        }
    }
}

/// Signs in by a code that was sent.
pub(super) async fn by_code(
    State(console): State<Console>,
    asked: Asked,
    UserAgent(agent): UserAgent,
    fields: Fields,
) -> Result<Response, Problem> {
    let (typed, next) = (fields.get("email"), local(fields.get("next")));
    let email = address(typed)?;
    let code = fields.get("code");
    match console
        .accounts()
        .sign_in_by_code(&email, code, &agent)
        .await
    {
        Ok(issued) => console.enter(&issued, next).await,
        Err(error) => {
            let trouble = Trouble::of_problem(error.into(), asked.locale)?;
            ask_for_code(&asked, trouble, typed, next)
        }
    }
}

/// Signs out here.
pub(super) async fn sign_out(
    State(console): State<Console>,
    signed_in: SignedIn,
) -> Result<Response, Problem> {
    console
        .accounts()
        .sign_out(signed_in.account, signed_in.token)
        .await?;
    let cookie = [(header::SET_COOKIE, console.sessions.end())];
    Ok((cookie, Redirect::to("/console/sign-in?done=signed-out")).into_response())
}

impl Console {
    fn ask_for_password(
        &self,
        asked: &Asked,
        trouble: Trouble,
        email: &str,
        next: &str,
    ) -> Result<Response, Problem> {
        let page = ByPassword {
            frame: asked.frame(),
            email,
            next,
            idle_minutes: self.sessions.idle_minutes().try_into().unwrap_or(i64::MAX),
            trouble,
        };
        html::show(asked, status(&page.trouble), &page)
    }

    /// Lets in whoever proved who she is; by way of the second factor, if she has one.
    async fn enter(&self, issued: &Issued, next: &str) -> Result<Response, Problem> {
        let cookie = [(
            header::SET_COOKIE,
            self.sessions.begin(&issued.access_token),
        )];
        let db = self.roster.db.read();
        let factor = self.accounts().second_factor(db, issued.account.id).await?;
        let to = if factor.on {
            second_factor(next)
        } else {
            next.to_owned()
        };
        Ok((cookie, Redirect::to(&to)).into_response())
    }
}

fn ask_for_code(
    asked: &Asked,
    trouble: Trouble,
    email: &str,
    next: &str,
) -> Result<Response, Problem> {
    let page = ByCode {
        frame: asked.frame(),
        email,
        next,
        trouble,
    };
    html::show(asked, status(&page.trouble), &page)
}

/// The status of a form: 422 when it comes back.
pub(super) fn status(trouble: &Trouble) -> StatusCode {
    match trouble.summary() {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    }
}

/// An address that was typed.
pub(super) fn address(typed: &str) -> Result<EmailAddress, Problem> {
    typed.parse().map_err(|_| {
        let words = Bilingual::new(
            "请写完整的邮箱，例如 name@example.com",
            "Write a whole address, such as name@example.com",
        );
        Problem::invalid("/email", "email", words)
    })
}

/// Where to go once signed in: a page of the console, and nowhere else.
pub(super) fn local(next: &str) -> &str {
    let is_ours =
        next == "/console" || next.starts_with("/console/") || next.starts_with("/console?");
    let goes_round = next.starts_with("/console/sign-in") || next.starts_with("/console/sign-out");
    // Addresses are written in ASCII, the rest escaped.
    let is_plain = next.bytes().all(|byte| byte.is_ascii_graphic());
    if is_ours && is_plain && !goes_round {
        next
    } else {
        "/console"
    }
}

fn second_factor(next: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("next", next);
    format!("/console/second-factor?{}", query.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_astray() {
        for own in [
            "/console",
            "/console?lang=en",
            "/console/offerings/x?status=offered",
        ] {
            assert_eq!(local(own), own);
        }
        for other in [
            "",
            "//evil.example",
            "https://evil.example",
            "/consoleevil",
            "/l/x",
            "/console/sign-out",
            "/console/张",
            "/console\r\nset-cookie: a=b",
        ] {
            assert_eq!(local(other), "/console");
        }
    }
}
