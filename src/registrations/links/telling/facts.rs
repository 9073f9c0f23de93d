//! Who, what, when and where, in the reader's words.

use chrono_tz::Tz;

use super::{About, last_change, line};
use crate::catalog::model::Offering;
use crate::catalog::model::titled;
use crate::ledger::facts::Status;
use crate::notices::rich::{Rich, keep};
use crate::registrations::words::listed;
use crate::registrations::words::told;
use crate::values::clock::Instant;
use crate::values::locale::Locale;
use crate::values::say::{Value, say};
use crate::values::when::Wall;
use crate::web::html::Line;

/// What a page tells of the registrations it is about.
pub(super) struct Facts {
    locale: Locale,
    quiet: bool,
    people: String,
    title: String,
    organization: String,
    contact: Option<String>,
    when: Option<String>,
    site: Option<String>,
    start: Option<String>,
    deadline: Option<String>,
    is_offered: bool,
    until: Option<String>,
    has_begun: bool,
    place: i64,
    count: usize,
    seats: i32,
    why: String,
}

impl Facts {
    pub(super) fn of(about: &About<'_>, quiet: bool) -> Self {
        let (locale, first, records) = (about.locale, about.first, &about.shown.records);
        let row = &first.registration;
        let offering = about.snapshot.offerings.get(row.offering_id);
        let program = about.snapshot.programs.get(first.program_id);
        let body = program.and_then(|one| about.snapshot.organizations.get(one.organization_id));
        let clock = Clock::of(offering, locale, about.now);
        let starts_at = first.times.and_then(|times| times.starts_at);
        let ends_at = first.times.and_then(|times| times.ends_at);
        let places = records.iter().filter_map(|one| one.place_in_line);
        let why = last_change(first).map(|change| {
            let (code, facts) = (change.reason.as_str(), &change.facts);
            told(
                about.snapshot,
                locale,
                code,
                facts,
                row.offering_id,
                about.now,
            )
        });
        let title = titled(
            locale,
            program.map_or("", |one| one.title.pick(locale)),
            offering.map_or("", |one| one.title.pick(locale)),
        );
        Self {
            locale,
            quiet,
            people: listed(
                records.iter().map(|one| one.participant_name.as_str()),
                locale,
            ),
            title,
            organization: body.map_or_else(String::new, |one| one.name.pick(locale).to_owned()),
            contact: program.and_then(|one| one.contact.clone()),
            when: starts_at.map(|from| clock.span(from, ends_at.unwrap_or(from))),
            site: offering.and_then(|one| site(about, one)),
            start: starts_at.map(|at| clock.moment(at)),
            deadline: row.offer_expires_at.map(|at| clock.moment(at)),
            is_offered: row.status == Status::Offered,
            until: cancel_until(about).map(|at| clock.moment(at)),
            has_begun: starts_at.is_some_and(|at| at <= about.now),
            place: places.min().unwrap_or(0),
            count: records.len(),
            seats: records.iter().map(|one| one.registration.seats).sum(),
            why: why.unwrap_or_default(),
        }
    }

    /// What texts may use.
    pub(super) fn values(&self) -> Vec<(&'static str, Value<'static>)> {
        let or_nothing = |text: &Option<String>| text.clone().unwrap_or_default();
        vec![
            ("people", self.people.clone().into()),
            ("organization", self.organization.clone().into()),
            ("contact", or_nothing(&self.contact).into()),
            ("start", or_nothing(&self.start).into()),
            ("deadline", or_nothing(&self.deadline).into()),
            ("until", or_nothing(&self.until).into()),
            ("place", self.place.into()),
            ("ahead", (self.place - 1).max(0).into()),
            ("count", self.count.into()),
            ("seats", self.seats.into()),
            ("why", self.why.clone().into()),
        ]
    }

    /// The rows of the page; with the deadline where an answer is asked for.
    pub(super) fn rows(&self, asks: bool) -> Vec<(String, Line)> {
        let named = |text: &Option<String>| text.clone().filter(|_| !self.quiet);
        let seats = usize::try_from(self.seats).is_ok_and(|seats| seats != self.count);
        let deadline = self.deadline.as_ref().filter(|_| asks && self.is_offered);
        let rows = [
            ("deadline", deadline.cloned()),
            ("who", named(&Some(self.people.clone()))),
            ("seats", seats.then(|| self.seats.to_string())),
            ("what", named(&Some(self.title.clone()))),
            ("when", self.when.clone()),
            ("where", named(&self.site)),
        ];
        let told = rows.into_iter().filter_map(|(name, text)| {
            let text = text.filter(|text| !text.is_empty())?;
            let label = say(self.locale, &format!("link-row-{name}"), &[]);
            let rich = match name {
                "deadline" => Rich::strong(&text),
                _ => Rich::plain(&text),
            };
            Some((label, line(rich)))
        });
        told.collect()
    }

    pub(super) const fn has_begun(&self) -> bool {
        self.has_begun
    }

    pub(super) const fn has_contact(&self) -> bool {
        self.contact.is_some()
    }
}

/// Until when cancelling is not late.
pub(super) fn cancel_until(about: &About<'_>) -> Option<Instant> {
    let record = about.first;
    let offering = about
        .snapshot
        .offerings
        .get(record.registration.offering_id)?;
    let starts_at = record.times?.starts_at?;
    Some(starts_at.plus_hours(-i64::from(offering.cancel_until_hours_before)))
}

/// Where it takes place: its session's place where one was picked, else the offering's.
fn site(about: &About<'_>, offering: &Offering) -> Option<String> {
    let picked = about.first.times.and_then(|times| times.session_id);
    let mut sessions = offering.sessions.iter();
    let session = sessions.find(|one| Some(one.id) == picked);
    let id = session.map_or(offering.site_id, |one| offering.site_of(one))?;
    let site = about.snapshot.sites.get(id)?;
    Some(site.placed(about.locale))
}

/// The clock at the offering; with the name of its zone where readers may live by another.
struct Clock {
    wall: Wall,
    named: bool,
}

impl Clock {
    fn of(offering: Option<&Offering>, locale: Locale, now: Instant) -> Self {
        let zone = offering.map_or(Tz::Asia__Shanghai, |one| one.time_zone);
        let abroad = offering.is_some_and(|one| {
            let mut sessions = one.sessions.iter();
            sessions.any(|session| session.also_show_time_zone.is_some())
        });
        Self {
            wall: Wall::new(zone, locale, now),
            named: abroad || zone != Tz::Asia__Shanghai,
        }
    }

    /// An instant, its day kept on one line.
    fn moment(&self, at: Instant) -> String {
        self.zoned(&self.kept(&self.wall.moment(at), &[at]))
    }

    fn span(&self, from: Instant, to: Instant) -> String {
        let span = self.kept(&self.wall.span(from, to), &[from, to]);
        let times = format!("{}–{}", self.wall.time(from), self.wall.time(to));
        self.zoned(&span.replacen(&times, &keep(&times), 1))
    }

    fn kept(&self, text: &str, days: &[Instant]) -> String {
        let mut days: Vec<String> = days.iter().map(|at| self.wall.day(*at)).collect();
        days.dedup();
        days.iter().fold(text.to_owned(), |text, day| {
            text.replacen(day, &keep(day), 1)
        })
    }

    fn zoned(&self, text: &str) -> String {
        if self.named {
            self.wall.with_zone(text)
        } else {
            text.to_owned()
        }
    }
}
