//! Random stories told over HTTP, on both databases: what people and organizers ask for goes through
//! the real router, the lanes and the store, and after each command the database, the API and the plain
//! model of `decide::oracle` must stand alike.
//!
//! A part of the commands is looked at first (`preview`), and the preview must come true; a part is
//! sent twice under one key. Unlike in `decide`, a unit is loaded here only as far as a command needs it.
//! `NIANGJIA_STORIES` sets how many stories; `NIANGJIA_STORY` tells one again by its seed.

mod cast;
mod commands;
mod compare;
mod counts;
mod form;
mod ground;
mod names;
mod offered;
mod organizing;
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
use crate::decide::story::Reach;
use crate::decide::tally::Tally;
use crate::harness::{Backend, TestServer};

/// What a debug build tells in some twenty seconds.
const STORIES: usize = 42;

/// Of organizers' stories, so many.
const ORGANIZED: usize = 36;

on_both_databases! {
    async fn the_api_and_a_plain_model_stand_alike_after_each_command(backend: Backend) {
        let (count, tally) = Box::pin(tell(backend, Reach::Registering, STORIES)).await;
        if count >= STORIES {
            assert_eq!(counts::missing(&tally), Vec::<String>::new());
        }
    }

    async fn organizers_and_a_plain_model_stand_alike_too(backend: Backend) {
        let (count, tally) = Box::pin(tell(backend, Reach::Everything, ORGANIZED)).await;
        if count >= ORGANIZED {
            assert_eq!(counts::missing_of_organizing(&tally), Vec::<String>::new());
        }
    }
}

/// Tells stories, and gives how many were told and what they came to. One that is asked for by
/// its seed is told alone.
async fn tell(backend: Backend, reach: Reach, usual: usize) -> (usize, Tally) {
    let one: Option<u64> = number("NIANGJIA_STORY");
    let count = number("NIANGJIA_STORIES").unwrap_or(usual);
    let server = TestServer::start(backend).await;
    let ground = ground::prepare(&server).await;
    let mut tally = Tally::default();
    let mut told = BTreeMap::new();
    for seed in one.map_or_else(|| cast::seeds(reach, count), |seed| vec![seed]) {
        let telling = Telling::of(&server, &ground, (reach, seed)).await;
        told.insert(Box::pin(telling.until_its_end(&mut tally)).await, seed);
    }
    is_clean(&server, &told).await;
    let seeds: Vec<u64> = told.values().copied().collect();
    let report = format!("\n{backend:?}, {reach:?}, stories {seeds:?}\n{tally}");
    // Past the test runner, which swallows what a passing test prints.
    std::io::stderr().write_all(report.as_bytes()).unwrap();
    (if one.is_some() { 0 } else { count }, tally)
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
