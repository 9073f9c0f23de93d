//! The columns of a roster to take away: one list for all formats.

use chrono::NaiveDate;

use super::cell::Cell;
use super::said;
use crate::catalog::model::{Enrol, Offering, Question};
use crate::ledger::facts::Status;
use crate::roster::listing::policy::age_on;
use crate::roster::listing::{Ground, Line};
use crate::values::clock::Instant;
use crate::values::locale::Locale;
use crate::values::say::say;

/// Characters of an id that tell groups apart.
const GROUP_SHOWN: usize = 8;

type Read = Box<dyn Fn(&Line, &Reader) -> Cell + Send + Sync>;

/// What cells are read with.
#[derive(Debug)]
struct Reader {
    offering: Offering,
    locale: Locale,
    today: NaiveDate,
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
        let mut columns = Vec::new();
        let mut add = |name: &str, width: u16, read: Read| {
            let heading = say(locale, &format!("roster-column-{name}"), &[]);
            columns.push(Column {
                heading,
                width,
                read,
            });
        };
        standing(&mut add, ground);
        person(&mut add);
        times(&mut add);
        if ground.sensitive {
            sensitive(&mut add);
        }
        for question in ground.questions() {
            columns.push(answer(question, locale));
        }
        for (text, _) in ground.snapshot.consents_of(&ground.program) {
            let label = ground.snapshot.question_label(&text.key);
            let heading = label.map_or(text.key.as_str(), |label| label.pick(locale));
            columns.push(consent(heading, text.key.clone()));
        }
        let heading = say(locale, "roster-column-id", &[]);
        columns.push(Column {
            heading,
            width: 38,
            read: Box::new(|line, _| Cell::text(line.registration.id.to_string())),
        });
        Self {
            columns,
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

/// Where the registration stands.
fn standing(add: &mut impl FnMut(&str, u16, Read), ground: &Ground) {
    add(
        "status",
        10,
        Box::new(|line, with| said::word(with.locale, "status", line.registration.status.as_str())),
    );
    add(
        "place",
        8,
        Box::new(|line, _| Cell::number(line.place_in_line)),
    );
    if ground.offering.enrol == Enrol::Pick {
        add(
            "session",
            18,
            Box::new(|line, with| moment(line.times.and_then(|times| times.starts_at), with)),
        );
    }
    add(
        "seats",
        6,
        Box::new(|line, _| Cell::Number(line.registration.seats.into())),
    );
    if !ground.offering.quotas.is_empty() {
        add(
            "quota",
            14,
            Box::new(|line, with| {
                let key = &line.registration.quota_key;
                let quota = with.offering.quotas.iter().find(|quota| quota.key == *key);
                Cell::text(quota.map_or(key.as_str(), |quota| quota.label.pick(with.locale)))
            }),
        );
    }
    codes(add, ground);
}

/// What was offered, drawn and granted, and the codes.
fn codes(add: &mut impl FnMut(&str, u16, Read), ground: &Ground) {
    add(
        "offer",
        18,
        Box::new(|line, with| {
            let is_offered = line.registration.status == Status::Offered;
            moment(
                line.registration.offer_expires_at.filter(|_| is_offered),
                with,
            )
        }),
    );
    add(
        "group",
        10,
        Box::new(|line, _| {
            let group = line
                .registration
                .group_id
                .map(|id| id.0.simple().to_string());
            // The end of an id is random, its beginning is the time.
            group
                .map(|id| id.chars().skip(32 - GROUP_SHOWN).collect::<String>())
                .into()
        }),
    );
    if ground.offering.allocation.is_decided_later() {
        add(
            "points",
            6,
            Box::new(|line, _| Cell::Number(line.registration.points.into())),
        );
        add(
            "reviewed",
            18,
            Box::new(|line, with| moment(line.registration.reviewed_at, with)),
        );
        add(
            "drawn",
            8,
            Box::new(|line, _| Cell::number(line.registration.drawn_rank)),
        );
        add(
            "draw-code",
            12,
            Box::new(|line, _| line.registration.draw_code.clone().into()),
        );
    }
    add(
        "door-code",
        10,
        Box::new(|line, _| Cell::text(line.registration.door_code.clone())),
    );
}

/// Who takes part.
fn person(add: &mut impl FnMut(&str, u16, Read)) {
    add(
        "name",
        14,
        Box::new(|line, _| Cell::text(line.person.name.clone())),
    );
    add(
        "relation",
        8,
        Box::new(|line, with| said::word(with.locale, "relation", line.person.relation.as_str())),
    );
    add(
        "birth",
        12,
        Box::new(|line, _| line.person.birth_date.into()),
    );
    add(
        "age",
        6,
        Box::new(|line, with| {
            Cell::number(age_on(
                line.person.birth_date,
                line.first_day(&with.offering, with.today),
            ))
        }),
    );
    add(
        "grade",
        6,
        Box::new(|line, with| {
            let day = line.first_day(&with.offering, with.today);
            Cell::number(line.person.grade.and_then(|grade| grade.on(day)))
        }),
    );
    add(
        "gender",
        6,
        Box::new(|line, with| match line.person.gender {
            Some(gender) => said::word(with.locale, "gender", gender.as_str()),
            None => Cell::Empty,
        }),
    );
    account(add);
}

/// How to reach whoever registered.
fn account(add: &mut impl FnMut(&str, u16, Read)) {
    add(
        "account",
        14,
        Box::new(|line, _| Cell::text(line.contact.name.clone())),
    );
    add(
        "phone",
        16,
        Box::new(|line, _| line.contact.phone.clone().into()),
    );
    add(
        "email",
        26,
        Box::new(|line, _| Cell::text(line.contact.email.clone())),
    );
    add(
        "by-phone",
        8,
        Box::new(|line, with| said::yes(with.locale, line.registration.by_phone)),
    );
    add(
        "assisted",
        8,
        Box::new(|line, with| said::yes(with.locale, line.assisted)),
    );
    add(
        "duplicates",
        8,
        Box::new(|line, with| said::yes(with.locale, !line.duplicates.is_empty())),
    );
}

/// When it was made and changed, and whether the family was reached.
fn times(add: &mut impl FnMut(&str, u16, Read)) {
    add(
        "created",
        18,
        Box::new(|line, with| moment(Some(line.registration.created_at), with)),
    );
    add(
        "updated",
        18,
        Box::new(|line, with| moment(Some(line.registration.updated_at), with)),
    );
    add(
        "message",
        16,
        Box::new(|line, with| match &line.last_message {
            Some(last) => said::message(with.locale, &last.kind),
            None => Cell::Empty,
        }),
    );
    add(
        "message-state",
        10,
        Box::new(|line, with| match &line.last_message {
            Some(last) => said::word(with.locale, "message-state", last.state.as_str()),
            None => Cell::Empty,
        }),
    );
    add(
        "message-at",
        18,
        Box::new(|line, with| moment(line.last_message.as_ref().map(|last| last.at), with)),
    );
}

/// What those on duty need.
fn sensitive(add: &mut impl FnMut(&str, u16, Read)) {
    add(
        "care",
        30,
        Box::new(|line, _| line.person.care_notes.clone().into()),
    );
    add(
        "pickup",
        30,
        Box::new(|line, _| {
            let people = line.person.pickup_people.iter().map(said::contact);
            Cell::text(people.collect::<Vec<_>>().join("; "))
        }),
    );
    add(
        "emergency",
        26,
        Box::new(|line, _| {
            line.person
                .emergency_contact
                .as_ref()
                .map(said::contact)
                .into()
        }),
    );
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

/// By the clock of the offering, to the minute.
fn moment(at: Option<Instant>, with: &Reader) -> Cell {
    at.map_or(Cell::Empty, |at| {
        Cell::Moment(at.at(with.offering.time_zone).naive_local())
    })
}
