//! What a decision reads: plain values, loaded under the lock of their program.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

pub use super::book::Book;
pub use crate::catalog::model::Allocation;
use crate::values::clock::Instant;
use crate::values::ids::{
    AccountId, GroupId, OfferingId, ParticipantId, PoolId, RegistrationId, SessionId, SiteId,
    UnitId,
};
use crate::values::rank::Rank;

/// Where a registration stands.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[schema(as = RegistrationStatus)]
pub enum Status {
    /// Awaits a draw or a review.
    Applied,
    /// Waits in line for a seat.
    Waitlisted,
    /// A seat is held until the offer's deadline.
    Offered,
    /// Has a seat.
    Confirmed,
    /// Given up by the person.
    Cancelled,
    /// An offer the person did not want.
    Declined,
    /// An offer that ran out, or a list that closed.
    Expired,
    /// Refused by a reviewer.
    Rejected,
    /// In the draw, without a place.
    NotDrawn,
    /// The organizer called it off.
    CalledOff,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 10] = [
        Self::Applied,
        Self::Waitlisted,
        Self::Offered,
        Self::Confirmed,
        Self::Cancelled,
        Self::Declined,
        Self::Expired,
        Self::Rejected,
        Self::NotDrawn,
        Self::CalledOff,
    ];

    /// Still asks for or has a seat; one of these a participant and unit.
    #[must_use]
    pub const fn is_live(self) -> bool {
        matches!(
            self,
            Self::Applied | Self::Waitlisted | Self::Offered | Self::Confirmed
        )
    }

    /// How it is stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Waitlisted => "waitlisted",
            Self::Offered => "offered",
            Self::Confirmed => "confirmed",
            Self::Cancelled => "cancelled",
            Self::Declined => "declined",
            Self::Expired => "expired",
            Self::Rejected => "rejected",
            Self::NotDrawn => "not_drawn",
            Self::CalledOff => "called_off",
        }
    }

    /// The status stored as `text`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    /// Holds seats in exactly one pool.
    #[must_use]
    pub const fn is_seated(self) -> bool {
        matches!(self, Self::Offered | Self::Confirmed)
    }
}

/// What one participant asks of one unit and has there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// Its id.
    pub id: RegistrationId,
    /// The offering it is for.
    pub offering_id: OfferingId,
    /// The unit the seat is in.
    pub unit_id: UnitId,
    /// Who registered.
    pub account_id: AccountId,
    /// Who takes part.
    pub participant_id: ParticipantId,
    /// The pool its seats are in; only while seated.
    pub pool_id: Option<PoolId>,
    /// Where it stands.
    pub status: Status,
    /// Seats it needs, all in one pool: 1, more for a party.
    pub seats: i32,
    /// The quota it belongs to, computed once at registering; empty for none.
    pub quota_key: String,
    /// Points a reviewer granted.
    pub points: i32,
    /// When a reviewer saw it.
    pub reviewed_at: Option<Instant>,
    /// Rank in the draw.
    pub drawn_rank: Option<i32>,
    /// Its number of arrival in the program.
    pub arrival: i64,
    /// Seats given past it to later entries while it waited and did not fit.
    pub passed: i32,
    /// The deadline of its offer.
    pub offer_expires_at: Option<Instant>,
    /// Whether the offer was extended once.
    pub offer_extended: bool,
    /// Linked registrations share it.
    pub group_id: Option<GroupId>,
    /// The registration this one was changed from.
    pub replaces: Option<RegistrationId>,
    /// Whether it is told by phone, since there is no address.
    pub by_phone: bool,
    /// What is shown at the door.
    pub door_code: String,
    /// Its line in a published draw.
    pub draw_code: Option<String>,
    /// When it was made.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Instant,
}

impl Registration {
    /// Its place in the order of the line.
    #[must_use]
    pub fn rank(&self) -> Rank {
        Rank::new(self.points, self.drawn_rank, self.arrival)
    }
}

/// A counted set of seats of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pool {
    /// Its id.
    pub id: PoolId,
    /// The unit it belongs to.
    pub unit_id: UnitId,
    /// The quota it is for; empty for the general pool.
    pub quota_key: String,
    /// Seats in all; `None` is unlimited.
    pub capacity: Option<i32>,
    /// Seats of confirmed and offered registrations.
    pub taken: i32,
    /// Free seats kept for an entry that was passed too often.
    pub held: i32,
    /// Waiting registrations of this class.
    pub waiting: i32,
    /// When a quota's free seats go to everyone.
    pub release_at: Option<Instant>,
    /// Whether that has happened.
    pub released: bool,
    /// The size it shrinks to as seats fall free.
    pub target: Option<i32>,
}

impl Pool {
    /// The pool for everyone, as against a quota's.
    #[must_use]
    pub fn is_general(&self) -> bool {
        self.quota_key.is_empty()
    }

    /// Seats not taken, held ones included; `i32::MAX` when unlimited.
    #[must_use]
    pub fn untaken(&self) -> i32 {
        self.capacity
            .map_or(i32::MAX, |capacity| capacity - self.taken)
    }

