//! The canonical list: what is frozen, published and fingerprinted. Source: docs/draw.md, 1.

use std::fmt::{self, Write};

use crate::values::clock::Instant;
use crate::values::secret::sha256_hex;

/// First line of every list.
const HEAD: &str = "niangjia-draw 1";
/// Stands for no quota, and for the one unit of an offering whose sessions are not picked.
pub const NONE: &str = "-";

/// Who takes part in a draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The offering's code.
    pub offering: String,
    /// When it was frozen.
    pub frozen_at: Instant,
    /// The name of the public value.
    pub public_value_name: String,
    /// The units, in the order of their names.
    pub units: Vec<UnitLines>,
}

/// The entries of one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitLines {
    /// The session's code; `-` for the whole offering.
    pub unit: String,
    /// Its entries, by draw code.
    pub lines: Vec<Line>,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its draw code.
    pub code: String,
    /// Its weight: 1 and the points granted.
    pub weight: u32,
    /// Its members as seated, the largest party first: the quota each belongs to (`-` for none)
    /// and the seats it needs.
    pub members: Vec<(String, i32)>,
}

/// Why a text is not a list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the list does not read: {text}")]
pub struct ListFault {
    /// Counted from 1.
    pub line: usize,
    /// What stands there.
    pub text: String,
}

impl List {
    /// The SHA-256 of the list in lower-case hex.
    #[must_use]
    pub fn fingerprint(text: &str) -> String {
        sha256_hex(text.as_bytes())
    }

    /// Every line with its unit, in the order of the list.
    pub fn lines(&self) -> impl Iterator<Item = (&str, &Line)> {
        self.units
            .iter()
            .flat_map(|unit| unit.lines.iter().map(|line| (unit.unit.as_str(), line)))
    }

    /// Reads a list.
    ///
    /// # Errors
    /// [`ListFault`]: the first line that is not as written by [`List`]'s `Display`.
    pub fn parse(text: &str) -> Result<Self, ListFault> {
        let mut lines = text.lines().enumerate();
        let mut next = |word: &str| match lines.next() {
            Some((at, line)) => {
                let rest = line
                    .strip_prefix(word)
                    .and_then(|rest| rest.strip_prefix(' '));
                rest.ok_or_else(|| fault(at, line)).map(|rest| (at, rest))
            }
            None => Err(fault(0, text)),
        };
        let (at, version) = next("niangjia-draw")?;
        if version != "1" {
            return Err(fault(at, version));
        }
        let offering = next("offering")?.1.to_owned();
        let (at, frozen) = next("frozen")?;
        let frozen_at = serde_json::from_value(frozen.into()).map_err(|_| fault(at, frozen))?;
        let public_value_name = next("public-value")?.1.to_owned();
        let mut list = Self {
            offering,
            frozen_at,
            public_value_name,
            units: Vec::new(),
        };
        for (at, line) in lines {
            let read = list.take(line);
            read.ok_or_else(|| fault(at, line))?;
        }
        if list.to_string() == text {
            Ok(list)
        } else {
            Err(fault(0, "the list is not written as it should be"))
        }
    }

    fn take(&mut self, line: &str) -> Option<()> {
        if let Some(unit) = line.strip_prefix("unit ") {
            self.units.push(UnitLines {
                unit: unit.to_owned(),
                lines: Vec::new(),
            });
            return Some(());
        }
        let mut words = line.strip_prefix("entry ")?.split(' ');
        let code = words.next()?.to_owned();
        let weight = words.next()?.strip_prefix("weight=")?.parse().ok()?;
        let members = words.next()?.strip_prefix("members=")?.split(',');
        let members: Option<Vec<_>> = members
            .map(|member| {
                let (quota, seats) = member.rsplit_once(':')?;
                Some((quota.to_owned(), seats.parse().ok()?))
            })
            .collect();
        let entry = Line {
            code,
            weight,
            members: members?,
        };
        self.units.last_mut()?.lines.push(entry);
        words.next().is_none().then_some(())
    }
}

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let frozen = serde_json::to_value(self.frozen_at).map_err(|_| fmt::Error)?;
        writeln!(f, "{HEAD}")?;
        writeln!(f, "offering {}", self.offering)?;
        writeln!(f, "frozen {}", frozen.as_str().unwrap_or_default())?;
        writeln!(f, "public-value {}", self.public_value_name)?;
        for unit in &self.units {
            writeln!(f, "unit {}", unit.unit)?;
            for line in &unit.lines {
                let mut members = String::new();
                for (at, (quota, seats)) in line.members.iter().enumerate() {
                    let comma = if at == 0 { "" } else { "," };
                    write!(members, "{comma}{quota}:{seats}")?;
                }
                let (code, weight) = (&line.code, line.weight);
                writeln!(f, "entry {code} weight={weight} members={members}")?;
            }
        }
        Ok(())
    }
}

fn fault(at: usize, text: &str) -> ListFault {
    ListFault {
        line: at + 1,
        text: text.to_owned(),
    }
}
