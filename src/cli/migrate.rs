//! `niangjia migrate`.

use std::process::ExitCode;

use crate::config::Config;
use crate::db::Database;

/// Applies what is missing of the migrations.
pub(super) async fn migrate(config: &Config) -> anyhow::Result<ExitCode> {
    let db = Database::connect(&config.database).await?;
    db.migrate().await?;
    db.close().await?;
    super::say("The schema is up to date.")?;
    Ok(ExitCode::SUCCESS)
}
