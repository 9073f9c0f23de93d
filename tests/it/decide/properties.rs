//! Thousands of random histories, told to the ledger and to the oracle.
//!
//! `NIANGJIA_HISTORIES` sets how many (30,000); `NIANGJIA_HISTORY` tells one again by its seed.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;

use niangjia::ledger::book::Book;
use niangjia::ledger::command::Cause;
use niangjia::ledger::decide::Decision;
use niangjia::ledger::facts::Unit;
use niangjia::values::ids::UnitId;

use super::invariants;
use super::oracle::{Ask, Offering};
use super::replay::{Entry, Replay, Standing};
use super::story::{Reach, Story};
use super::tally::{Tally, lines};
use super::twin::Twin;

/// So many have more than 1.3 million commands.
const HISTORIES: u64 = 30_000;

/// The commands of a history with their times.
type Script = Vec<(i64, Ask)>;

#[test]
fn the_ledger_and_a_plain_model_stand_alike_after_each_command() {
    let one = number("NIANGJIA_HISTORY");
    let count = number("NIANGJIA_HISTORIES").unwrap_or(HISTORIES);
    let seeds = one.map_or(1..=count, |seed| seed..=seed);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let tellers = (0..threads).map(|nth| seeds.clone().skip(nth).step_by(threads));
    let tally = std::thread::scope(|scope| {
        let running: Vec<_> = tellers
            .map(|seeds| scope.spawn(|| tell_all(seeds)))
            .collect();
        running
            .into_iter()
            .fold(Tally::default(), |mut all, teller| {
                all.add(teller.join().expect("a history went as it should"));
                all
            })
    });
    // Past the test runner, which swallows what a passing test prints.
    write!(std::io::stderr(), "\nhistories {seeds:?}\n{tally}").unwrap();
    if count >= HISTORIES && one.is_none() {
        assert_eq!(tally.surprises(), Vec::<String>::new());
    }
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable)
        .ok()
        .map(|text| text.parse().expect("a number"))
}

fn tell_all(seeds: impl Iterator<Item = u64>) -> Tally {
    let mut tally = Tally::default();
    for seed in seeds {
        if let Err((offerings, script, fault)) = tell(seed, &mut tally) {
            panic!(
                "NIANGJIA_HISTORY={seed}: {}",
                explain(&offerings, script, &fault)
            );
        }
    }
    tally
}

fn tell(seed: u64, tally: &mut Tally) -> Result<(), (Vec<Offering>, Script, String)> {
    let (mut story, offerings) = Story::begin(seed, Reach::Everything);
    let mut telling = Telling::of(&offerings);
    let mut script = Script::new();
    for _ in 0..story.length() {
        let (now, ask) = story.next(&telling.twin.oracle);
        let done = telling.ask(now, &ask);
        script.push((now, ask));
        match done {
            Ok(decision) => tally.count(&decision, &telling.twin.book),
            Err(fault) => return Err((offerings, script, fault)),
        }
    }
    Ok(())
}

/// A history being told and checked.
struct Telling {
    twin: Twin,
    replay: Replay,
}

impl Telling {
    fn of(offerings: &[Offering]) -> Self {
        Self {
            twin: Twin::new(offerings.to_vec()),
            replay: Replay::default(),
        }
    }

    fn ask(&mut self, now: i64, ask: &Ask) -> Result<Decision, String> {
        // What falls due goes by the times that hold until then.
        self.replay.holding = holding(&self.twin.book, now);
        let decision = self.twin.ask(now, ask)?;
        invariants::check(&self.twin.book, now)?;
        introduce(&mut self.replay, &self.twin.book);
        for line in lines(&decision) {
            if line.cause() != Cause::Tick {
                self.replay.holding = holding(&self.twin.book, now);
            }
            self.replay.read(&line)?;
        }
        self.replay.rest()?;
        for (id, registration) in &self.twin.book.registrations {
            let told = self.replay.standings.get(id).copied();
            let stands = Standing {
                status: registration.status,
                pool: registration.pool_id,
                passed: registration.passed,
            };
            if told != Some(stands) {
                return Err(format!("I8: {id} is {stands:?}, by its events {told:?}"));
            }
        }
        Ok(decision)
    }
}

/// The units where seats may be held now.
fn holding(book: &Book, now: i64) -> BTreeSet<UnitId> {
    let may_hold = |unit: &&Unit| {
        let until = unit.starts_at.map(|starts| starts.plus_hours(-72));
        until.is_none_or(|until| now < until.millis())
    };
    let units = book.units.values().filter(may_hold);
    units.map(|unit| unit.id).collect()
}

/// Tells the replay who is new, and what has another rank.
fn introduce(replay: &mut Replay, book: &Book) {
    for unit in book.units.values() {
        for pool in &unit.pools {
            let place = || (unit.id, pool.quota_key.clone());
            replay.pools.entry(pool.id).or_insert_with(place);
        }
    }
    for (id, registration) in &book.registrations {
        let entry = replay.entries.entry(*id).or_insert_with(|| Entry {
            unit: registration.unit_id,
            group: registration.group_id,
            class: registration.quota_key.clone(),
            seats: registration.seats,
            rank: registration.rank(),
        });
        entry.rank = registration.rank();
    }
}

/// The shortest script found that still shows a fault, for whoever must mend it.
fn explain(offerings: &[Offering], script: Script, fault: &str) -> String {
    let script = shorten(offerings, script);
    let fault = tell_again(offerings, &script)
        .err()
        .unwrap_or(fault.to_owned());
    let mut text = format!("{fault}\n");
    for offering in offerings {
        writeln!(text, "{offering:?}").unwrap();
    }
    for (now, ask) in script {
        writeln!(text, "{now}: {ask:?}").unwrap();
    }
    text
}

/// Leaves out what is not needed for a fault to show.
fn shorten(offerings: &[Offering], mut script: Script) -> Script {
    for at in (0..script.len()).rev() {
        let mut shorter = script.clone();
        let (_, ask) = shorter.remove(at);
        if !matches!(ask, Ask::Open { .. }) && tell_again(offerings, &shorter).is_err() {
            script = shorter;
        }
    }
    script
}

fn tell_again(offerings: &[Offering], script: &Script) -> Result<(), String> {
    let mut telling = Telling::of(offerings);
    for (now, ask) in script {
        telling.ask(*now, ask)?;
    }
    Ok(())
}
