//! The whole server but its listener, on a clock that stands still.

use axum::Router;
use axum::http::Method;
use niangjia::app::App;
use niangjia::config::Config;
use niangjia::db::seal::{FieldKeys, make_key};
use niangjia::db::watch::Watcher;
use niangjia::db::{Database, DatabaseSettings, Fault};
use niangjia::router;
use niangjia::values::clock::{Clock, Instant};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use secrecy::ExposeSecret;
use serde_json::Value;

use super::{Answer, Ask, Backend, TestDatabase};

/// 14 June 2027, 20:20 in China: the evening before registration opens.
const START: Instant = Instant::from_millis(1_812_975_600_000);

/// A server of a test's own.
pub(crate) struct TestServer {
    /// The parts, for what no URL shows.
    pub(crate) app: App,
    /// The clock; see [`TestServer::advance_hours`].
    pub(crate) clock: Clock,
    /// Opens what is sealed.
    pub(crate) keys: FieldKeys,
    /// The same as a setting, for the binary.
    pub(crate) field_keys: String,
    /// Closed before the database goes.
    pub(crate) db: Database,
    router: Router,
    config: Config,
    /// Dropped last.
    database: TestDatabase,
}

impl TestServer {
    /// A server on an empty database.
    pub(crate) async fn start(backend: Backend) -> Self {
        Self::with(backend, "").await
    }

    /// A server with settings of its own, in TOML.
    pub(crate) async fn with(backend: Backend, toml: &str) -> Self {
        let database = TestDatabase::create(backend).await;
        Self::on(database, toml, None).await
    }

    /// A server whose every statement somebody is told of.
    pub(crate) async fn watched(backend: Backend, watcher: Watcher) -> Self {
        let database = TestDatabase::create(backend).await;
        Self::on(database, "", Some(watcher)).await
    }

    async fn on(database: TestDatabase, toml: &str, watcher: Option<Watcher>) -> Self {
        let mut config = Config::from_toml(toml).unwrap();
        if !toml.contains("[limits]") {
            config.limits.enabled = false;
        }
        if !toml.contains("[mail]") {
            let mails = database.folder.path().join("mail");
            config.mail.url = format!("file:{}", mails.display()).into();
        }
        let db = Database::connect(&database.settings).await.unwrap();
        // What the tests themselves ask is not the program's.
        let own = match &watcher {
            Some(_) => Database::connect_watched(&database.settings, watcher).await,
            None => Ok(db.clone()),
        };
        let clock = Clock::fixed(START);
        let field_keys = make_key("test").unwrap();
        let keys: FieldKeys = field_keys.parse().unwrap();
        let own = own.unwrap();
        let app = App::assemble(&config, own, clock.clone(), &keys);
        let app = app.await.unwrap();
        let router = router::router(&app).unwrap();
        Self {
            app,
            clock,
            keys,
            field_keys,
            db,
            router,
            config,
            database,
        }
    }

    /// Where the database is, for the binary to look at too.
    pub(crate) fn database_url(&self) -> &str {
        self.database.settings.url.expose_secret()
    }

    /// Another instance on the same database, with lanes of its own.
    pub(crate) async fn instance(&self) -> App {
        self.instance_at(self.database_url()).await
    }

    /// Another instance that reaches the same database at this URL.
    pub(crate) async fn instance_at(&self, url: &str) -> App {
        let settings = DatabaseSettings {
            url: url.to_owned().into(),
            ..self.database.settings.clone()
        };
        self.instance_on(Database::connect(&settings).await.unwrap())
            .await
    }

    /// Another instance, by a clock of its own.
    pub(crate) async fn instance_by(&self, clock: Clock) -> App {
        let db = Database::connect(self.settings()).await.unwrap();
        self.assembled(db, clock).await
    }

    /// Another instance that reaches the same database by these connections.
    pub(crate) async fn instance_on(&self, db: Database) -> App {
        self.assembled(db, self.clock.clone()).await
    }

    async fn assembled(&self, db: Database, clock: Clock) -> App {
        let app = App::assemble(&self.config, db, clock, &self.keys);
        app.await.unwrap()
    }

    /// How to reach the database by other connections.
    pub(crate) fn settings(&self) -> &DatabaseSettings {
        &self.database.settings
    }

    /// Does something to the database that the program itself never does.
    pub(crate) async fn execute(&self, statements: &str) {
        let done = self.db.write(async |tx: &DatabaseTransaction| {
            Ok::<_, Fault>(tx.execute_unprepared(statements).await?)
        });
        done.await.unwrap();
    }

    /// Begins a GET.
    pub(crate) fn get(&self, path: &str) -> Ask {
        self.ask(Method::GET, path)
    }

    /// Begins a POST with a JSON body.
    pub(crate) fn post(&self, path: &str, body: &Value) -> Ask {
        self.ask(Method::POST, path).json(body)
    }

    /// Begins a PATCH with a JSON body.
    pub(crate) fn patch(&self, path: &str, body: &Value) -> Ask {
        self.ask(Method::PATCH, path).json(body)
    }

    /// Begins a DELETE.
    pub(crate) fn delete(&self, path: &str) -> Ask {
        self.ask(Method::DELETE, path)
    }

    /// Begins any request.
    pub(crate) fn ask(&self, method: Method, path: &str) -> Ask {
        Ask::new(self.router.clone(), method, path)
    }

    /// Moves the clock on.
    pub(crate) fn advance_hours(&self, hours: i64) {
        self.clock.set(self.clock.now().plus_hours(hours));
    }

    /// Moves the clock on.
    pub(crate) fn advance_minutes(&self, minutes: i64) {
        self.clock.set(self.clock.now().plus_minutes(minutes));
    }

    /// One look of the timer: what fell due happens.
    pub(crate) async fn tick(&self) {
        assert!(
            self.app.timer.look().await.unwrap(),
            "another test has the lease"
        );
    }
}

/// Asks the same thing of an answer in many tests.
impl Answer {
    /// Asserts a problem of this status and slug.
    #[track_caller]
    pub(crate) fn is_problem(&self, status: u16, slug: &str) {
        assert_eq!(self.status, status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/problem+json");
        let body = self.json();
        assert_eq!(body["type"], format!("/problems/{slug}"));
        assert_eq!(body["status"], status);
        assert_eq!(body["instance"], self.header("x-request-id"));
    }

    /// Asserts the status and gives the body.
    #[track_caller]
    pub(crate) fn ok(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        self.json()
    }
}
