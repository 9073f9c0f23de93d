//! Where log lines go.

use std::io::{self, IsTerminal};

use anyhow::Context;
use tracing_subscriber::EnvFilter;

use crate::config::{LogFormat, LogSettings};

/// Starts logging to standard error.
pub(super) fn start(settings: &LogSettings) -> anyhow::Result<()> {
    // A statement of sqlx or a dialogue of lettre may hold addresses and names.
    let quiet = [
        "sqlx=warn",
        "sea_orm=warn",
        "sea_orm_migration=warn",
        "lettre=warn",
    ];
    let mut filter = EnvFilter::try_new(&settings.level)
        .with_context(|| format!("log.level = {:?} is not a filter", settings.level))?;
    for directive in quiet {
        filter = filter.add_directive(directive.parse()?);
    }
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal());
    let started = match settings.format {
        LogFormat::Text => lines.with_target(false).try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
    started.map_err(|error| anyhow::anyhow!("logging cannot start: {error}"))
}
