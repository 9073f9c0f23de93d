//! What most commands begin with: the database, brought up to date, and the field keys.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use secrecy::ExposeSecret;

use crate::app::App;
use crate::config::Config;
use crate::db::Database;
use crate::db::seal::{FieldKeys, make_key};

const KEY_FILE: &str = "field_keys";

/// Opens and migrates the database and wires the app on it.
pub(super) async fn open(config: &Config) -> anyhow::Result<App> {
    let keys = field_keys(config)?;
    let db = Database::connect(&config.database)
        .await
        .context("the database cannot be opened (database.url)")?;
    db.migrate()
        .await
        .context("the schema cannot be brought up to date")?;
    Ok(App::assemble(config, db, config.clock.clock(), &keys).await?)
}

/// The configured keys; with SQLite those kept beside the database, made when missing.
fn field_keys(config: &Config) -> anyhow::Result<FieldKeys> {
    if let Some(keys) = &config.security.field_keys {
        return Ok(keys.expose_secret().parse()?);
    }
    let Some(database) = config
        .database
        .url
        .expose_secret()
        .strip_prefix("sqlite://")
    else {
        bail!(
            "security.field_keys must be set with PostgreSQL, the same on all instances: \
             NIANGJIA__SECURITY__FIELD_KEYS=a:$(head -c 32 /dev/urandom | base64)"
        );
    };
    let file = beside(database);
    kept_or_made(&file).with_context(|| format!("field keys in {}", file.display()))
}

fn beside(database: &str) -> PathBuf {
    let database = database.split('?').next().unwrap_or(database);
    Path::new(database).with_file_name(KEY_FILE)
}

/// `create_new` decides which of two starting processes makes the keys.
fn kept_or_made(path: &Path) -> anyhow::Result<FieldKeys> {
    if let Some(folder) = path.parent() {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
    }
    let mut text = String::new();
    match OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
    {
        Ok(mut file) => {
            text = make_key("a")?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            File::open(path)?.read_to_string(&mut text)?;
        }
        Err(error) => return Err(error.into()),
    }
    Ok(text.trim().parse()?)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn keys_are_made_once_and_for_us_only() {
        let folder = tempfile::tempdir().unwrap();
        let file = beside(
            &folder
                .path()
                .join("var/n.db?mode=rwc")
                .display()
                .to_string(),
        );
        let made = kept_or_made(&file).unwrap();
        let kept = kept_or_made(&file).unwrap();
        assert_eq!(made.fingerprint("p", "m"), kept.fingerprint("p", "m"));
        let access = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(access & 0o777, 0o600);
    }
}
