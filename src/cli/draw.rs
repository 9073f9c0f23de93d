//! `niangjia draw verify`: recomputes a draw from its published record.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;

use crate::ledger::draw::{Fate, Transcript, verify};

/// What is done with a draw.
#[derive(Debug, Subcommand)]
pub(super) enum Draw {
    /// Recomputes a draw from its record (docs/draw.md); ends with 1 if it does not hold.
    Verify {
        /// The record: the member `transcript` of the offering's draw, or the whole answer.
        file: PathBuf,
    },
}

impl Draw {
    /// Does it; needs neither configuration nor database.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        let Self::Verify { file } = self;
        let transcript = read(file)?;
        match verify(&transcript) {
            Ok(()) => {
                super::say(&told(&transcript))?;
                Ok(ExitCode::SUCCESS)
            }
            Err(error) => {
                super::say(&format!("The draw does not hold: {error}."))?;
                Ok(ExitCode::FAILURE)
            }
        }
    }
}

fn read(file: &Path) -> anyhow::Result<Transcript> {
    let text = fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let mut value: serde_json::Value =
        serde_json::from_str(&text).with_context(|| format!("{} is not JSON", file.display()))?;
    if let Some(inner) = value.get_mut("transcript") {
        value = inner.take();
    }
    serde_json::from_value(value)
        .with_context(|| format!("{} is not the record of a draw", file.display()))
}

fn told(transcript: &Transcript) -> String {
    let count = |fate| {
        let results = transcript.results.iter();
        results.filter(|drawn| drawn.fate == fate).count()
    };
    format!(
        "The draw holds: {} entries, {} with places, {} waiting, {} without, {} withdrawn.\n\
         Fingerprint {}",
        transcript.results.len(),
        count(Fate::Confirmed),
        count(Fate::Waiting),
        count(Fate::NotDrawn),
        count(Fate::Withdrawn),
        transcript.fingerprint,
    )
}
