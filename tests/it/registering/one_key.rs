//! One key on two programs in the same instant. Each lane looks the key up under the lock of its own
//! program and finds nothing; the second is stopped by the index of the keys. What it was asked,
//! cancelling, has no door codes: it cannot be tried with others.
//!
//! PostgreSQL only: SQLite has one lane, and every transaction there begins as the one writer's, so
//! that a key is looked up after all that was done before is committed.

use axum::http::Method;
use niangjia::router;
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde_json::json;
use tokio::task::JoinHandle;

use super::lock::all_wait;
use super::{DRUM, Family, first, text};
use crate::harness::{Answer, Ask, Backend, TestServer};

/// Another program for the same child.
const CARE: &str = "p-longxi-care-01";

/// Whoever committed a key waits, before it is committed, until the test lets go.
const WAITING: &str = "CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS \
    $$ BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NULL; END $$; \
    CREATE CONSTRAINT TRIGGER waits AFTER INSERT ON idempotency_records \
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait();";

/// Keeps all that bring a key from committing it.
async fn held(server: &TestServer) -> DatabaseTransaction {
    server.execute(WAITING).await;
    let tx = server.db.begin().await.unwrap();
    let lock = "SELECT pg_advisory_xact_lock(1)";
    tx.execute_unprepared(lock).await.unwrap();
    tx
}

/// The child in both programs, as registrations.
async fn registered(server: &TestServer, family: &Family) -> [String; 2] {
    let mut care = family.drum();
    care["answers"][&family.child]["lunch"] = json!("site");
    let drum = server.register(&family.token, DRUM, &family.drum()).await;
    let care = server.register(&family.token, CARE, &care).await;
    [drum, care].map(|made| text(first(&made.ok(201)), "id"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_programs_the_later_hears_that_the_key_was_used() {
    let server = TestServer::start(Backend::Postgres).await;
    server.import_demo().await;
    let family = server.family("parent@example.org").await;
    let [drum, care] = registered(&server, &family).await;
    // Whichever lanes the programs have, these two are not the same.
    let other = server.instance().await;
    let routers = [&server.app, &other].map(|app| router::router(app).unwrap());
    let cancel = |at: usize, id: &str| -> JoinHandle<Answer> {
        let path = format!("/api/v1/registrations/{id}/cancel");
        let ask = Ask::new(routers[at].clone(), Method::POST, &path).json(&json!({}));
        tokio::spawn(ask.token(&family.token).key("once").send())
    };

    let lock = held(&server).await;
    let earlier = cancel(0, &drum);
    all_wait(&server, 1).await;
    let later = cancel(1, &care);
    all_wait(&server, 2).await;
    niangjia::db::write::rollback(lock).await;

    assert_eq!(earlier.await.unwrap().ok(200)["status"], "cancelled");
    let later = later.await.unwrap();
    later.is_problem(422, "idempotency-key-reused");
    let standing = server.registration(&family.token, &care).await;
    assert_eq!(standing["status"], "applied", "nothing was done");
    other.drain().await;
    server.all_is_well().await;
}
