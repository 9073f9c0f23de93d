//! The live roster: who stands where, found and put in order, kept fresh by `live.js`.

mod filters;
mod rows;
mod tallies;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use self::filters::Export;
use self::rows::{Columns, Row};
use self::tallies::Tally;
use super::ticked::OfMany;
use super::words::{self, Choice};
use crate::catalog::model::Offering;
use crate::console::Console;
use crate::console::desk::Desk;
use crate::console::offering::{OfferingHead, Part};
use crate::organizations::staff::Role;
use crate::roster::access::{Access, AtOffering, Count, Sight, ViewPersons};
use crate::roster::api::rosters::RosterQuery;
use crate::roster::listing::{Found, Order, Position, Reach, Wanted};
use crate::values::clock::Instant;
use crate::values::when::Wall;
use crate::web::extract::Path;
use crate::web::html::{self, Frame};
use crate::web::page::Paging;
use crate::web::{Kind, Problem};

/// Rows of a page, unless its address says less.
const ROWS: u32 = 100;

#[derive(Template)]
#[template(path = "console/roster/live.html")]
struct RosterPage {
    frame: Frame,
    head: OfferingHead,
    /// The number of the ledger's last change that it shows.
    sequence: i64,
    stream: String,
    tallies: Vec<Tally>,
    /// What is looked for, as it was typed.
    words: String,
    status: String,
    quotas: Vec<Choice>,
    reaches: Vec<Choice>,
    orders: Vec<Choice>,
    /// Whether anything is looked for.
    is_filtered: bool,
    shown: Columns,
    rows: Vec<Row>,
    previous: Option<String>,
    next: Option<String>,
    /// When it was read.
    at: String,
    /// When registering begins, or began.
    opens: String,
    may_edit: bool,
    /// Whether rows can be ticked.
    may_act: bool,
    /// What can be done about those ticked.
    deeds: Vec<OfMany>,
    exports: Vec<Export>,
}

/// The roster of a confidential program, for those who may not see persons.
#[derive(Template)]
#[template(path = "console/roster/counts.html")]
struct CountsPage {
    frame: Frame,
    head: OfferingHead,
    tallies: Vec<Tally>,
    may_edit: bool,
}

/// The roster of an offering.
pub(in crate::console) async fn show(
    State(console): State<Console>,
    desk: Desk,
    Path(id): Path<String>,
    persons: Result<Access<ViewPersons, AtOffering>, Problem>,
    paging: Paging<Position>,
) -> Result<Response, Problem> {
    match persons {
        Ok(access) => console.roster_page(&desk, access, paging).await,
        // Numbers stay with the organizer where persons are a counsellor's alone.
        Err(problem) if problem.kind() == Kind::Forbidden => {
            let admitted = console.roster.admit(desk.signed_in, &id).await?;
            console.counts_page(&desk, &admitted).await
        }
        Err(problem) => Err(problem),
    }
}

/// What the page's address asks for, by the rules of the API's query.
fn wanted(desk: &Desk, offering: &Offering) -> Result<Wanted, Problem> {
    let asked = |name: &str| desk.asked.parameter(name).filter(|value| !value.is_empty());
    let sort = asked("sort").and_then(|word| word.parse::<Order>().ok());
    let reach = asked("message").and_then(|word| word.parse::<Reach>().ok());
    let query = json!({
        "status": asked("status"), "q": asked("q"), "quota": asked("quota"), "message": reach,
        "sort": sort,
    });
    let query: RosterQuery = serde_json::from_value(query).map_err(|_| Kind::Malformed)?;
    query.wanted(offering)
}

/// Rows of this page.
fn rows(desk: &Desk, paging: &Paging<Position>) -> u32 {
    match desk.asked.parameter("limit") {
        Some(_) => paging.limit,
        None => ROWS,
    }
}

/// The address of a page before or after.
fn turned(
    paging: &Paging<Position>,
    frame: &Frame,
    to: Option<&Position>,
) -> Result<Option<String>, Problem> {
    let cursor = to.map(|to| paging.cursor(to)).transpose()?;
    Ok(cursor.map(|cursor| frame.with("cursor", &cursor)))
}

/// When registering begins, or began: what is said while nobody has.
fn opening(frame: &Frame, at: Instant, (now, wall): (Instant, Wall)) -> String {
    let id = if at <= now {
        "console-roster-nobody-since"
    } else {
        "console-roster-nobody-yet"
    };
    frame.about(id, &wall.moment(at))
}

impl Console {
    async fn roster_page(
        &self,
        desk: &Desk,
        access: Access<ViewPersons, AtOffering>,
        paging: Paging<Position>,
    ) -> Result<Response, Problem> {
        let roster = &self.roster;
        let (locale, now) = (desk.locale(), roster.clock.now());
        let wanted = wanted(desk, &access.on.offering)?;
        let sequence = roster.ledger.sequence(access.on.program.id).await?;
        let ranked = roster
            .ranked((access.on.program.id, wanted.offering))
            .await?;
        let leaf = roster.leaf(&wanted, &ranked, paging.after.as_ref(), rows(desk, &paging));
        let leaf = leaf.await?;
        let frame = self.frame_of(desk, &access.on.program).await?;
        let turned = |to| turned(&paging, &frame, to);
        let (previous, next) = (turned(leaf.previous.as_ref())?, turned(leaf.next.as_ref())?);
        let may_act = access.require_sensitive().is_ok();
        let (role, sight) = (access.role, access.sight);
        let ground = roster.ground(access.on, false);
        let found: Vec<_> = leaf.rows.iter().map(Found::row).collect();
        let lines = roster.lines(&ground, &found).await?;
        let offering = &ground.offering;
        let wall = Wall::new(offering.time_zone, locale, now);
        let status = words::joined(&wanted.statuses);
        let page = RosterPage {
            head: OfferingHead::new(
                (&ground.program, offering),
                (role, sight),
                (desk, now),
                Part::Roster,
            ),
            stream: format!("/api/v1/offerings/{}/roster/stream", offering.code),
            sequence,
            tallies: tallies::tallies(&frame, &ranked.counts, &status),
            words: wanted.words.clone().unwrap_or_default(),
            quotas: filters::quotas(&frame, offering, wanted.quota.as_deref()),
            reaches: filters::reaches(&frame, wanted.reach),
            orders: Choice::orders(&frame, wanted.order),
            is_filtered: wanted.is_narrow(),
            shown: Columns::of(&ground),
            previous,
            next,
            at: wall.time(now),
            opens: opening(&frame, offering.registration_opens, (now, wall)),
            may_edit: role.is_some_and(|role| role >= Role::Organizer),
            may_act,
            deeds: OfMany::of(offering),
            exports: filters::exports(offering, &wanted),
            rows: lines
                .iter()
                .map(|line| Row::new(line, &ground, desk, wall))
                .collect(),
            status,
            frame,
        };
        html::show(&desk.asked, StatusCode::OK, &page)
    }

    async fn counts_page(
        &self,
        desk: &Desk,
        access: &Access<Count, AtOffering>,
    ) -> Result<Response, Problem> {
        let AtOffering { program, offering } = &access.on;
        let counts = self.roster.ledger.counts(offering.id).await?;
        let frame = self.frame_of(desk, program).await?;
        let page = CountsPage {
            head: OfferingHead::new(
                (program, offering),
                (access.role, Sight::Counts),
                (desk, self.roster.clock.now()),
                Part::Roster,
            ),
            tallies: tallies::hidden(&frame, &counts),
            may_edit: access.role.is_some_and(|role| role >= Role::Organizer),
            frame,
        };
        html::show(&desk.asked, StatusCode::OK, &page)
    }
}
