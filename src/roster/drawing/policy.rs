//! When the organizers of an offering are told that its draw is due.

use crate::catalog::model::{Allocation, Offering, OfferingState};
use crate::catalog::policy::{Phase, phase};
use crate::values::clock::Instant;

/// When `offering` was to be drawn, if that has passed at `now` and drawing still makes sense:
/// registration is over, and its sessions are not. Whether it was drawn, others know.
#[must_use]
pub fn due(offering: &Offering, now: Instant) -> Option<Instant> {
    let is_lottery = offering.allocation == Allocation::Lottery;
    let is_live = offering.state == OfferingState::Published;
    let is_time = matches!(phase(offering, now), Phase::Closed | Phase::Running);
    let due = is_lottery && is_live && is_time;
    offering.draw_at.filter(|draw_at| due && *draw_at <= now)
}
