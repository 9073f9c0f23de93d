//! What stands above each page of an offering: its name, and the ways to its other pages.

use super::super::Console;
use super::super::desk::Desk;
use crate::catalog::model::{Allocation, Offering, OfferingState, Program};
use crate::db::Fault;
use crate::values::clock::Instant;
use crate::values::ids::Reference;
use crate::values::locale::Locale;
use crate::values::say::say;
use crate::values::when::Wall;
use crate::web::Problem;
use crate::web::html::{Frame, Tab};

/// One of its pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::console) enum Part {
    Settings,
    Draw,
}

/// The heading of a page of an offering.
#[derive(Clone, Debug)]
pub(in crate::console) struct Head {
    pub(in crate::console) code: String,
    pub(in crate::console) title: String,
    pub(in crate::console) program: String,
    pub(in crate::console) program_code: String,
    pub(in crate::console) is_lottery: bool,
    pub(in crate::console) is_draft: bool,
    here: Part,
}

impl Head {
    pub(in crate::console) fn new(
        program: &Program,
        offering: &Offering,
        here: Part,
        locale: Locale,
    ) -> Self {
        Self {
            code: offering.code.clone(),
            title: title(offering, locale),
            program: program.title.pick(locale).to_owned(),
            program_code: program.code.clone(),
            is_lottery: offering.allocation == Allocation::Lottery,
            is_draft: offering.state == OfferingState::Draft,
            here,
        }
    }

    pub(in crate::console) fn is_settings(&self) -> bool {
        self.here == Part::Settings
    }

    pub(in crate::console) fn is_draw(&self) -> bool {
        self.here == Part::Draw
    }
}

impl Console {
    /// The frame of a page about a program or what belongs to it.
    pub(in crate::console) async fn frame_of(
        &self,
        desk: &Desk,
        program: &Program,
    ) -> Result<Frame, Problem> {
        let body = Reference::Id(program.organization_id);
        let body = self.organizations().find(&body).await?;
        let body = body.ok_or_else(|| Fault::broken("a program of no body"))?;
        Ok(desk.frame(&body, Tab::Programs))
    }
}

/// How an offering is called; one without a title by its code.
pub(in crate::console) fn title(offering: &Offering, locale: Locale) -> String {
    match offering.title.pick(locale) {
        "" => offering.code.clone(),
        title => title.to_owned(),
    }
}

/// When it takes place: from its first session to its last.
pub(in crate::console) fn dates(offering: &Offering, locale: Locale, now: Instant) -> String {
    let wall = Wall::new(offering.time_zone, locale, now);
    let live = || offering.sessions.iter();
    let first = live().min_by_key(|one| one.starts_at);
    let last = live().max_by_key(|one| one.ends_at);
    match first.zip(last) {
        None => say(locale, "console-programs-no-dates", &[]),
        Some((first, last)) if first.id == last.id => wall.span(first.starts_at, first.ends_at),
        Some((first, last)) => {
            let days = [wall.day(first.starts_at), wall.day(last.ends_at)];
            let many = i64::try_from(offering.sessions.len()).unwrap_or(i64::MAX);
            let [from, to] = days.map(Into::into);
            say(
                locale,
                "console-programs-dates",
                &[("from", from), ("to", to), ("n", many.into())],
            )
        }
    }
}
