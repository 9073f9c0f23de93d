//! kill -9 in the middle of a rush, again and again: what was acknowledged is there, a retried
//! key is answered as before, `check` finds nothing, every mail owed is sent after the restart.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use niangjia::app::App;
use niangjia::config::Config;
use niangjia::db::Database;
use niangjia::db::entity::deliveries;
use niangjia::db::seal::FieldKeys;
use niangjia::values::clock::Clock;
use sea_orm::EntityTrait;
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::mpsc::unbounded_channel;

use crate::harness::{self, Backend, Process, TestDatabase};

const ROUNDS: usize = 10;
const WORKERS_A_ROUND: usize = 120;
const AT_ONCE: usize = 16;
/// Any 32 bytes: the instances of one test share them.
const FIELD_KEYS: &str = "test:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

struct Rush {
    offering: String,
    workers: Vec<(String, String)>,
}

fn settings(url: &str) -> Vec<(&'static str, String)> {
    vec![
        ("DATABASE__URL", url.to_owned()),
        ("SECURITY__FIELD_KEYS", FIELD_KEYS.to_owned()),
        ("LIMITS__ENABLED", "false".to_owned()),
        ("METRICS__LISTEN", "off".to_owned()),
    ]
}

fn fixture(folder: &TempDir, settings: &[(&str, &str)]) -> Rush {
    let workers = (ROUNDS * WORKERS_A_ROUND).to_string();
    let made = harness::niangjia(folder, settings)
        .args([
            "fixture",
            "rush",
            "--workers",
            &workers,
            "--capacity",
            "500",
            "--out",
            "rush.json",
        ])
        .output()
        .unwrap();
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    let file = std::fs::read(folder.path().join("rush.json")).unwrap();
    let file: Value = serde_json::from_slice(&file).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let workers = file["workers"].as_array().unwrap();
    Rush {
        offering: text(&file["offerings"][0]),
        workers: workers
            .iter()
            .map(|one| (text(&one["token"]), text(&one["participant_id"])))
            .collect(),
    }
}

/// Asks for a seat under the worker's own key; nothing when the server was gone.
async fn ask(
    client: &reqwest::Client,
    url: &str,
    rush: &Rush,
    worker: usize,
) -> Option<(u16, String, bool)> {
    let (token, participant) = &rush.workers[worker];
    let path = format!("{url}/api/v1/offerings/{}/registrations", rush.offering);
    let sent = client
        .post(path)
        .bearer_auth(token)
        .header("idempotency-key", format!("rush-{worker}"))
        .json(&json!({ "participant_ids": [participant] }))
        .send()
        .await
        .ok()?;
    let (status, replayed) = (
        sent.status().as_u16(),
        sent.headers().contains_key("idempotent-replayed"),
    );
    let body: Value = sent.json().await.ok()?;
    Some((
        status,
        body["registrations"][0]["id"].as_str()?.to_owned(),
        replayed,
    ))
}

/// One round: a crowd asks, and after a number of answers the process is killed.
async fn round(
    process: &mut Process,
    rush: &Arc<Rush>,
    first: usize,
    after: usize,
) -> HashMap<usize, String> {
    let client = reqwest::Client::new();
    let (answered, mut answers) = unbounded_channel();
    let next = Arc::new(AtomicUsize::new(first));
    let mut crowd = tokio::task::JoinSet::new();
    for _ in 0..AT_ONCE {
        let (client, rush, url) = (client.clone(), Arc::clone(rush), process.url.clone());
        let (answered, next) = (answered.clone(), Arc::clone(&next));
        crowd.spawn(async move {
            let mut known = Vec::new();
            loop {
                let worker = next.fetch_add(1, Ordering::SeqCst);
                if worker >= first + WORKERS_A_ROUND {
                    return known;
                }
                if let Some((201, id, _)) = ask(&client, &url, &rush, worker).await {
                    // Those after the kill count no more.
                    let _ = answered.send(());
                    known.push((worker, id));
                }
            }
        });
    }
    drop(answered);
    for number in 0..after {
        let answer = answers.recv().await;
        answer.unwrap_or_else(|| panic!("{number} of {WORKERS_A_ROUND} were registered"));
    }
    process.kill();
    let mut known = HashMap::new();
    while let Some(part) = crowd.join_next().await {
        known.extend(part.unwrap());
    }
    known
}

async fn killed_again_and_again(backend: Backend) {
    let database = TestDatabase::create(backend).await;
    let settings = settings(database.settings.url.expose_secret());
    let settings: Vec<(&str, &str)> = settings.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let mut folder = tempfile::tempdir().unwrap();
    let rush = Arc::new(fixture(&folder, &settings));
    let client = reqwest::Client::new();
    for number in 0..ROUNDS {
        let mut process = Process::serve_in(folder, &settings);
        let first = number * WORKERS_A_ROUND;
        let known = round(&mut process, &rush, first, 10 + 7 * number).await;
        (_, folder) = process.end();
        let process = Process::serve_in(folder, &settings);
        for (worker, id) in &known {
            let again = ask(&client, &process.url, &rush, *worker).await.unwrap();
            assert_eq!(
                again,
                (201, id.clone(), true),
                "round {number}: a lost or doubled answer"
            );
        }
        process.terminate();
        let (status, kept) = process.end();
        assert!(status.success());
        folder = kept;
        let check = harness::niangjia(&folder, &settings)
            .arg("check")
            .output()
            .unwrap();
        assert!(
            check.status.success(),
            "round {number}: {}",
            String::from_utf8_lossy(&check.stdout)
        );
    }
    Box::pin(everything_owed_is_sent(&database, &folder)).await;
}

/// Every delivery was handed over, each as one file. The leases of the killed processes have
/// run out on a clock ten minutes ahead: they last for as long as a mail server may take to answer.
async fn everything_owed_is_sent(database: &TestDatabase, folder: &TempDir) {
    let db = Database::connect(&database.settings).await.unwrap();
    let keys: FieldKeys = FIELD_KEYS.parse().unwrap();
    let now = Clock::machine().now();
    let mut config = Config::from_toml("").unwrap();
    let mails = folder.path().join("var/mail");
    config.mail.url = format!("file:{}", mails.display()).into();
    let clock = Clock::fixed(now.plus_minutes(10));
    let app = App::assemble(&config, db.clone(), clock, &keys)
        .await
        .unwrap();
    app.notices.courier.deliver_due().await.unwrap();
    let rows = deliveries::Entity::find().all(db.read()).await.unwrap();
    assert!(rows.len() > ROUNDS * 10);
    for row in rows {
        assert_eq!(row.state, "sent");
        let file = mails.join(format!("{}.eml", row.id));
        assert!(file.exists(), "{} was never handed over", file.display());
    }
    app.drain().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_sqlite() {
    Box::pin(killed_again_and_again(Backend::Sqlite)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres() {
    Box::pin(killed_again_and_again(Backend::Postgres)).await;
}
