//! The page at the door: everyone on the list, and one of them.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;

use super::line::{Line, group};
use crate::catalog::model::SessionState;
use crate::console::Console;
use crate::console::desk::Desk;
use crate::console::offering::full_title;
use crate::console::sign_in::status;
use crate::console::trouble::Trouble;
use crate::organizations::audit::Action;
use crate::roster::access::policy::judge_sensitive;
use crate::roster::access::{Access, AtOffering, AtSession, KeepDoor};
use crate::values::ids::{RegistrationId, SessionId};
use crate::values::when::Wall;
use crate::web::envelope::RequestId;
use crate::web::extract::{Fields, Path};
use crate::web::html::{self, Frame};
use crate::web::{Kind, Problem};

/// The parts of the list, and the ids of their names.
const PARTS: [(&str, &str); 4] = [
    ("in", "console-door-in"),
    ("expected", "console-door-expected"),
    ("out", "console-door-out"),
    ("excused", "console-door-excused"),
];
/// What is kept in a phone goes so long after the session.
const KEPT_HOURS: i64 = 24;

#[derive(Template)]
#[template(path = "console/door/page.html")]
struct DoorPage<'a> {
    frame: Frame,
    head: Head,
    parts: Vec<(&'static str, &'static str, i64)>,
    /// The part that is shown, and the words that were looked for.
    part: String,
    words: String,
    lines: Vec<Line>,
    trouble: Trouble,
    typed: &'a str,
}

#[derive(Template)]
#[template(path = "console/door/person.html")]
struct PersonPage<'a> {
    frame: Frame,
    head: Head,
    line: Line,
    trouble: Trouble,
    typed: &'a Fields,
}

/// The session, as its pages name it.
pub(super) struct Head {
    pub(super) id: SessionId,
    /// Where its door is.
    pub(super) path: String,
    pub(super) title: String,
    pub(super) offering: String,
    pub(super) day: String,
    pub(super) time: String,
    pub(super) ends_at: i64,
    pub(super) kept_until: i64,
    pub(super) zone: &'static str,
    pub(super) is_cancelled: bool,
    /// Minutes since it ended; none before.
    pub(super) late: Option<i64>,
}

/// What a page of somebody at a door is named by.
#[derive(Deserialize)]
pub(super) struct Person {
    registration: RegistrationId,
}

/// A member of staff at a door.
pub(super) type AtDoor = Access<KeepDoor, AtSession>;

/// Shows the list.
pub(super) async fn show(
    State(console): State<Console>,
    access: AtDoor,
    desk: Desk,
    request: RequestId,
) -> Result<Response, Problem> {
    let untroubled = Trouble::default();
    console
        .show_door(&access, &desk, request, untroubled, "")
        .await
}

/// Shows one of those on it, with what else can be marked.
pub(super) async fn one(
    State(console): State<Console>,
    access: AtDoor,
    desk: Desk,
    request: RequestId,
    Path(Person { registration }): Path<Person>,
) -> Result<Response, Problem> {
    let wanted = (registration, Trouble::default(), &Fields::default());
    console.show_person(&access, &desk, request, wanted).await
}

impl Console {
    /// The list, with what is wrong with what was typed.
    pub(super) async fn show_door(
        &self,
        access: &AtDoor,
        desk: &Desk,
        request: RequestId,
        trouble: Trouble,
        typed: &str,
    ) -> Result<Response, Problem> {
        let lines = self.door_lines(access, desk, request, None).await?;
        let count = |part: &str| {
            let its = lines.iter().filter(|line| group(line.presence) == part);
            i64::try_from(its.count()).unwrap_or(i64::MAX)
        };
        let page = DoorPage {
            frame: self.frame_of(desk, &access.on.program).await?,
            head: self.door_head(&access.on, desk),
            parts: PARTS.map(|(part, label)| (part, label, count(part))).into(),
            part: desk.asked.parameter("show").unwrap_or_default(),
            words: desk.asked.parameter("q").unwrap_or_default(),
            lines,
            trouble,
            typed,
        };
        html::show(&desk.asked, status(&page.trouble), &page)
    }

    /// One of those on it.
    pub(super) async fn show_person(
        &self,
        access: &AtDoor,
        desk: &Desk,
        request: RequestId,
        (wanted, trouble, typed): (RegistrationId, Trouble, &Fields),
    ) -> Result<Response, Problem> {
        let lines = self.door_lines(access, desk, request, Some(wanted));
        let lines = lines.await?;
        let line = lines.into_iter().find(|line| line.id == wanted);
        let page = PersonPage {
            frame: self.frame_of(desk, &access.on.program).await?,
            head: self.door_head(&access.on, desk),
            line: line.ok_or(Kind::NotFound)?,
            trouble,
            typed,
        };
        html::show(&desk.asked, status(&page.trouble), &page)
    }

    /// Everyone on the list, and whoever is `wanted` on it. Who may take children home, and care notes, are shown once it is
    /// written down that they are.
    async fn door_lines(
        &self,
        access: &AtDoor,
        desk: &Desk,
        request: RequestId,
        wanted: Option<RegistrationId>,
    ) -> Result<Vec<Line>, Problem> {
        let (roster, at) = (&self.roster, &access.on);
        let may_open = judge_sensitive(&at.program, access.role).is_ok();
        let expected = roster.expected(at, may_open).await?;
        let is_missing = |id| expected.iter().all(|one| one.line.registration != id);
        if wanted.is_some_and(is_missing) {
            return Err(Kind::NotFound.into());
        }
        if may_open || expected.iter().any(|one| !one.collectors.is_empty()) {
            let facts = json!({ "rows": expected.len() });
            let on = AtOffering {
                program: at.program.clone(),
                offering: at.offering.clone(),
            };
            let ground = roster.ground(on, may_open);
            let action = Action::RosterReadSensitive;
            let by = access.acting(request);
            roster.log_reading(&ground, by, action, facts).await?;
        }
        let wall = self.wall(at, desk);
        let line = |one| Line::new(one, &at.offering, &at.session, wall);
        Ok(expected.into_iter().map(line).collect())
    }

    pub(super) fn wall(&self, at: &AtSession, desk: &Desk) -> Wall {
        let now = self.roster.clock.now();
        Wall::new(at.offering.time_zone, desk.locale(), now)
    }

    pub(super) fn door_head(&self, at: &AtSession, desk: &Desk) -> Head {
        let AtSession {
            program,
            offering,
            session,
        } = at;
        let wall = self.wall(at, desk);
        let over = self.roster.clock.now().millis() - session.ends_at.millis();
        let hours = [session.starts_at, session.ends_at].map(|at| wall.time(at));
        Head {
            id: session.id,
            path: format!("/console/sessions/{}/door", session.id),
            title: full_title(program, offering, desk.locale()),
            offering: offering.code.clone(),
            day: wall.day(session.starts_at),
            time: hours.join("–"),
            ends_at: session.ends_at.millis(),
            kept_until: session.ends_at.plus_hours(KEPT_HOURS).millis(),
            zone: offering.time_zone.name(),
            is_cancelled: session.state == SessionState::Cancelled,
            late: Some(over / 60_000).filter(|_| over > 0),
        }
    }
}
