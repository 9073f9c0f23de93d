//! A process that is killed in the middle of an erasure, again and again.

use std::process::Stdio;

use niangjia::config::Config;
use niangjia::db::Database;
use niangjia::db::seal::FieldKeys;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::dump::everything;
use crate::harness::{Process, niangjia};

type Settings = [(&'static str, &'static str); 4];

/// By a clock that starts at the same moment each time; `interval` between two looks of the timer.
const fn at(start: &'static str, interval: &'static str) -> Settings {
    [
        ("METRICS__LISTEN", "off"),
        ("CLOCK__ALLOW_SHIFT", "true"),
        ("CLOCK__START_AT", start),
        ("TIMER__INTERVAL_SECONDS", interval),
    ]
}

/// Serves until the named place is reached for the first time, and dies there.
fn dies(folder: &TempDir, settings: &Settings, place: &str) {
    let ended = niangjia(folder, settings)
        .env("NIANGJIA__SERVER__LISTEN", "127.0.0.1:0")
        .env("NIANGJIA_FAILPOINT", format!("{place}:1"))
        .arg("serve")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(!ended.unwrap().success(), "it came past {place}");
}

fn check(folder: &TempDir, settings: &Settings) {
    let done = niangjia(folder, settings).arg("check").output().unwrap();
    let told = String::from_utf8(done.stdout).unwrap();
    assert!(done.status.success(), "{told}");
}

/// Workers who can register, and one of them who registers twice and asks to be erased.
async fn asked(folder: TempDir) -> (TempDir, String) {
    let settings = at("2027-06-14T12:00:00Z", "3600");
    let rush = "fixture rush --workers 3 --capacity 1 --offerings 2 --out rush.json";
    let made = niangjia(&folder, &settings).args(rush.split(' ')).output();
    assert!(made.unwrap().status.success());
    let rush = std::fs::read_to_string(folder.path().join("rush.json")).unwrap();
    let rush: Value = serde_json::from_str(&rush).unwrap();
    let mut process = Process::serve_in(folder, &settings);
    let client = reqwest::Client::new();
    for worker in rush["workers"].as_array().unwrap() {
        for offering in rush["offerings"].as_array().unwrap() {
            let (url, offering) = (&process.url, offering.as_str().unwrap());
            let url = format!("{url}/api/v1/offerings/{offering}/registrations");
            let body = json!({ "participant_ids": [worker["participant_id"]] });
            let asking = client.post(url).json(&body);
            let asking = asking.bearer_auth(worker["token"].as_str().unwrap());
            let answer = asking.send().await.unwrap();
            assert_eq!(answer.status(), 201, "{}", answer.text().await.unwrap());
        }
    }
    let first = &rush["workers"][0];
    let leaving = client.delete(format!("{}/api/v1/me", process.url));
    let leaving = leaving.bearer_auth(first["token"].as_str().unwrap());
    assert_eq!(leaving.send().await.unwrap().status(), 202);
    process.kill();
    (process.end().1, first["email"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn what_was_begun_is_brought_to_its_end_after_every_death() {
    let (folder, email) = asked(tempfile::tempdir().unwrap()).await;
    let soon = at("2027-06-14T12:00:30Z", "1");
    dies(&folder, &soon, "erasure-seat");
    check(&folder, &soon);
    dies(&folder, &soon, "erasure-in-slice");
    dies(&folder, &soon, "erasure-slice");
    check(&folder, &soon);
    let settled = at("2027-06-14T12:10:00Z", "1");
    dies(&folder, &settled, "erasure-in-slice");
    for _ in 0..2 {
        dies(&folder, &settled, "erasure-slice");
    }
    // The last letter is looked after once a minute.
    let mut process = Process::serve_in(folder, &at("2027-06-14T12:20:00Z", "1"));
    process.wait_for("an account is erased");
    process.kill();
    let folder = process.end().1;
    check(&folder, &settled);

    let var = folder.path().join("var");
    let keys = std::fs::read_to_string(var.join("field_keys")).unwrap();
    let keys: FieldKeys = keys.trim().parse().unwrap();
    let url = format!("sqlite://{}", var.join("niangjia.db").display());
    let config = Config::from_toml(&format!("[database]\nurl = \"{url}\"")).unwrap();
    let db = Database::connect(&config.database).await.unwrap();
    let left = everything(&db, &keys).await;
    let named = left.iter().filter(|found| found.text.contains(&email));
    assert_eq!(named.count(), 0);
}
