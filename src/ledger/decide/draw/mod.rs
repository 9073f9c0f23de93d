//! Freezing, running and voiding a draw. Source: docs/rules.md, R32 to R36; docs/draw.md.

use std::collections::BTreeMap;

use serde_json::json;

use super::deadline::list_is_open;
use super::register::{weigh, window_of};
use super::review::place_or;
use super::sessions::not_called_off;
use super::settle::settle;
use crate::ledger::command::{Freeze, Reason, Refusal, RefusalKind, Register, RunDraw, VoidDraw};
use crate::ledger::desk::Desk;
use crate::ledger::draw::{
    Chance, Draw, DrawState, Line, List, Lot, Room, Transcript, UnitLines, chance,
};
use crate::ledger::entry::Entry;
use crate::ledger::facts::{Allocation, Book, Offering, Pool, Registration, Status, Unit};
use crate::values::ids::{OfferingId, RegistrationId};

/// Stands for no quota, for the general pool, and for the unit of a whole offering.
const NONE: &str = "-";

/// Freezes the list of everyone who applied.
///
/// # Errors
/// `other-allocation`, `offering-called-off`, `window-open`, `draw-exists`, `duplicates-unsettled`, `draw-empty`.
pub(super) fn freeze(desk: &mut Desk<'_>, asked: &Freeze) -> Result<(), Refusal> {
    let offering = lottery(desk, asked.offering_id)?;
    let units = units(desk, &asked.offering_id);
    let open = units
        .iter()
        .map(|unit| window_of(&offering, Some(unit)))
        .find(|window| window.closes.is_none_or(|closes| desk.now < closes));
    if let Some(window) = open {
        let reason = Reason::new("window-open", json!({ "closes_at": window.closes }));
        return Err(Refusal::of(RefusalKind::WindowOpen, reason));
    }
    let standing = desk.book.draws.get(&asked.offering_id);
    if let Some(draw) = standing.filter(|draw| draw.state != DrawState::Voided) {
        let facts = json!({ "state": draw.state, "frozen_at": draw.frozen_at });
        let reason = Reason::new("draw-exists", facts);
        return Err(Refusal::of(RefusalKind::DrawExists, reason));
    }
    weigh(&asked.findings, RefusalKind::DuplicatesUnsettled)?;
    let list = list(desk, asked, &units);
    if list.lines().next().is_none() {
        let reason = Reason::new(
            "draw-empty",
            json!({ "only_reviewed": asked.only_reviewed }),
        );
        return Err(Refusal::of(RefusalKind::DrawEmpty, reason));
    }
    let list = list.to_string();
    desk.set_draw(Draw {
        id: asked.draw_id,
        offering_id: asked.offering_id,
        state: DrawState::Frozen,
        fingerprint: List::fingerprint(&list),
        list,
        public_value_name: asked.public_value_name.clone(),
        frozen_at: desk.now,
        public_value: None,
        run_at: None,
        transcript: None,
        voided_at: None,
        void_reason: None,
    });
    Ok(())
}

/// Runs the frozen draw: everyone in the list gets a rank, then seats, a place in line, or word
/// that it was not enough.
///
/// # Errors
/// `draw-not-frozen`.
pub(super) fn run(desk: &mut Desk<'_>, asked: &RunDraw) -> Result<(), Refusal> {
    let mut draw = frozen(desk, asked.offering_id)?;
    let Ok(list) = List::parse(&draw.list) else {
        return Err(not_frozen());
    };
    let mut transcript = Transcript {
        list: draw.list.clone(),
        fingerprint: draw.fingerprint.clone(),
        public_value: asked.public_value.clone(),
        units: BTreeMap::new(),
        withdrawn: BTreeMap::new(),
        results: Vec::new(),
    };
    let codes = session_codes(desk, &list, asked.offering_id);
    for (code, unit) in &codes {
        transcript.units.insert(code.clone(), room(desk, unit));
        let lines = list.units.iter().find(|lines| lines.unit == *code);
        for line in lines.iter().flat_map(|lines| &lines.lines) {
            let left = needs(&Entry::of(still_there(desk, unit, &line.code)));
            if left != line.members {
                transcript.withdrawn.insert(line.code.clone(), left);
            }
        }
    }
    transcript.results = transcript.results().map_err(|_| not_frozen())?;
    let of = transcript.results.len();
    for drawn in &transcript.results {
        let Some(unit) = codes.get(&drawn.unit) else {
            continue;
        };
        let rank = i32::try_from(drawn.rank).unwrap_or(i32::MAX);
        let members = still_there(desk, unit, &drawn.code);
        let members: Vec<Registration> = members
            .into_iter()
            .map(|one| Registration {
                drawn_rank: Some(rank),
                ..one.clone()
            })
            .collect();
        let unlucky = Reason::new("not-drawn", json!({ "drawn_rank": rank, "entries": of }));
        place_or(desk, unit.id, members, "drawn", |_| {
            (Status::NotDrawn, unlucky.clone())
        });
    }
    for unit in units(desk, &asked.offering_id) {
        desk.set_course(unit.id, |course| course.is_given_out = true);
        settle(desk, unit.id);
    }
    draw.state = DrawState::Run;
    draw.public_value = Some(asked.public_value.clone());
    draw.run_at = Some(desk.now);
    draw.transcript = serde_json::to_string(&transcript).ok();
    desk.set_draw(draw);
    Ok(())
}

