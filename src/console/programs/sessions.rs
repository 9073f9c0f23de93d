//! The sessions of an offering: listed, taken out of a draft, added by a pattern.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::{Value, json};

use super::super::Console;
use super::super::desk::Desk;
use super::super::trouble::Trouble;
use super::pattern;
use super::session_rows::{Made, Row};
use crate::catalog::model::{Enrol, OfferingState};
use crate::console::offering::{OfferingHead, Part};
use crate::organizations::staff::Role;
use crate::roster::access::{Access, AtOffering, Count, Edit, Need};
use crate::roster::api::body::OfferingBody;
use crate::roster::policy::fixed::Stays;
use crate::values::clock::Instant;
use crate::values::locale::Bilingual;
use crate::values::when::Wall;
use crate::values::words::Weekday;
use crate::web::envelope::RequestId;
use crate::web::extract::{Fields, valid_body};
use crate::web::html::{self, Frame};
use crate::web::{Kind, Problem};

#[derive(Template)]
#[template(path = "console/programs/sessions.html")]
struct SessionsPage {
    frame: Frame,
    head: OfferingHead,
    typed: Fields,
    trouble: Trouble,
    version: i32,
    /// Whether some can be taken out, and some be added.
    may_take_out: bool,
    may_add: bool,
    is_pick: bool,
    stays: Option<Stays>,
    zone: String,
    rows: Vec<Row>,
    /// What the pattern makes.
    made: Vec<Made>,
}

impl SessionsPage {
    /// Whether some can be moved or cancelled.
    fn may_change(&self) -> bool {
        self.rows.iter().any(|row| row.may_change)
    }

    /// A text about so many.
    fn many(&self, id: &str, many: usize) -> String {
        let many = i64::try_from(many).unwrap_or(i64::MAX);
        self.frame.count(id, &many)
    }

    /// The days of the week: value, name, and whether it is ticked.
    fn weekdays(&self) -> Vec<(&'static str, String, bool)> {
        let all = Weekday::ALL.iter().map(|day| day.as_str());
        let ticked = |day: &str| self.typed.all("weekdays").any(|one| one == day);
        all.map(|day| {
            let name = self.frame.say(&format!("console-programs-day-{day}"));
            (day, name, ticked(day))
        })
        .collect()
    }
}

pub(super) async fn show(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Count, AtOffering>,
) -> Result<Response, Problem> {
    console.sessions(&desk, &access, Form::default()).await
}

/// Shows what a pattern makes, adds what was ticked of it, or takes out what was ticked.
pub(super) async fn change(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Edit, AtOffering>,
    request: RequestId,
    fields: Fields,
) -> Result<Response, Problem> {
    let offering = &access.on.offering;
    let members = if fields.has("look") {
        match pattern::read(&fields).and_then(|pattern| {
            let made = pattern.sessions(offering.time_zone);
            made.map_err(|broken| pattern::problem(&broken))
        }) {
            Ok(made) => {
                let form = Form {
                    made,
                    typed: fields,
                    ..Form::default()
                };
                return console.sessions(&desk, &access, form).await;
            }
            Err(problem) => Err(problem),
        }
    } else if fields.get("version") != offering.version.to_string() {
        Err(Kind::PreconditionFailed.into())
    } else {
        wanted(&access.on, &fields)
    };
    let done = match members {
        Ok(members) => console.save_sessions(&access, request, &members).await,
        Err(problem) => Err(problem),
    };
    match done {
        Ok(()) => {
            let path = format!("/console/offerings/{}/sessions", offering.code);
            Ok(Redirect::to(&format!("{path}?done=programs-saved")).into_response())
        }
        Err(problem) => {
            let status = problem.kind().status();
            let form = Form {
                trouble: Trouble::of_problem(problem, desk.locale())?,
                typed: fields,
                status,
                made: Vec::new(),
            };
            console.sessions(&desk, &access, form).await
        }
    }
}

/// The list of sessions after what was ticked was taken out or added.
fn wanted(at: &AtOffering, fields: &Fields) -> Result<Value, Problem> {
    let gone: Vec<&str> = fields.all("gone").collect();
    let kept = at.offering.sessions.iter().filter(|one| {
        let id = one.id.to_string();
        !(fields.has("take_out") && gone.contains(&id.as_str()))
    });
    let mut list: Vec<Value> = kept.map(|one| json!({ "id": one.id })).collect();
    if fields.has("add") {
        let capacity = match fields.get("slot_capacity") {
            "" => Value::Null,
            typed => typed
                .parse::<i64>()
                .map_or_else(|_| typed.into(), Value::from),
        };
        for both in fields.all("at") {
            let Some((starts_at, ends_at)) = both.split_once('/') else {
                return Err(Kind::Malformed.into());
            };
            list.push(json!({
                "starts_at": starts_at, "ends_at": ends_at, "capacity": capacity,
            }));
        }
    }
    if list.len() == at.offering.sessions.len() && !fields.has("at") {
        let words = Bilingual::new("请先勾选", "Tick some first");
        return Err(Problem::invalid("/gone", "missing", words));
    }
    Ok(json!({ "sessions": list }))
}

/// What was typed, and what came of it.
#[derive(Default)]
struct Form {
    typed: Fields,
    trouble: Trouble,
    status: StatusCode,
    made: Vec<(Instant, Instant)>,
}

impl Console {
    async fn save_sessions(
        &self,
        access: &Access<Edit, AtOffering>,
        request: RequestId,
        members: &Value,
    ) -> Result<(), Problem> {
        let (roster, AtOffering { program, offering }) = (&self.roster, &access.on);
        let body: OfferingBody = valid_body(members)?;
        let patched = body.change(offering, &roster.names().await?, &roster.ids);
        let by = access.acting(request);
        let edited = roster.edit_offering(program, offering, patched, by).await;
        edited.map(drop).map_err(|error| roster.problem(error))
    }

    async fn sessions<N: Need>(
        &self,
        desk: &Desk,
        access: &Access<N, AtOffering>,
        form: Form,
    ) -> Result<Response, Problem> {
        let AtOffering { program, offering } = &access.on;
        let now = self.roster.clock.now();
        let wall = Wall::new(offering.time_zone, desk.locale(), now);
        let staying = self.roster.staying(offering).await?;
        let stays = staying.iter().find(|(member, _)| *member == "sessions");
        let is_pick = offering.enrol == Enrol::Pick;
        let may_edit = access.role >= Some(Role::Organizer);
        let is_draft = offering.state == OfferingState::Draft;
        let may_change = may_edit && offering.state == OfferingState::Published;
        let rows = offering.sessions.iter();
        let rows = rows.map(|one| Row::of(one, (wall, now), (desk.locale(), may_change)));
        let made = form.made.iter().map(|at| Made::of(*at, offering, wall));
        let page = SessionsPage {
            head: self.head(access, desk, Part::Settings),
            version: offering.version,
            may_take_out: may_edit && is_draft,
            may_add: may_edit && stays.is_none() && offering.state != OfferingState::CalledOff,
            is_pick,
            stays: stays.map(|(_, since)| *since),
            zone: wall.zone_name(),
            rows: rows.collect(),
            made: made.collect(),
            typed: form.typed,
            trouble: form.trouble,
            frame: self.frame_of(desk, program).await?,
        };
        html::show(&desk.asked, form.status, &page)
    }
}
