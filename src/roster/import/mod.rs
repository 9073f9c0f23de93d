//! Importing a file of organizations, sites, questions and programs.
//!
//! A file is read and checked whole, each command to the ledger is previewed, and one fault or
//! refusal refuses it whole. Then it is applied program by program, each in a transaction of its
//! own; after a break it can be run again, and does what is left.

mod apply;
pub mod policy;
mod store;

use std::sync::Arc;

use serde_json::Value;

use crate::catalog::{self, Catalog};
use crate::db::{Database, Fault};
use crate::ledger::command::{Act, Actor, Command, Refusal};
use crate::ledger::{Ledger, SubmitError};
use crate::roster::policy::seats::{OpenedUnits, commands};
use crate::roster::store::{opened, registered};
use crate::values::clock::Clock;
use crate::values::ids::{IdMaker, ProgramId};
use crate::values::secret::sha256_hex;
use policy::flaw::Flaw;
use policy::plan::{Plan, plan};
use policy::read::{Stored, Wanted, meta, read};
use policy::shift::Shift;
use store::Record;

/// How far the dates of a first import are moved; later ones keep its shift.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ShiftChoice {
    /// Not at all.
    #[default]
    None,
    /// By so many weeks.
    Weeks(i32),
    /// From the day the file is written for to today, rounded down.
    ToToday,
}

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How far the dates were moved.
    pub shift_weeks: i32,
    /// Bodies saved.
    pub organizations: usize,
    /// Places saved.
    pub sites: usize,
    /// Questions saved.
    pub questions: usize,
    /// Versions of consent texts published.
    pub consent_texts: usize,
    /// Programs saved.
    pub programs: usize,
    /// Offerings saved.
    pub offerings: usize,
    /// Commands the ledger carried out.
    pub commands: usize,
}

/// Why a file was not imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It is not JSON.
    #[error("not JSON: {0}")]
    NotJson(serde_json::Error),
    /// It has faults; nothing was imported.
    #[error("{} faults; nothing was imported", .0.len())]
    Flawed(Vec<Flaw>),
    /// The ledger refused what it had accepted in the preview, since somebody registered
    /// meanwhile; the programs before are imported.
    #[error("stopped at program {program}: {refusal:?}")]
    Refused {
        /// The code of the program.
        program: String,
        /// What the ledger said.
        refusal: Refusal,
    },
    /// The ledger gave no answer; the programs before are imported.
    #[error("stopped: {0}")]
    Unanswered(#[from] SubmitError),
    /// The database failed; the programs before are imported.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Imports files. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Importer {
    db: Database,
    clock: Clock,
    ids: Arc<IdMaker>,
    catalog: Catalog,
    ledger: Ledger,
}

/// A file that was read, checked and previewed.
struct Checked {
    record: Record,
    /// Whether the record is to be kept: the same file again leaves no trace.
    is_new: bool,
    plan: Plan,
    /// The commands of each program of the plan.
    acts: Vec<Vec<Act>>,
}

impl Importer {
    /// An importer of `db`.
    #[must_use]
    pub const fn new(
        db: Database,
        clock: Clock,
        ids: Arc<IdMaker>,
        catalog: Catalog,
        ledger: Ledger,
    ) -> Self {
        Self {
            db,
            clock,
            ids,
            catalog,
            ledger,
        }
    }

    /// Whether nothing was ever imported.
    ///
    /// # Errors
    /// [`Fault`] of the database.
    pub async fn is_first(&self) -> Result<bool, Fault> {
        Ok(store::records(self.db.read()).await?.is_empty())
    }

    /// Imports the file called `source`.
    ///
    /// # Errors
    /// [`ImportError`].
    pub async fn import(
        &self,
        source: &str,
        bytes: &[u8],
        shift: ShiftChoice,
    ) -> Result<Report, ImportError> {
        let checked = self.check(source, bytes, shift).await?;
        let report = self.apply(checked).await?;
        self.catalog.refresh().await?;
        Ok(report)
    }

    async fn check(
        &self,
        source: &str,
        bytes: &[u8],
        shift: ShiftChoice,
    ) -> Result<Checked, ImportError> {
        let file: Value = serde_json::from_slice(bytes).map_err(ImportError::NotJson)?;
        let db = self.db.read();
        let records = store::records(db).await?;
        let shift = self.shift(&file, shift, &records)?;
        let contents = catalog::load(db).await?;
        let known = contents.offerings.iter().map(|offering| offering.id);
        let registered = registered(db, known).await?;
        let stored = Stored {
            contents: &contents,
            registered: &registered,
        };
        let wanted = read(&file, stored, shift, &self.ids).map_err(ImportError::Flawed)?;
        let acts = self.preview(&wanted).await?;
        let sha256 = sha256_hex(bytes);
        Ok(Checked {
            is_new: records.iter().all(|record| record.sha256 != sha256),
            record: Record {
                source: source.to_owned(),
                sha256,
                shift_weeks: shift.weeks,
            },
            plan: plan(wanted, &contents),
            acts,
        })
    }

    fn shift(
        &self,
        file: &Value,
        choice: ShiftChoice,
        records: &[Record],
    ) -> Result<Shift, ImportError> {
        let head = meta(file).map_err(ImportError::Flawed)?;
        let today = self.clock.now().day(head.time_zone);
        Ok(match (records.first(), choice) {
            (Some(first), _) => Shift {
                weeks: first.shift_weeks,
            },
            (None, ShiftChoice::None) => Shift::default(),
            (None, ShiftChoice::Weeks(weeks)) => Shift { weeks },
            (None, ShiftChoice::ToToday) => Shift::to(today, head.demo_today),
        })
    }

    /// The commands of each program, after the ledger said that it would take them.
    async fn preview(&self, wanted: &Wanted) -> Result<Vec<Vec<Act>>, ImportError> {
        let opened = opened(self.db.read(), None).await?;
        let nothing = OpenedUnits::new();
        let mut flaws = Vec::new();
        let mut acts = Vec::with_capacity(wanted.programs.len());
        for (at, (program, offerings)) in wanted.programs.iter().enumerate() {
            let mut of_program = Vec::new();
            for (run, offering) in offerings.iter().enumerate() {
                let units = opened.get(&offering.id).unwrap_or(&nothing);
                for act in commands(offering, units, &self.ids) {
                    let command = self.command(program.id, act.clone());
                    if let Err(refusal) = self.ledger.preview(&command).await?.answer {
                        let pointer = format!("/programs/{at}/offerings/{run}");
                        flaws.push(Flaw::refused(pointer, &offering.code, &refusal));
                    }
                    of_program.push(act);
                }
            }
            acts.push(of_program);
        }
        if flaws.is_empty() {
            Ok(acts)
        } else {
            Err(ImportError::Flawed(flaws))
        }
    }

    fn command(&self, program_id: ProgramId, act: Act) -> Command {
        Command {
            program_id,
            actor: Actor::Import,
            received_at: self.clock.now(),
            act,
        }
    }
}
