//! A database for each test, made from one that was migrated once.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use niangjia::db::{Database, DatabaseSettings};
use sea_orm::{ConnectionTrait, DatabaseConnection, FromQueryResult, Statement};
use secrecy::SecretString;
use tempfile::TempDir;
use tokio::sync::OnceCell;

use super::deadline;

const MISSING: &str = "TEST_DATABASE_URL is not set, and nothing is skipped in silence. `make test` \
    starts a throw-away PostgreSQL (Debian: apt-get install postgresql) and sets it. By hand: \
    TEST_DATABASE_URL=postgres://USER:PASSWORD@127.0.0.1:5432/postgres cargo test, as a user who \
    may create databases.";

/// How the SQLite file begins that is migrated once a run.
const MIGRATED: &str = "migrated_once_";

static COUNTER: AtomicU32 = AtomicU32::new(0);
static SQLITE: OnceCell<PathBuf> = OnceCell::const_new();
static POSTGRES: OnceCell<String> = OnceCell::const_new();

/// The two databases that every test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Backend {
    /// A file of its own.
    Sqlite,
    /// A database of its own.
    Postgres,
}

/// A migrated, empty database, gone when it is dropped.
#[derive(Debug)]
pub(crate) struct TestDatabase {
    /// How to open it.
    pub(crate) settings: DatabaseSettings,
    /// Holds the files of the test: database, mails.
    pub(crate) folder: TempDir,
    postgres_name: Option<String>,
}

impl TestDatabase {
    /// A fresh copy of the migrated database.
    pub(crate) async fn create(backend: Backend) -> Self {
        deadline::set();
        let folder = tempfile::tempdir().unwrap();
        match backend {
            Backend::Sqlite => {
                let file = folder.path().join("test.db");
                let template = SQLITE.get_or_init(migrated_file).await;
                std::fs::copy(template, &file).unwrap();
                let url = format!("sqlite://{}", file.display());
                Self {
                    settings: settings(&url),
                    folder,
                    postgres_name: None,
                }
            }
            Backend::Postgres => {
                let template = POSTGRES.get_or_init(migrated_database).await;
                let name = own_name();
                run(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
                let settings = settings(&url_of(&name));
                Self {
                    settings,
                    folder,
                    postgres_name: Some(name),
                }
            }
        }
    }

    /// An empty database without any table.
    pub(crate) async fn without_schema(backend: Backend) -> Self {
        deadline::set();
        let folder = tempfile::tempdir().unwrap();
        match backend {
            Backend::Sqlite => {
                let url = format!("sqlite://{}", folder.path().join("empty.db").display());
                Self {
                    settings: settings(&url),
                    folder,
                    postgres_name: None,
                }
            }
            Backend::Postgres => {
                let name = own_name();
                run(&format!("CREATE DATABASE {name}")).await;
                Self {
                    settings: settings(&url_of(&name)),
                    folder,
                    postgres_name: Some(name),
                }
            }
        }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let Some(name) = self.postgres_name.take() else {
            return;
        };
        // Drop cannot wait, and the test's own runtime may be at its end.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime
                .unwrap()
                .block_on(run(&format!("DROP DATABASE {name} WITH (FORCE)")));
        });
        let dropped = dropping.join().is_ok();
        assert!(
            dropped || std::thread::panicking(),
            "the test database could not be dropped"
        );
    }
}

fn settings(url: &str) -> DatabaseSettings {
    DatabaseSettings {
        url: SecretString::from(url.to_owned()),
        lanes: 2,
        connections: 4,
    }
}

/// Below `target/`, since nothing drops what a static holds; those of test runs whose process
/// is gone make room first.
async fn migrated_file() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let left = name
            .strip_prefix(MIGRATED)
            .and_then(|rest| rest.split('.').next());
        if left.is_some_and(is_gone) {
            // Another test run may be tidying up too.
            let _ = std::fs::remove_file(folder.join(name));
        }
    }
    let file = folder.join(format!("{MIGRATED}{}.db", std::process::id()));
    migrate(&settings(&format!("sqlite://{}", file.display()))).await;
    file
}

/// Whether the process with this id has ended.
fn is_gone(pid: &str) -> bool {
    !Path::new("/proc").join(pid).exists()
}

async fn migrated_database() -> String {
    drop_leftovers().await;
    let name = format!("{}_template", own_name());
    run(&format!("CREATE DATABASE {name}")).await;
    migrate(&settings(&url_of(&name))).await;
    name
}

async fn migrate(settings: &DatabaseSettings) {
    let db = Database::connect(settings).await.unwrap();
    db.migrate().await.unwrap();
    db.close().await.unwrap();
}

/// Databases of test runs whose process is gone.
async fn drop_leftovers() {
    #[derive(FromQueryResult)]
    struct Named {
        datname: String,
    }
    let server = server().await;
    let query = "SELECT datname FROM pg_database WHERE datname LIKE 'niangjia_test_%'";
    let statement = Statement::from_string(server.get_database_backend(), query);
    for Named { datname } in Named::find_by_statement(statement)
        .all(&server)
        .await
        .unwrap()
    {
        let pid = datname.split('_').nth(2).unwrap_or("");
        if is_gone(pid) {
            let drop = format!("DROP DATABASE IF EXISTS {datname} WITH (FORCE)");
            server.execute_unprepared(&drop).await.unwrap();
        }
    }
    server.close().await.unwrap();
}

fn own_name() -> String {
    let count = COUNTER.fetch_add(1, Ordering::Relaxed);
    format!("niangjia_test_{}_{count}", std::process::id())
}

fn server_url() -> String {
    std::env::var("TEST_DATABASE_URL").unwrap_or_else(|_| panic!("{MISSING}"))
}

fn url_of(database: &str) -> String {
    let url = server_url();
    let (server, rest) = url.rsplit_once('/').unwrap();
    let options = rest.split_once('?').map_or("", |(_, options)| options);
    format!("{server}/{database}?{options}")
}

async fn server() -> DatabaseConnection {
    let mut options = sea_orm::ConnectOptions::new(server_url());
    options.max_connections(1).sqlx_logging(false);
    sea_orm::Database::connect(options)
        .await
        .expect("the server of TEST_DATABASE_URL answers")
}

async fn run(statement: &str) {
    let server = server().await;
    server.execute_unprepared(statement).await.unwrap();
    server.close().await.unwrap();
}
