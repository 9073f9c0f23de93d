//! The record of a draw, and recomputing it. Source: docs/draw.md, 4.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::list::{List, ListFault};
use super::order::order;
use super::seating::{Fate, give_out};

/// What is published after a draw: with the list it says everything that decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transcript {
    /// The list as it was frozen.
    pub list: String,
    /// Its SHA-256, as published before the public value was known.
    pub fingerprint: String,
    /// The public value.
    pub public_value: String,
    /// What could be given out in each unit.
    pub units: BTreeMap<String, Room>,
    /// The members still there, of entries some of whose members gave up since; none for all.
    pub withdrawn: BTreeMap<String, Vec<(String, i32)>>,
    /// What it came to, in the order drawn.
    pub results: Vec<Drawn>,
}

/// What a unit had when the draw was run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Room {
    /// Free seats by quota, `-` for everyone's; null for no limit.
    pub seats: BTreeMap<String, Option<i32>>,
    /// How many registrations could wait; null for no limit.
    pub list: Option<i32>,
}

/// An entry as drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drawn {
    /// From 1.
    pub rank: u32,
    /// Its draw code.
    pub code: String,
    /// Its unit.
    pub unit: String,
    /// What became of it.
    pub fate: Fate,
    /// The pool of each member still there, as listed; empty without seats.
    pub pools: Vec<String>,
}

/// Why a transcript does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// The list does not read.
    #[error(transparent)]
    List(#[from] ListFault),
    /// The fingerprint is another list's.
    #[error("the fingerprint of the list is {0}, not the one published")]
    Fingerprint(String),
    /// The result is another.
    #[error(
        "by the rules the entry of rank {rank} is {code} ({fate:?}), the record says otherwise"
    )]
    Result {
        /// The first rank that differs.
        rank: u32,
        /// Whose it is.
        code: String,
        /// What becomes of it.
        fate: Fate,
    },
    /// There are more results than entries.
    #[error("the record has {0} results, the list has fewer entries")]
    TooMany(usize),
}

impl Transcript {
    /// What list, public value, room and withdrawals come to.
    ///
    /// # Errors
    /// [`ListFault`] when the list does not read.
    pub fn results(&self) -> Result<Vec<Drawn>, ListFault> {
        let list = List::parse(&self.list)?;
        let lines: Vec<_> = list.lines().collect();
        let weights: Vec<u32> = lines.iter().map(|(_, line)| line.weight).collect();
        let drawn = order(&weights, &self.fingerprint, &self.public_value);
        let mut results: Vec<Drawn> = drawn
            .iter()
            .zip(1..)
            .map(|(at, rank)| Drawn {
                rank,
                code: lines[*at].1.code.clone(),
                unit: lines[*at].0.to_owned(),
                fate: Fate::Withdrawn,
                pools: Vec::new(),
            })
            .collect();
        let members: BTreeMap<&str, &Vec<(String, i32)>> = lines
            .iter()
            .map(|(_, line)| (line.code.as_str(), &line.members))
            .collect();
        for (unit, room) in &self.units {
            let here: Vec<usize> = (0..results.len())
                .filter(|at| results[*at].unit == *unit)
                .collect();
            let entries = here.iter().map(|at| {
                let code = results[*at].code.as_str();
                let left = self.withdrawn.get(code);
                let left = left.or_else(|| members.get(code).copied());
                left.map_or(&[][..], Vec::as_slice)
            });
            let placed = give_out(entries, &room.seats, room.list);
            for (at, placed) in here.into_iter().zip(placed) {
                results[at].fate = placed.fate;
                results[at].pools = placed.pools;
            }
        }
        Ok(results)
    }
}

/// Recomputes a draw from its record.
///
/// # Errors
/// [`VerifyError`]: where the record and the rules part.
pub fn verify(transcript: &Transcript) -> Result<(), VerifyError> {
    let fingerprint = List::fingerprint(&transcript.list);
    if fingerprint != transcript.fingerprint {
        return Err(VerifyError::Fingerprint(fingerprint));
    }
    let results = transcript.results()?;
    if transcript.results.len() > results.len() {
        return Err(VerifyError::TooMany(transcript.results.len()));
    }
    for (at, right) in results.into_iter().enumerate() {
        if transcript.results.get(at) != Some(&right) {
            return Err(VerifyError::Result {
                rank: right.rank,
                code: right.code,
                fate: right.fate,
            });
        }
    }
    Ok(())
}
