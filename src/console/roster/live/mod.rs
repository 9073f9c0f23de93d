//! The live roster: who stands where, found and put in order, kept fresh by `live.js`.

mod rows;
mod tallies;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use self::rows::{Columns, Row};
use self::tallies::{Export, Tally};
use super::words::{self, Choice};
use crate::catalog::model::Allocation;
use crate::console::Console;
use crate::console::desk::Desk;
use crate::console::offering::{OfferingHead, Part};
use crate::organizations::staff::Role;
use crate::roster::access::{Access, AtOffering, Count, Sight, ViewPersons};
use crate::roster::api::rosters::RosterQuery;
use crate::roster::listing::{Found, Order, Position, Wanted};
use crate::values::ids::OfferingId;
use crate::values::when::Wall;
use crate::web::extract::Path;
use crate::web::html::{self, Frame};
use crate::web::page::Paging;
use crate::web::{Kind, Problem};

/// Rows of a page.
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
    orders: Vec<Choice>,
    shown: Columns,
    rows: Vec<Row>,
    next: Option<String>,
    /// When it was read.
    at: String,
    opens: String,
    may_edit: bool,
    may_approve: bool,
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
fn wanted(desk: &Desk, offering: OfferingId) -> Result<Wanted, Problem> {
    let asked = |name: &str| desk.asked.parameter(name).filter(|value| !value.is_empty());
    let sort = asked("sort").and_then(|word| word.parse::<Order>().ok());
    let query = json!({ "status": asked("status"), "q": asked("q"), "sort": sort });
    let query: RosterQuery = serde_json::from_value(query).map_err(|_| Kind::Malformed)?;
    query.wanted(offering)
}

impl Console {
    async fn roster_page(
        &self,
        desk: &Desk,
        access: Access<ViewPersons, AtOffering>,
        mut paging: Paging<Position>,
    ) -> Result<Response, Problem> {
        let roster = &self.roster;
        let (locale, now) = (desk.locale(), roster.clock.now());
        let wanted = wanted(desk, access.on.offering.id)?;
        paging.limit = ROWS;
        let sequence = roster.ledger.sequence(access.on.program.id).await?;
        let ranked = roster
            .ranked((access.on.program.id, wanted.offering))
            .await?;
        let limit = Some(paging.rows_to_read());
        let found = roster.listed(&wanted, &ranked, paging.after.as_ref(), limit);
        let mut found = found.await?;
        let more = found.len() > ROWS as usize;
        found.truncate(ROWS as usize);
        let frame = self.frame_of(desk, &access.on.program).await?;
        let last = found.last().filter(|_| more);
        let cursor = last.map(|last| paging.cursor(&last.position)).transpose()?;
        let next = cursor.map(|cursor| frame.with("cursor", &cursor));
        let may_act = access.require_sensitive().is_ok();
        let (role, sight) = (access.role, access.sight);
        let ground = roster.ground(access.on, false);
        let found: Vec<_> = found.iter().map(Found::row).collect();
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
            orders: Choice::orders(&frame, wanted.order),
            shown: Columns::of(&ground),
            next,
            at: wall.time(now),
            opens: wall.moment(offering.registration_opens),
            may_edit: role.is_some_and(|role| role >= Role::Organizer),
            may_approve: may_act && offering.allocation != Allocation::FirstCome,
            exports: tallies::exports(offering, &status, wanted.words.as_deref()),
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
