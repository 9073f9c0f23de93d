//! What is asked of the ledger, and what it answers.

mod organize;

use std::collections::BTreeMap;

pub use self::organize::{
    Approve, CallOff, CancelSession, Freeze, Move, MoveSession, Promote, Reject, RunDraw, VoidDraw,
};
pub use super::answer::{
    Cause, Event, EventKind, Outcome, PoolEvent, Reason, Refusal, RefusalKind,
};
use crate::values::clock::Instant;
use crate::values::ids::{
    AccountId, ConsentId, GroupId, OfferingId, ParticipantId, PoolId, ProgramId, RegistrationId,
    SessionId, UnitId,
};
use crate::values::secret::random_readable;

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

    /// As it was written; none for what was not.
    #[must_use]
    pub fn read(kind: &str, account: Option<AccountId>) -> Option<Self> {
        match (kind, account) {
            ("worker", Some(account)) => Some(Self::Worker(account)),
            ("staff", Some(account)) => Some(Self::Staff(account)),
            ("timer", None) => Some(Self::Timer),
            ("import", None) => Some(Self::Import),
            _ => None,
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
    Cancel(Cancel),
    /// Takes an offer.
    Accept(RegistrationId),
    /// Declines an offer.
    Decline(RegistrationId),
    /// Gives an offer a new deadline, once, since its message could not be handed over.
    ExtendOffer(RegistrationId),
    /// Names the wanted capacities of an offering.
    SetCapacity(SetCapacity),
    /// Marks an application as seen; once seats have been given out, places it.
    Approve(Approve),
    /// Ends what is applied or waits.
    Reject(Reject),
    /// Gives the seats of an offering with review out before its window ends.
    Admit(OfferingId),
    /// Seats a waiting entry out of turn.
    Promote(Promote),
    /// Moves a registration to another unit of the program.
    Move(Move),
    /// Cancels a session.
    CancelSession(CancelSession),
    /// Moves a session to another time.
    MoveSession(MoveSession),
    /// Calls an offering off.
    CallOff(CallOff),
    /// Freezes the list of a draw.
    Freeze(Freeze),
    /// Runs a frozen draw.
    RunDraw(RunDraw),
    /// Gives a frozen draw up.
    VoidDraw(VoidDraw),
    /// Applies what fell due, and nothing else.
    Tick,
}

impl Act {
    /// The seeds of the registrations it may make.
    pub fn seeds_mut(&mut self) -> &mut [Seed] {
        match self {
            Self::Register(register) => &mut register.seeds,
            Self::Change(change) => std::slice::from_mut(&mut change.seed),
            Self::Move(asked) => std::slice::from_mut(&mut asked.seed),
            _ => &mut [],
        }
    }

    /// Giving a registration up without a word.
    #[must_use]
    pub const fn cancel(registration_id: RegistrationId) -> Self {
        Self::Cancel(Cancel {
            registration_id,
            remark: None,
            duplicate_of: None,
            is_erasure: false,
        })
    }

    /// Giving a registration up because its person is erased.
    #[must_use]
    pub const fn erase(registration_id: RegistrationId) -> Self {
        Self::Cancel(Cancel {
            registration_id,
            remark: None,
            duplicate_of: None,
            is_erasure: true,
        })
    }
}

/// Gives a registration up.
#[derive(Clone, Debug)]
pub struct Cancel {
    /// The registration.
    pub registration_id: RegistrationId,
    /// Why, in the person's own words.
    pub remark: Option<String>,
    /// The registration of the same child that stays; staff only. Nothing is cancelled unless it
    /// is live.
    pub duplicate_of: Option<RegistrationId>,
    /// Whether its person wanted to be erased, and nothing else of this registration.
    pub is_erasure: bool,
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
    /// One group a unit, in the order of the sessions, where the applicants are linked: they are
    /// placed together or not at all. Empty where each stands alone.
    pub groups: Vec<GroupId>,
    /// Whether they are told by phone, since there is no address.
    pub by_phone: bool,
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

/// Characters of a door code. Short enough to be said at a door; two of one offering are the same
/// once in some tens of thousands of registrations, and then the later one gets another.
const DOOR_CODE: usize = 6;

/// A code to be shown at the door.
///
/// # Errors
/// When the machine has no randomness to give.
pub fn door_code() -> Result<String, getrandom::Error> {
    random_readable(DOOR_CODE)
}

/// What a new registration gets from outside, since decisions draw no lots.
#[derive(Clone, Debug)]
pub struct Seed {
    /// Its id.
    pub id: RegistrationId,
    /// What is shown at the door.
    pub door_code: String,
    /// Its line in a draw; linked ones share it. Kept only where lots are drawn.
    pub draw_code: String,
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
    /// Who of the staff saw it on paper, where it was not given through an account.
    pub paper_seen_by: Option<AccountId>,
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
    /// Whether a pool with more taken than wanted shrinks as seats fall free.
    pub when_free: bool,
}
