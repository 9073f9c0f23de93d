//! The rows of the table, and its columns.

use crate::catalog::model::{Audience, Enrol};
use crate::console::desk::Desk;
use crate::console::roster::words::{self, Reached, Tag};
use crate::ledger::facts::Status;
use crate::roster::listing::policy::age_on;
use crate::roster::listing::{Ground, Line};
use crate::values::erased;
use crate::values::say::{Value, say};
use crate::values::when::Wall;

/// Which columns a roster has.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says of one column whether it is there"
)]
pub(super) struct Columns {
    pub(super) age: bool,
    pub(super) session: bool,
    pub(super) quota: bool,
    pub(super) seats: bool,
}

/// A registration.
pub(super) struct Row {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) age: String,
    pub(super) tag: Tag,
    pub(super) time: String,
    pub(super) session: String,
    pub(super) quota: String,
    pub(super) seats: i32,
    pub(super) message: Option<Reached>,
    pub(super) assisted: bool,
    /// Whether a reviewer saw it, as long as that matters.
    pub(super) reviewed: bool,
    pub(super) duplicates: usize,
    /// Whether anything can still be done about it.
    pub(super) is_live: bool,
}

impl Columns {
    pub(super) fn of(ground: &Ground) -> Self {
        Self {
            age: ground.program.eligibility.audience == Audience::Child,
            session: ground.offering.enrol == Enrol::Pick,
            quota: !ground.offering.quotas.is_empty(),
            seats: ground.offering.party_size_max > 1,
        }
    }
}

impl Row {
    pub(super) fn new(line: &Line, ground: &Ground, desk: &Desk, wall: Wall) -> Self {
        let (locale, row) = (desk.locale(), &line.registration);
        let day = line.first_day(
            &ground.offering,
            row.created_at.day(ground.offering.time_zone),
        );
        let age =
            age_on(line.person.birth_date, day).map_or_else(String::new, |age| age.to_string());
        let time = match (row.status, row.offer_expires_at) {
            (Status::Offered, Some(until)) => {
                let until = Value::from(wall.moment(until));
                say(locale, "console-roster-until", &[("what", until)])
            }
            (stands, _) if stands.is_live() => wall.moment(row.created_at),
            _ => wall.moment(row.updated_at),
        };
        let starts_at = line.times.and_then(|times| times.starts_at);
        let quotas = &ground.offering.quotas;
        let quota = quotas.iter().find(|quota| quota.key == row.quota_key);
        let common = || say(locale, "console-roster-quota-common", &[]);
        Self {
            id: row.id.to_string(),
            name: erased::shown(&line.person.name, locale).to_owned(),
            age,
            tag: words::tag(locale, row.status, line.place_in_line),
            time,
            session: starts_at.map_or_else(String::new, |at| wall.moment(at)),
            quota: quota.map_or_else(common, |quota| quota.label.pick(locale).to_owned()),
            seats: row.seats,
            message: words::reached(locale, line),
            assisted: line.assisted,
            reviewed: row.status == Status::Applied && row.reviewed_at.is_some(),
            duplicates: line.duplicates.len(),
            is_live: row.status.is_live(),
        }
    }
}
