//! The places that somebody could still take.

use super::phase::{Phase, phase};
use crate::catalog::model::{Allocation, Enrol, Offering, OfferingState, Session};
use crate::catalog::places::{OfferingPlaces, Places};
use crate::values::clock::Instant;

/// All seats and takers of an offering, with the places left in units that still can be joined
/// (a session that is over has none left).
#[must_use]
pub fn bookable(offering: &Offering, places: &OfferingPlaces, now: Instant) -> Places {
    let units = places
        .units
        .iter()
        .filter(|(session, _)| match offering.enrol {
            Enrol::All => true,
            Enrol::Pick => offering
                .sessions
                .iter()
                .any(|one| Some(one.id) == **session && is_ahead(one, now)),
        });
    let ahead = Places::sum(units.flat_map(|(_, unit)| &unit.pools));
    Places {
        left: ahead.left,
        ..places.total()
    }
}

/// Whether somebody could have a place at once: registration is open, and there is a place left.
#[must_use]
pub fn has_places(offering: &Offering, places: Option<&OfferingPlaces>, now: Instant) -> bool {
    let left = |places| bookable(offering, places, now).left;
    let is_left = places.is_some_and(|places| left(places).is_none_or(|left| left > 0));
    is_left && phase(offering, now) == Phase::Open
}

/// The seats where no unit is open: what is planned, and none left where nothing takes place.
#[must_use]
pub fn planned(offering: &Offering) -> Places {
    let capacity = offering
        .capacity
        .filter(|_| offering.allocation != Allocation::Open);
    let takes_place = offering.state != OfferingState::CalledOff;
    Places {
        capacity,
        left: if takes_place { capacity } else { Some(0) },
        ..Places::default()
    }
}

/// The places of one unit; none left where the session is over.
#[must_use]
pub fn bookable_session(
    session: &Session,
    places: &OfferingPlaces,
    now: Instant,
) -> Option<Places> {
    let unit = places.units.get(&Some(session.id))?;
    let sum = Places::sum(unit.pools.iter());
    let left = if is_ahead(session, now) {
        sum.left
    } else {
        Some(0)
    };
    Some(Places { left, ..sum })
}

fn is_ahead(session: &Session, now: Instant) -> bool {
    now < session.ends_at
}
