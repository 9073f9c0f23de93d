//! What the list of a draw says of entries, and what there is to give.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::ledger::command::{Freeze, Register};
use crate::ledger::decide::deadline::list_is_open;
use crate::ledger::desk::Desk;
use crate::ledger::draw::{Chance, Free, Line, List, Lot, NONE, Room, UnitLines, chance};
use crate::ledger::entry::Entry;
use crate::ledger::facts::{Allocation, Book, Pool, Unit};
use crate::values::ids::SessionId;

/// The canonical list: units by name, entries by draw code.
pub(super) fn list(desk: &Desk<'_>, asked: &Freeze, units: &[Unit]) -> List {
    let mut lists: Vec<UnitLines> = units
        .iter()
        .map(|unit| {
            let takes_part = |entry: &Entry<'_>| !asked.only_reviewed || entry.is_reviewed();
            let entries = desk.book.applied(unit).filter(takes_part);
            let mut lines: Vec<Line> = entries.map(|entry| line(&entry)).collect();
            lines.sort_by(|a, b| a.code.cmp(&b.code));
            UnitLines {
                unit: name(unit, &asked.session_codes),
                lines,
            }
        })
        .collect();
    lists.sort_by(|a, b| a.unit.cmp(&b.unit));
    List {
        offering: asked.offering_code.clone(),
        frozen_at: desk.now,
        public_value_name: asked.public_value_name.clone(),
        units: lists,
    }
}

/// How the list names a unit: by its session's code, `-` for the whole offering.
pub(super) fn name(unit: &Unit, codes: &BTreeMap<SessionId, String>) -> String {
    let code = unit.session_id.and_then(|id| codes.get(&id));
    code.map_or_else(|| NONE.to_owned(), Clone::clone)
}

fn line(entry: &Entry<'_>) -> Line {
    let first = entry.members().first();
    Line {
        code: first
            .and_then(|one| one.draw_code.clone())
            .unwrap_or_default(),
        weight: weight(entry),
        members: needs(entry),
    }
}

/// 1 and the most points that a member was granted.
fn weight(entry: &Entry<'_>) -> u32 {
    let points = entry.members().iter().map(|one| one.points).max();
    1 + u32::try_from(points.unwrap_or_default()).unwrap_or_default()
}

/// A quota as the list names it.
pub(super) fn named(quota: &str) -> String {
    if quota.is_empty() { NONE } else { quota }.to_owned()
}

pub(super) fn needs(entry: &Entry<'_>) -> Vec<(String, i32)> {
    let members = entry.members().iter();
    members
        .map(|one| (named(&one.quota_key), one.seats))
        .collect()
}

/// What a unit has to give.
pub(super) fn room(desk: &Desk<'_>, unit: &Unit) -> Room {
    let offering = desk.book.offerings.get(&unit.offering_id);
    let is_open = offering.is_some_and(|one| list_is_open(unit, one, desk.now));
    let limit = offering.and_then(|offering| offering.waitlist_limit);
    Room {
        seats: seats_of(unit),
        list: if is_open {
            limit.map(|limit| (limit - unit.waiting_count()).max(0))
        } else {
            Some(0)
        },
    }
}

/// Free seats by quota.
fn seats_of(unit: &Unit) -> Free {
    let free = |pool: &Pool| pool.capacity.map(|_| pool.free());
    let pools = unit.pools.iter();
    pools
        .map(|pool| (named(&pool.quota_key), free(pool)))
        .collect()
}

/// What linking does to the chance of those who would register, by unit.
pub(in crate::ledger) fn chances(book: &Book, asked: &Register) -> Vec<Chance> {
    let offering = book.offerings.get(&asked.offering_id);
    if offering.is_none_or(|offering| offering.allocation != Allocation::Lottery) {
        return Vec::new();
    }
    let mut members: Vec<(String, i32)> = asked
        .applicants
        .iter()
        .map(|one| (named(&one.quota_key), one.seats))
        .collect();
    members.sort_by_key(|(_, seats)| Reverse(*seats));
    let picked = |unit: &&Unit| {
        unit.offering_id == asked.offering_id
            && unit
                .session_id
                .is_none_or(|id| asked.session_ids.contains(&id))
    };
    let units = book.units.values().filter(picked);
    units
        .map(|unit| {
            let others = book.applied(unit);
            let others: Vec<Lot> = others.map(|one| (weight(&one), needs(&one))).collect();
            chance(&others, &(1, members.clone()), &seats_of(unit))
        })
        .collect()
}
