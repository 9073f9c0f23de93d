//! Pure rules of discovery.

mod alternatives;
mod audience;
mod geo;
mod join;
mod phase;
mod seats;
mod sentence;
mod window;

pub use alternatives::{NAMED, stands_in};
pub use audience::{accepts_age, accepts_grade, implied_consents};
pub use geo::{Point, distance_km, metres};
pub use join::{how_to_join, joined_by_registering, registers};
pub use phase::{Phase, changes, first_start, is_ahead, judged_on, last_end, phase};
pub use seats::{bookable, bookable_session, has_places, planned};
pub use sentence::eligibility_sentence;
pub use window::{Shut, Window};
