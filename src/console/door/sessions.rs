//! The sessions of an offering, each with its door: those of today first.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::catalog::model::{Session, SessionState};
use crate::console::Console;
use crate::console::desk::Desk;
use crate::console::offering::{OfferingHead, Part};
use crate::roster::access::{Access, AtOffering, KeepDoor};
use crate::values::ids::SessionId;
use crate::values::when::Wall;
use crate::web::Problem;
use crate::web::html::{self, Frame};

#[derive(Template)]
#[template(path = "console/door/sessions.html")]
struct Sessions {
    frame: Frame,
    head: OfferingHead,
    /// Today's, those to come, and those that were.
    groups: Vec<(&'static str, Vec<Shown>)>,
}

struct Shown {
    id: SessionId,
    time: String,
    title: String,
    is_cancelled: bool,
}

/// Lists them.
pub(super) async fn list(
    State(console): State<Console>,
    access: Access<KeepDoor, AtOffering>,
    desk: Desk,
) -> Result<Response, Problem> {
    let AtOffering { program, offering } = &access.on;
    let now = console.roster.clock.now();
    let (zone, today) = (offering.time_zone, now.day(offering.time_zone));
    let wall = Wall::new(zone, desk.locale(), now);
    let mut sorted: Vec<&Session> = offering.sessions.iter().collect();
    sorted.sort_by_key(|session| (session.starts_at, session.id));
    let mut groups = ["today", "coming", "past"].map(|_| Vec::new());
    for session in sorted {
        let is_today = session.starts_at.day(zone) <= today && today <= session.ends_at.day(zone);
        let group = match (is_today, session.starts_at > now) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => 2,
        };
        groups[group].push(Shown {
            id: session.id,
            time: wall.span(session.starts_at, session.ends_at),
            title: session.title.pick(desk.locale()).to_owned(),
            is_cancelled: session.state == SessionState::Cancelled,
        });
    }
    // Of what was, the last is asked for most.
    groups[2].reverse();
    let names = [
        "console-door-today",
        "console-door-coming",
        "console-door-past",
    ];
    let groups = names.into_iter().zip(groups);
    let page = Sessions {
        frame: console.frame_of(&desk, program).await?,
        head: console.head(&access, &desk, Part::Door),
        groups: groups
            .filter(|(_, sessions)| !sessions.is_empty())
            .collect(),
    };
    html::show(&desk.asked, StatusCode::OK, &page)
}
