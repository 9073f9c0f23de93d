//! What organizers ask of the ledger.

use std::collections::BTreeMap;

use super::{Refusal, Seed};
use crate::values::clock::Instant;
use crate::values::ids::{DrawId, OfferingId, RegistrationId, SessionId, SiteId};

/// Marks an application as seen and grants it points; once seats have been given out, places it.
#[derive(Clone, Debug)]
pub struct Approve {
    /// The registration.
    pub registration_id: RegistrationId,
    /// Points granted; those named last count.
    pub points: i32,
    /// Keys of the papers that the reviewer saw.
    pub proofs: Vec<String>,
}

/// Ends what is applied or waits.
#[derive(Clone, Debug)]
pub struct Reject {
    /// The registration.
    pub registration_id: RegistrationId,
    /// Why, for the person to read.
    pub remark: String,
    /// Until when one can object.
    pub object_until: Instant,
}

/// Seats a waiting entry out of turn.
#[derive(Clone, Debug)]
pub struct Promote {
    /// A member of the entry.
    pub registration_id: RegistrationId,
    /// Why, for those passed over.
    pub remark: String,
}

/// Moves a registration to another unit of the program.
#[derive(Clone, Debug)]
pub struct Move {
    /// The registration given up.
    pub registration_id: RegistrationId,
    /// Where to.
    pub offering_id: OfferingId,
    /// The session, where sessions are picked.
    pub session_id: Option<SessionId>,
    /// The quota it belongs to there; empty for none.
    pub quota_key: String,
    /// Why.
    pub remark: Option<String>,
    /// Id and codes of the new registration, with its answers and consents.
    pub seed: Seed,
}

/// Cancels a session.
#[derive(Clone, Debug)]
pub struct CancelSession {
    /// Its offering.
    pub offering_id: OfferingId,
    /// The session.
    pub session_id: SessionId,
    /// Why, for those it touches.
    pub remark: String,
}

/// Moves a session to another time.
#[derive(Clone, Debug)]
pub struct MoveSession {
    /// Its offering.
    pub offering_id: OfferingId,
    /// The session.
    pub session_id: SessionId,
    /// Its new beginning.
    pub starts_at: Instant,
    /// Its new end.
    pub ends_at: Instant,
    /// Another place; none: where it is.
    pub site_id: Option<SiteId>,
    /// Why, for those it touches.
    pub remark: String,
}

/// Calls an offering off.
#[derive(Clone, Debug)]
pub struct CallOff {
    /// The offering.
    pub offering_id: OfferingId,
    /// Why, for those it touches.
    pub remark: String,
    /// Where else one can go: offerings of the program that still have places.
    pub alternatives: Vec<OfferingId>,
}

/// Freezes the list of a draw.
#[derive(Clone, Debug)]
pub struct Freeze {
    /// The offering.
    pub offering_id: OfferingId,
    /// The draw's id.
    pub draw_id: DrawId,
    /// The offering's code, as the list names it.
    pub offering_code: String,
    /// The sessions' codes, where sessions are picked.
    pub session_codes: BTreeMap<SessionId, String>,
    /// What will decide.
    pub public_value_name: String,
    /// Who will be there to see it drawn.
    pub witnesses: Option<String>,
    /// Whether papers are asked for, so that only who was reviewed takes part.
    pub only_reviewed: bool,
    /// What stands against it: duplicates that nobody settled.
    pub findings: Vec<Refusal>,
}

/// Runs a frozen draw.
#[derive(Clone, Debug)]
pub struct RunDraw {
    /// The offering.
    pub offering_id: OfferingId,
    /// The sessions' codes, as in the list.
    pub session_codes: BTreeMap<SessionId, String>,
    /// The public value, as looked up.
    pub public_value: String,
}

/// Gives a frozen draw up.
#[derive(Clone, Debug)]
pub struct VoidDraw {
    /// The offering.
    pub offering_id: OfferingId,
    /// Why; it is published.
    pub remark: String,
}
