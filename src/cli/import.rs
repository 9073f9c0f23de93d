//! `niangjia import FILE`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;

use super::open;
use crate::config::Config;
use crate::roster::import::{ImportError, Report, ShiftChoice};

/// What `import` takes.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// A JSON file; demo/README.md describes its form.
    file: PathBuf,
    /// Moves all dates by so many whole weeks, back when negative. The shift of the first
    /// import is kept for later ones.
    #[arg(
        long,
        value_name = "N",
        allow_hyphen_values = true,
        conflicts_with = "shift_to_today"
    )]
    shift_weeks: Option<i32>,
    /// Moves all dates from the day the file is written for to today, by whole weeks, rounded
    /// down.
    #[arg(long)]
    shift_to_today: bool,
}

impl Import {
    fn shift(&self) -> ShiftChoice {
        match (self.shift_weeks, self.shift_to_today) {
            (Some(weeks), _) => ShiftChoice::Weeks(weeks),
            (None, true) => ShiftChoice::ToToday,
            (None, false) => ShiftChoice::None,
        }
    }
}

/// Imports a file, or says everything that is wrong with it and imports nothing.
pub(super) async fn import(config: &Config, what: &Import) -> anyhow::Result<ExitCode> {
    let name = what.file.display().to_string();
    let bytes = std::fs::read(&what.file).with_context(|| format!("{name} cannot be read"))?;
    let app = open::open(config).await?;
    let outcome = app.importer.import(&name, &bytes, what.shift()).await;
    app.drain().await;
    app.db.close().await?;
    match outcome {
        Ok(report) => {
            super::say(&said(&report))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(ImportError::Flawed(flaws)) => {
            let lines: Vec<String> = flaws.iter().map(ToString::to_string).collect();
            super::say(&format!("{}\n{name} was not imported.", lines.join("\n")))?;
            Ok(ExitCode::FAILURE)
        }
        Err(error) => Err(error).context(name),
    }
}

/// What an import did, for people.
pub(super) fn said(report: &Report) -> String {
    let Report {
        shift_weeks,
        organizations,
        sites,
        questions,
        consent_texts,
        programs,
        offerings,
        commands,
    } = report;
    format!(
        "Saved: {organizations} organizations, {sites} sites, {questions} questions, \
         {consent_texts} consent texts, {programs} programs, {offerings} offerings; \
         {commands} changes of places. Dates moved by {shift_weeks} weeks."
    )
}
