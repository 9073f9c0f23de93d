//! The programs of a body, drafts too.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;

use super::super::Console;
use super::super::desk::Desk;
use super::dates::dates;
use crate::catalog::model::{Offering, OfferingState, Program};
use crate::catalog::policy::{self, Phase, phase};
use crate::console::offering::title;
use crate::organizations::staff::Role;
use crate::roster::access::{Access, AtOrganization, Count};
use crate::values::clock::Instant;
use crate::values::ids::ProgramId;
use crate::values::locale::Locale;
use crate::values::say::say;
use crate::values::text::fold;
use crate::web::Problem;
use crate::web::html::{self, Frame, Tab};

/// Programs on a page.
const PAGE: u64 = 50;
/// Programs that a search looks through.
const SEARCHED: u64 = 2000;

#[derive(Template)]
#[template(path = "console/programs/list.html")]
struct ListPage {
    frame: Frame,
    here: String,
    words: String,
    may_edit: bool,
    programs: Vec<Shown>,
    /// The bodies right below: name and address.
    below: Vec<(String, String)>,
    /// Where the next page begins.
    next: Option<String>,
}

struct Shown {
    code: String,
    title: String,
    kind: String,
    offerings: Vec<Row>,
}

struct Row {
    code: String,
    title: String,
    dates: String,
    state: String,
    tag: &'static str,
    icon: &'static str,
    places: String,
    waiting: i64,
    is_draft: bool,
}

pub(super) async fn show(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Count, AtOrganization>,
) -> Result<Response, Problem> {
    let (roster, body) = (&console.roster, &access.on.organization);
    let words = desk.asked.parameter("q").unwrap_or_default();
    let after = desk.asked.parameter("after");
    let after: Option<ProgramId> = after.and_then(|id| id.parse::<Uuid>().ok()).map(Into::into);
    let searched = fold(words.trim());
    let most = if searched.is_empty() {
        PAGE + 1
    } else {
        SEARCHED
    };
    let mut programs = roster.programs_of(body.id, after, most).await?;
    let has_more = searched.is_empty() && programs.len() as u64 > PAGE;
    if has_more {
        programs.pop();
    }
    let ids: Vec<ProgramId> = programs.iter().map(|program| program.id).collect();
    let offerings = roster.offerings(&ids).await?;
    let next = programs.last().filter(|_| has_more);
    let next = next.map(|last| format!("{}?after={}", path(&body.code), last.id));
    let shown = programs.iter().filter_map(|program| {
        let of_program = offerings.iter().filter(|one| one.program_id == program.id);
        console.line(program, of_program, &searched, desk.locale())
    });
    let snapshot = roster.catalog.snapshot();
    let below = snapshot.organizations.all().iter();
    let below = below.filter(|other| other.parent_id == Some(body.id));
    let page = ListPage {
        programs: shown.collect(),
        below: below
            .map(|other| (other.name.pick(desk.locale()).to_owned(), path(&other.code)))
            .collect(),
        here: path(&body.code),
        may_edit: access.role >= Some(Role::Organizer),
        words,
        next,
        frame: desk.frame(body, Tab::Programs),
    };
    html::show(&desk.asked, StatusCode::OK, &page)
}

fn path(code: &str) -> String {
    format!("/console/organizations/{code}/programs")
}

impl Console {
    /// A program with its offerings, the newest first; those that are searched for.
    fn line<'a>(
        &self,
        program: &Program,
        offerings: impl Iterator<Item = &'a Offering>,
        searched: &str,
        locale: Locale,
    ) -> Option<Shown> {
        let names = |code: &str, zh: &str, en: &str| {
            [code, zh, en]
                .iter()
                .any(|text| fold(text).contains(searched))
        };
        let all = names(&program.code, &program.title.zh, &program.title.en);
        let mut found: Vec<&Offering> = offerings
            .filter(|one| all || names(&one.code, &one.title.zh, &one.title.en))
            .collect();
        if !all && found.is_empty() {
            return None;
        }
        found.sort_by_key(|one| {
            std::cmp::Reverse((policy::first_start(one), one.registration_opens))
        });
        let now = self.roster.clock.now();
        Some(Shown {
            code: program.code.clone(),
            title: program.title.pick(locale).to_owned(),
            kind: say(
                locale,
                &format!("console-programs-kind-{}", program.kind),
                &[],
            ),
            offerings: found
                .iter()
                .map(|one| self.offering_row(one, locale, now))
                .collect(),
        })
    }

    fn offering_row(&self, one: &Offering, locale: Locale, now: Instant) -> Row {
        let (name, tag, icon) = standing(one, now);
        let places = self.roster.catalog.places().of(one.id);
        let places = places.map_or_else(|| policy::planned(one), |units| units.total());
        let taken = i64::from(places.taken);
        Row {
            code: one.code.clone(),
            title: title(one, locale),
            dates: dates(one, locale, now),
            state: say(locale, &format!("console-programs-state-{name}"), &[]),
            tag,
            icon,
            places: match places.capacity {
                Some(size) => say(
                    locale,
                    "console-programs-places",
                    &[("taken", taken.into()), ("n", i64::from(size).into())],
                ),
                None => say(
                    locale,
                    "console-programs-places-any",
                    &[("n", taken.into())],
                ),
            },
            waiting: places.waiting.into(),
            is_draft: one.state == OfferingState::Draft,
        }
    }
}

/// How it stands: a name, and how that looks.
fn standing(offering: &Offering, now: Instant) -> (&'static str, &'static str, &'static str) {
    if offering.state == OfferingState::Draft {
        return ("draft", "applied", "edit");
    }
    match phase(offering, now) {
        Phase::CalledOff => ("called-off", "ended", "no"),
        Phase::Finished => ("finished", "ended", "check"),
        Phase::Open => ("open", "confirmed", "check"),
        Phase::Upcoming => ("upcoming", "waitlisted", "clock"),
        Phase::Running => ("running", "confirmed", "calendar"),
        Phase::Closed => ("closed", "waitlisted", "lock"),
    }
}
