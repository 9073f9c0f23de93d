//! What became of the lines of a list, or would.

use crate::ledger::facts::Status;
use crate::roster::Roster;
use crate::roster::lists::{Listed, ListedLine};
use crate::values::locale::Locale;

/// Lines that are shown of each sort; the counts are of all.
const SHOWN: usize = 500;

/// What became of a list.
#[derive(Debug)]
pub(super) struct Outcome {
    /// Lines with something wrong, and those without.
    pub(super) bad: Vec<Bad>,
    pub(super) good: Vec<Good>,
    pub(super) refused: i64,
    pub(super) registered: i64,
    pub(super) confirmed: i64,
    pub(super) waiting: i64,
    pub(super) by_phone: i64,
}

/// A line with something wrong.
#[derive(Debug)]
pub(super) struct Bad {
    pub(super) line: usize,
    pub(super) name: String,
    /// What, column by column where it is known.
    pub(super) said: Vec<String>,
}

/// A line that is registered, or would be.
#[derive(Debug)]
pub(super) struct Good {
    pub(super) line: usize,
    pub(super) name: String,
    pub(super) status: Status,
}

impl Outcome {
    pub(super) fn new(roster: &Roster, listed: Listed, locale: Locale) -> Self {
        let mut outcome = Self {
            bad: Vec::new(),
            good: Vec::new(),
            refused: 0,
            registered: 0,
            confirmed: 0,
            waiting: 0,
            by_phone: 0,
        };
        for ListedLine {
            line,
            name,
            outcome: became,
        } in listed.lines
        {
            let (rows, problem) = roster.told(became);
            if let Some(problem) = problem {
                outcome.refused += 1;
                if outcome.bad.len() < SHOWN {
                    let view = problem.view(locale, "");
                    let errors = view.errors.into_iter().map(|error| {
                        let column = error.pointer.trim_start_matches('/').to_owned();
                        format!("{column}: {}", error.detail)
                    });
                    let reasons = view.reasons.into_iter().map(|reason| reason.detail);
                    let mut said: Vec<String> = errors.chain(reasons).collect();
                    if said.is_empty() {
                        said.push(view.detail);
                    }
                    outcome.bad.push(Bad { line, name, said });
                }
            } else if let Some(row) = rows.first() {
                outcome.registered += 1;
                outcome.confirmed += i64::from(row.status == Status::Confirmed);
                outcome.waiting += i64::from(row.status == Status::Waitlisted);
                outcome.by_phone += i64::from(row.by_phone);
                if outcome.good.len() < SHOWN {
                    let status = row.status;
                    outcome.good.push(Good { line, name, status });
                }
            }
        }
        outcome
    }

    /// Whether some lines are counted and not shown.
    pub(super) fn is_cut(&self) -> bool {
        let shown = self.bad.len() + self.good.len();
        i64::try_from(shown).unwrap_or(i64::MAX) < self.refused + self.registered
    }
}

impl Good {
    /// The id of the name of its status.
    pub(super) fn label(&self) -> String {
        format!("roster-status-{}", self.status.as_str())
    }
}
