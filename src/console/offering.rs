//! What stands above every page of an offering: what it is, and its parts.

use super::Console;
use super::desk::Desk;
use crate::catalog::model::{Allocation, Offering, Program};
use crate::db::Fault;
use crate::organizations::staff::Role;
use crate::roster::access::{Access, AtOffering, Sight};
use crate::values::clock::Instant;
use crate::values::ids::Reference;
use crate::values::locale::Locale;
use crate::values::when::Wall;
use crate::web::Problem;
use crate::web::html::{Frame, Tab};

/// A part of an offering, with a page of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Who is in it.
    Roster,
    /// Its texts, times and rules.
    Settings,
    /// The draw of lots.
    Draw,
    /// Who comes and goes.
    Door,
    /// Lists to register from.
    Import,
    /// One person whom staff register.
    Assisted,
    /// What is written to everybody.
    Messages,
}

/// The parts in their order.
const ALL: [Part; 7] = [
    Part::Roster,
    Part::Settings,
    Part::Draw,
    Part::Door,
    Part::Import,
    Part::Assisted,
    Part::Messages,
];

impl Part {
    const fn label(self) -> &'static str {
        match self {
            Self::Roster => "console-offering-roster",
            Self::Settings => "console-offering-settings",
            Self::Draw => "console-offering-draw",
            Self::Door => "console-offering-door",
            Self::Import => "console-offering-import",
            Self::Assisted => "console-offering-assisted",
            Self::Messages => "console-offering-messages",
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Roster => "",
            Self::Settings => "/settings",
            Self::Draw => "/draw",
            Self::Door => "/door",
            Self::Import => "/import",
            Self::Assisted => "/assisted",
            Self::Messages => "/messages",
        }
    }

    /// Whether somebody who was let in to the roster has something to do there. The page judges
    /// for itself.
    fn is_for(self, offering: &Offering, role: Option<Role>, sight: Sight) -> bool {
        // Without a role there she is the counsellor of this program.
        let role = role.unwrap_or(Role::Organizer);
        let sees_persons = sight != Sight::Counts;
        match self {
            Self::Roster => true,
            Self::Settings => role >= Role::Organizer,
            Self::Draw => offering.allocation == Allocation::Lottery && role >= Role::Organizer,
            Self::Door => sees_persons && role >= Role::Checker,
            Self::Import | Self::Assisted | Self::Messages => {
                sees_persons && role >= Role::Organizer
            }
        }
    }
}

/// A link to a part.
#[derive(Clone, Debug)]
pub(super) struct SubTab {
    pub(super) label: &'static str,
    pub(super) href: String,
    pub(super) is_here: bool,
}

/// The head of a page of an offering; `console/offering-tabs.html` shows it.
#[derive(Clone, Debug)]
pub(super) struct OfferingHead {
    /// The program's title.
    pub(super) program: String,
    pub(super) program_code: String,
    pub(super) title: String,
    /// When its first session begins; empty without sessions.
    pub(super) when: String,
    /// Where its roster is; the other parts lie below.
    pub(super) path: String,
    pub(super) tabs: Vec<SubTab>,
}

impl OfferingHead {
    /// The head of the page of one part, for somebody with this role and sight there.
    pub(super) fn new(
        (program, offering): (&Program, &Offering),
        (role, sight): (Option<Role>, Sight),
        (desk, now): (&Desk, Instant),
        here: Part,
    ) -> Self {
        let wall = Wall::new(offering.time_zone, desk.locale(), now);
        let first = offering.sessions.iter().map(|one| one.starts_at).min();
        let path = format!("/console/offerings/{}", offering.code);
        let shown = ALL.iter().filter(|part| part.is_for(offering, role, sight));
        let tab = |part: &Part| SubTab {
            label: part.label(),
            href: format!("{path}{}", part.path()),
            is_here: *part == here,
        };
        Self {
            program: program.title.pick(desk.locale()).to_owned(),
            program_code: program.code.clone(),
            title: title(offering, desk.locale()),
            when: first.map_or_else(String::new, |at| wall.moment(at)),
            tabs: shown.map(tab).collect(),
            path,
        }
    }
}

/// How an offering is called; one without a title by its code.
pub(super) fn title(offering: &Offering, locale: Locale) -> String {
    match offering.title.pick(locale) {
        "" => offering.code.clone(),
        title => title.to_owned(),
    }
}

/// The program's title, with the offering's where that says more.
pub(super) fn full_title(program: &Program, offering: &Offering, locale: Locale) -> String {
    let whole = program.title.pick(locale);
    let part = offering.title.pick(locale);
    if part.contains(whole) {
        part.to_owned()
    } else {
        format!("{whole} {part}").trim_end().to_owned()
    }
}

impl Console {
    /// The head of a page of an offering, for somebody who was let in to it.
    pub(super) fn head<N>(
        &self,
        access: &Access<N, AtOffering>,
        desk: &Desk,
        here: Part,
    ) -> OfferingHead {
        let AtOffering { program, offering } = &access.on;
        let who = (access.role, access.sight);
        OfferingHead::new(
            (program, offering),
            who,
            (desk, self.roster.clock.now()),
            here,
        )
    }

    /// The frame of a page about a program or what belongs to it.
    pub(super) async fn frame_of(&self, desk: &Desk, program: &Program) -> Result<Frame, Problem> {
        let body = Reference::Id(program.organization_id);
        let body = self.organizations().find(&body).await?;
        let body = body.ok_or_else(|| Fault::broken("a program of no body"))?;
        Ok(desk.frame(&body, Tab::Programs))
    }
}
