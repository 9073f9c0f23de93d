//! Freezing, running and voiding a draw. Source: docs/rules.md, R32 to R36; docs/draw.md.

mod lines;

use std::collections::BTreeMap;

use serde_json::json;

pub(in crate::ledger) use self::lines::chances;
use self::lines::{list, name, named, needs, room};
use super::enter::wait;
use super::register::{weigh, window_of};
use super::review::seat_applied;
use super::sessions::not_called_off;
use super::settle::settle;
use crate::ledger::command::{EventKind, Freeze, Reason, Refusal, RefusalKind, RunDraw, VoidDraw};
use crate::ledger::desk::Desk;
use crate::ledger::draw::{Draw, DrawState, Drawn, Fate, List, Transcript};
use crate::ledger::entry::Entry;
use crate::ledger::facts::{Allocation, Offering, Registration, Status, Unit};
use crate::values::ids::{OfferingId, RegistrationId, SessionId};

/// Freezes the list of everyone who applied.
///
/// # Errors
/// `other-allocation`, `offering-called-off`, `window-open`, `draw-exists`,
/// `duplicates-unsettled`, `draw-empty`.
pub(super) fn freeze(desk: &mut Desk<'_>, asked: &Freeze) -> Result<(), Refusal> {
    let offering = lottery(desk, asked.offering_id)?;
    let units = units(desk, asked.offering_id);
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
        witnesses: asked.witnesses.clone(),
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
/// that it was not enough. What is published is what is done: the record is made first, and
/// places everybody.
///
/// # Errors
/// `draw-not-frozen`.
pub(super) fn run(desk: &mut Desk<'_>, asked: &RunDraw) -> Result<(), Refusal> {
    let mut draw = frozen(desk, asked.offering_id)?;
    let Ok(list) = List::parse(&draw.list) else {
        return Err(not_frozen());
    };
    let units = units(desk, asked.offering_id);
    let mut left = left(desk, &units, &asked.session_codes);
    let mut transcript = Transcript {
        list: draw.list.clone(),
        fingerprint: draw.fingerprint.clone(),
        public_value: asked.public_value.clone(),
        units: BTreeMap::new(),
        withdrawn: BTreeMap::new(),
        results: Vec::new(),
    };
    for unit in &units {
        let name = name(unit, &asked.session_codes);
        transcript.units.insert(name, room(desk, unit));
    }
    for (unit, line) in list.lines() {
        let still = left.get(&(unit.to_owned(), line.code.clone()));
        let still = still.map_or_else(Vec::new, |members| {
            needs(&Entry::of(members.iter().collect()))
        });
        if still != line.members {
            transcript.withdrawn.insert(line.code.clone(), still);
        }
    }
    transcript.results = transcript.results().map_err(|_| not_frozen())?;
    for drawn in &transcript.results {
        let members = left.remove(&(drawn.unit.clone(), drawn.code.clone()));
        place(
            desk,
            drawn,
            members.unwrap_or_default(),
            transcript.results.len(),
        );
    }
    for unit in units {
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

/// Who still awaits the draw, by the names of unit and entry in the list.
fn left(
    desk: &Desk<'_>,
    units: &[Unit],
    codes: &BTreeMap<SessionId, String>,
) -> BTreeMap<(String, String), Vec<Registration>> {
    let mut left: BTreeMap<_, Vec<Registration>> = BTreeMap::new();
    for unit in units {
        let applied = unit.applied.values();
        for one in applied.filter_map(|id| desk.registration(*id)) {
            if let Some(code) = &one.draw_code {
                let entry = left.entry((name(unit, codes), code.clone())).or_default();
                entry.push(one.clone());
            }
        }
    }
    left
}

/// Does for an entry what the record says of it.
fn place(desk: &mut Desk<'_>, drawn: &Drawn, mut members: Vec<Registration>, of: usize) {
    let rank = i32::try_from(drawn.rank).unwrap_or(i32::MAX);
    for member in &mut members {
        member.drawn_rank = Some(rank);
    }
    let entry = Entry::of(members.iter().collect());
    let in_line = entry.rank();
    let pools = drawn
        .pools
        .iter()
        .cloned()
        .map(Some)
        .chain(std::iter::repeat(None));
    let ids = entry.members().iter().map(|one| one.id);
    let seats: BTreeMap<RegistrationId, Option<String>> = ids.zip(pools).collect();
    members.sort_by_key(|member| member.arrival);
    for mut member in members {
        let unit = member.unit_id;
        match drawn.fate {
            Fate::Confirmed => {
                let wanted = seats.get(&member.id).and_then(Option::as_deref);
                let pools = desk.unit(unit).map(|unit| unit.pools.iter());
                let mut pools = pools.into_iter().flatten();
                let pool = pools.find(|pool| Some(named(&pool.quota_key).as_str()) == wanted);
                if let Some(pool) = pool.map(|pool| pool.id) {
                    seat_applied(desk, member, pool, "drawn");
                }
            }
            Fate::Waiting => wait(desk, unit, member, in_line),
            Fate::NotDrawn => {
                member.status = Status::NotDrawn;
                let facts = json!({ "drawn_rank": rank, "entries": of });
                desk.put(member, EventKind::Status, Reason::new("not-drawn", facts));
            }
            Fate::Withdrawn => {}
        }
    }
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

fn units(desk: &Desk<'_>, offering: OfferingId) -> Vec<Unit> {
    let theirs = |unit: &&Unit| unit.offering_id == offering && !unit.is_cancelled;
    desk.book.units.values().filter(theirs).cloned().collect()
}
