//! `niangjia config`.

use std::path::Path;
use std::process::ExitCode;

use crate::config::Config;

/// Prints what is in force.
pub(super) fn print(file: Option<&Path>) -> anyhow::Result<ExitCode> {
    super::say(&Config::printed(file)?)?;
    Ok(ExitCode::SUCCESS)
}
