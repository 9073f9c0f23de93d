//! The pure half of the ledger: facts and a command in, changes and an answer out.
//!
//! No I/O, no clock, no randomness; tests throw millions of commands at it. Source of the
//! rules: docs/rules.md.

mod capacity;
mod change;
mod deadline;
pub(crate) mod due;
mod leave;
mod offer;
mod open;
mod register;
mod settle;

pub use deadline::LIST_CLOSES_HOURS;

use super::command::{Act, Cause, Command, Outcome, Refusal};
use super::desk::{Change, Desk, undo};
use super::facts::Book;
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
    let registrations = ids
        .iter()
        .filter_map(|id| book.registrations.get(id))
        .cloned()
        .collect();
    let mut outcome = Outcome {
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
            Change::Times { .. } => {}
        }
    }
    outcome
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
        Act::Tick => Cause::Tick,
    }
}
