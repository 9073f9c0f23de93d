//! A copy of the embedded database, taken while it serves, and putting one back.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};
use secrecy::{ExposeSecret, SecretString};

use super::connect::without_parameters;
use super::{Database, DatabaseSettings, Fault};

impl DatabaseSettings {
    /// The file of the database; none on PostgreSQL.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        let path = self.url.expose_secret().strip_prefix("sqlite://")?;
        Some(Path::new(without_parameters(path)))
    }

    /// The same settings for another file.
    #[must_use]
    pub fn at(&self, file: &Path) -> Self {
        Self {
            url: SecretString::from(format!("sqlite://{}", file.display())),
            ..self.clone()
        }
    }
}

impl Database {
    /// Writes one state of the database, as it is now, into `file`, which is empty; whoever writes
    /// meanwhile is not kept waiting.
    ///
    /// # Errors
    /// [`Fault::Broken`] on PostgreSQL; [`Fault::Database`] when it cannot be written.
    pub async fn copy_into(&self, file: &Path) -> Result<(), Fault> {
        if self.backend() != DbBackend::Sqlite {
            return Err(Fault::broken("PostgreSQL has its own tools to be copied"));
        }
        let file = Value::from(file.display().to_string());
        let copy = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?1", [file]);
        self.writer().execute_raw(copy).await?;
        Ok(())
    }
}

/// A file that nobody else may read and that was not there before.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] when it is there.
pub fn create_private(file: &Path) -> io::Result<File> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)
}

/// Gives a file its name once all of it is on the disk. (Who looks for the name finds it whole, or
/// not at all.)
///
/// # Errors
/// As the operating system says.
pub fn put_in_place(part: &Path, file: &Path) -> io::Result<()> {
    File::open(part)?.sync_all()?;
    std::fs::rename(part, file)?;
    File::open(folder_of(file))?.sync_all()
}

/// The name under which a file is written before it is whole.
#[must_use]
pub fn part_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

/// The folder of a file named without one is that of the process.
fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
