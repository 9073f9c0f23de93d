//! Marks made by plain forms, for browsers without the script.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::{Value, json};

use super::page::AtDoor;
use crate::console::Console;
use crate::console::desk::Desk;
use crate::console::trouble::Trouble;
use crate::roster::api::attendance::MarksBody;
use crate::values::clock::Instant;
use crate::values::ids::RegistrationId;
use crate::web::envelope::RequestId;
use crate::web::extract::{Fields, valid_body};
use crate::web::{Kind, Problem};

/// Takes one mark.
pub(super) async fn mark(
    State(console): State<Console>,
    access: AtDoor,
    desk: Desk,
    request: RequestId,
    fields: Fields,
) -> Result<Response, Problem> {
    let taken = take(&console, &access, request, &fields).await;
    let door = format!("/console/sessions/{}/door", access.on.session.id);
    let (code, mark) = (fields.get("code"), word(&fields));
    match taken {
        Ok(Some(one)) => {
            Ok(Redirect::to(&format!("{door}?done=door-{mark}#r-{one}")).into_response())
        }
        Ok(None) => Ok(Redirect::to(&door).into_response()),
        // What is no code is a part of a name.
        Err(problem) if problem.kind() == Kind::NotFound && !code.is_empty() => {
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.append_pair("q", code);
            Ok(Redirect::to(&format!("{door}?{}", query.finish())).into_response())
        }
        Err(problem) => {
            let trouble = Trouble::of_problem(problem, desk.locale())?;
            if let Ok(one) = fields.get("registration_id").parse() {
                let wanted = (one, trouble, &fields);
                console.show_person(&access, &desk, request, wanted).await
            } else {
                let shown = console.show_door(&access, &desk, request, trouble, code);
                shown.await
            }
        }
    }
}

async fn take(
    console: &Console,
    access: &AtDoor,
    request: RequestId,
    fields: &Fields,
) -> Result<Option<RegistrationId>, Problem> {
    let marks = json!({ "marks": [sent(fields, console.roster.clock.now())] });
    let body: MarksBody = valid_body(&marks)?;
    let staff = access.acting(request);
    let taken = console.roster.take_marks(&access.on, staff, body, None);
    let (mut taken, _) = taken.await?;
    match taken.pop() {
        Some((one, outcome)) => outcome.map(|_| one),
        None => Ok(None),
    }
}

/// A mark as the API takes it: for now, about a registration or a code.
fn sent(fields: &Fields, now: Instant) -> Value {
    let mut mark = json!({ "mark": word(fields), "at": now });
    match fields.given("registration_id") {
        Some(id) => mark["registration_id"] = json!(id),
        None => mark["door_code"] = json!(fields.get("code")),
    }
    if let Some(by) = fields.given("by").or_else(|| fields.given("other")) {
        mark["by"] = json!(by);
    }
    if let Some(reason) = fields.given("reason") {
        mark["reason"] = json!(reason);
    }
    mark
}

fn word(fields: &Fields) -> &str {
    fields.given("mark").unwrap_or("in")
}
