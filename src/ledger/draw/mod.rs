//! The lottery: the list that is published before, the order that a public value gives it, and
//! the record that anybody can recompute. Pure; specified in docs/draw.md for whoever writes
//! another verifier.

mod chance;
mod list;
mod order;
mod seating;
mod transcript;

pub use self::chance::{Chance, Lot, chance};
pub use self::list::{Line, List, ListFault, NONE, UnitLines};
pub use self::order::order;
pub use self::seating::{Fate, Free, Placed, give_out};
pub use self::transcript::{Drawn, Room, Transcript, VerifyError, verify};

use crate::values::clock::Instant;
use crate::values::ids::{DrawId, OfferingId};
use crate::values::words::words;

words! {
    /// Where a draw stands.
    DrawState {
        /// Its list is published, its public value not known yet.
        Frozen = "frozen",
        /// It was run.
        Run = "run",
        /// It was given up before it was run.
        Voided = "voided",
    }
}

/// A draw of an offering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw {
    /// Its id.
    pub id: DrawId,
    /// The offering whose places are drawn.
    pub offering_id: OfferingId,
    /// Where it stands.
    pub state: DrawState,
    /// The canonical list of entries.
    pub list: String,
    /// The SHA-256 of the list, in lower-case hex.
    pub fingerprint: String,
    /// Which public value will decide: something nobody can know yet and anybody can look up.
    pub public_value_name: String,
    /// Who is there to see it drawn; staff alone read it.
    pub witnesses: Option<String>,
    /// When the list was frozen.
    pub frozen_at: Instant,
    /// The public value, once it is known.
    pub public_value: Option<String>,
    /// When it was run.
    pub run_at: Option<Instant>,
    /// The record of the run, as JSON text.
    pub transcript: Option<String>,
    /// When it was voided.
    pub voided_at: Option<Instant>,
    /// Why.
    pub void_reason: Option<String>,
}
