//! Connections to SQLite (the embedded default) and PostgreSQL.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use log::LevelFilter;
use sea_orm::sqlx::Connection;
use sea_orm::sqlx::sqlite::{SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend, DbErr};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tokio_util::sync::CancellationToken;

use super::Fault;
use super::watch::Watcher;

/// The `[database]` section of the configuration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSettings {
    /// `sqlite://PATH` (created when missing) or `postgres://…`; may hold a password.
    pub url: SecretString,
    /// Lanes of the ledger on PostgreSQL; SQLite has one.
    pub lanes: usize,
    /// Connections for reading (and, on PostgreSQL, for writes outside the ledger).
    pub connections: u32,
}

/// A connection that lay idle for as long is asked whether it lives before it is used. Asking
/// each time would double the round trips of a busy server.
pub(super) const STALE_AFTER: Duration = Duration::from_secs(1);

/// A connection that is older is closed between two transactions, and replaced: in a pool, and where
/// a task keeps it. What PostgreSQL remembers for each grows with its age, and after a failover
/// the new connections go where the address leads by then.
pub const LIFETIME: Duration = Duration::from_mins(30);

/// How often SQLite's log is written into its file.
const CHECKPOINT_EVERY: Duration = Duration::from_millis(250);
/// Pages of 4 KiB after which the writer tries it too.
const LONGEST_LOG: &str = "16384";
/// What the writer keeps of the file in memory (negative: KiB). The indexes of some hundred thousand
/// registrations are hit at random.
const WRITER_CACHE: &str = "-32768";

/// The open database: one pool to read from and one to write to.
///
/// On SQLite the writer is a single connection, so that writers queue instead of colliding;
/// readers never wait for it (WAL).
#[derive(Clone, Debug)]
pub struct Database(Arc<Open>);

/// Shared: every feature holds it, and is copied for each request.
#[derive(Debug)]
struct Open {
    read: DatabaseConnection,
    write: DatabaseConnection,
    way: Arc<Way>,
}

/// How it is reached, and who is told of what is sent.
#[derive(Debug)]
struct Way {
    settings: DatabaseSettings,
    watcher: Option<Watcher>,
    lifetime: Duration,
}

impl Database {
    /// Opens the database as it is: `None` where the SQLite file is missing.
    ///
    /// # Errors
    /// As [`Database::connect`].
    pub async fn connect_to_existing(settings: &DatabaseSettings) -> Result<Option<Self>, Fault> {
        if settings.file().is_some_and(|file| !file.exists()) {
            return Ok(None);
        }
        Self::connect(settings).await.map(Some)
    }

    /// Opens the database, creating a missing SQLite file and its folder.
    ///
    /// # Errors
    /// [`Fault::Database`] when it cannot be reached or opened.
    pub async fn connect(settings: &DatabaseSettings) -> Result<Self, Fault> {
        Self::connect_watched(settings, None).await
    }

    /// As [`Database::connect`], with somebody who is told of each statement.
    ///
    /// # Errors
    /// As [`Database::connect`].
    pub async fn connect_watched(
        settings: &DatabaseSettings,
        watcher: Option<Watcher>,
    ) -> Result<Self, Fault> {
        Self::connect_by(Way {
            settings: settings.clone(),
            watcher,
            lifetime: LIFETIME,
        })
        .await
    }

    /// As [`Database::connect`], with connections that live as long as this instead of
    /// [`LIFETIME`].
    ///
    /// # Errors
    /// As [`Database::connect`].
    pub async fn connect_living(
        settings: &DatabaseSettings,
        lifetime: Duration,
    ) -> Result<Self, Fault> {
        Self::connect_by(Way {
            settings: settings.clone(),
            watcher: None,
            lifetime,
        })
        .await
    }

    async fn connect_by(way: Way) -> Result<Self, Fault> {
        let way = Arc::new(way);
        let settings = &way.settings;
        let url = settings.url.expose_secret();
        if let Some(file) = settings.file() {
            create_folder(&file)?;
            let write = way.open(sqlite_options(url, 1, false)).await?;
            let read = sqlite_options(url, settings.connections, true);
            let read = way.open(read).await?;
            return Ok(Self(Arc::new(Open {
                read,
                write,
                way: way.clone(),
            })));
        }
        let pool = way.open(postgres_options(url, settings.connections));
        Ok(Self::of_one(pool.await?, way.clone()))
    }

