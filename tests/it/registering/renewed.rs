//! Connections that a task keeps are renewed between its transactions, and nothing is lost: here
//! they live so shortly that it happens all the time.

use std::collections::BTreeSet;
use std::time::Duration;

use niangjia::db::Database;
use niangjia::db::kept::KeptConnection;
use niangjia::ledger::Answer;
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement};

use super::seats::{command, crowd};
use crate::harness::{Backend, TestServer};

const SHORTLY: Duration = Duration::from_millis(1);
/// How many connections are seen to follow one another.
const RENEWALS: usize = 5;
/// Longer than any of it takes; what never happens must not hang the tests.
const PATIENCE: Duration = Duration::from_mins(1);

#[derive(FromQueryResult)]
struct Count {
    many: i64,
}

async fn one<Row: FromQueryResult>(connection: &impl ConnectionTrait, query: &str) -> Row {
    let statement = Statement::from_string(connection.get_database_backend(), query);
    let found = Row::find_by_statement(statement).one(connection);
    found.await.unwrap().unwrap()
}

/// Which of PostgreSQL's processes is asked.
async fn process(connection: &impl ConnectionTrait) -> i32 {
    #[derive(FromQueryResult)]
    struct Process {
        pid: i32,
    }
    let Process { pid } = one(connection, "SELECT pg_backend_pid() AS pid").await;
    pid
}

/// Comes back once no more than one of these processes is left.
async fn others_end(server: &TestServer, processes: &BTreeSet<i32>) {
    let processes: Vec<_> = processes.iter().map(ToString::to_string).collect();
    let query = format!(
        "SELECT count(*) AS many FROM pg_stat_activity WHERE pid IN ({})",
        processes.join(", ")
    );
    let looking = async {
        while one::<Count>(server.db.read(), &query).await.many > 1 {
            tokio::task::yield_now().await;
        }
    };
    let ended = tokio::time::timeout(PATIENCE, looking).await;
    ended.expect("connections that grew old are closed");
}

async fn lines(db: &Database) -> i64 {
    let query = "SELECT count(*) AS many FROM lines";
    one::<Count>(db.read(), query).await.many
}

const TABLE: &str = "CREATE TABLE lines (written_by INTEGER NOT NULL)";

/// The database of a server by connections that live shortly.
async fn short_lived(server: &TestServer) -> Database {
    let short_lived = Database::connect_living(server.settings(), SHORTLY);
    short_lived.await.unwrap()
}

/// Writes a line and commits it, then another and rolls that back; says by which process.
async fn write(kept: &mut KeptConnection, backend: DbBackend) -> i32 {
    let mut seen = BTreeSet::new();
    for is_committed in [true, false] {
        let tx = kept.begin().await.unwrap();
        let mut before = 0;
        if backend == DbBackend::Postgres {
            before = process(tx).await;
        }
        let line = format!("INSERT INTO lines VALUES ({before})");
        tx.execute_unprepared(&line).await.unwrap();
        if backend == DbBackend::Postgres {
            assert_eq!(process(tx).await, before, "not within a transaction");
        }
        seen.insert(before);
        if is_committed {
            kept.commit().await.unwrap();
        } else {
            kept.rollback().await;
        }
    }
    seen.pop_last().unwrap()
}

on_both_databases! {
    async fn what_was_committed_is_there_whichever_connection_wrote_it(server) {
        let backend = server.db.backend();
        server.execute(TABLE).await;
        let lane = short_lived(&server).await.for_lane().await.unwrap();
        let mut kept = KeptConnection::to(lane);
        let mut seen = BTreeSet::new();
        let mut written = 0;
        let writing = async {
            // SQLite's one writer is given back after each transaction.
            while written < 20 || (backend == DbBackend::Postgres && seen.len() < RENEWALS) {
                seen.insert(write(&mut kept, backend).await);
                written += 1;
            }
        };
        tokio::time::timeout(PATIENCE, writing).await.expect("it is renewed");
        assert_eq!(lines(&server.db).await, written);
        if backend == DbBackend::Postgres {
            others_end(&server, &seen).await;
        }
        kept.hang_up().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_is_read_from_is_renewed_too() {
    let server = TestServer::start(Backend::Postgres).await;
    let mut kept = KeptConnection::to(short_lived(&server).await);
    let mut seen = BTreeSet::new();
    let reading = async {
        while seen.len() < RENEWALS {
            let reader = kept.reader().await.unwrap();
            seen.insert(process(&reader.db()).await);
            kept.give_back(reader);
        }
    };
    tokio::time::timeout(PATIENCE, reading)
        .await
        .expect("it is renewed");
    others_end(&server, &seen).await;
    kept.hang_up().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_young_one_is_kept() {
    let server = TestServer::start(Backend::Postgres).await;
    server.execute(TABLE).await;
    let lane = server.db.for_lane().await.unwrap();
    let (mut lane, mut asked) = (
        KeptConnection::to(lane),
        KeptConnection::to(server.db.clone()),
    );
    let (mut wrote, mut read) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..20 {
        wrote.insert(write(&mut lane, DbBackend::Postgres).await);
        let reader = asked.reader().await.unwrap();
        read.insert(process(&reader.db()).await);
        asked.give_back(reader);
    }
    assert_eq!((wrote.len(), read.len()), (1, 1));
    lane.hang_up().await;
    asked.hang_up().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lanes_answer_each_command_whichever_connection_is_theirs() {
    let server = TestServer::start(Backend::Postgres).await;
    let crowd = crowd(&server).await;
    let app = server.instance_on(short_lived(&server).await).await;
    for nth in 0..50 {
        let answer = app.ledger.submit(command(&server, &crowd, nth), None).await;
        let Answer::Done(done) = answer.unwrap() else {
            panic!("refused")
        };
        let place = done.events[0].reason.facts["place"].as_i64();
        assert_eq!(place.unwrap_or(0), i64::try_from(nth).unwrap());
    }
    app.drain().await;
    server.all_is_well().await;
}
