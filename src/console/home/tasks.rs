//! What there is to do, in words.

use crate::catalog::model::titled;
use crate::catalog::snapshot::Snapshot;
use crate::roster::today::{self, About, Item, TaskKind};
use crate::values::clock::Instant;
use crate::values::ids::OfferingId;
use crate::values::locale::Locale;
use crate::values::say::{Arguments, Value, say};
use crate::values::when::Wall;

/// So many places of a task are named at once.
const NAMED: usize = 3;
/// So many more of them on demand.
const MORE: usize = 50;

/// Something to do.
pub(super) struct Task {
    /// How pressing it is: `late`, `soon` or nothing.
    pub(super) class: &'static str,
    pub(super) icon: &'static str,
    pub(super) heading: String,
    pub(super) hint: Option<String>,
    /// Where.
    pub(super) named: Vec<Place>,
    /// Where else.
    pub(super) others: Vec<Place>,
    /// What leads to all of them, with how many they are.
    pub(super) rest: Option<String>,
    /// What its button says, and where it leads.
    pub(super) button: String,
    pub(super) href: String,
}

/// Where something is to be done.
pub(super) struct Place {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) note: String,
}

/// Who reads the page, and when.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) locale: Locale,
    pub(super) now: Instant,
}

impl Reader<'_> {
    pub(super) fn say(&self, id: &str, filled: &Arguments<'_>) -> String {
        say(self.locale, id, filled)
    }

    pub(super) fn count(&self, id: &str, n: usize) -> String {
        self.say(id, &[("n", Value::from(n))])
    }

    /// What an offering is called, with its program.
    pub(super) fn title(&self, id: OfferingId) -> String {
        let offering = self.snapshot.offerings.get(id);
        let program = offering.and_then(|one| self.snapshot.programs.get(one.program_id));
        let Some((offering, program)) = offering.zip(program) else {
            return String::new();
        };
        let (program, own) = (
            program.title.pick(self.locale),
            offering.title.pick(self.locale),
        );
        titled(self.locale, program, own)
    }

    /// The wall clock of an offering.
    pub(super) fn wall(&self, id: OfferingId) -> Wall {
        let offering = self.snapshot.offerings.get(id);
        let zone = offering.map_or(crate::roster::report::ZONE, |one| one.time_zone);
        Wall::new(zone, self.locale, self.now)
    }

    pub(super) fn moment(&self, id: OfferingId, at: Instant) -> String {
        let wall = self.wall(id);
        wall.with_other_zone(&wall.moment(at))
    }

    pub(super) fn task(&self, task: &today::Task) -> Task {
        let kind = task.kind;
        let places = task.items.iter().take(NAMED + MORE);
        let mut named: Vec<Place> = places.map(|item| self.place(kind, item)).collect();
        let others = named.split_off(named.len().min(NAMED));
        if let ([only], TaskKind::Offers | TaskKind::Undelivered) = (&mut *named, kind) {
            // The heading says it all.
            only.note.clear();
        }
        let rest = task.items.len().saturating_sub(NAMED);
        let hint = say_if_any(self.locale, kind);
        Task {
            class: class(kind),
            icon: icon(kind),
            heading: self.heading(task),
            hint,
            rest: (rest > 0).then(|| self.count("console-home-rest", rest)),
            button: self.say(&format!("console-home-{kind}-do"), &[]),
            href: named
                .first()
                .map_or_else(String::new, |one| one.href.clone()),
            named,
            others,
        }
    }

    fn heading(&self, task: &today::Task) -> String {
        let people: i64 = task.items.iter().filter_map(|item| item.number).sum();
        let places = i64::try_from(task.items.len()).unwrap_or(i64::MAX);
        let n = match task.kind {
            TaskKind::Undelivered | TaskKind::Offers | TaskKind::Papers | TaskKind::Memberships => {
                people
            }
            TaskKind::DrawDue | TaskKind::Minimum | TaskKind::DrawAhead => places,
        };
        let first = task.items.iter().find_map(|item| match item.about {
            About::Offering(id) => Some(self.moment(id, item.at?)),
            About::Body(_) => None,
        });
        let filled = [
            ("n", Value::from(n)),
            ("when", Value::from(first.unwrap_or_default())),
        ];
        self.say(&format!("console-home-{}", task.kind), &filled)
    }

    fn place(&self, kind: TaskKind, item: &Item) -> Place {
        let (name, href, when) = match item.about {
            About::Offering(id) => (
                self.title(id),
                address(kind, id),
                item.at.map(|at| self.moment(id, at)),
            ),
            About::Body(id) => {
                let body = self.snapshot.organizations.get(id);
                let name = body.map_or("", |body| body.name.pick(self.locale));
                let code = body.map_or("", |body| &*body.code);
                let path = format!("/console/organizations/{code}/people#memberships");
                (name.to_owned(), path, item.at.map(|at| self.since(at)))
            }
        };
        let filled = [
            ("n", Value::from(item.number.unwrap_or(0))),
            ("least", Value::from(item.least)),
            ("when", Value::from(when.unwrap_or_default())),
        ];
        let id = match (item.number, item.at) {
            (None, _) => format!("console-home-{kind}-few"),
            (Some(_), None) if kind == TaskKind::Papers => format!("console-home-{kind}-any-time"),
            _ => format!("console-home-{kind}-at"),
        };
        Place {
            note: self.say(&id, &filled),
            name,
            href,
        }
    }

    /// For how long something has waited.
    fn since(&self, at: Instant) -> String {
        let hours = (self.now.millis() - at.millis()).max(0) / 3_600_000;
        match hours / 24 {
            0 => self.say("console-home-since-today", &[]),
            days => self.say("console-home-since-days", &[("n", Value::from(days))]),
        }
    }
}

/// Where a task is done.
fn address(kind: TaskKind, offering: OfferingId) -> String {
    let page = match kind {
        TaskKind::DrawDue | TaskKind::DrawAhead => "/draw",
        TaskKind::Papers => "?status=applied",
        TaskKind::Offers => "?status=offered",
        TaskKind::Undelivered | TaskKind::Minimum | TaskKind::Memberships => "",
    };
    format!("/console/offerings/{offering}{page}")
}

/// What follows from a task, where that needs to be said.
fn say_if_any(locale: Locale, kind: TaskKind) -> Option<String> {
    match kind {
        TaskKind::Undelivered | TaskKind::Offers | TaskKind::DrawDue => {
            Some(say(locale, &format!("console-home-{kind}-hint"), &[]))
        }
        TaskKind::Papers | TaskKind::Minimum | TaskKind::DrawAhead | TaskKind::Memberships => None,
    }
}

const fn class(kind: TaskKind) -> &'static str {
    match kind {
        TaskKind::Undelivered | TaskKind::DrawDue => "late",
        TaskKind::Offers | TaskKind::Papers | TaskKind::Minimum => "soon",
        TaskKind::DrawAhead | TaskKind::Memberships => "",
    }
}

const fn icon(kind: TaskKind) -> &'static str {
    match kind {
        TaskKind::Undelivered => "warn",
        TaskKind::Offers => "clock",
        TaskKind::Papers => "list",
        TaskKind::Minimum => "person",
        TaskKind::DrawDue | TaskKind::DrawAhead => "lots",
        TaskKind::Memberships => "family",
    }
}
