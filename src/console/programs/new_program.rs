//! A new program: what it is and for whom; the rest is said in its settings.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::{Map, Value, json};

use super::super::Console;
use super::super::desk::Desk;
use super::super::once;
use super::super::trouble::Trouble;
use super::pointed::{Pointed, errors};
use super::program_fields::members;
use crate::catalog::model::{Audience, Program, ProgramKind};
use crate::organizations::tree::Organization;
use crate::roster::access::{Access, AtOrganization, Edit};
use crate::roster::api::body::ProgramBody;
use crate::roster::policy::usual;
use crate::web::Problem;
use crate::web::envelope::RequestId;
use crate::web::extract::{Fields, valid_body};
use crate::web::html::{self, Frame, Tab};

#[derive(Template)]
#[template(path = "console/programs/new-program.html")]
struct NewProgramPage {
    frame: Frame,
    programs: String,
    typed: Fields,
    trouble: Trouble,
    /// What the trouble points at, by name.
    errors: Vec<Pointed>,
    key: String,
}

impl NewProgramPage {
    /// The choices of a member: value, name, and whether it is the one.
    fn choices(&self, member: &str) -> Vec<(&'static str, String, bool)> {
        let words: Vec<&'static str> = match member {
            "kind" => ProgramKind::ALL.iter().map(|one| one.as_str()).collect(),
            _ => Audience::ALL.iter().map(|one| one.as_str()).collect(),
        };
        let (chosen, member) = (
            self.typed.get(member),
            member.trim_start_matches("eligibility-"),
        );
        let named = |word: &'static str| {
            let id = format!("console-programs-{member}-{word}");
            (word, self.frame.say(&id), word == chosen)
        };
        words.into_iter().map(named).collect()
    }
}

pub(super) async fn show(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Edit, AtOrganization>,
) -> Result<Response, Problem> {
    let nothing = (Fields::default(), Trouble::default(), StatusCode::OK);
    console.new_program(&desk, &access.on.organization, nothing)
}

pub(super) async fn make(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Edit, AtOrganization>,
    request: RequestId,
    fields: Fields,
) -> Result<Response, Problem> {
    let body = &access.on.organization;
    let key = once::key(&desk, &fields);
    let made = match valid_body::<ProgramBody>(&wanted(&fields)) {
        Ok(wanted) => {
            let (roster, by) = (&console.roster, access.acting(request));
            let wish = wanted.make(roster.ids.make(), body.id, &roster.names().await?);
            let made = roster.make_program(wish, by, key.as_ref()).await;
            made.map_err(|error| roster.problem(error))
        }
        Err(problem) => Err(problem),
    };
    match made {
        Ok((Program { code, .. }, _)) => {
            let to = format!("/console/programs/{code}?done=programs-program-made");
            Ok(Redirect::to(&to).into_response())
        }
        Err(problem) => {
            let status = problem.kind().status();
            let trouble = Trouble::of_problem(problem, desk.locale())?;
            console.new_program(&desk, body, (fields, trouble, status))
        }
    }
}

/// The members of the call: what was typed, and what is usual for that.
fn wanted(fields: &Fields) -> Value {
    let mut wanted: Map<String, Value> = members(&Fields::default(), fields, &[]);
    let kind = fields.get("kind").parse::<ProgramKind>();
    let audience = fields.get("eligibility-for").parse::<Audience>();
    // Without a kind it is refused whatever stands here; only what was asked is then told.
    let kind = kind.unwrap_or(ProgramKind::Lecture);
    let touches = usual::sensitivity(kind, audience.unwrap_or(Audience::Anyone));
    wanted.insert("shape".to_owned(), json!(usual::shape(kind)));
    wanted.insert("sensitivity".to_owned(), json!(touches));
    Value::Object(wanted)
}

impl Console {
    fn new_program(
        &self,
        desk: &Desk,
        body: &Organization,
        (typed, trouble, status): (Fields, Trouble, StatusCode),
    ) -> Result<Response, Problem> {
        let page = NewProgramPage {
            frame: desk.frame(body, Tab::Programs),
            programs: format!("/console/organizations/{}/programs", body.code),
            key: once::new(&self.roster.ids),
            errors: errors(&trouble, desk.locale()),
            typed,
            trouble,
        };
        html::show(&desk.asked, status, &page)
    }
}
