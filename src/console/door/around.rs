//! What stands above the pages about an offering: its names, and the ways to its other pages.

use crate::catalog::model::{Offering, Program};
use crate::console::Console;
use crate::console::desk::Desk;
use crate::db::Fault;
use crate::values::ids::Reference;
use crate::web::Problem;
use crate::web::html::{Frame, Tab};

/// A page of an offering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::console) enum Way {
    /// Its sessions and their doors.
    Door,
    /// A list of people from a file.
    Import,
    /// One person whom staff register.
    Assisted,
}

impl Way {
    const ALL: [Self; 3] = [Self::Door, Self::Import, Self::Assisted];

    const fn path(self) -> &'static str {
        match self {
            Self::Door => "door",
            Self::Import => "import",
            Self::Assisted => "assisted",
        }
    }

    /// The id of its name.
    pub(in crate::console) const fn label(self) -> &'static str {
        match self {
            Self::Door => "console-door-tab",
            Self::Import => "console-import-tab",
            Self::Assisted => "console-assisted-tab",
        }
    }
}

/// An offering as its pages name it.
#[derive(Clone, Debug)]
pub(in crate::console) struct Around {
    /// The program's title and the offering's.
    pub(in crate::console) title: String,
    /// Its pages, with their addresses and whether it is this one.
    pub(in crate::console) ways: Vec<(Way, String, bool)>,
}

impl Around {
    pub(in crate::console) fn new(
        program: &Program,
        offering: &Offering,
        desk: &Desk,
        here: Option<Way>,
    ) -> Self {
        let way = |way: Way| {
            let path = format!("/console/offerings/{}/{}", offering.code, way.path());
            (way, path, here == Some(way))
        };
        Self {
            title: title(program, offering, desk),
            ways: Way::ALL.into_iter().map(way).collect(),
        }
    }
}

/// The program's title, with the offering's where that says more.
fn title(program: &Program, offering: &Offering, desk: &Desk) -> String {
    let whole = program.title.pick(desk.locale());
    let part = offering.title.pick(desk.locale());
    if part.is_empty() || part.contains(whole) {
        [whole, part]
            .into_iter()
            .max_by_key(|one| one.len())
            .unwrap_or(whole)
            .to_owned()
    } else {
        format!("{whole} {part}")
    }
}

impl Console {
    /// The frame of a page about a program.
    pub(in crate::console) async fn frame_at(
        &self,
        desk: &Desk,
        program: &Program,
    ) -> Result<Frame, Problem> {
        let name = Reference::Id(program.organization_id);
        let body = self.organizations().find(&name).await?;
        let body = body.ok_or_else(|| Fault::broken("a program of no body"))?;
        Ok(desk.frame(&body, Tab::Programs))
    }
}
