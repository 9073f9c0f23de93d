//! The draw: recomputed by two verifiers, and fair.

mod chances;
pub(crate) mod verifiers;

use std::collections::BTreeMap;

use niangjia::ledger::draw::{Line, List, Room, Transcript, UnitLines};
use niangjia::values::clock::Instant;

/// The record of a draw of these entries: (code, weight, members) by unit.
pub(crate) fn record(
    units: Vec<UnitLines>,
    room: BTreeMap<String, Room>,
    withdrawn: BTreeMap<String, Vec<(String, i32)>>,
    public_value: &str,
) -> Transcript {
    let list = List {
        offering: "p-birds-2027-01".to_owned(),
        frozen_at: Instant::from_millis(1_813_000_000_000),
        public_value_name: "上证综合指数 2027-06-21 收盘点位".to_owned(),
        units,
    };
    let list = list.to_string();
    let mut transcript = Transcript {
        fingerprint: List::fingerprint(&list),
        list,
        public_value: public_value.to_owned(),
        units: room,
        withdrawn,
        results: Vec::new(),
    };
    transcript.results = transcript.results().unwrap();
    transcript
}

/// An entry of one seat without a quota.
pub(crate) fn single(number: usize, weight: u32) -> Line {
    Line {
        code: format!("{number:04}-AAAA"),
        weight,
        members: vec![("-".to_owned(), 1)],
    }
}

/// The unit of a whole offering.
pub(crate) fn whole(lines: Vec<Line>) -> Vec<UnitLines> {
    vec![UnitLines {
        unit: "-".to_owned(),
        lines,
    }]
}

/// So many seats for everyone, and so many places in line.
pub(crate) fn seats(seats: i32, list: i32) -> BTreeMap<String, Room> {
    let room = Room {
        seats: BTreeMap::from([("-".to_owned(), Some(seats))]),
        list: Some(list),
    };
    BTreeMap::from([("-".to_owned(), room)])
}
