//! Three instances meet at the lock of one program: the test holds it until all of them wait, so
//! that none begins to read before the others have asked.

use std::time::Duration;

use niangjia::app::App;
use niangjia::db::entity::ledgers;
use niangjia::ledger::{Answer, SubmitError};
use sea_orm::sea_query::LockType;
use sea_orm::{DatabaseTransaction, EntityTrait, FromQueryResult, QuerySelect, Statement};
use tokio::task::JoinHandle;

use super::seats::{Crowd, command, crowd, three_instances};
use crate::harness::{Backend, TestServer};

/// Longer than any of it takes; commands that never wait must not hang the tests.
const PATIENCE: Duration = Duration::from_mins(1);

type Asked = JoinHandle<Result<Answer, SubmitError>>;

/// The lock, as a fourth instance holds it.
async fn held(server: &TestServer, crowd: &Crowd) -> DatabaseTransaction {
    let tx = server.db.begin().await.unwrap();
    let ledger = ledgers::Entity::find_by_id(crowd.program).lock(LockType::NoKeyUpdate);
    ledger.one(&tx).await.unwrap().unwrap();
    tx
}

/// Comes back once as many sessions of this database wait for a lock.
pub(super) async fn all_wait(server: &TestServer, many: i64) {
    #[derive(FromQueryResult)]
    struct Waiting {
        many: i64,
    }
    let query = "SELECT count(*) AS many FROM pg_stat_activity \
                 WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let looking = async {
        loop {
            let statement = Statement::from_string(server.db.backend(), query);
            let found = Waiting::find_by_statement(statement).one(server.db.read());
            if found.await.unwrap().unwrap().many == many {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    let waited = tokio::time::timeout(PATIENCE, looking).await;
    waited.expect("each instance waits for the lock");
}

/// One registration at each instance, all of which wait for the lock.
async fn ask_while_locked(server: &TestServer, crowd: &Crowd, instances: &[App]) -> Vec<Asked> {
    let lock = held(server, crowd).await;
    let mut asked = Vec::new();
    for (nth, app) in instances.iter().enumerate() {
        let (ledger, command) = (app.ledger.clone(), command(server, crowd, nth));
        asked.push(tokio::spawn(
            async move { ledger.submit(command, None).await },
        ));
        all_wait(server, i64::try_from(nth + 1).unwrap()).await;
    }
    niangjia::db::write::rollback(lock).await;
    asked
}

/// The last seat is given once. Each command is decided once, too: what was decided on facts
/// read before the lock was had runs into the rows of who had it first, and only a second try,
/// which gives other door codes, could put that right.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_waits_for_the_lock_sees_what_was_done_under_it() {
    let server = TestServer::start(Backend::Postgres).await;
    let crowd = crowd(&server).await;
    let instances = three_instances(&server).await;
    let mut outcomes = Vec::new();
    for asked in ask_while_locked(&server, &crowd, &instances).await {
        let Answer::Done(done) = asked.await.unwrap().unwrap() else {
            panic!("refused")
        };
        let made = &done.registrations[0];
        assert_eq!(
            made.door_code,
            made.participant_id.to_string(),
            "decided again"
        );
        let place = done.events[0].reason.facts["place"].as_i64();
        outcomes.push((made.status.as_str(), place));
    }
    outcomes.sort_unstable();
    let expected = [
        ("confirmed", None),
        ("waitlisted", Some(1)),
        ("waitlisted", Some(2)),
    ];
    assert_eq!(outcomes, expected);
    for app in &instances[1..] {
        app.drain().await;
    }
}
