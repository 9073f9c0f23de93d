//! A new offering of a program: a draft that says no more than what must be said.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::Days;
use serde_json::{Value, json};

use super::super::Console;
use super::super::desk::Desk;
use super::super::once;
use super::super::trouble::Trouble;
use super::changes;
use super::fields::wall;
use super::pointed::{Pointed, errors};
use crate::catalog::model::{Allocation, Offering, Program};
use crate::roster::access::{Access, AtProgram, Edit};
use crate::roster::api::body::OfferingBody;
use crate::roster::policy::usual;
use crate::values::clock::local_instant;
use crate::values::when::Wall;
use crate::web::Problem;
use crate::web::envelope::RequestId;
use crate::web::extract::{Fields, valid_body};
use crate::web::html::{self, Frame};

/// The hour of the next day at which registration opens unless another is typed.
const OPENS: u32 = 9;

#[derive(Template)]
#[template(path = "console/programs/new-offering.html")]
struct NewOfferingPage {
    frame: Frame,
    code: String,
    program: String,
    zone: String,
    typed: Fields,
    trouble: Trouble,
    /// What the trouble points at, by name.
    errors: Vec<Pointed>,
    key: String,
}

impl NewOfferingPage {
    /// The ways to give places out: name, and whether it is the one.
    fn allocations(&self) -> Vec<(&'static str, bool)> {
        let chosen = self.typed.get("allocation");
        let all = Allocation::ALL.iter().map(|one| one.as_str());
        all.map(|one| (one, one == chosen)).collect()
    }
}

pub(super) async fn show(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Edit, AtProgram>,
) -> Result<Response, Problem> {
    let program = &access.on.program;
    let usual = (console.usual(program), Trouble::default(), StatusCode::OK);
    console.new_offering(&desk, program, usual).await
}

pub(super) async fn make(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Edit, AtProgram>,
    request: RequestId,
    fields: Fields,
) -> Result<Response, Problem> {
    let program = &access.on.program;
    let key = once::key(&desk, &fields);
    let made = match valid_body::<OfferingBody>(&wanted(program, &fields)) {
        Ok(wanted) => {
            let (roster, by) = (&console.roster, access.acting(request));
            let wish = wanted.make(program.id, &roster.names().await?, &roster.ids);
            let made = roster.make_offering(program, wish, by, key.as_ref()).await;
            made.map_err(|error| roster.problem(error))
        }
        Err(problem) => Err(problem),
    };
    match made {
        Ok((Offering { code, .. }, _)) => {
            let to = format!("/console/offerings/{code}/settings?done=programs-offering-made");
            Ok(Redirect::to(&to).into_response())
        }
        Err(problem) => {
            let status = problem.kind().status();
            let trouble = Trouble::of_problem(problem, desk.locale())?;
            console
                .new_offering(&desk, program, (fields, trouble, status))
                .await
        }
    }
}

/// The members of the call: what was typed, and what is usual for the program.
fn wanted(program: &Program, fields: &Fields) -> Value {
    let zone = chrono_tz::Asia::Shanghai;
    let mut wanted = changes::members(&Fields::default(), fields, &[], zone);
    wanted.insert("enrol".to_owned(), json!(usual::enrol(program.shape)));
    Value::Object(wanted)
}

impl Console {
    /// The form before anybody typed into it.
    fn usual(&self, program: &Program) -> Fields {
        let zone = chrono_tz::Asia::Shanghai;
        let tomorrow = self.roster.clock.now().day(zone) + Days::new(1);
        let fields = [
            (
                "registration_opens",
                wall(local_instant(tomorrow, OPENS, zone), zone),
            ),
            ("allocation", usual::allocation(program).as_str().to_owned()),
        ];
        let fields = fields.into_iter();
        fields
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    }

    async fn new_offering(
        &self,
        desk: &Desk,
        program: &Program,
        (typed, trouble, status): (Fields, Trouble, StatusCode),
    ) -> Result<Response, Problem> {
        let zone = chrono_tz::Asia::Shanghai;
        let page = NewOfferingPage {
            frame: self.frame_of(desk, program).await?,
            code: program.code.clone(),
            program: program.title.pick(desk.locale()).to_owned(),
            zone: Wall::new(zone, desk.locale(), self.roster.clock.now()).zone_name(),
            key: once::new(&self.roster.ids),
            errors: errors(&trouble, desk.locale()),
            typed,
            trouble,
        };
        html::show(&desk.asked, status, &page)
    }
}
