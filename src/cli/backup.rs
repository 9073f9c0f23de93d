//! `niangjia backup` and `niangjia restore`: the embedded database as one file.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail, ensure};

use super::check::check_at;
use crate::config::Config;
use crate::db::Database;
use crate::db::backup::{create_private, part_of, put_in_place};

const POSTGRES: &str =
    "this is for the embedded database; for PostgreSQL see docs/operations.md, \"Backup\"";

/// Copies while it serves; the copy gets its name once it is checked and on the disk.
pub(super) async fn backup(config: &Config, file: &Path) -> anyhow::Result<ExitCode> {
    let source = config.database.file().context(POSTGRES)?;
    let shown = file.display();
    ensure!(
        !file.exists(),
        "{shown} is there already: name another file"
    );
    let db = Database::connect_to_existing(&config.database).await?;
    let db = db.with_context(|| format!("there is no database at {}", source.display()))?;
    let part = part_of(file);
    create_private(&part).with_context(|| format!("cannot write {}", part.display()))?;
    let copied = db.copy_into(&part).await;
    db.close().await?;
    let checked = match copied {
        Ok(()) => check_at(config, &config.database.at(&part)).await,
        Err(fault) => Err(fault).with_context(|| format!("cannot write {}", part.display())),
    };
    if checked.is_err() {
        // Half a copy is of no use, and in the way of the next one.
        let _ = std::fs::remove_file(&part);
    }
    let checked = checked?;
    put_in_place(&part, file).with_context(|| format!("cannot write {shown}"))?;
    super::say(&format!(
        "The database is in {shown}. Without its field keys nobody can read what is sealed: \
         keep them too, elsewhere."
    ))?;
    Ok(checked)
}

/// Copies back, never over a database that is there.
pub(super) async fn restore(config: &Config, file: &Path) -> anyhow::Result<ExitCode> {
    let place = config.database.file().context(POSTGRES)?;
    if place.exists() {
        bail!(
            "{} is there already: stop the server and move that file away, with those beside it \
             that end in -wal and -shm",
            place.display()
        );
    }
    let part = part_of(place);
    if let Some(folder) = place.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot create {}", folder.display()))?;
    }
    let cannot = || format!("cannot copy {} to {}", file.display(), part.display());
    let mut source = std::fs::File::open(file).with_context(cannot)?;
    let mut target = create_private(&part).with_context(cannot)?;
    std::io::copy(&mut source, &mut target).with_context(cannot)?;
    put_in_place(&part, place).with_context(cannot)?;
    super::say(&format!("The database is at {} again.", place.display()))?;
    // A copy of an earlier version has what is missing of the schema added by the next start.
    let db = Database::connect(&config.database).await?;
    db.migrate().await?;
    db.close().await?;
    check_at(config, &config.database).await
}
