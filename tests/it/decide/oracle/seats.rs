//! How many seats there are, counted anew for each question.

use super::entries::Entry;
use super::{Ask, Class, Oracle, Refused, Size};

/// More seats than anyone counts.
pub(crate) const WITHOUT_LIMIT: i64 = i64::MAX / 4;

impl Oracle {
    /// Where a member of a class may sit: its own quota, then the general seats.
    pub(super) fn places(&self, unit: usize, class: Class) -> Vec<Class> {
        let quotas = self.units[unit].quotas.iter().map(|quota| quota.class);
        quotas.filter(|own| *own == class).chain([0]).collect()
    }

    /// Whether a member of a class may sit there.
    pub(super) fn may_sit(&self, unit: usize, class: Class, place: Class) -> bool {
        self.places(unit, class).contains(&place)
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
    fn claimant(&self, unit: usize, place: Class, now: i64) -> Option<Entry> {
        if !self.may_hold(unit, now) {
            return None;
        }
        let mut line = self.line(unit).into_iter();
        line.find(|entry| self.passed(entry) >= self.size(entry) && self.need(entry, place) > 0)
    }

    /// Seats held for who was passed.
    pub(crate) fn held(&self, unit: usize, place: Class, now: i64) -> i64 {
        let claimant = self.claimant(unit, place, now);
        claimant.map_or(0, |entry| {
            self.need(&entry, place).min(self.untaken(unit, place))
        })
    }

    /// Seats that `who` may have here (none: a newcomer, or who is moved): not given, and not
    /// held for another.
    pub(super) fn free_for(&self, unit: usize, place: Class, who: Option<&Entry>, now: i64) -> i64 {
        let untaken = self.untaken(unit, place);
        let claimant = self.claimant(unit, place, now);
        if claimant.is_none() || claimant.as_ref() == who {
            return untaken;
        }
        untaken - self.held(unit, place, now)
    }

    /// Names the wanted sizes; what is not named stays, the general seats are the rest.
    pub(super) fn set_capacity(&mut self, ask: &Ask) -> Result<(), Refused> {
        let Ask::SetCapacity {
            offering,
            total,
            quotas,
            sessions,
            when_free,
        } = ask
        else {
            return Ok(());
        };
        let mut refused = Vec::new();
        for at in self.units_of(*offering) {
            let unit = &self.units[at];
            let named = sessions.iter().find(|(s, _)| Some(*s) == unit.session);
            let total = named.map(|(_, total)| *total).or(*total);
            let present = self.wanted(at, 0);
            let mut sizes: Vec<(Class, i64)> = Vec::new();
            let mut rest = total.unwrap_or(present.map(|general| {
                let quotas = unit.quotas.iter();
                general
                    + quotas
                        .filter_map(|quota| self.wanted(at, quota.class))
                        .sum::<i64>()
            }));
            for quota in &unit.quotas {
                let named = quotas.iter().find(|(class, _)| *class == quota.class);
                sizes.extend(named);
                let size = named
                    .map(|(_, size)| *size)
                    .or(self.wanted(at, quota.class));
                rest = rest.zip(size).map(|(rest, size)| rest - size);
            }
            if rest.is_some_and(|rest| rest < 0) {
                refused.push("capacity-below-quotas");
            }
            for (place, size) in sizes {
                refused.extend(self.resize(at, place, Some(size), *when_free).err());
            }
            refused.extend(self.resize(at, 0, rest, *when_free).err());
        }
        // What cannot be meant comes before what cannot be done.
        refused.sort_unstable();
        refused.first().map_or(Ok(()), |first| Err(*first))
    }

    /// What a place is to shrink to.
    pub(crate) fn target(&self, unit: usize, place: Class) -> Size {
        let quotas = &self.units[unit].quotas;
        let quota = quotas.iter().find(|quota| quota.class == place);
        quota.map_or(self.units[unit].general_target, |quota| quota.target)
    }

    /// The size that was named last for a place, or came of it.
    fn wanted(&self, unit: usize, place: Class) -> Size {
        self.target(unit, place).or(self.capacity(unit, place))
    }

    /// Gives a place another size; where that is fewer than are taken, it may shrink to it.
    fn resize(
        &mut self,
        unit: usize,
        place: Class,
        size: Size,
        when_free: bool,
    ) -> Result<(), Refused> {
        if size == self.wanted(unit, place) {
            // As before: it may be on its way there.
            return Ok(());
        }
        let taken = self.taken(unit, place);
        let over = size.filter(|size| *size < taken);
        self.put_size(
            unit,
            place,
            if over.is_some() { Some(taken) } else { size },
            over,
        );
        if over.is_some() && !when_free {
            return Err("capacity-below-taken");
        }
        Ok(())
    }

    fn put_size(&mut self, unit: usize, place: Class, size: Size, target: Size) {
        let unit = &mut self.units[unit];
        let own = unit.quotas.iter_mut().find(|quota| quota.class == place);
        if let Some(quota) = own {
            quota.size = size.unwrap_or_default();
            quota.target = target;
        } else {
            (unit.general, unit.general_target) = (size, target);
        }
    }

    /// What fell free in a place that is to have fewer seats is gone.
    pub(super) fn shrink(&mut self, unit: usize) {
        let quotas = self.units[unit].quotas.iter().map(|quota| quota.class);
        let places: Vec<Class> = quotas.chain([0]).collect();
        for place in places {
            let wanted = self.wanted(unit, place);
            if wanted != self.capacity(unit, place) {
                let size = wanted.max(Some(self.taken(unit, place)));
                let target = wanted.filter(|_| size > wanted);
                self.put_size(unit, place, size, target);
            }
        }
    }
}
