//! A thousand random draws, and as many forged ones, before both verifiers.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use niangjia::ledger::draw::{Fate, Line, Room, Transcript, UnitLines, verify};

use super::{record, seats, single, whole};
use crate::decide::chance::Chance;
use crate::harness;

const DRAWS: u64 = 1_000;

/// A draw of a few units with quotas, groups, parties and withdrawals.
pub(crate) fn random(seed: u64) -> Transcript {
    let mut chance = Chance::new(seed);
    let quotas = ["-", "g1_3", "g4_6"];
    let names: Vec<String> = if chance.percent(70) {
        vec!["-".to_owned()]
    } else {
        (1..=3)
            .map(|number| format!("p-birds-s{number:02}"))
            .collect()
    };
    let (mut units, mut room, mut withdrawn) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    for (at, name) in names.iter().enumerate() {
        let mut lines = Vec::new();
        for number in 0..chance.between(0, 30) {
            let members = (0..chance.between(1, 3)).map(|_| {
                let quota = quotas[usize::try_from(chance.between(0, 2)).unwrap()];
                let seats = if chance.percent(80) { 1 } else { 3 };
                (quota.to_owned(), seats)
            });
            let mut members: Vec<(String, i32)> = members.collect();
            members.sort_by_key(|(_, seats)| -seats);
            let code = format!("{at}{number:03}-K7QM");
            if chance.percent(10) {
                withdrawn.insert(code.clone(), members[1..].to_vec());
            }
            let weight = u32::try_from(chance.between(1, 8)).unwrap();
            lines.push(Line {
                code,
                weight,
                members,
            });
        }
        units.push(UnitLines {
            unit: name.clone(),
            lines,
        });
        let mut free = BTreeMap::new();
        for quota in quotas {
            if quota == "-" || chance.percent(60) {
                let count = i32::try_from(chance.between(0, 9)).unwrap();
                free.insert(quota.to_owned(), chance.percent(95).then_some(count));
            }
        }
        let list = i32::try_from(chance.between(0, 12)).unwrap();
        let list = chance.percent(90).then_some(list);
        room.insert(name.clone(), Room { seats: free, list });
    }
    let value = format!(
        "{}.{:02}",
        chance.between(2000, 5000),
        chance.between(0, 99)
    );
    record(units, room, withdrawn, &value)
}

/// The same with one thing wrong in it, if there is anything in it at all.
pub(crate) fn forged(seed: u64) -> Option<Transcript> {
    let mut transcript = random(seed);
    let mut chance = Chance::new(seed ^ 0xf0f0);
    let count = i64::try_from(transcript.results.len()).unwrap();
    if count < 2 {
        return None;
    }
    let at = usize::try_from(chance.between(0, count - 2)).unwrap();
    match chance.between(1, 5) {
        1 => {
            let (first, second) = (at, at + 1);
            let (front, back) = transcript.results.split_at_mut(second);
            std::mem::swap(&mut front[first].code, &mut back[0].code);
        }
        2 => {
            let other = match transcript.results[at].fate {
                Fate::Confirmed => Fate::NotDrawn,
                _ => Fate::Confirmed,
            };
            transcript.results[at].fate = other;
        }
        3 => transcript.list = transcript.list.replacen("weight=1 ", "weight=9 ", 1) + "\n",
        4 => drop(transcript.results.pop()),
        _ => transcript.fingerprint = "0".repeat(64),
    }
    Some(transcript)
}

/// What the script says of each file, in order.
fn script(files: &[PathBuf]) -> Vec<bool> {
    let output = Command::new("python3")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tools/verify-draw.py"))
        .args(files)
        .output()
        .expect("no python3 here, and the second verifier needs it: apt-get install python3");
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<bool> = text.lines().map(|line| line.ends_with(": holds")).collect();
    assert_eq!(lines.len(), files.len(), "{text}");
    lines
}

#[test]
#[expect(clippy::print_stdout, reason = "how many were judged")]
fn two_verifiers_agree_on_a_thousand_draws_and_their_forgeries() {
    let folder = tempfile::tempdir().unwrap();
    let (mut files, mut ours) = (Vec::new(), Vec::new());
    let draws = (0..DRAWS).map(random).chain((0..DRAWS).filter_map(forged));
    for (number, transcript) in draws.enumerate() {
        let file = folder.path().join(format!("{number}.json"));
        fs::write(&file, serde_json::to_string(&transcript).unwrap()).unwrap();
        files.push(file);
        ours.push(verify(&transcript).is_ok());
    }
    let true_ones = usize::try_from(DRAWS).unwrap();
    assert!(ours[..true_ones].iter().all(|holds| *holds));
    assert!(ours[true_ones..].iter().all(|holds| !holds));
    assert_eq!(script(&files), ours);
    println!(
        "{} draws and {} forgeries",
        true_ones,
        ours.len() - true_ones
    );
}

#[test]
fn the_command_line_tells_true_from_false() {
    let folder = tempfile::tempdir().unwrap();
    let lines = (0..9).map(|number| single(number, 1)).collect();
    let mut transcript = record(whole(lines), seats(4, 3), [].into(), "3412.07");
    let file = folder.path().join("draw.json");
    let file = file.to_str().unwrap();
    let tell = |transcript: &Transcript| {
        fs::write(
            file,
            serde_json::json!({ "transcript": transcript }).to_string(),
        )
        .unwrap();
        harness::run(&["draw", "verify", file], &[])
    };
    let holds = tell(&transcript);
    assert!(holds.status.success());
    let told = String::from_utf8(holds.stdout).unwrap();
    assert!(
        told.starts_with("The draw holds: 9 entries, 4 with places, 3 waiting, 2 without"),
        "{told}"
    );
    transcript.public_value = "3412.08".to_owned();
    assert_eq!(tell(&transcript).status.code(), Some(1));
}
