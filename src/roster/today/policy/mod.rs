//! What needs doing, decided on plain values.

use std::collections::HashMap;

use crate::catalog::model::{
    Allocation, Offering, OfferingState, Program, Sensitivity, Session, SessionState,
};
use crate::catalog::policy::{Phase, joined_by_registering, phase};
use crate::organizations::staff::{Grant, Role};
use crate::organizations::tree::Organization;
use crate::values::clock::Instant;
use crate::values::ids::OrganizationId;

/// So many days ahead a draw is prepared.
pub const AHEAD_DAYS: i64 = 7;

/// The best role that `grants` give in each of `bodies`; none where they give none. Counsellors
/// have roles in programs alone.
#[must_use]
pub fn roles(bodies: &[Organization], grants: &[Grant]) -> HashMap<OrganizationId, Role> {
    let parents: HashMap<OrganizationId, Option<OrganizationId>> = bodies
        .iter()
        .map(|body| (body.id, body.parent_id))
        .collect();
    let best = |body: OrganizationId| {
        let mut at = Some(body);
        let mut found: Option<Role> = None;
        // A tree is never as deep as it is large; the count ends a loop that cannot be there.
        for _ in 0..=bodies.len() {
            let Some(here) = at else { break };
            let given = grants.iter().filter(|grant| grant.organization == here);
            let given = given.filter(|grant| grant.role != Role::Counsellor);
            found = found.max(given.map(|grant| grant.role).max());
            at = parents.get(&here).copied().flatten();
        }
        found
    };
    let reached = bodies.iter().map(|body| body.id);
    reached.filter_map(|id| Some((id, best(id)?))).collect()
}

/// What somebody has to do with a program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// She decides on what becomes of it.
    pub organizes: bool,
    /// She decides on its people.
    pub decides: bool,
    /// She may be told small numbers of them.
    pub sees: bool,
}

/// The part in `program` of somebody with `role` in its body; nobody without a role has one, but
/// its counsellors.
#[must_use]
pub fn part(program: &Program, role: Option<Role>, counsels: bool) -> Option<Part> {
    let is_confidential = program.sensitivity == Sensitivity::Confidential;
    let counsels = counsels && is_confidential;
    if role.is_none() && !counsels {
        return None;
    }
    let organizes = role >= Some(Role::Organizer);
    let sees = !is_confidential || counsels;
    Some(Part {
        organizes,
        decides: sees && (organizes || counsels),
        sees,
    })
}

/// Whether people apply in `offering` at `now`, or did and wait for what becomes of it.
#[must_use]
pub fn is_applied_for(offering: &Offering, now: Instant) -> bool {
    let is_live = offering.state == OfferingState::Published;
    let is_time = matches!(
        phase(offering, now),
        Phase::Open | Phase::Closed | Phase::Running
    );
    is_live && is_time && offering.allocation.is_decided_later()
}

/// Whether somebody looks at each application: at all of a review, and in a lottery at those that
/// have papers or claim to come first.
#[must_use]
pub fn is_reviewed(program: &Program, offering: &Offering) -> bool {
    let rules = &program.eligibility;
    match offering.allocation {
        Allocation::Review => true,
        Allocation::Lottery => !rules.proofs.is_empty() || !rules.priority.is_empty(),
        Allocation::FirstCome | Allocation::Open => false,
    }
}

/// Whether places of `offering` may wait at `now` for who is to say whether she takes them.
#[must_use]
pub fn may_offer(offering: &Offering, now: Instant) -> bool {
    let is_live = offering.state == OfferingState::Published;
    is_live && offering.offer_hours.is_some() && phase(offering, now) != Phase::Finished
}

/// When what was reviewed is needed: at the draw, or when registration ends.
#[must_use]
pub fn reviewed_by(offering: &Offering) -> Option<Instant> {
    offering.draw_at.or(offering.registration_closes)
}

/// When `offering` is drawn, if that is soon or was to be before `now`.
#[must_use]
pub fn draw_near(offering: &Offering, now: Instant) -> Option<Instant> {
    let is_lottery = offering.allocation == Allocation::Lottery;
    let near = offering
        .draw_at
        .filter(|at| *at <= now.plus_days(AHEAD_DAYS));
    near.filter(|_| is_lottery && is_applied_for(offering, now))
}

/// Whether one registers for `offering` now.
#[must_use]
pub fn is_open(program: &Program, offering: &Offering, now: Instant) -> bool {
    joined_by_registering(program, offering) && phase(offering, now) == Phase::Open
}

/// The sessions of `offering` that are on the day of `now`, by its own clock.
pub fn sessions_today(offering: &Offering, now: Instant) -> impl Iterator<Item = &Session> {
    let (zone, is_live) = (
        offering.time_zone,
        offering.state == OfferingState::Published,
    );
    let day = now.day(zone);
    takes_place(offering).filter(move |session| {
        let is_today = session.starts_at.day(zone) <= day && session.ends_at.day(zone) >= day;
        is_live && is_today
    })
}

/// What comes next in an offering: that it opens, closes, is drawn, or meets.
#[must_use]
pub fn next(offering: &Offering, now: Instant) -> Option<(Instant, Next)> {
    if offering.state != OfferingState::Published {
        return None;
    }
    let fixed = [
        (Some(offering.registration_opens), Next::Opens),
        (offering.registration_closes, Next::Closes),
        (offering.draw_at, Next::Draw),
    ];
    let fixed = fixed.into_iter().filter_map(|(at, next)| Some((at?, next)));
    let meets = takes_place(offering).map(|session| (session.starts_at, Next::Session));
    fixed.chain(meets).filter(|(at, _)| *at > now).min()
}

/// What happens by itself or by a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Next {
    /// Registration opens.
    Opens,
    /// Registration closes.
    Closes,
    /// The draw is held.
    Draw,
    /// A session begins.
    Session,
}

impl Next {
    /// Its word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Opens => "opens",
            Self::Closes => "closes",
            Self::Draw => "draw",
            Self::Session => "session",
        }
    }
}

fn takes_place(offering: &Offering) -> impl Iterator<Item = &Session> {
    let sessions = offering.sessions.iter();
    sessions.filter(|session| session.state != SessionState::Cancelled)
}

#[cfg(test)]
mod tests;