/// Gives a frozen draw up; another may be frozen.
///
/// # Errors
/// `draw-not-frozen`; one that was run stands.
pub(super) fn void(desk: &mut Desk<'_>, asked: &VoidDraw) -> Result<(), Refusal> {
    let mut draw = frozen(desk, asked.offering_id)?;
    draw.state = DrawState::Voided;
    draw.voided_at = Some(desk.now);
    draw.void_reason = Some(asked.remark.clone());
    desk.set_draw(draw);
    Ok(())
}

fn lottery(desk: &Desk<'_>, id: OfferingId) -> Result<Offering, Refusal> {
    let offering = desk.book.offerings.get(&id).cloned();
    let allocation = offering.as_ref().map(|offering| offering.allocation);
    let offering = offering
        .filter(|offering| offering.allocation == Allocation::Lottery)
        .ok_or_else(|| {
            let reason = Reason::new("other-allocation", json!({ "allocation": allocation }));
            Refusal::of(RefusalKind::OtherAllocation, reason)
        })?;
    not_called_off(&offering)?;
    Ok(offering)
}

fn frozen(desk: &Desk<'_>, offering: OfferingId) -> Result<Draw, Refusal> {
    let draw = desk.book.draws.get(&offering).cloned();
    draw.filter(|draw| draw.state == DrawState::Frozen)
        .ok_or_else(not_frozen)
}

fn not_frozen() -> Refusal {
    Refusal::of(RefusalKind::DrawNotFrozen, Reason::plain("draw-not-frozen"))
}

fn units(desk: &Desk<'_>, offering: &OfferingId) -> Vec<Unit> {
    let theirs = |unit: &&Unit| unit.offering_id == *offering && !unit.is_cancelled;
    desk.book.units.values().filter(theirs).cloned().collect()
}

/// The canonical list: units by name, entries by draw code.
fn list(desk: &Desk<'_>, asked: &Freeze, units: &[Unit]) -> List {
    let mut lists: Vec<UnitLines> = units
        .iter()
        .map(|unit| {
            let code = unit.session_id.and_then(|id| asked.session_codes.get(&id));
            let takes_part = |entry: &Entry<'_>| !asked.only_reviewed || entry.is_reviewed();
            let entries = desk.book.applied(unit).filter(takes_part);
            let mut lines: Vec<Line> = entries.map(|entry| line(&entry)).collect();
            lines.sort_by(|a, b| a.code.cmp(&b.code));
            UnitLines {
                unit: code.map_or_else(|| NONE.to_owned(), Clone::clone),
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
fn named(quota: &str) -> String {
    if quota.is_empty() { NONE } else { quota }.to_owned()
}

fn needs(entry: &Entry<'_>) -> Vec<(String, i32)> {
    let members = entry.members().iter();
    members
        .map(|one| (named(&one.quota_key), one.seats))
        .collect()
}

/// The units of the list by their names in it. Freezing kept the sessions' codes nowhere else,
/// and a unit without a single entry has no name to match: it keeps its seats.
fn session_codes(desk: &Desk<'_>, list: &List, offering: OfferingId) -> BTreeMap<String, Unit> {
    let units = units(desk, &offering);
    let named = |lines: &UnitLines| {
        let first = lines.lines.iter().find_map(|line| {
            let holder = |one: &&Registration| {
                one.offering_id == offering && one.draw_code.as_ref() == Some(&line.code)
            };
            desk.book.registrations.values().find(holder)
        });
        let unit = match first {
            Some(holder) => units.iter().find(|unit| unit.id == holder.unit_id),
            None => units.first().filter(|_| lines.unit == NONE),
        };
        Some((lines.unit.clone(), unit?.clone()))
    };
    list.units.iter().filter_map(named).collect()
}

/// Who of an entry still awaits the draw.
fn still_there<'a>(desk: &'a Desk<'_>, unit: &Unit, code: &str) -> Vec<&'a Registration> {
    let ids: Vec<&RegistrationId> = desk
        .unit(unit.id)
        .map(|unit| unit.applied.values().collect())
        .unwrap_or_default();
    let registrations = ids.into_iter().filter_map(|id| desk.registration(*id));
    registrations
        .filter(|one| one.draw_code.as_deref() == Some(code))
        .collect()
}

/// What a unit has to give.
fn room(desk: &Desk<'_>, unit: &Unit) -> Room {
    let unit = desk.unit(unit.id).unwrap_or(unit);
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
fn seats_of(unit: &Unit) -> BTreeMap<String, Option<i32>> {
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
    members.sort_by_key(|(_, seats)| std::cmp::Reverse(*seats));
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
