//! What the ledger answers: outcomes with their events, refusals with their reasons.

use std::collections::BTreeMap;

use serde_json::Value;

use super::command::Actor;
use super::facts::{Pool, Registration, Status};
use crate::values::clock::Instant;
use crate::values::ids::{PoolId, RegistrationId, SessionId, UnitId};

/// What a decision did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// The registrations the command was about, as they are now.
    pub registrations: Vec<Registration>,
    /// The events of the whole decision.
    pub events: Vec<Event>,
    /// Pools that changed, as they are now.
    pub pools: Vec<Pool>,
    /// When the units of those registrations take place, as far as the decision had them there.
    pub times: BTreeMap<UnitId, UnitTimes>,
}

/// When a unit takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitTimes {
    /// The session, where sessions are picked.
    pub session_id: Option<SessionId>,
    /// Start of its first session.
    pub starts_at: Option<Instant>,
    /// End of its last session.
    pub ends_at: Option<Instant>,
}

/// One line of a registration's history.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its number in the program.
    pub sequence: i64,
    /// The registration.
    pub registration_id: RegistrationId,
    /// When.
    pub at: Instant,
    /// What kind of line.
    pub kind: EventKind,
    /// The status before; none when it was made.
    pub from: Option<Status>,
    /// The status after.
    pub to: Status,
    /// The pool before.
    pub from_pool: Option<PoolId>,
    /// The pool after.
    pub to_pool: Option<PoolId>,
    /// The command that caused it.
    pub cause: Cause,
    /// Who gave that command.
    pub actor: Actor,
    /// Why, as a code with its numbers at that moment.
    pub reason: Reason,
}

/// Kinds of lines in a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// The status changed.
    Status,
    /// The seat moved to another pool; nothing changed for the person.
    Rebooked,
    /// An offer got a new deadline.
    Extended,
    /// Seats went past it to later entries.
    Passed,
    /// A reviewer saw it and granted points.
    Reviewed,
    /// Its sessions take place at other times.
    Rescheduled,
}

impl EventKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Status,
        Self::Rebooked,
        Self::Extended,
        Self::Passed,
        Self::Reviewed,
        Self::Rescheduled,
    ];

    /// How it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Rebooked => "rebooked",
            Self::Extended => "extended",
            Self::Passed => "passed",
            Self::Reviewed => "reviewed",
            Self::Rescheduled => "rescheduled",
        }
    }
}

/// The command behind an event, as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// `open`
    Open,
    /// `register`
    Register,
    /// `change`
    Change,
    /// `cancel`
    Cancel,
    /// `accept`
    Accept,
    /// `decline`
    Decline,
    /// `extend_offer`
    ExtendOffer,
    /// `set_capacity`
    SetCapacity,
    /// `approve`
    Approve,
    /// `reject`
    Reject,
    /// `admit`: seats are given out by review.
    Admit,
    /// `by_hand`: promoted out of turn.
    ByHand,
    /// `move`
    Move,
    /// `cancel_session`
    CancelSession,
    /// `move_session`
    MoveSession,
    /// `call_off`
    CallOff,
    /// `draw`
    Draw,
    /// `tick`: something fell due.
    Tick,
}

impl Cause {
    /// How it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Register => "register",
            Self::Change => "change",
            Self::Cancel => "cancel",
            Self::Accept => "accept",
            Self::Decline => "decline",
            Self::ExtendOffer => "extend_offer",
            Self::SetCapacity => "set_capacity",
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Admit => "admit",
            Self::ByHand => "by_hand",
            Self::Move => "move",
            Self::CancelSession => "cancel_session",
            Self::MoveSession => "move_session",
            Self::CallOff => "call_off",
            Self::Draw => "draw",
            Self::Tick => "tick",
        }
    }
}

/// A change of a pool's capacity or hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolEvent {
    /// Its number in the program.
    pub sequence: i64,
    /// The pool.
    pub pool_id: PoolId,
    /// When.
    pub at: Instant,
    /// Capacity before and after.
    pub capacity: (Option<i32>, Option<i32>),
    /// Held seats before and after.
    pub held: (i32, i32),
    /// The command that caused it.
    pub cause: Cause,
    /// Who gave that command.
    pub actor: Actor,
}

/// A rule and its numbers, as a code and facts; worded for the reader at the edge.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The rule.
    pub code: &'static str,
    /// Its numbers, a JSON object.
    pub facts: Value,
    /// What was said with it, in somebody's own words; erased with the person.
    pub remark: Option<String>,
}

impl Reason {
    /// A reason with its numbers.
    #[must_use]
    pub const fn new(code: &'static str, facts: Value) -> Self {
        Self {
            code,
            facts,
            remark: None,
        }
    }

    /// A reason that needs none.
    #[must_use]
    pub const fn plain(code: &'static str) -> Self {
        Self {
            code,
            facts: Value::Null,
            remark: None,
        }
    }

    /// The same with what was said.
    #[must_use]
    pub fn with_remark(self, remark: Option<String>) -> Self {
        Self { remark, ..self }
    }
}

/// Why something is not done. A result, not a failure.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// The kind; its order is the order in which rules are tested.
    pub kind: RefusalKind,
    /// Each rule of that kind that was not met.
    pub reasons: Vec<Reason>,
}

impl Refusal {
    /// A refusal with one reason.
    #[must_use]
    pub fn of(kind: RefusalKind, reason: Reason) -> Self {
        Self {
            kind,
            reasons: vec![reason],
        }
    }
}

/// Kinds of refusals, in the order in which a registration is tested (API, "Registering").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RefusalKind {
    /// One does not join this program by registering.
    NotByRegistration,
    /// The organizer called the offering off.
    OfferingCalledOff,
    /// The window is not open yet.
    RegistrationNotOpen,
    /// The window has closed.
    RegistrationClosed,
    /// Not a member of the household.
    ParticipantUnknown,
    /// Sessions that are not there, not needed or missing.
    SessionsInvalid,
    /// A live registration is there.
    AlreadyRegistered,
    /// More sessions than one may pick.
    PickLimit,
    /// Two dates of one person at the same time, in a program that refuses it.
    Clash,
    /// A rule on who may join.
    NotEligible,
    /// An answer is missing or not of its type.
    AnswersInvalid,
    /// A consent is missing.
    ConsentMissing,
    /// Neither a seat nor a place in line.
    Full,
    /// The offer ran out.
    OfferExpired,
    /// The registration stands where this cannot be done.
    StatusForbids,
    /// The unit has begun.
    AlreadyBegun,
    /// A pool would be smaller than what is taken of it.
    CapacityBelowTaken,
    /// The quotas are more than the total.
    CapacityBelowQuotas,
    /// A unit that is open was to be opened otherwise.
    OpenDiffers,
    /// The waiting list has closed.
    ListClosed,
    /// The offering gives its places in another way.
    OtherAllocation,
    /// A draw before the window has ended.
    WindowOpen,
    /// There is a draw already.
    DrawExists,
    /// Nobody applied.
    DrawEmpty,
    /// The same child may be in the draw twice.
    DuplicatesUnsettled,
    /// There is no frozen draw.
    DrawNotFrozen,
    /// The session was cancelled.
    SessionCancelled,
}
