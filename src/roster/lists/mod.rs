//! Lists of people, as factories keep them: read from a file, and registered line by line. Each
//! line stands for itself; what is refused is told with its line and column, and the others go on.

mod columns;
mod lines;
mod table;
mod values;

use std::collections::HashMap;

pub use self::columns::{Column, choices, meant};
pub use self::table::{BYTES_MAX, Cell, LINES_MAX, Table, Unreadable, read};
pub use self::values::{Unread, answer};
use super::Roster;
use super::policy::broken::Broken;
use crate::catalog::model::Question;
use crate::catalog::snapshot::Snapshot;
use crate::db::Fault;
use crate::db::idempotency::RequestKey;
use crate::ledger::facts::Registration;
use crate::registrations::RegistrationError;
use crate::registrations::assist::{Assisted, Desk, Outcomes};
use crate::values::ids::OrganizationId;
use crate::values::text::fold;

/// What became of a list.
#[derive(Debug)]
pub struct Listed {
    /// Headings that mean nothing to us: what stands below them is not read.
    pub ignored: Vec<String>,
    /// What became of each line, in order.
    pub lines: Vec<ListedLine>,
}

/// What became of a line.
#[derive(Debug)]
pub struct ListedLine {
    /// Its number in the file, from 1.
    pub line: usize,
    /// Whose line it is.
    pub name: String,
    /// What became of it.
    pub outcome: LineOutcome,
}

/// What became of a line.
#[derive(Debug)]
pub enum LineOutcome {
    /// Registered, or would be.
    Registered(Vec<Registration>),
    /// Registered by an earlier try under the same key.
    Known(Vec<Registration>),
    /// Cells that cannot be read, by heading.
    Unread(Vec<Broken>),
    /// A rule forbids it, or it could not be decided.
    Refused(RegistrationError),
}

/// Why a whole list is refused.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The file is no table.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// No column holds names.
    #[error("no column of names")]
    NoNames {
        /// The headings there are.
        headings: Vec<String>,
    },
    /// Two columns mean the same.
    #[error("two columns mean the same")]
    Twice {
        /// The second heading.
        heading: String,
    },
    /// A fault of ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Roster {
    /// Registers everybody on a list, or with `preview` says what would become of each, one after
    /// the other. With a key, the same list once more goes on where it broke off.
    ///
    /// # Errors
    /// [`ListError`]; what is wrong with a line stands in its outcome.
    pub async fn register_list(
        &self,
        desk: Desk<'_>,
        bytes: Vec<u8>,
        key: Option<&RequestKey>,
        preview: bool,
    ) -> Result<Listed, ListError> {
        let table = self.read_list(bytes).await?;
        self.register_table(desk, &table, key, preview).await
    }

    /// Reads a file.
    ///
    /// # Errors
    /// [`ListError`].
    pub async fn read_list(&self, bytes: Vec<u8>) -> Result<Table, ListError> {
        // Unpacking takes a while: not on a thread that serves others.
        let reading = tokio::task::spawn_blocking(move || read(&bytes)).await;
        let table = reading.map_err(|error| Fault::broken(format!("reading a list: {error}")))?;
        Ok(table?)
    }

    /// As [`Roster::register_list`], of a file that was read.
    ///
    /// # Errors
    /// [`ListError`].
    pub async fn register_table(
        &self,
        desk: Desk<'_>,
        table: &Table,
        key: Option<&RequestKey>,
        preview: bool,
    ) -> Result<Listed, ListError> {
        let snapshot = self.catalog.snapshot();
        let questions: Vec<&Question> = snapshot.questions_of(desk.program).collect();
        let columns = columns_of(table, &questions)?;
        let names = lines::Names {
            program: desk.program,
            offering: desk.offering,
            bodies: bodies(&snapshot),
        };
        let today = self.clock.now().day(desk.offering.time_zone);
        let (mut found, mut people, mut keys) = (Vec::new(), Vec::new(), Vec::new());
        for (number, cells) in &table.lines {
            let (name, wanted) = lines::person(cells, &columns, &names, today);
            let unread = match wanted {
                Ok(assisted) => {
                    people.push(assisted);
                    keys.push(key.map(|key| key.part(*number)));
                    None
                }
                Err(broken) => Some(broken),
            };
            found.push((*number, name, unread));
        }
        let outcomes = self.register_all(desk, people, keys, preview).await?;
        let mut outcomes = outcomes.into_iter();
        let lines = found.into_iter().filter_map(|(line, name, unread)| {
            let outcome = match unread {
                Some(broken) => LineOutcome::Unread(broken),
                None => match outcomes.next()? {
                    Ok(done) if done.replayed => LineOutcome::Known(done.outcome.registrations),
                    Ok(done) => LineOutcome::Registered(done.outcome.registrations),
                    Err(error) => LineOutcome::Refused(error),
                },
            };
            Some(ListedLine {
                line,
                name,
                outcome,
            })
        });
        Ok(Listed {
            lines: lines.collect(),
            ignored: columns
                .iter()
                .filter(|(heading, column)| column.is_none() && !heading.is_empty())
                .map(|(heading, _)| heading.clone())
                .collect(),
        })
    }

    async fn register_all(
        &self,
        desk: Desk<'_>,
        people: Vec<Assisted>,
        keys: Vec<Option<RequestKey>>,
        preview: bool,
    ) -> Result<Outcomes, Fault> {
        if preview {
            self.registrations.rehearse_assisted(desk, &people).await
        } else {
            self.registrations.assist(desk, people, keys).await
        }
    }
}

/// What each heading means.
fn columns_of(
    table: &Table,
    questions: &[&Question],
) -> Result<Vec<(String, Option<Column>)>, ListError> {
    let mut columns: Vec<(String, Option<Column>)> = Vec::new();
    for heading in &table.headings {
        let column = meant(heading, questions);
        let stands = |(_, other): &(String, Option<Column>)| *other == column;
        if column.is_some() && columns.iter().any(stands) {
            let heading = heading.clone();
            return Err(ListError::Twice { heading });
        }
        columns.push((heading.clone(), column));
    }
    if columns
        .iter()
        .all(|(_, column)| *column != Some(Column::Name))
    {
        let headings = table.headings.clone();
        return Err(ListError::NoNames { headings });
    }
    Ok(columns)
}

/// Bodies by code and by name; a name that two have means neither.
fn bodies(snapshot: &Snapshot) -> HashMap<String, OrganizationId> {
    let mut bodies: HashMap<String, Option<OrganizationId>> = HashMap::new();
    for body in snapshot.organizations.all() {
        for name in [&body.code, &body.name.zh, &body.name.en] {
            let known = bodies.entry(fold(name)).or_insert(Some(body.id));
            if *known != Some(body.id) {
                *known = None;
            }
        }
    }
    let named = bodies.into_iter();
    named.filter_map(|(name, id)| Some((name, id?))).collect()
}
