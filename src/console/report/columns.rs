//! The columns of a report's tables.

use super::tables::grouped;
use crate::roster::report::policy::{Figures, Measure};
use crate::roster::sheet::cell::Cell;
use crate::values::locale::Locale;
use crate::values::say::{Value, say};

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// A number that is published.
    Public(Measure, &'static str),
    /// A number of people, of whom small ones may be hidden.
    People(Measure, &'static str),
    /// The places taken, of those there were.
    Filled,
    /// The no-shows, of those expected.
    StayedAway,
}

const COLUMNS: [Column; 13] = [
    Column::Public(Measure::Events, "events"),
    Column::People(Measure::EventsUnmarked, "unmarked"),
    Column::Public(Measure::Places, "places"),
    Column::People(Measure::PlacesTaken, "taken"),
    Column::Filled,
    Column::People(Measure::Registrations, "registrations"),
    Column::People(Measure::Waiting, "waiting"),
    Column::People(Measure::Unmet, "unmet"),
    Column::People(Measure::Persons, "persons"),
    Column::People(Measure::PersonTimes, "times"),
    Column::People(Measure::Expected, "expected"),
    Column::People(Measure::NoShows, "no-shows"),
    Column::StayedAway,
];

/// The columns of a table: what is never told has none.
pub(super) fn shown(is_confidential: bool) -> impl Iterator<Item = &'static Column> {
    let is_told = |column: &Column| match column {
        Column::People(measure, _) => !measure.is_never_told(),
        Column::StayedAway => false,
        Column::Public(..) | Column::Filled => true,
    };
    COLUMNS
        .iter()
        .filter(move |column| !is_confidential || is_told(column))
}

impl Column {
    /// What its heading's text is called.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Public(_, name) | Self::People(_, name) => name,
            Self::Filled => "filled",
            Self::StayedAway => "stayed-away",
        }
    }

    /// What a page says of a group.
    pub(super) fn text(self, locale: Locale, figures: &Figures, is_confidential: bool) -> String {
        match self {
            Self::Public(measure, _) => grouped(figures.of(measure)),
            Self::People(measure, _) => figures
                .told(measure, is_confidential)
                .map_or_else(|| few(locale), grouped),
            Self::Filled => percent(locale, figures.filled(is_confidential)),
            Self::StayedAway => percent(locale, figures.stayed_away(is_confidential)),
        }
    }

    /// What a file says of it; parts as a share of one.
    pub(super) fn cell(self, locale: Locale, figures: &Figures, is_confidential: bool) -> Cell {
        let part = |part: Option<i64>| part.map_or_else(|| Cell::text(""), share);
        match self {
            Self::Public(measure, _) => Cell::Number(figures.of(measure)),
            Self::People(measure, _) => figures
                .told(measure, is_confidential)
                .map_or_else(|| Cell::text(few(locale)), Cell::Number),
            Self::Filled => part(figures.filled(is_confidential)),
            Self::StayedAway => part(figures.stayed_away(is_confidential)),
        }
    }
}

fn few(locale: Locale) -> String {
    say(locale, "console-report-few", &[])
}

/// Thousandths as a file has them.
fn share(thousandths: i64) -> Cell {
    Cell::text(format!("{}.{:03}", thousandths / 1000, thousandths % 1000))
}

/// Thousandths as people say them; a dash where there is nothing to take a part of.
pub(super) fn percent(locale: Locale, thousandths: Option<i64>) -> String {
    let Some(thousandths) = thousandths else {
        return "–".to_owned();
    };
    let n = Value::from((thousandths + 5) / 10);
    say(locale, "console-report-percent", &[("n", n)])
}
