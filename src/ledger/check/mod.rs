//! `niangjia check`: the ledger's invariants I1 to I8 on a live database.
//!
//! Reads one snapshot, some programs at a time, and writes nothing. States the rules once more, in
//! plain counts over rows, instead of calling the code that decided them: what that code got
//! wrong must not be wrong here too. The invariants: docs/operations.md, "Is every seat right?".

mod consents;
mod history;
mod line;
mod records;
mod replay;
mod seats;

use std::fmt;

use sea_orm::DatabaseTransaction;

pub(super) use self::records::{
    ConsentRecord, ConsentText, DanglingKey, EventRecord, GUARDIAN_CONSENT, NoticeRecord, Person,
    PoolEventRecord, Records, UnitRecord,
};
use super::store::audit;
use crate::db::write::rollback;
use crate::db::{Database, Fault};
use crate::values::clock::Instant;
use crate::values::ids::{NoticeId, ProgramId};

/// Rows that break an invariant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Which one: `I1` to `I8`.
    pub invariant: &'static str,
    /// The program it was found in; none for what belongs to no program.
    pub program: Option<ProgramId>,
    /// The rows, as `table key`.
    pub rows: Vec<String>,
    /// What is wrong with them.
    pub text: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.invariant, self.text)?;
        if let Some(program) = self.program {
            write!(f, "\n    programs {program}")?;
        }
        for row in &self.rows {
            write!(f, "\n    {row}")?;
        }
        Ok(())
    }
}

/// What was looked at, and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Programs looked at.
    pub programs: usize,
    /// Registrations looked at.
    pub registrations: usize,
    /// Events of registrations and pools looked at.
    pub events: usize,
    /// What breaks an invariant; empty when all is well.
    pub violations: Vec<Violation>,
}

/// Checks every program as of `now`. What is merely due by then, and not yet applied by the
/// timer, is no violation. Holds the rows of one large program, or of some small ones, at a time.
///
/// # Errors
/// [`Fault`] of the database, or a row that does not read.
pub async fn run(db: &Database, now: Instant) -> Result<Report, Fault> {
    let tx = db.snapshot().await?;
    let report = look(&tx, now).await;
    rollback(tx).await;
    report
}

async fn look(tx: &DatabaseTransaction, now: Instant) -> Result<Report, Fault> {
    let texts = audit::consent_texts(tx).await?;
    let mut report = Report::default();
    for programs in audit::programs(tx).await? {
        for records in audit::records(tx, &programs).await? {
            report.programs += 1;
            report.registrations += records.registrations.len();
            report.events += records.events.len() + records.pool_events.len();
            report.violations.extend(violations(&records, &texts, now));
        }
    }
    let strays = audit::stray_notices(tx).await?;
    report.violations.extend(strays.into_iter().map(stray));
    let dangling = audit::dangling_keys(tx).await?;
    report
        .violations
        .extend(dangling.iter().map(points_nowhere));
    Ok(report)
}

/// Every violation among the rows of one program: I1 to I5, I7 and I8.
fn violations(records: &Records, texts: &[ConsentText], now: Instant) -> Vec<Violation> {
    let mut found = seats::counts(records);
    found.extend(seats::idle(records, now));
    found.extend(replay::promotions(records));
    found.extend(seats::doubles(records));
    found.extend(history::chains(records));
    found.extend(history::numbers(records));
    found.extend(history::notices(records));
    found.extend(consents::guardians(records, texts));
    found.extend(history::ends(records));
    found
}

/// I5 for a notice of the ledger about a registration that is not there.
fn stray(notice: NoticeId) -> Violation {
    Violation {
        invariant: "I5",
        program: None,
        rows: vec![format!("notices {notice}")],
        text: "a notice tells of a registration that is not there".to_owned(),
    }
}

/// I6.
fn points_nowhere(key: &DanglingKey) -> Violation {
    let missing = key.missing.iter().map(|id| format!("missing {id}"));
    let record = format!("idempotency_records {} {}", key.account, key.key);
    Violation {
        invariant: "I6",
        program: None,
        rows: std::iter::once(record).chain(missing).collect(),
        text: "an idempotency key answers with rows that are not there".to_owned(),
    }
}
