//! The pure half of the ledger: facts and a command in, changes and an answer out.
//!
//! No I/O, no clock, no randomness; tests throw millions of commands at it. Source of the
//! rules: docs/rules.md.

mod by_hand;
mod capacity;
mod change;
mod deadline;
mod draw;
pub(crate) mod due;
mod enter;
mod leave;
mod offer;
mod open;
mod register;
mod review;
mod sessions;
mod settle;

pub use deadline::LIST_CLOSES_HOURS;
pub(super) use draw::chances;

use super::answer::UnitTimes;
use super::change::{Change, undo};
use super::command::{Act, Cause, Command, Outcome, Refusal};
use super::desk::Desk;
use super::facts::{Book, Registration, Unit};
use crate::values::ids::RegistrationId;

/// What a command does to the book, and what its caller is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Every change, in order; a refusal may carry some too (a late accept expires its offer).
    pub changes: Vec<Change>,
    /// The outcome, or the rule that forbids it.
    pub answer: Result<Outcome, Refusal>,
}

/// Decides `command` on `book`, which is changed accordingly, so that the next command of a
/// batch sees it. What fell due until the command was received is applied first.
pub fn decide(book: &mut Book, command: &Command) -> Decision {
    let mut desk = Desk::new(
        book,
        command.received_at,
        super::command::Actor::Timer,
        Cause::Tick,
    );
    due::apply(&mut desk);
    desk.actor = command.actor;
    desk.cause = cause(&command.act);
    let verdict = match &command.act {
        Act::Open(open) => open::open(&mut desk, open).map(|()| Vec::new()),
        Act::Register(register) => register::register(&mut desk, register),
        Act::Change(change) => change::change(&mut desk, change),
        Act::Cancel(asked) => leave::cancel(&mut desk, asked),
        Act::Accept(id) => offer::accept(&mut desk, *id),
        Act::Decline(id) => offer::decline(&mut desk, *id),
        Act::ExtendOffer(id) => Ok(offer::extend(&mut desk, *id)),
        Act::SetCapacity(wanted) => capacity::set(&mut desk, wanted).map(|()| Vec::new()),
        Act::Approve(asked) => review::approve(&mut desk, asked),
        Act::Reject(asked) => review::reject(&mut desk, asked),
        Act::Admit(id) => review::admit(&mut desk, *id).map(|()| Vec::new()),
        Act::Promote(asked) => by_hand::out_of_turn(&mut desk, asked),
        Act::Move(asked) => by_hand::to_another(&mut desk, asked),
        Act::CancelSession(asked) => sessions::cancel(&mut desk, asked).map(|()| Vec::new()),
        Act::MoveSession(asked) => sessions::move_to(&mut desk, asked).map(|()| Vec::new()),
        Act::CallOff(asked) => {
            sessions::call_off(&mut desk, asked);
            Ok(Vec::new())
        }
        Act::Freeze(asked) => draw::freeze(&mut desk, asked).map(|()| Vec::new()),
        Act::RunDraw(asked) => draw::run(&mut desk, asked).map(|()| Vec::new()),
        Act::VoidDraw(asked) => draw::void(&mut desk, asked).map(|()| Vec::new()),
        Act::Tick => Ok(Vec::new()),
    };
    let changes = desk.finish();
    let answer = verdict.map(|ids| outcome(book, &ids, &changes));
    Decision { changes, answer }
}

/// What `command` would do, without doing it: the same decision, taken back.
pub fn preview(book: &mut Book, command: &Command) -> Decision {
    let decision = decide(book, command);
    undo(book, decision.changes.clone());
    decision
}

fn outcome(book: &Book, ids: &[RegistrationId], changes: &[Change]) -> Outcome {
    let registrations: Vec<Registration> = ids
        .iter()
        .filter_map(|id| book.registrations.get(id))
        .cloned()
        .collect();
    let units = registrations
        .iter()
        .filter_map(|one| book.units.get(&one.unit_id));
    let mut outcome = Outcome {
        times: units.map(|unit| (unit.id, times(unit))).collect(),
        registrations,
        ..Outcome::default()
    };
    for change in changes {
        match change {
            Change::Registration { event, .. } => outcome.events.push(event.clone()),
            Change::Pool { after, .. } => {
                outcome.pools.retain(|pool| pool.id != after.id);
                outcome.pools.push(after.clone());
            }
            Change::Opened { unit, .. } => outcome.pools.extend(unit.pools.iter().cloned()),
            Change::PoolAdded { pool } => outcome.pools.push(pool.clone()),
            Change::Unit { .. }
            | Change::Session { .. }
            | Change::CalledOff { .. }
            | Change::Draw { .. } => {}
        }
    }
    outcome
}

const fn times(unit: &Unit) -> UnitTimes {
    UnitTimes {
        session_id: unit.session_id,
        starts_at: unit.starts_at,
        ends_at: unit.ends_at,
    }
}

const fn cause(act: &Act) -> Cause {
    match act {
        Act::Open(_) => Cause::Open,
        Act::Register(_) => Cause::Register,
        Act::Change(_) => Cause::Change,
        Act::Cancel(_) => Cause::Cancel,
        Act::Accept(_) => Cause::Accept,
        Act::Decline(_) => Cause::Decline,
        Act::ExtendOffer(_) => Cause::ExtendOffer,
        Act::SetCapacity(_) => Cause::SetCapacity,
        Act::Approve(_) => Cause::Approve,
        Act::Reject(_) => Cause::Reject,
        Act::Admit(_) => Cause::Admit,
        Act::Promote(_) => Cause::ByHand,
        Act::Move(_) => Cause::Move,
        Act::CancelSession(_) => Cause::CancelSession,
        Act::MoveSession(_) => Cause::MoveSession,
        Act::CallOff(_) => Cause::CallOff,
        Act::Freeze(_) | Act::RunDraw(_) | Act::VoidDraw(_) => Cause::Draw,
        Act::Tick => Cause::Tick,
    }
}
