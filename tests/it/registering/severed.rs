//! PostgreSQL ends every connection, as in a failover: what is asked then may fail, and nothing
//! has to be started again.

use crate::harness::{Backend, TestServer};

/// One for each connection of the pool and of the lanes.
const TRIES: usize = 6;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_that_were_ended_are_replaced() {
    let server = TestServer::start(Backend::Postgres).await;
    server.import_demo().await;
    let family = server.family("parent@example.org").await;
    let others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                  WHERE datname = current_database() AND pid <> pg_backend_pid()";
    server.execute(others).await;
    let mut answer = server.register_once(&family).await;
    for _ in 0..TRIES {
        if answer.status < 500 {
            break;
        }
        answer = server.register_once(&family).await;
    }
    answer.ok(201);
}
