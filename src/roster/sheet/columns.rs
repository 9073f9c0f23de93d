//! The columns of a roster to take away: one list for all formats.

use chrono::NaiveDate;

use super::cell::Cell;
use super::{read, said};
use crate::catalog::model::{Enrol, Offering, Question};
use crate::roster::listing::{Ground, Line};
use crate::values::locale::Locale;
use crate::values::say::say;

/// Reads a cell off a row.
type Read = Box<dyn Fn(&Line, &Reader) -> Cell + Send + Sync>;

/// A column that every roster may have: the id of its heading, its width, and what stands in it.
type Fixed = (&'static str, u16, fn(&Line, &Reader) -> Cell);

/// Where somebody stands.
const STANDING: &[Fixed] = &[("status", 10, read::status), ("place", 8, read::place)];
/// Where sessions are picked.
const PICKED: &[Fixed] = &[("session", 18, read::session)];
const SEATS: &[Fixed] = &[("seats", 6, read::seats)];
/// Where there are quotas.
const QUOTA: &[Fixed] = &[("quota", 14, read::quota)];
const OFFER: &[Fixed] = &[("offer", 18, read::offer), ("group", 10, read::group)];
/// Where a draw or a review decides.
const DECIDED: &[Fixed] = &[
    ("points", 6, read::points),
    ("reviewed", 18, read::reviewed),
    ("drawn", 8, read::drawn),
    ("draw-code", 12, read::draw_code),
];
const PERSON: &[Fixed] = &[
    ("door-code", 10, read::door_code),
    ("name", 14, read::name),
    ("relation", 8, read::relation),
    ("birth", 12, read::birth),
    ("age", 6, read::age),
    ("grade", 6, read::grade),
    ("gender", 6, read::gender),
    ("account", 14, read::account),
    ("phone", 16, read::phone),
    ("email", 26, read::email),
    ("by-phone", 8, read::by_phone),
    ("assisted", 8, read::assisted),
    ("duplicates", 8, read::duplicates),
    ("created", 18, read::created),
    ("updated", 18, read::updated),
    ("message", 16, read::message),
    ("message-state", 10, read::message_state),
    ("message-at", 18, read::message_at),
];
/// Where what is sensitive is asked for.
const SENSITIVE: &[Fixed] = &[
    ("care", 30, read::care),
    ("pickup", 30, read::pickup),
    ("emergency", 26, read::emergency),
];
const ID: &[Fixed] = &[("id", 38, read::id)];

/// What cells are read with.
#[derive(Debug)]
pub(super) struct Reader {
    /// The offering: its clock, its quotas.
    pub(super) offering: Offering,
    /// The language.
    pub(super) locale: Locale,
    /// Today, at the offering.
    pub(super) today: NaiveDate,
}

/// A column.
pub struct Column {
    /// What stands above it.
    pub heading: String,
    /// How wide it is, in digits.
    pub width: u16,
    read: Read,
}

/// All columns of a roster.
pub struct Columns {
    columns: Vec<Column>,
    reader: Reader,
}

impl std::fmt::Debug for Columns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let headings = self.columns.iter().map(|column| &column.heading);
        f.debug_list().entries(headings).finish()
    }
}

impl Columns {
    /// The columns for a ground, in a language; `today` is a day at the offering.
    #[must_use]
    pub fn new(ground: &Ground, locale: Locale, today: NaiveDate) -> Self {
        let offering = &ground.offering;
        let fixed = |columns: &'static [Fixed], are_shown: bool| {
            let shown = columns.iter().filter(move |_| are_shown);
            shown.map(move |(id, width, read)| Column {
                heading: say(locale, &format!("roster-column-{id}"), &[]),
                width: *width,
                read: Box::new(*read),
            })
        };
        let mut columns: Vec<Column> = fixed(STANDING, true)
            .chain(fixed(PICKED, offering.enrol == Enrol::Pick))
            .chain(fixed(SEATS, true))
            .chain(fixed(QUOTA, !offering.quotas.is_empty()))
            .chain(fixed(OFFER, true))
            .chain(fixed(DECIDED, offering.allocation.is_decided_later()))
            .chain(fixed(PERSON, true))
            .chain(fixed(SENSITIVE, ground.sensitive))
            .collect();
        columns.extend(papers(ground, locale));
        columns.extend(fixed(ID, true));
        let reader = Reader {
            offering: offering.clone(),
            locale,
            today,
        };
        Self { columns, reader }
    }

    /// The answers and consents alone.
    #[must_use]
    pub fn of_papers(ground: &Ground, locale: Locale, today: NaiveDate) -> Self {
        Self {
            columns: papers(ground, locale),
            reader: Reader {
                offering: ground.offering.clone(),
                locale,
                today,
            },
        }
    }

    /// The columns in order.
    #[must_use]
    pub fn all(&self) -> &[Column] {
        &self.columns
    }

    /// The cells of a row.
    #[must_use]
    pub fn row(&self, line: &Line) -> Vec<Cell> {
        let columns = self.columns.iter();
        columns
            .map(|column| (column.read)(line, &self.reader))
            .collect()
    }
}

fn papers(ground: &Ground, locale: Locale) -> Vec<Column> {
    let questions = ground.questions().into_iter();
    let mut columns: Vec<Column> = questions.map(|question| answer(question, locale)).collect();
    for (text, _) in ground.snapshot.consents_of(&ground.program) {
        let label = ground.snapshot.question_label(&text.key);
        let heading = label.map_or(text.key.as_str(), |label| label.pick(locale));
        columns.push(consent(heading, text.key.clone()));
    }
    columns
}

fn answer(question: &Question, locale: Locale) -> Column {
    let asked = question.clone();
    Column {
        heading: question.label.pick(locale).to_owned(),
        width: 18,
        read: Box::new(move |line, with| {
            let given = line.papers.answers.get(&asked.key);
            given.map_or(Cell::Empty, |value| {
                said::answer(with.locale, &asked, value)
            })
        }),
    }
}

/// Whether a consent stands: the last one given counts.
fn consent(heading: &str, key: String) -> Column {
    Column {
        heading: heading.to_owned(),
        width: 12,
        read: Box::new(move |line, with| {
            let mut given = line.papers.consents.iter().rev();
            let last = given.find(|consent| consent.key == key);
            last.map_or(Cell::Empty, |consent| {
                said::consent(with.locale, consent.version, consent.withdrawn_at.is_some())
            })
        }),
    }
}
