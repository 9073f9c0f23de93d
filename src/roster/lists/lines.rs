//! The lines of a list as people to be registered.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::columns::Column;
use super::table::Cell;
use super::values::{self, Unread};
use crate::catalog::model::{Audience, Offering, Program};
use crate::households::policy::Relation;
use crate::registrations::assist::Assisted;
use crate::roster::policy::broken::{Broken, below};
use crate::roster::policy::entry::{self, Entry};
use crate::values::ids::{OrganizationId, SessionId};
use crate::values::text::{clean_line, fold};

/// What cells may name.
pub(super) struct Names<'a> {
    /// What the list is for.
    pub(super) program: &'a Program,
    /// The offering.
    pub(super) offering: &'a Offering,
    /// Bodies by code and by name, folded.
    pub(super) bodies: HashMap<String, OrganizationId>,
}

/// Whose line it is, and what is to be registered; or what cannot be, under the headings.
pub(super) fn person(
    line: &[Option<Cell>],
    columns: &[(String, Option<Column>)],
    names: &Names<'_>,
    today: NaiveDate,
) -> (String, Result<Assisted, Vec<Broken>>) {
    let (entry, mut broken) = entry(line, columns, names);
    let name = clean_line(&entry.name);
    let wanted = match entry::read(entry, today) {
        Ok(assisted) if broken.is_empty() => Ok(assisted),
        Ok(_) => Err(broken),
        Err(more) => {
            broken.extend(in_columns(more, columns));
            Err(broken)
        }
    };
    (name, wanted)
}

/// Reads a line as far as it can be read; a cell that cannot is told under its heading.
fn entry(
    line: &[Option<Cell>],
    columns: &[(String, Option<Column>)],
    names: &Names<'_>,
) -> (Entry, Vec<Broken>) {
    let mut reading = Reading {
        entry: blank(names.program),
        names,
        broken: Vec::new(),
    };
    for (cell, (heading, column)) in line.iter().zip(columns) {
        if let (Some(cell), Some(column)) = (cell, column)
            && reading.lay(cell, column) == Err(Unread)
        {
            let said = values::text(cell);
            reading.broken.push(Broken::new(
                heading,
                "wrong-form",
                format!("读不懂“{said}”"),
                format!("“{said}” cannot be read"),
            ));
        }
    }
    (reading.entry, reading.broken)
}

/// What was found of the members of an entry, as found in the columns they came from.
fn in_columns(broken: Vec<Broken>, columns: &[(String, Option<Column>)]) -> Vec<Broken> {
    let heading = |pointer: &str| {
        let wanted = match pointer {
            "/name" => Column::Name,
            "/birth_date" => Column::Birth,
            "/grade" => Column::Grade,
            "/contact_name" => Column::Contact,
            "/phone" => Column::Phone,
            "/email" => Column::Email,
            _ => return None,
        };
        let mut known = columns.iter();
        let found = known.find(|(_, column)| column.as_ref() == Some(&wanted));
        found.map(|(heading, _)| below("", heading))
    };
    let moved = broken.into_iter().map(|one| Broken {
        pointer: heading(&one.pointer).unwrap_or(one.pointer),
        ..one
    });
    moved.collect()
}

struct Reading<'a> {
    entry: Entry,
    names: &'a Names<'a>,
    broken: Vec<Broken>,
}

impl Reading<'_> {
    fn lay(&mut self, cell: &Cell, column: &Column) -> Result<(), Unread> {
        let entry = &mut self.entry;
        match column {
            Column::Name => entry.name = values::text(cell),
            Column::Relation => entry.relation = values::relation(cell)?,
            Column::Birth => entry.birth_date = Some(values::day(cell)?),
            Column::Gender => entry.gender = Some(values::gender(cell)?),
            Column::Grade => entry.grade = Some(values::grade(cell)?),
            Column::MemberOf => {
                let body = self.names.bodies.get(&fold(&values::text(cell)));
                entry.member_of = Some(*body.ok_or(Unread)?);
            }
            Column::Contact => entry.contact_name = Some(values::text(cell)),
            Column::Phone => entry.phone = Some(values::text(cell)),
            Column::Email => entry.email = Some(values::text(cell)),
            Column::Sessions => entry.session_ids = sessions(self.names.offering, cell)?,
            Column::Seats => entry.seats = values::whole(cell)?,
            Column::Paper => entry.consent_paper = values::truth(cell)?,
            Column::NotSame => entry.not_same = values::truth(cell)?,
            Column::Answer(question) => {
                let answer = values::answer(question, cell)?;
                entry.answers.insert(question.key.clone(), answer);
            }
        }
        Ok(())
    }
}

/// Sessions by their codes, or by the last part of them.
fn sessions(offering: &Offering, cell: &Cell) -> Result<Vec<SessionId>, Unread> {
    let text = values::text(cell);
    let named = text.split([' ', '、', '；', ';', '，', ',']);
    let named = named.map(str::trim).filter(|code| !code.is_empty());
    let find = |code: &str| {
        let mut sessions = offering.sessions.iter();
        let found = sessions.find(|session| {
            let short = session.code.strip_prefix(&offering.code);
            let short = short.map(|short| short.trim_start_matches('-'));
            session.code == code || short == Some(code)
        });
        found.map(|session| session.id).ok_or(Unread)
    };
    named.map(find).collect()
}

fn blank(program: &Program) -> Entry {
    let relation = if program.eligibility.audience == Audience::Child {
        Relation::Child
    } else {
        Relation::Myself
    };
    Entry {
        name: String::new(),
        relation,
        birth_date: None,
        gender: None,
        grade: None,
        member_of: None,
        contact_name: None,
        phone: None,
        email: None,
        session_ids: Vec::new(),
        seats: 1,
        answers: BTreeMap::new(),
        consent_paper: false,
        not_same: false,
        join_waitlist: true,
    }
}
