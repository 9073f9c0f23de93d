//! `niangjia check`: the invariants of the ledger, on the database as it is.

use std::fmt::Write;
use std::process::ExitCode;

use anyhow::Context;

use crate::config::Config;
use crate::db::{Database, DatabaseSettings};
use crate::ledger::check::{self, Report};

const NOT_MIGRATED: &str = "the database is not migrated: run `niangjia migrate`";

/// Looks, tells, and fails when something is wrong.
pub(super) async fn check(config: &Config) -> anyhow::Result<ExitCode> {
    check_at(config, &config.database).await
}

/// The same for another database than the configured one.
pub(super) async fn check_at(
    config: &Config,
    database: &DatabaseSettings,
) -> anyhow::Result<ExitCode> {
    let db = of_this_version(database).await?;
    look(config, db.context(NOT_MIGRATED)?).await
}

/// The database, if it is there and has the schema of this build.
pub(super) async fn of_this_version(
    database: &DatabaseSettings,
) -> anyhow::Result<Option<Database>> {
    let Some(db) = Database::connect_to_existing(database).await? else {
        return Ok(None);
    };
    match db.is_migrated().await {
        Ok(true) => Ok(Some(db)),
        other => {
            db.close().await?;
            other?;
            Ok(None)
        }
    }
}

/// Tells what breaks an invariant; fails when something does.
pub(super) async fn look(config: &Config, db: Database) -> anyhow::Result<ExitCode> {
    let report = check::run(&db, config.clock.clock().now()).await;
    db.close().await?;
    let report = report?;
    super::say(&told(&report))?;
    Ok(if report.violations.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Each violation with its rows, and how much was looked at.
fn told(report: &Report) -> String {
    let mut text = String::new();
    for violation in &report.violations {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{violation}");
    }
    let Report {
        programs,
        registrations,
        events,
        violations,
    } = report;
    let found = match violations.len() {
        0 => "every invariant holds".to_owned(),
        1 => "1 violation".to_owned(),
        several => format!("{several} violations"),
    };
    let looked = format!("{programs} programs, {registrations} registrations, {events} events");
    let _ = write!(text, "Looked at {looked}: {found}.");
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::check::Violation;

    #[test]
    fn each_violation_stands_with_its_rows_before_the_summary() {
        let mut report = Report {
            programs: 45,
            registrations: 7,
            events: 20,
            violations: Vec::new(),
        };
        let fine = "Looked at 45 programs, 7 registrations, 20 events: every invariant holds.";
        assert_eq!(told(&report), fine);
        report.violations.push(Violation {
            invariant: "I1",
            program: None,
            rows: vec!["pools 1".to_owned()],
            text: "the pool says 2 seats taken, it is 1".to_owned(),
        });
        assert_eq!(
            told(&report),
            "I1 the pool says 2 seats taken, it is 1\n    pools 1\n\
             Looked at 45 programs, 7 registrations, 20 events: 1 violation."
        );
    }
}
