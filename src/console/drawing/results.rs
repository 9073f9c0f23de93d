//! A draw's list and what it came to, as they are shown.

use crate::ledger::draw::{Draw, Drawn, Fate, List, NONE, Transcript};

/// How many are in a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) entries: i64,
    pub(super) seats: i64,
}

/// What a draw came to, in the order drawn: rank and code.
#[derive(Clone, Debug, Default)]
pub(super) struct Results {
    pub(super) placed: Vec<(u32, String)>,
    pub(super) waiting: Vec<(u32, String)>,
    pub(super) not_drawn: Vec<(u32, String)>,
    pub(super) withdrawn: Vec<(u32, String)>,
    pub(super) places: i64,
}

/// The size of a frozen list; none of one that does not read.
pub(super) fn size(draw: &Draw) -> Size {
    let Ok(list) = List::parse(&draw.list) else {
        return Size::default();
    };
    let (mut entries, mut seats) = (0, 0);
    for (_, line) in list.lines() {
        entries += 1;
        seats += line
            .members
            .iter()
            .map(|(_, needed)| i64::from(*needed))
            .sum::<i64>();
    }
    Size { entries, seats }
}

/// What it came to, once it was run.
pub(super) fn results(draw: &Draw) -> Option<Results> {
    let transcript: Transcript = serde_json::from_str(draw.transcript.as_deref()?).ok()?;
    let mut results = Results::default();
    for drawn in &transcript.results {
        let kind = match drawn.fate {
            Fate::Confirmed => &mut results.placed,
            Fate::Waiting => &mut results.waiting,
            Fate::NotDrawn => &mut results.not_drawn,
            Fate::Withdrawn => &mut results.withdrawn,
        };
        kind.push((drawn.rank, named(drawn)));
    }
    results.places = transcript
        .units
        .values()
        .flat_map(|room| room.seats.values())
        .map(|seats| i64::from(seats.unwrap_or(0)))
        .sum();
    Some(results)
}

/// An entry by its code, with the session it is about where there are several.
fn named(drawn: &Drawn) -> String {
    if drawn.unit == NONE {
        drawn.code.clone()
    } else {
        format!("{} · {}", drawn.code, drawn.unit)
    }
}
