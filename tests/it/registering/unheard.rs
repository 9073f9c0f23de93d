//! A commit is done and its answer is lost: nobody is registered twice, and who sent a key is
//! told what became of it.

use niangjia::app::App;
use niangjia::db::entity::registrations;
use niangjia::db::idempotency::RequestKey;
use niangjia::ledger::{Answer, SubmitError};
use sea_orm::EntityTrait;

use super::seats::{Crowd, command, crowd};
use crate::harness::{Backend, SeveringProxy, TestServer};

/// A server, a crowd, and an instance that hears PostgreSQL through a proxy.
async fn through_a_proxy() -> (TestServer, Crowd, SeveringProxy, App) {
    let server = TestServer::start(Backend::Postgres).await;
    let crowd = crowd(&server).await;
    let proxy = SeveringProxy::start(server.database_url()).await;
    let app = server.instance_at(&proxy.url()).await;
    (server, crowd, proxy, app)
}

/// The ids of all registrations.
async fn registered(server: &TestServer) -> Vec<uuid::Uuid> {
    let all = registrations::Entity::find().all(server.db.read());
    all.await.unwrap().into_iter().map(|one| one.id.0).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn its_key_tells_what_became_of_it() {
    let (server, crowd, proxy, app) = Box::pin(through_a_proxy()).await;
    let key = || RequestKey {
        account: crowd.account(0),
        key: "once".to_owned(),
        request_hash: "the same".to_owned(),
    };
    proxy.lose_the_next_answer();
    let asked = app
        .ledger
        .submit(command(&server, &crowd, 0), Some((key(), 201)));
    let Answer::Replayed(made) = asked.await.unwrap() else {
        panic!("not looked up by its key")
    };
    assert_eq!(made.ids, registered(&server).await);
    let again = server
        .app
        .ledger
        .submit(command(&server, &crowd, 0), Some((key(), 201)));
    assert_eq!(again.await.unwrap(), Answer::Replayed(made));
    assert_eq!(registered(&server).await.len(), 1);
    app.drain().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_key_the_answer_is_that_it_is_unknown() {
    let (server, crowd, proxy, app) = Box::pin(through_a_proxy()).await;
    proxy.lose_the_next_answer();
    let asked = app.ledger.submit(command(&server, &crowd, 0), None).await;
    assert!(
        matches!(asked, Err(SubmitError::OutcomeUnknown)),
        "{asked:?}"
    );
    assert_eq!(registered(&server).await.len(), 1, "decided once");
    let next = app.ledger.submit(command(&server, &crowd, 1), None).await;
    assert!(
        matches!(next, Ok(Answer::Done(_))),
        "the lane goes on: {next:?}"
    );
    app.drain().await;
}
