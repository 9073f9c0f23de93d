//! The roll of a day, to be printed.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use super::line::Line;
use crate::console::Console;
use crate::console::desk::Desk;
use crate::console::offering::full_title;
use crate::ledger::facts::Status;
use crate::organizations::audit::Action;
use crate::roster::access::{Access, AtOffering, AtSession, ViewPersons};
use crate::values::when::Wall;
use crate::web::Problem;
use crate::web::envelope::RequestId;
use crate::web::html::{self, Frame};

#[derive(Template)]
#[template(path = "console/door/roll.html")]
struct Roll {
    frame: Frame,
    title: String,
    day: String,
    time: String,
    session: String,
    offering: String,
    /// Whether care notes and who may take a child home stand on it.
    is_whole: bool,
    has_children: bool,
    many: i64,
    lines: Vec<Line>,
    printed: String,
    by: String,
}

/// Shows it.
pub(super) async fn show(
    State(console): State<Console>,
    access: Access<ViewPersons, AtSession>,
    desk: Desk,
    request: RequestId,
) -> Result<Response, Problem> {
    let is_whole = access.require_sensitive().is_ok();
    let (roster, at) = (&console.roster, &access.on);
    let mut expected = roster.expected(at, is_whole).await?;
    expected.retain(|one| one.line.status == Status::Confirmed);
    let on = AtOffering {
        program: at.program.clone(),
        offering: at.offering.clone(),
    };
    let facts = json!({ "rows": expected.len() });
    let (ground, by) = (roster.ground(on, is_whole), access.acting(request));
    let action = Action::RosterReadSensitive;
    if is_whole {
        roster.log_reading(&ground, by, action, facts).await?;
    }
    let now = roster.clock.now();
    let wall = Wall::new(at.offering.time_zone, desk.locale(), now);
    let line = |one| Line::new(one, &at.offering, &at.session, wall);
    let mut lines: Vec<Line> = expected.into_iter().map(line).collect();
    lines.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    let hours = [at.session.starts_at, at.session.ends_at].map(|at| wall.time(at));
    let page = Roll {
        frame: console.frame_of(&desk, &at.program).await?,
        title: full_title(&at.program, &at.offering, desk.locale()),
        day: wall.day(at.session.starts_at),
        time: hours.join("–"),
        session: at.session.id.to_string(),
        offering: at.offering.code.clone(),
        is_whole,
        has_children: lines.iter().any(|line| line.is_child),
        many: lines.len().try_into().unwrap_or(i64::MAX),
        lines,
        printed: wall.moment(now),
        by: desk.name.clone(),
    };
    html::show(&desk.asked, StatusCode::OK, &page)
}
