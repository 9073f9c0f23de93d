//! `niangjia backup` and `niangjia restore`: the embedded database as one file.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, ensure};

use super::check::{self, check_at};
use crate::config::Config;
use crate::db::backup::{COMPANIONS, Part, companion};
use crate::db::{Database, DatabaseSettings, create_folder};

const POSTGRES: &str =
    "this is for the embedded database; for PostgreSQL see docs/operations.md, \"Backup\"";
/// How each file of the embedded database begins.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Copies while it serves. The copy is looked at as `check` does, and kept whatever is found: it is
/// what the database is.
pub(super) async fn backup(config: &Config, file: &Path) -> anyhow::Result<ExitCode> {
    let source = config.database.file().context(POSTGRES)?;
    let shown = file.display();
    ensure!(
        !file.exists(),
        "{shown} is there already: name another file"
    );
    let cannot = || format!("cannot write {shown}");
    let db = Database::connect_to_existing(&config.database).await?;
    let db = db.with_context(|| format!("there is no database at {}", source.display()))?;
    let part = Part::beside(file).with_context(cannot)?;
    let copied = db.copy_into(part.path()).await;
    db.close().await?;
    copied.with_context(cannot)?;
    let checked = check_copy(config, &config.database.at(part.path())?).await;
    part.put_in_place(file).with_context(cannot)?;
    super::say(&format!(
        "The database is in {shown}. Without its field keys nobody can read what is sealed: \
         keep them too, elsewhere."
    ))?;
    checked.with_context(|| format!("{shown} could not be checked"))
}

/// A copy taken before an upgrade is of the version before: that is no fault of it.
async fn check_copy(config: &Config, copy: &DatabaseSettings) -> anyhow::Result<ExitCode> {
    let Some(db) = check::of_this_version(copy).await? else {
        super::say("Not checked: the database is of another version than this program.")?;
        return Ok(ExitCode::SUCCESS);
    };
    check::look(config, db).await
}

/// Copies back, never over a database that is there. It gets its name once it could be opened,
/// brought up to date and read.
pub(super) async fn restore(config: &Config, file: &Path) -> anyhow::Result<ExitCode> {
    let place = config.database.file().context(POSTGRES)?;
    nothing_at(&place)?;
    let mut source = backup_at(file)?;
    create_folder(&place)?;
    let cannot = || format!("cannot copy {} to {}", file.display(), place.display());
    let part = Part::beside(&place).with_context(cannot)?;
    let mut into = File::create(part.path()).with_context(cannot)?;
    io::copy(&mut source, &mut into).with_context(cannot)?;
    drop(into);
    let copy = config.database.at(part.path())?;
    // A copy of an earlier version lacks some of the schema.
    let db = Database::connect(&copy).await?;
    let migrated = db.migrate().await;
    db.close().await?;
    migrated.with_context(|| format!("{} cannot be brought up to date", file.display()))?;
    let checked = check_at(config, &copy).await?;
    part.put_in_place(&place).with_context(cannot)?;
    super::say(&format!("The database is at {} again.", place.display()))?;
    Ok(checked)
}

/// Neither a database nor what one left behind: a log of another database would be taken for
/// this one's, and spoil it.
fn nothing_at(place: &Path) -> anyhow::Result<()> {
    for ending in ["", COMPANIONS[0], COMPANIONS[1], COMPANIONS[2]] {
        let file = companion(place, ending);
        ensure!(
            !file.try_exists()?,
            "{} is there already: stop the server and move that file away, with those beside it \
             that end in -wal, -shm and -journal",
            file.display()
        );
    }
    Ok(())
}

/// A file that `backup` made, read from its beginning.
fn backup_at(file: &Path) -> anyhow::Result<File> {
    let shown = file.display();
    let mut source = File::open(file).with_context(|| format!("cannot read {shown}"))?;
    let mut magic = [0; MAGIC.len()];
    let long_enough = source.read_exact(&mut magic).is_ok();
    ensure!(
        long_enough && &magic == MAGIC,
        "{shown} is not a copy of a database"
    );
    for ending in COMPANIONS {
        let beside = companion(file, ending);
        let length = beside.metadata().map_or(0, |beside| beside.len());
        ensure!(
            length == 0,
            "{} holds some of what is in {shown}: take a copy with `niangjia backup` there, and \
             restore that",
            beside.display()
        );
    }
    source.rewind()?;
    Ok(source)
}
