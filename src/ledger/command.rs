//! What is asked of the ledger, and what it answers.

use std::collections::BTreeMap;

use serde_json::Value;

use super::facts::{Pool, Registration};
use crate::values::clock::Instant;
use crate::values::ids::{
    AccountId, ConsentId, OfferingId, ParticipantId, PoolId, ProgramId, RegistrationId, SessionId,
    UnitId,
};

/// Who gives a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The person, or the guardian.
    Worker(AccountId),
    /// Staff of the organizer.
    Staff(AccountId),
    /// The timer, for what fell due.
    Timer,
    /// An imported file.
    Import,
}

impl Actor {
    /// How it is written in the events.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Worker(_) => "worker",
            Self::Staff(_) => "staff",
            Self::Timer => "timer",
            Self::Import => "import",
        }
    }

    /// The account behind it, if any.
    #[must_use]
    pub const fn account(self) -> Option<AccountId> {
        match self {
            Self::Worker(account) | Self::Staff(account) => Some(account),
            Self::Timer | Self::Import => None,
        }
    }
}

/// A change of seats, for one program.
#[derive(Clone, Debug)]
pub struct Command {
    /// The program; no command touches two.
    pub program_id: ProgramId,
    /// Who gives it.
    pub actor: Actor,
    /// When it was given: its "now" for windows and deadlines.
    pub received_at: Instant,
    /// What is to happen.
    pub act: Act,
}

/// What is to happen.
#[derive(Clone, Debug)]
pub enum Act {
    /// Opens the units of an offering, or adds those it got since.
    Open(Open),
    /// Registers participants in an offering.
    Register(Register),
    /// Moves a confirmed registration to another session of its offering.
    Change(Change),
    /// Gives a registration up.
    Cancel(RegistrationId),
    /// Takes an offer.
    Accept(RegistrationId),
    /// Declines an offer.
    Decline(RegistrationId),
    /// Gives an offer a new deadline, once, since its message could not be handed over.
    ExtendOffer(RegistrationId),
    /// Names the wanted capacities of an offering.
    SetCapacity(SetCapacity),
    /// Applies what fell due, and nothing else.
    Tick,
}

/// Opens the units of an offering. Opening what is open as asked changes nothing.
#[derive(Clone, Debug)]
pub struct Open {
    /// The offering.
    pub offering_id: OfferingId,
    /// Its units: one for all sessions, or one a session.
    pub units: Vec<OpenUnit>,
}

/// A unit to open.
#[derive(Clone, Debug)]
pub struct OpenUnit {
    /// The id it gets when it is new.
    pub id: UnitId,
    /// The session, where sessions are picked.
    pub session_id: Option<SessionId>,
    /// Start of its first session.
    pub starts_at: Option<Instant>,
    /// End of its last session.
    pub ends_at: Option<Instant>,
    /// The general pool and the quotas' pools.
    pub pools: Vec<OpenPool>,
}

/// A pool to open.
#[derive(Clone, Debug)]
pub struct OpenPool {
    /// The id it gets when it is new.
    pub id: PoolId,
    /// The quota; empty for the general pool.
    pub quota_key: String,
    /// Seats in it; `None` is unlimited. The general pool has the total less the quotas.
    pub capacity: Option<i32>,
    /// When a quota's free seats go to everyone.
    pub release_at: Option<Instant>,
}

/// Registers participants in an offering, all or none.
#[derive(Clone, Debug)]
pub struct Register {
    /// The offering.
    pub offering_id: OfferingId,
    /// Who registers.
    pub account_id: AccountId,
    /// Who takes part.
    pub applicants: Vec<Applicant>,
    /// The sessions picked; empty where one seat is for all.
    pub session_ids: Vec<SessionId>,
    /// Whether to wait when there is no seat.
    pub join_waitlist: bool,
    /// What the rules found that read the household, not the seats. Weighed in between the
    /// ledger's own.
    pub findings: Vec<Refusal>,
    /// Ids and door codes for the registrations to be made: one each for applicant by session,
    /// in that order.
    pub seeds: Vec<Seed>,
}

/// A participant who is to be registered.
#[derive(Clone, Debug)]
pub struct Applicant {
    /// Who takes part.
    pub participant_id: ParticipantId,
    /// Seats needed: 1, more for a party.
    pub seats: i32,
    /// The first quota whose rule matches; empty for none.
    pub quota_key: String,
}

/// What a new registration gets from outside, since decisions draw no lots.
#[derive(Clone, Debug)]
pub struct Seed {
    /// Its id.
    pub id: RegistrationId,
    /// What is shown at the door.
    pub door_code: String,
    /// Its answers, sealed for this id.
    pub answers: Vec<Answer>,
    /// The consents given for it.
    pub consents: Vec<Consent>,
}

/// An answer to keep with a registration.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The question.
    pub question_key: String,
    /// The value as JSON, unless it is sensitive.
    pub value: Option<String>,
    /// The sealed value, if it is.
    pub sealed: Option<String>,
    /// When it is erased.
    pub erase_at: Option<Instant>,
}

/// A consent given for a registration.
#[derive(Clone, Debug)]
pub struct Consent {
    /// Its id.
    pub id: ConsentId,
    /// Which text.
    pub key: String,
    /// Which version of it.
    pub version: i32,
}

/// Moves a confirmed registration to another session.
#[derive(Clone, Debug)]
pub struct Change {
    /// The registration given up.
    pub registration_id: RegistrationId,
    /// The session wanted instead.
    pub session_id: SessionId,
    /// What the rules found about the new session.
    pub findings: Vec<Refusal>,
    /// Id and door code of the new registration, with its answers and consents.
    pub seed: Seed,
}

/// The wanted end of a change of capacities. What is not named stays.
#[derive(Clone, Debug)]
pub struct SetCapacity {
    /// The offering.
    pub offering_id: OfferingId,
    /// The total where one seat is for all sessions; `Some(None)` is unlimited.
    pub total: Option<Option<i32>>,
    /// Sizes of quotas by key.
    pub quotas: BTreeMap<String, i32>,
    /// Capacities of sessions, where sessions are picked.
    pub sessions: BTreeMap<SessionId, Option<i32>>,
}

/// What a decision did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// The registrations the command was about, as they are now.
    pub registrations: Vec<Registration>,
    /// The events of the whole decision.
    pub events: Vec<Event>,
    /// Pools that changed, as they are now.
    pub pools: Vec<Pool>,
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
    pub from: Option<super::facts::Status>,
    /// The status after.
    pub to: super::facts::Status,
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
}

impl EventKind {
    /// How it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Rebooked => "rebooked",
            Self::Extended => "extended",
            Self::Passed => "passed",
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
}

impl Reason {
    /// A reason with its numbers.
    #[must_use]
    pub const fn new(code: &'static str, facts: Value) -> Self {
        Self { code, facts }
    }

    /// A reason that needs none.
    #[must_use]
    pub const fn plain(code: &'static str) -> Self {
        Self {
            code,
            facts: Value::Null,
        }
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
    StateForbids,
    /// The unit has begun.
    AlreadyBegun,
    /// A pool would be smaller than what is taken of it.
    CapacityBelowTaken,
    /// The quotas are more than the total.
    CapacityBelowQuotas,
    /// A unit that is open was to be opened otherwise.
    OpenDiffers,
}
