//! A copy of the embedded database, taken while it serves, and putting one back.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};
use secrecy::{ExposeSecret, SecretString};
use tempfile::{NamedTempFile, TempDir, TempPath};

use super::{Database, DatabaseSettings, Fault};

/// What the embedded database puts beside its file; what stands there belongs to the file.
pub const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];

impl DatabaseSettings {
    /// The file of the database; none on PostgreSQL, nor of a URL that does not read.
    #[must_use]
    pub fn file(&self) -> Option<PathBuf> {
        let url = self.url.expose_secret();
        if !url.starts_with("sqlite://") {
            return None;
        }
        // As the driver reads it, escapes and parameters included.
        let options = SqliteConnectOptions::from_str(url).ok()?;
        Some(options.get_filename().to_owned())
    }

    /// The same settings for another file.
    ///
    /// # Errors
    /// [`Fault::Broken`] when the name is not UTF-8, which a URL cannot say.
    pub fn at(&self, file: &Path) -> Result<Self, Fault> {
        let escaped = utf8(file)?.replace('%', "%25").replace('?', "%3F");
        Ok(Self {
            url: SecretString::from(format!("sqlite://{escaped}")),
            ..self.clone()
        })
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
        let file = Value::from(utf8(file)?.to_owned());
        let copy = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?1", [file]);
        self.writer().execute_raw(copy).await?;
        Ok(())
    }
}

fn utf8(file: &Path) -> Result<&str, Fault> {
    let no = || Fault::broken(format!("{} is not a name in UTF-8", file.display()));
    file.to_str().ok_or_else(no)
}

/// A database in the making, in a folder of its own beside the place it will have. Unless it is put
/// in place, it is gone again with whatever the database wrote beside it.
#[derive(Debug)]
pub struct Part {
    file: TempPath,
    _folder: TempDir,
}

impl Part {
    /// An empty file that nobody else may read.
    ///
    /// # Errors
    /// As the operating system says.
    pub fn beside(file: &Path) -> io::Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix(".niangjia-")
            .tempdir_in(folder_of(file))?;
        let file = NamedTempFile::new_in(&folder)?.into_temp_path();
        Ok(Self {
            file,
            _folder: folder,
        })
    }

    /// Where it is now.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.file
    }

    /// Gives it its name once all of it is on the disk. (Who looks for the name finds it whole, or
    /// not at all.)
    ///
    /// # Errors
    /// [`io::ErrorKind::AlreadyExists`] when something has the name; else as the operating system
    /// says.
    pub fn put_in_place(self, file: &Path) -> io::Result<()> {
        File::open(&self.file)?.sync_all()?;
        self.file.persist_noclobber(file)?;
        File::open(folder_of(file))?.sync_all()
    }
}

/// `file` with one of its companions' endings.
#[must_use]
pub fn companion(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// The folder of a file named without one is that of the process.
fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
