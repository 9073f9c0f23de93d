//! How many seats there are, counted anew for each question.

use super::{Class, Number, Oracle, Refused, Size};

/// More seats than anyone counts.
pub(crate) const WITHOUT_LIMIT: i64 = i64::MAX / 4;

impl Oracle {
    /// Who waits in a unit, best first: the order of the list is that of arrival.
    pub(crate) fn waiting(&self, unit: usize) -> Vec<usize> {
        let waits = |at: &usize| {
            let registration = &self.registrations[*at];
            registration.unit == unit && registration.status == "waitlisted"
        };
        (0..self.registrations.len()).filter(waits).collect()
    }

    /// Where a member of a class may sit: its own quota, then the general seats.
    pub(super) fn places(&self, unit: usize, class: Class) -> Vec<Class> {
        let quotas = self.units[unit].quotas.iter().map(|quota| quota.class);
        quotas.filter(|own| *own == class).chain([0]).collect()
    }

    /// Seats of a place.
    pub(crate) fn capacity(&self, unit: usize, place: Class) -> Size {
        let unit = &self.units[unit];
        let quota = unit.quotas.iter().find(|quota| quota.class == place);
        quota.map_or(unit.general, |quota| Some(quota.size))
    }

    /// Seats given.
    pub(crate) fn taken(&self, unit: usize, place: Class) -> i64 {
        let here = self.registrations.iter().filter(|r| r.unit == unit);
        here.filter(|r| r.place == Some(place))
            .map(|r| r.seats)
            .sum()
    }

    /// Seats not given, held ones among them.
    pub(super) fn untaken(&self, unit: usize, place: Class) -> i64 {
        let capacity = self.capacity(unit, place).unwrap_or(WITHOUT_LIMIT);
        capacity - self.taken(unit, place)
    }

    /// The first in line who may sit here and was passed as often as he has members.
    fn claimant(&self, unit: usize, place: Class, now: i64) -> Option<usize> {
        let may_hold = self.may_hold(unit, now);
        self.waiting(unit).into_iter().find(|at| {
            let registration = &self.registrations[*at];
            may_hold
                && registration.passed >= registration.seats
                && self.places(unit, registration.class).contains(&place)
        })
    }

    /// Seats held for who was passed.
    pub(crate) fn held(&self, unit: usize, place: Class, now: i64) -> i64 {
        let claimant = self.claimant(unit, place, now);
        claimant.map_or(0, |at| {
            self.registrations[at].seats.min(self.untaken(unit, place))
        })
    }

    /// Seats that `who` may have here (none: a newcomer, or who is moved): not given, and not
    /// held for another.
    pub(super) fn free_for(&self, unit: usize, place: Class, who: Option<usize>, now: i64) -> i64 {
        let untaken = self.untaken(unit, place);
        if who.is_some() && who == self.claimant(unit, place, now) {
            return untaken;
        }
        untaken - self.held(unit, place, now)
    }

    /// Names the wanted sizes; what is not named stays, the general seats are the rest.
    pub(super) fn set_capacity(
        &mut self,
        offering: Number,
        total: Option<Size>,
        quotas: &[(Class, i64)],
        sessions: &[(Number, Size)],
    ) -> Result<(), Refused> {
        let mut refused = Vec::new();
        for at in 0..self.units.len() {
            let unit = &self.units[at];
            if unit.offering != offering {
                continue;
            }
            let sum = |unit: &super::Unit| unit.quotas.iter().map(|q| q.size).sum::<i64>();
            let present = unit.general.map(|general| general + sum(unit));
            let named = sessions.iter().find(|(s, _)| Some(*s) == unit.session);
            let total = named.map(|(_, total)| *total).or(total).unwrap_or(present);
            let mut wanted = unit.clone();
            for quota in &mut wanted.quotas {
                let named = quotas.iter().find(|(class, _)| *class == quota.class);
                quota.size = named.map_or(quota.size, |(_, size)| *size);
            }
            wanted.general = total.map(|total| total - sum(&wanted));
            if wanted.general.is_some_and(|general| general < 0) {
                refused.push("capacity-below-quotas");
            }
            self.units[at] = wanted;
            let places: Vec<Class> = self.units[at].quotas.iter().map(|q| q.class).collect();
            if places
                .into_iter()
                .chain([0])
                .any(|place| self.untaken(at, place) < 0)
            {
                refused.push("capacity-below-taken");
            }
        }
        // What cannot be meant comes before what cannot be done.
        refused.sort_unstable();
        refused.first().map_or(Ok(()), |first| Err(*first))
    }
}
