//! Random stories told over HTTP, on both databases: what people ask for goes through the real
//! router, the lanes and the store, and after each command the database, the API and the plain
//! model of `decide::oracle` must stand alike.
//!
//! Unlike in `decide`, a unit is loaded here only as far as a command needs it.
//! `NIANGJIA_STORIES` sets how many stories; `NIANGJIA_STORY` tells one again by its seed.

mod cast;
mod commands;
mod compare;
mod counts;
mod form;
mod ground;
mod names;
mod offered;
mod people;
mod telling;
mod wire;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::num::ParseIntError;
use std::str::FromStr;

use niangjia::ledger::check;
use niangjia::values::ids::ProgramId;

use self::telling::Telling;
use crate::decide::tally::Tally;
use crate::harness::TestServer;

/// What a debug build tells in some twenty seconds.
const STORIES: usize = 42;

on_both_databases! {
    async fn the_api_and_a_plain_model_stand_alike_after_each_command(backend: Backend) {
        let one: Option<u64> = number("NIANGJIA_STORY");
        let count = number("NIANGJIA_STORIES").unwrap_or(STORIES);
        let server = TestServer::start(backend).await;
        let ground = ground::prepare(&server).await;
        let mut tally = Tally::default();
        let mut seeds = BTreeMap::new();
        for seed in one.map_or_else(|| cast::seeds(count), |seed| vec![seed]) {
            let telling = Telling::of(&server, &ground, seed).await;
            seeds.insert(Box::pin(telling.until_its_end(&mut tally)).await, seed);
        }
        is_clean(&server, &seeds).await;
        let told: Vec<u64> = seeds.values().copied().collect();
        let report = format!("\n{backend:?}, stories {told:?}\n{tally}");
        // Past the test runner, which swallows what a passing test prints.
        std::io::stderr().write_all(report.as_bytes()).unwrap();
        if count >= STORIES && one.is_none() {
            assert_eq!(counts::missing(&tally), Vec::<String>::new());
        }
    }
}

fn number<T: FromStr<Err = ParseIntError>>(variable: &str) -> Option<T> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().expect("a number"))
}

/// `niangjia check` finds nothing in what the stories left behind.
async fn is_clean(server: &TestServer, seeds: &BTreeMap<ProgramId, u64>) {
    let report = check::run(&server.db, server.clock.now()).await.unwrap();
    let told = report.violations.iter().map(|violation| {
        let seed = violation.program.and_then(|program| seeds.get(&program));
        format!("NIANGJIA_STORY={seed:?}: {violation}")
    });
    assert_eq!(told.collect::<Vec<_>>().join("\n"), "");
    assert_eq!(report.programs, seeds.len());
}
