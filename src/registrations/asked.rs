//! What a person asks for, and what becomes of it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Record;
use super::policy::ConsentGiven;
use crate::db::Fault;
use crate::ledger::SubmitError;
use crate::ledger::command::Refusal;
use crate::values::ids::{AccountId, OfferingId, ParticipantId, SessionId};

/// What a person asks for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Who takes part.
    pub participant_ids: Vec<ParticipantId>,
    /// The sessions picked, where sessions are picked.
    pub session_ids: Vec<SessionId>,
    /// People who come along, by participant; 1 where nothing is said.
    pub party: BTreeMap<ParticipantId, i32>,
    /// Answers to the form.
    pub answers: BTreeMap<ParticipantId, BTreeMap<String, Value>>,
    /// Consents given.
    pub consents: Vec<ConsentGiven>,
    /// Whether to wait where there is no seat.
    pub join_waitlist: bool,
    /// Whether they are placed together or not at all.
    pub linked: bool,
    /// Who of the staff saw the required consents on paper.
    pub paper_seen_by: Option<AccountId>,
}

/// What became of a request.
#[derive(Clone, Debug)]
pub struct Done {
    /// The registrations it was about, as they are now.
    pub records: Vec<Record>,
    /// The status code of the first time, when this is a replay.
    pub replayed: Option<u16>,
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum RegistrationError {
    /// No such offering or registration, or somebody else's.
    #[error("not found")]
    NotFound,
    /// The idempotency key came with another request before.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// The offering places each alone.
    #[error("linked registrations are not taken here")]
    LinkedNotAllowed,
    /// More people in one registration than the offering takes.
    #[error("party too large")]
    PartyTooLarge {
        /// Whose party.
        participant: ParticipantId,
        /// The most it takes.
        most: i32,
    },
    /// A rule forbids it.
    #[error("refused")]
    Refused {
        /// The rule and its numbers.
        refusal: Refusal,
        /// The offering it is about: its zone tells the times.
        offering: OfferingId,
    },
    /// It could not be decided.
    #[error(transparent)]
    Submit(#[from] SubmitError),
    /// A fault of ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}
