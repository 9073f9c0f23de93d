//! No query without an index: what the program asks while the tests' stories are told, and how
//! both databases would find it among some thousand rows.
//!
//! The planner is told not to read whole tables, so what it reads whole all the same has no index
//! that serves. Which tables may be read whole, and where the others are, stands in
//! `plans/known.rs`.

mod explain;
mod grown;
mod known;
mod stories;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use niangjia::db::watch::Watcher;
use sea_orm::Statement;

use self::explain::{Plans, Scan};
use self::known::KNOWN;
use crate::harness::TestServer;

/// Fewer different statements than this, and the stories were not listened to.
const LEAST: usize = 450;

/// Every statement that was sent, once by its text, with the values it came with first.
#[derive(Clone, Default)]
pub(crate) struct Seen(Arc<Mutex<BTreeMap<String, Statement>>>);

impl Seen {
    fn watcher(&self) -> Watcher {
        let Self(seen) = self.clone();
        Watcher::new(move |statement| {
            let mut seen = seen.lock().unwrap();
            seen.entry(statement.sql.clone())
                .or_insert_with(|| statement.clone());
        })
    }

    fn all(&self) -> Vec<Statement> {
        self.0.lock().unwrap().values().cloned().collect()
    }
}

fn described(statement: &Statement, scan: &Scan) -> String {
    format!("{} by `{}`:\n  {}", scan.table, scan.how, statement.sql)
}

on_both_databases! {
    async fn every_query_has_an_index(backend: Backend) {
        let seen = Seen::default();
        stories::tell_all(backend, &seen).await;
        let server = TestServer::watched(backend, seen.watcher()).await;
        let made = grown::fill(&server);
        grown::page_on(&server, &made).await;
        let plans = Plans::of(&server).await;
        let (mut unknown, mut excused, mut read) = (Vec::new(), [false; KNOWN.len()], 0);
        for statement in seen.all() {
            let Some(scans) = plans.scans(&statement).await else {
                continue;
            };
            read += 1;
            for scan in scans {
                let excuse = KNOWN.iter().position(|known| known.excuses(&statement.sql, &scan));
                match excuse {
                    Some(at) => excused[at] = true,
                    None => unknown.push(described(&statement, &scan)),
                }
            }
        }
        eprintln!("{backend:?}: the plans of {read} statements");
        assert!(unknown.is_empty(), "no index serves {} of {read}:\n{}", unknown.len(), unknown.join("\n"));
        assert!(read >= LEAST, "{read} statements only");
        let stale: Vec<&str> = KNOWN
            .iter()
            .zip(excused)
            .filter(|(known, excused)| known.on.is_none_or(|only| only == backend) && !excused)
            .map(|(known, _)| known.why)
            .collect();
        assert!(stale.is_empty(), "take these out of plans/known.rs: {stale:#?}");
    }

    async fn a_query_without_an_index_is_seen(backend: Backend) {
        let server = TestServer::start(backend).await;
        grown::fill(&server);
        let plans = Plans::of(&server).await;
        let asked = |sql: &str| Statement::from_string(server.db.backend(), sql);
        for (sql, table) in [
            ("SELECT id FROM registrations WHERE arrival = 7", "registrations"),
            ("SELECT r.id FROM registrations AS r WHERE r.updated_at > 7 AND r.arrival = 8", "registrations"),
            ("UPDATE notices SET read_at = 1 WHERE kind = 'x'", "notices"),
            ("SELECT id FROM registrations WHERE id = unit_id OR participant_id IN (SELECT id FROM participants WHERE id = account_id)", "registrations"),
        ] {
            let scans = plans.scans(&asked(sql)).await.unwrap();
            assert!(scans.iter().any(|scan| scan.table == table), "{sql}: {scans:?}");
        }
        let by_index = "SELECT id FROM registrations WHERE account_id IN (SELECT account_id FROM access_tokens WHERE secret_hash = 'x')";
        let scans = plans.scans(&asked(by_index)).await.unwrap();
        assert!(scans.is_empty(), "{scans:?}");
        assert!(plans.scans(&asked("PRAGMA x")).await.is_none());
    }
}