    /// Reads and writes by the same connections.
    fn of_one(pool: DatabaseConnection, way: Arc<Way>) -> Self {
        Self(Arc::new(Open {
            read: pool.clone(),
            write: pool,
            way,
        }))
    }

    /// Where to read outside a transaction.
    #[must_use]
    pub fn read(&self) -> &DatabaseConnection {
        &self.0.read
    }

    /// The pool that [`Database::write`] begins its transactions on.
    pub(super) fn writer(&self) -> &DatabaseConnection {
        &self.0.write
    }

    /// SQLite or PostgreSQL.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.0.read.get_database_backend()
    }

    /// How old a connection gets.
    pub(super) fn lifetime(&self) -> Duration {
        self.0.way.lifetime
    }

    /// How many lanes the ledger may have here: one on SQLite, which has one writer.
    #[must_use]
    pub fn lanes(&self) -> usize {
        match self.backend() {
            DbBackend::Postgres => self.0.way.settings.lanes.max(1),
            _ => 1,
        }
    }

    /// The same database as a lane sees it: on PostgreSQL one connection of its own, with the
    /// planner told to use indexes (a fresh, empty table must not teach it to scan); on SQLite
    /// the one writer.
    ///
    /// # Errors
    /// [`Fault::Database`] when it cannot be reached.
    pub async fn for_lane(&self) -> Result<Self, Fault> {
        if self.backend() != DbBackend::Postgres {
            return Ok(self.clone());
        }
        self.one_connection(&[]).await
    }

    /// The same database as a [`KeptConnection`](super::kept::KeptConnection) reads from it: as a
    /// lane, but PostgreSQL does not warn of the end of a transaction that the library believes
    /// to be open.
    pub(super) async fn for_reading(&self) -> Result<Self, Fault> {
        self.one_connection(&[("client_min_messages", "error")])
            .await
    }

    async fn one_connection(&self, more: &'static [(&str, &str)]) -> Result<Self, Fault> {
        let mut options = postgres_options(self.0.way.settings.url.expose_secret(), 1);
        options
            .test_before_acquire(false)
            .map_sqlx_postgres_opts(move |postgres| {
                let indexes_only = [
                    ("enable_seqscan", "off"),
                    ("enable_hashjoin", "off"),
                    ("enable_mergejoin", "off"),
                    ("jit", "off"),
                ];
                postgres.options(indexes_only).options(more.iter().copied())
            });
        let way = self.0.way.clone();
        Ok(Self::of_one(way.open(options).await?, way))
    }

    /// Writes what SQLite has committed from its log into the file itself, again and again until
    /// `stop`: the writer, who would else do it in between, keeps nobody waiting for it.
    pub async fn tend(self, stop: CancellationToken) {
        if self.backend() != DbBackend::Sqlite {
            return;
        }
        while tokio::time::timeout(CHECKPOINT_EVERY, stop.cancelled())
            .await
            .is_err()
        {
            let checkpoint = "PRAGMA wal_checkpoint(PASSIVE)";
            if let Err(error) = self.read().execute_unprepared(checkpoint).await {
                tracing::warn!(%error, "the log of the database was not written into its file");
            }
        }
    }

    /// Closes both pools once their connections are given back.
    ///
    /// # Errors
    /// [`Fault::Database`] when a connection does not close.
    pub async fn close(self) -> Result<(), Fault> {
        self.0.read.clone().close().await?;
        self.0.write.clone().close().await?;
        Ok(())
    }
}