    /// Seats anyone may have now: neither taken nor held.
    #[must_use]
    pub fn free(&self) -> i32 {
        self.capacity
            .map_or(i32::MAX, |capacity| capacity - self.taken - self.held)
    }

    /// Whether a member of `class` may sit here.
    #[must_use]
    pub fn admits(&self, class: &str) -> bool {
        self.is_general() || self.quota_key == class
    }
}

/// What a seat is in, with its pools and, once [`Unit::is_whole`], everyone whom a freed seat
/// may move.
#[expect(
    clippy::struct_excessive_bools,
    reason = "two of them are stored, two say how much of the unit was loaded"
)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// The offering it belongs to.
    pub offering_id: OfferingId,
    /// The session, where sessions are picked.
    pub session_id: Option<SessionId>,
    /// Start of its first session.
    pub starts_at: Option<Instant>,
    /// End of its last session.
    pub ends_at: Option<Instant>,
    /// When something falls due here, at the earliest.
    pub due_at: Option<Instant>,
    /// Whether seats have been given out to those who applied, by review or draw.
    pub is_given_out: bool,
    /// Whether its session was cancelled.
    pub is_cancelled: bool,
    /// The general pool first, then the quotas in their order.
    pub pools: Vec<Pool>,
    /// Whether `waiting`, `offers` and `guests` are all there are, not just this batch's.
    pub is_whole: bool,
    /// Whether anyone ever registered here; known only where a unit is to be opened.
    pub is_used: bool,
    /// Who awaits a draw or a review, best first; all there are where seats are to be given out.
    pub applied: BTreeMap<Rank, RegistrationId>,
    /// Who waits, best first.
    pub waiting: BTreeMap<Rank, RegistrationId>,
    /// Who holds an offer.
    pub offers: BTreeMap<Rank, RegistrationId>,
    /// Members of a quota who sit in the general pool.
    pub guests: BTreeMap<Rank, RegistrationId>,
}

impl Unit {
    /// How many registrations wait.
    #[must_use]
    pub fn waiting_count(&self) -> i32 {
        self.pools.iter().map(|pool| pool.waiting).sum()
    }

    /// Whether `waiting` has everyone who waits: in a whole unit, and in one whose line began
    /// in this batch.
    #[must_use]
    pub fn knows_its_line(&self) -> bool {
        usize::try_from(self.waiting_count()).is_ok_and(|count| count == self.waiting.len())
    }

    /// The pools a member of `class` may sit in: the own quota, then the general pool.
    pub fn pools_for<'a>(&'a self, class: &'a str) -> impl Iterator<Item = &'a Pool> {
        let own = self
            .pools
            .iter()
            .filter(move |p| !p.is_general() && p.quota_key == class);
        own.chain(self.pools.iter().filter(|p| p.is_general()))
    }

    /// Whether members of two classes stand in one line: of the same class they do, and
    /// otherwise where the general pool has seats that both may use.
    #[must_use]
    pub fn share_a_line(&self, class: &str, other: &str) -> bool {
        let general = self.pools.iter().find(|pool| pool.is_general());
        class == other || general.is_some_and(|pool| pool.capacity != Some(0))
    }

    /// A pool by id.
    #[must_use]
    pub fn pool(&self, id: PoolId) -> Option<&Pool> {
        self.pools.iter().find(|pool| pool.id == id)
    }
}

/// One run of the program, as far as seats are concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offering {
    /// Its id.
    pub id: OfferingId,
    /// Whether one joins it by registering at all.
    pub joined_by_registering: bool,
    /// Whether the organizer called it off.
    pub is_called_off: bool,
    /// How it fills its places.
    pub allocation: Allocation,
    /// Whether one picks sessions; otherwise one seat is for all of them.
    pub picks_sessions: bool,
    /// Live registrations a participant may have here.
    pub pick_max: Option<i32>,
    /// Start of the window.
    pub registration_opens: Instant,
    /// End of the window; without one the unit's start.
    pub registration_closes: Option<Instant>,
    /// Waiting registrations a unit takes; 0 none, `None` endless.
    pub waitlist_limit: Option<i32>,
    /// Hours to accept an offer; without, a freed seat is confirmed at once.
    pub offer_hours: Option<i32>,
    /// Hours before the start until which cancelling is not late.
    pub cancel_until_hours_before: i32,
    /// Where its wall clock hangs.
    pub zone: Tz,
}

/// A meeting of an offering, as far as its time goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// The offering it belongs to.
    pub offering_id: OfferingId,
    /// Its beginning.
    pub starts_at: Instant,
    /// Its end.
    pub ends_at: Instant,
    /// Where it takes place instead of the offering's site.
    pub site_id: Option<SiteId>,
    /// Whether it takes place at another time, or elsewhere, than first said.
    pub is_moved: bool,
    /// Whether it does not take place.
    pub is_cancelled: bool,
}
