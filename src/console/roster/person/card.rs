//! Who is registered, where it stands, and whom to call.

use crate::console::roster::words::{self, Reached, Tag};
use crate::ledger::facts::Status;
use crate::ledger::notices::KINDS;
use crate::roster::listing::policy::age_on;
use crate::roster::listing::{Ground, Line};
use crate::roster::sheet::Columns;
use crate::roster::sheet::cell::Cell;
use crate::values::clock::Instant;
use crate::values::erased;
use crate::values::locale::Locale;
use crate::values::say::say;
use crate::values::when::Wall;

/// A registration in short.
pub(super) struct Card {
    pub(super) person: String,
    pub(super) age: String,
    pub(super) standing: Tag,
    pub(super) reviewed: bool,
    /// Until when an offer is held.
    pub(super) until: String,
    pub(super) door_code: String,
    pub(super) account: String,
    pub(super) phone: Option<String>,
    pub(super) email: Option<String>,
    pub(super) message: Option<Reached>,
    /// What the last message said, and when.
    pub(super) told: String,
    pub(super) assisted: bool,
}

impl Card {
    pub(super) fn new(line: &Line, ground: &Ground, (locale, now): (Locale, Instant)) -> Self {
        let (row, zone) = (&line.registration, ground.offering.time_zone);
        let wall = Wall::new(zone, locale, now);
        let told = line.last_message.as_ref().map(|last| {
            let what = message(locale, &last.kind);
            format!("{what} · {}", wall.moment(last.at))
        });
        let until = row.offer_expires_at;
        let until = until.filter(|_| row.status == Status::Offered);
        let day = line.first_day(&ground.offering, now.day(zone));
        let age = age_on(line.person.birth_date, day);
        Self {
            person: erased::shown(&line.person.name, locale).to_owned(),
            age: age.map_or_else(String::new, |age| {
                say(
                    locale,
                    "console-roster-years",
                    &[("n", i64::from(age).into())],
                )
            }),
            standing: words::tag(locale, row.status, line.place_in_line),
            reviewed: row.reviewed_at.is_some(),
            until: until.map_or_else(String::new, |until| wall.moment(until)),
            door_code: row.door_code.clone(),
            account: erased::shown(&line.contact.name, locale).to_owned(),
            phone: line.contact.phone.clone(),
            email: line.contact.email.clone(),
            message: words::reached(locale, line),
            told: told.unwrap_or_default(),
            assisted: line.assisted,
        }
    }
}

/// What they answered and agreed to: headings and words.
pub(super) fn papers(
    line: &Line,
    ground: &Ground,
    (locale, now): (Locale, Instant),
) -> Vec<(String, String)> {
    let today = now.day(ground.offering.time_zone);
    let columns = Columns::of_papers(ground, locale, today);
    let headings = columns.all().iter().map(|column| column.heading.clone());
    let cells = columns.row(line).into_iter().map(said);
    headings
        .zip(cells)
        .filter(|(_, said)| !said.is_empty())
        .collect()
}

/// A cell in words.
fn said(cell: Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text,
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::Moment(at) => at.format("%Y-%m-%d %H:%M").to_string(),
    }
}

fn message(locale: Locale, kind: &str) -> String {
    if KINDS.contains(&kind) {
        say(locale, &format!("roster-message-{kind}"), &[])
    } else {
        String::new()
    }
}
