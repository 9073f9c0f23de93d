//! What tests stand on: the real router on a real database, asked without a socket.
//!
//! ```ignore
//! on_both_databases! {
//!     async fn a_stranger_sees_nothing(server) {
//!         let answer = server.get("/api/v1/me").send().await;
//!         assert_eq!(answer.status, 401);
//!         server.advance_hours(3);
//!     }
//! }
//! ```
//!
//! Every test runs on SQLite (a file of its own) and on PostgreSQL (a database of its own, on
//! the server that `TEST_DATABASE_URL` names). The clock stands still until a test moves it,
//! and nothing runs in the background: [`TestServer::tick`] is the timer.

pub(crate) mod browser;
mod database;
mod deadline;
mod listening;
mod process;
mod request;
mod server;
mod severing_proxy;
mod smtp_sink;

pub(crate) use browser::Browser;
pub(crate) use database::{Backend, TestDatabase};
pub(crate) use listening::Listening;
pub(crate) use process::{Process, niangjia, run};
pub(crate) use request::{Answer, Ask};
pub(crate) use server::TestServer;
pub(crate) use severing_proxy::SeveringProxy;
pub(crate) use smtp_sink::{SmtpSink, Step, Taken, Treat};

/// Makes one test for each database out of a function that takes the server, or, to start it
/// with other settings or several of them, the [`Backend`].
macro_rules! on_both_databases {
    ($($(#[$doc:meta])* async fn $name:ident($server:ident) $body:block)+) => {$(
        $(#[$doc])*
        pub(crate) async fn $name($server: $crate::harness::TestServer) $body

        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                let backend = $crate::harness::Backend::Sqlite;
                super::$name($crate::harness::TestServer::start(backend).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                let backend = $crate::harness::Backend::Postgres;
                super::$name($crate::harness::TestServer::start(backend).await).await;
            }
        }
    )+};
    ($($(#[$doc:meta])* async fn $name:ident($backend:ident: Backend) $body:block)+) => {$(
        $(#[$doc])*
        pub(crate) async fn $name($backend: $crate::harness::Backend) $body

        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                super::$name($crate::harness::Backend::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                super::$name($crate::harness::Backend::Postgres).await;
            }
        }
    )+};
}