impl Way {
    async fn open(&self, mut options: ConnectOptions) -> Result<DatabaseConnection, Fault> {
        let lifetime = self.lifetime;
        // By its own times sqlx (0.9.0) lets a task look after connections, which may go round for
        // ever and keeps a worker from everything else: it goes by a count of idle ones that is for a
        // moment below zero, and so enormous, where one is taken just as it is given back.
        options
            .max_lifetime(None)
            .idle_timeout(None)
            .map_sqlx_postgres_before_acquire(move |_, meta| {
                Box::pin(std::future::ready(Ok(meta.age < lifetime)))
            })
            .map_sqlx_sqlite_before_acquire(move |connection, meta| {
                let is_usable = meta.age < lifetime && is_between_transactions(connection);
                Box::pin(std::future::ready(Ok(is_usable)))
            });
        let mut connection = sea_orm::Database::connect(options).await?;
        if let Some(watcher) = &self.watcher {
            watcher.watch(&mut connection);
        }
        Ok(connection)
    }
}

/// Creates the folder of a file, with those above it that are missing.
///
/// # Errors
/// [`Fault::Database`] when it cannot be made.
pub fn create_folder(file: &Path) -> Result<(), Fault> {
    match file.parent() {
        // What lies in it concerns nobody else on the machine.
        Some(folder) if !folder.as_os_str().is_empty() => DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(|error| DbErr::Custom(format!("cannot create {}: {error}", folder.display())))
            .map_err(Fault::from),
        _ => Ok(()),
    }
}

fn sqlite_options(url: &str, connections: u32, read_only: bool) -> ConnectOptions {
    let mut options = quiet(ConnectOptions::new(url));
    options
        .max_connections(connections)
        .map_sqlx_sqlite_opts(move |sqlite| {
            let sqlite = sqlite
                .create_if_missing(true)
                .foreign_keys(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(5));
            if read_only {
                sqlite.pragma("query_only", "on")
            } else {
                sqlite
                    .pragma("cache_size", WRITER_CACHE)
                    .pragma("wal_autocheckpoint", LONGEST_LOG)
            }
        });
    options
}

/// A full disk ends a transaction of SQLite behind sqlx's back: its rollback then fails, it takes
/// every later transaction for a part of that one, and after the next rollback nothing is
/// committed any more though it says so. Such a connection is closed.
fn is_between_transactions(connection: &SqliteConnection) -> bool {
    !connection.is_in_transaction()
}

fn postgres_options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = quiet(ConnectOptions::new(url));
    options
        .max_connections(connections)
        .test_before_acquire_if_idle_for(STALE_AFTER);
    options
}

/// Statements are logged at debug only; a pool that is empty for 10 s is a fault.
fn quiet(mut options: ConnectOptions) -> ConnectOptions {
    options
        .sqlx_logging_level(LevelFilter::Debug)
        .acquire_timeout(Duration::from_secs(10))
        .connect_timeout(Duration::from_secs(10));
    options
}

#[cfg(test)]
mod tests {
    use sea_orm::DatabaseTransaction;

    use super::*;

    async fn rows(db: &Database) -> i64 {
        let count = "SELECT count(*) AS n FROM seen".to_owned();
        let count = sea_orm::Statement::from_string(DbBackend::Sqlite, count);
        let row = db.read().query_one_raw(count).await.unwrap().unwrap();
        row.try_get("", "n").unwrap()
    }

    async fn write(db: &Database, statements: &'static [&str]) -> Result<(), Fault> {
        db.write(async |tx: &DatabaseTransaction| {
            for statement in statements {
                tx.execute_unprepared(statement).await?;
            }
            Ok::<_, Fault>(())
        })
        .await
    }

    /// What a full disk does, without one: SQLite has rolled back by itself.
    #[tokio::test]
    async fn a_transaction_that_sqlite_ended_spoils_none_after_it() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/x.db", folder.path().display());
        let settings = DatabaseSettings {
            url: url.into(),
            lanes: 1,
            connections: 1,
        };
        let db = Database::connect(&settings).await.unwrap();
        write(&db, &["CREATE TABLE seen (n INTEGER)"])
            .await
            .unwrap();
        write(&db, &["ROLLBACK"]).await.unwrap_err();
        write(&db, &["INSERT INTO nowhere VALUES (1)"])
            .await
            .unwrap_err();
        write(&db, &["INSERT INTO seen VALUES (1)"]).await.unwrap();
        assert_eq!(rows(&db).await, 1, "committed, and nobody else sees it");
    }
}
