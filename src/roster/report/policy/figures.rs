//! The numbers of a group, and how much of them is told.

use serde::{Deserialize, Serialize};

/// Below this no number of people of a confidential program is told; above it they are told in
/// steps of as many.
pub const LEAST: i64 = 5;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Sessions that took place.
    Events,
    /// Of those, where nobody was marked.
    EventsUnmarked,
    /// Capacity of the units they belong to.
    Places,
    /// Registrations that were made.
    Registrations,
    /// Registrations of those that wait now.
    Waiting,
    /// Who applied and got no place, once an offering.
    Unmet,
    /// Who was there at least once.
    Persons,
    /// Who had a place where nobody was marked.
    PersonsUnmarked,
    /// How often somebody was there.
    PersonTimes,
    /// Of the places, those that are taken.
    PlacesTaken,
    /// How often somebody with a place was expected where somebody was marked.
    Expected,
    /// How often somebody of those neither came nor was excused.
    NoShows,
}

/// One number for each [`Measure`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures([i64; 12]);

/// A number of people as it is told: of a confidential program none below [`LEAST`], and else in
/// steps of it, so that no difference of two numbers tells a small one.
#[must_use]
pub const fn told(number: i64, is_confidential: bool) -> Option<i64> {
    match (is_confidential, number / LEAST * LEAST) {
        (false, _) => Some(number),
        (true, 0) => None,
        (true, steps) => Some(steps),
    }
}

impl Measure {
    /// What is never told of a confidential program, however much it is. Who stayed away is
    /// nobody's business; and of slots for one, all less those where nobody was marked are the
    /// few who came.
    #[must_use]
    pub const fn is_never_told(self) -> bool {
        matches!(self, Self::EventsUnmarked | Self::Expected | Self::NoShows)
    }
}

impl Figures {
    /// The number of a measure.
    #[must_use]
    pub const fn of(&self, measure: Measure) -> i64 {
        self.0[measure as usize]
    }

    /// The number of people a measure tells, as [`told`].
    #[must_use]
    pub const fn told(&self, measure: Measure, is_confidential: bool) -> Option<i64> {
        if is_confidential && measure.is_never_told() {
            return None;
        }
        told(self.of(measure), is_confidential)
    }

    /// Places taken of those there were, in thousandths; of what is told, lest it tells more.
    #[must_use]
    pub fn filled(&self, is_confidential: bool) -> Option<i64> {
        let taken = self.told(Measure::PlacesTaken, is_confidential)?;
        thousandths(taken, self.of(Measure::Places))
    }

    /// No-shows of those expected, in thousandths.
    #[must_use]
    pub fn stayed_away(&self, is_confidential: bool) -> Option<i64> {
        let away = self.told(Measure::NoShows, is_confidential)?;
        thousandths(away, self.told(Measure::Expected, is_confidential)?)
    }

    pub(super) fn add(&mut self, measure: Measure, number: i64) {
        self.0[measure as usize] += number;
    }
}

/// A part of a whole, rounded; none of nothing.
fn thousandths(part: i64, whole: i64) -> Option<i64> {
    (whole > 0).then(|| (part * 2000 + whole) / (whole * 2))
}
