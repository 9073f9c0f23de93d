//! Registering one person who asks the union for it: first what would become of it, then for good.

mod form;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;

use self::form::{Asked, body, questions};
use super::Console;
use super::desk::Desk;
use super::offering::{OfferingHead, Part};
use super::sign_in::status;
use super::trouble::Trouble;
use crate::catalog::model::{Audience, Enrol};
use crate::db::idempotency::RequestKey;
use crate::ledger::facts::Status;
use crate::registrations::Record;
use crate::roster::access::{Access, ActOnPersons, AtOffering};
use crate::values::ids::RegistrationId;
use crate::values::secret::sha256_hex;
use crate::values::when::Wall;
use crate::web::Problem;
use crate::web::envelope::RequestId;
use crate::web::extract::{Fields, valid_body};
use crate::web::html::{self, Frame};

#[derive(Template)]
#[template(path = "console/assisted/form.html")]
struct Form<'a> {
    frame: Frame,
    head: OfferingHead,
    trouble: Trouble,
    typed: &'a Fields,
    /// Sessions to pick from: id, when, and whether it was picked.
    sessions: Vec<(String, String, bool)>,
    asked: Vec<Asked>,
    relation: &'static str,
    /// What would become of it; none before it was looked at.
    foreseen: Vec<Shown>,
    /// Who it is about.
    whose: String,
    /// What was looked at: other words are looked at again.
    seen: String,
    key: String,
}

#[derive(Template)]
#[template(path = "console/assisted/done.html")]
struct Done {
    frame: Frame,
    head: OfferingHead,
    whose: String,
    made: Vec<Shown>,
}

impl Form<'_> {
    /// Whether a relation was chosen, or is what it mostly is here.
    fn is_related(&self, relation: &str) -> bool {
        self.typed.given("relation").unwrap_or(self.relation) == relation
    }
}

/// A registration, as it is or would be.
struct Shown {
    id: RegistrationId,
    status: Status,
    place: Option<i64>,
    time: Option<String>,
    door_code: String,
    by_phone: bool,
}

impl Shown {
    fn label(&self) -> String {
        format!("roster-status-{}", self.status.as_str())
    }

    fn is(&self, status: &str) -> bool {
        self.status.as_str() == status
    }
}

type AtDesk = Access<ActOnPersons, AtOffering>;

/// The routes of the part.
pub(super) fn routes() -> Router<Console> {
    Router::new().route("/console/offerings/{id}/assisted", get(show).post(act))
}

async fn show(
    State(console): State<Console>,
    access: AtDesk,
    desk: Desk,
    request: RequestId,
) -> Result<Response, Problem> {
    let nothing = (Trouble::default(), None);
    let fields = Fields::default();
    console.ask(&access, &desk, request, &fields, nothing).await
}

async fn act(
    State(console): State<Console>,
    access: AtDesk,
    desk: Desk,
    request: RequestId,
    fields: Fields,
) -> Result<Response, Problem> {
    let print = print(&access, &fields);
    let is_wanted = fields.has("register") && fields.get("seen") == print;
    let key = RequestKey {
        account: access.account,
        key: fields.get("key").chars().take(60).collect(),
        request_hash: print,
    };
    let snapshot = console.roster.catalog.snapshot();
    let asked = questions(&snapshot, &access.on.program);
    let body = body(&fields, &asked).and_then(|members| valid_body(&members));
    let assisted = match body {
        Ok(body) => {
            let under = (Some(key), !is_wanted);
            console.roster.assist(&access, request, body, under).await
        }
        Err(problem) => Err(problem),
    };
    match assisted {
        Ok((name, records, _)) if is_wanted => {
            let page = Done {
                frame: console.frame_of(&desk, &access.on.program).await?,
                head: console.head(&access, &desk, Part::Assisted),
                whose: name,
                made: console.shown(&access, &desk, records),
            };
            html::show(&desk.asked, StatusCode::OK, &page)
        }
        Ok((name, records, _)) => {
            let foreseen = (Trouble::default(), Some((name, records)));
            console
                .ask(&access, &desk, request, &fields, foreseen)
                .await
        }
        Err(problem) => {
            let trouble = Trouble::of_problem(problem, desk.locale())?;
            console
                .ask(&access, &desk, request, &fields, (trouble, None))
                .await
        }
    }
}

impl Console {
    async fn ask(
        &self,
        access: &AtDesk,
        desk: &Desk,
        request: RequestId,
        fields: &Fields,
        (trouble, foreseen): (Trouble, Option<(String, Vec<Record>)>),
    ) -> Result<Response, Problem> {
        let AtOffering { program, offering } = &access.on;
        let wall = self.wall_of(access, desk);
        let snapshot = self.roster.catalog.snapshot();
        let asked = questions(&snapshot, program).into_iter();
        let picks = offering
            .sessions
            .iter()
            .filter(|_| offering.enrol == Enrol::Pick);
        let session = |one: &crate::catalog::model::Session| {
            let id = one.id.to_string();
            let is_picked = fields.all("session_ids").any(|picked| picked == id);
            (id, wall.span(one.starts_at, one.ends_at), is_picked)
        };
        let is_seen = foreseen.is_some();
        let (name, records) = foreseen.unwrap_or_default();
        let page = Form {
            frame: self.frame_of(desk, program).await?,
            head: self.head(access, desk, Part::Assisted),
            typed: fields,
            sessions: picks.map(session).collect(),
            asked: asked
                .map(|one| Asked::new(one, fields, desk.locale()))
                .collect(),
            relation: if program.eligibility.audience == Audience::Child {
                "child"
            } else {
                "self"
            },
            foreseen: self.shown(access, desk, records),
            whose: name,
            seen: if is_seen {
                print(access, fields)
            } else {
                String::new()
            },
            key: fields
                .given("key")
                .map_or_else(|| request.0.to_string(), str::to_owned),
            trouble,
        };
        html::show(&desk.asked, status(&page.trouble), &page)
    }

    fn shown(&self, access: &AtDesk, desk: &Desk, records: Vec<Record>) -> Vec<Shown> {
        let wall = self.wall_of(access, desk);
        let one = |record: Record| Shown {
            id: record.registration.id,
            status: record.registration.status,
            place: record.place_in_line,
            time: record
                .times
                .and_then(|times| times.starts_at)
                .map(|at| wall.moment(at)),
            door_code: record.registration.door_code,
            by_phone: record.registration.by_phone,
        };
        records.into_iter().map(one).collect()
    }

    fn wall_of(&self, access: &AtDesk, desk: &Desk) -> Wall {
        let now = self.roster.clock.now();
        Wall::new(access.on.offering.time_zone, desk.locale(), now)
    }
}

/// What tells what was typed from anything else.
fn print(access: &AtDesk, fields: &Fields) -> String {
    let own = ["key", "seen", "look", "register"];
    let typed = fields.iter().filter(|(name, _)| !own.contains(name));
    let mut text = access.on.offering.id.to_string();
    for (name, value) in typed {
        text.push('\n');
        text.push_str(name);
        text.push('=');
        text.push_str(value);
    }
    sha256_hex(text.as_bytes())
}
