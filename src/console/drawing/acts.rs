//! Freezing, running and giving up a draw.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::de::DeserializeOwned;
use serde_json::json;
use validator::Validate;

use super::super::Console;
use super::super::desk::Desk;
use super::super::once;
use super::super::trouble::Trouble;
use super::page::Form;
use crate::ledger::command::Act;
use crate::roster::access::{Access, ActOnPersons, AtOffering};
use crate::roster::api::decisions::ReasonBody;
use crate::roster::api::{FreezeBody, RunBody};
use crate::web::Problem;
use crate::web::extract::{Fields, valid_body};

type OfOffering = Access<ActOnPersons, AtOffering>;

/// Freezes the list and publishes its fingerprint.
pub(super) async fn freeze(
    State(console): State<Console>,
    desk: Desk,
    access: OfOffering,
    fields: Fields,
) -> Result<Response, Problem> {
    let mut asked = json!({ "public_value_name": fields.get("public_value_name") });
    if !fields.get("witnesses").trim().is_empty() {
        asked["witnesses"] = json!(fields.get("witnesses"));
    }
    let body: Result<FreezeBody, Problem> = valid_body(&asked);
    let act = match body {
        Ok(body) => body.act(&console.roster, &access.on).await?,
        Err(problem) => return console.draw_refused(&desk, &access, fields, problem).await,
    };
    console
        .draw_act(&desk, &access, fields, act, "draw-frozen")
        .await
}

/// Runs the frozen draw: shows what was typed first, and runs it when that is confirmed.
pub(super) async fn run(
    State(console): State<Console>,
    desk: Desk,
    access: OfOffering,
    fields: Fields,
) -> Result<Response, Problem> {
    let body: Result<RunBody, Problem> = body(&fields, "public_value");
    let body = match body {
        Ok(body) => body,
        Err(problem) => return console.draw_refused(&desk, &access, fields, problem).await,
    };
    if !fields.has("sure") {
        let asked = Some(fields.get("public_value").to_owned());
        let form = Form {
            asked,
            typed: fields,
            ..Form::default()
        };
        return console.draw_page(&desk, &access, form).await;
    }
    let act = body.act(&access.on);
    console
        .draw_act(&desk, &access, fields, act, "draw-run")
        .await
}

/// Gives the frozen draw up.
pub(super) async fn void(
    State(console): State<Console>,
    desk: Desk,
    access: OfOffering,
    fields: Fields,
) -> Result<Response, Problem> {
    let body: Result<ReasonBody, Problem> = body(&fields, "reason");
    let act = match body {
        Ok(body) => body.void(&access.on),
        Err(problem) => return console.draw_refused(&desk, &access, fields, problem).await,
    };
    console
        .draw_act(&desk, &access, fields, act, "draw-voided")
        .await
}

fn body<T: DeserializeOwned + Validate>(fields: &Fields, member: &str) -> Result<T, Problem> {
    valid_body(&json!({ member: fields.get(member) }))
}

impl Console {
    async fn draw_act(
        &self,
        desk: &Desk,
        access: &OfOffering,
        fields: Fields,
        act: Act,
        done: &str,
    ) -> Result<Response, Problem> {
        let key = once::key(desk, &fields);
        let acting = self.roster.acting(access.actor(), &access.on, act);
        match self.roster.act(acting, key, false).await {
            Ok(_) => {
                let draw = format!("/console/offerings/{}/draw", access.on.offering.code);
                let to = if fields.has("projector") {
                    format!("{draw}/show")
                } else {
                    format!("{draw}?done={done}")
                };
                Ok(Redirect::to(&to).into_response())
            }
            Err(error) => {
                let problem = self.roster.problem(error);
                self.draw_refused(desk, access, fields, problem).await
            }
        }
    }

    /// The page once more, with what was typed.
    async fn draw_refused(
        &self,
        desk: &Desk,
        access: &OfOffering,
        fields: Fields,
        problem: Problem,
    ) -> Result<Response, Problem> {
        let status = problem.kind().status();
        let form = Form {
            trouble: Trouble::of_problem(problem, desk.locale())?,
            typed: fields,
            status,
            asked: None,
        };
        self.draw_page(desk, access, form).await
    }
}
