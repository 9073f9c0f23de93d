//! What happens by itself: lists close, quotas are released, offers run out, seats move on.

use super::{Oracle, Unit, Way};

impl Oracle {
    /// Applies what fell due by `now`.
    pub(super) fn fall_due(&mut self, now: i64) {
        for unit in 0..self.units.len() {
            let is_review = self.offerings[self.units[unit].offering].way == Way::Review;
            if is_review && !self.units[unit].given_out && self.window_ended(unit, now) {
                self.give_out(unit, now);
            }
            for at in 0..self.registrations.len() {
                let waits = self.registrations[at].status == "waitlisted";
                if self.registrations[at].unit == unit && waits && self.is_closed(unit, now) {
                    self.end(at, "expired");
                }
            }
            for quota in &mut self.units[unit].quotas {
                quota.released |= quota.release_at.is_some_and(|release| now >= release);
            }
            for at in 0..self.registrations.len() {
                if self.registrations[at].unit == unit
                    && Self::ran_out(&self.registrations[at], now)
                {
                    self.end(at, "expired");
                }
            }
        }
        self.settle_all(now);
    }

    /// Moves seats on in every unit, until nothing moves.
    pub(super) fn settle_all(&mut self, now: i64) {
        for unit in 0..self.units.len() {
            loop {
                self.shrink(unit);
                self.release(unit);
                // What was released may be seats too many of everyone's.
                self.shrink(unit);
                if !self.promote_one(unit, now) && !self.rebook_one(unit, now) {
                    break;
                }
            }
        }
    }

    /// Free seats of released quotas are everyone's.
    fn release(&mut self, unit: usize) {
        for quota in 0..self.units[unit].quotas.len() {
            let class = self.units[unit].quotas[quota].class;
            if self.units[unit].quotas[quota].released {
                let free = self.untaken(unit, class);
                self.units[unit].quotas[quota].size -= free;
                let Unit {
                    general,
                    general_target,
                    ..
                } = &mut self.units[unit];
                for size in [general, general_target].into_iter().flatten() {
                    *size += free;
                }
            }
        }
    }

    /// The first in line who fits gets his seats; from a closed list nobody does.
    fn promote_one(&mut self, unit: usize, now: i64) -> bool {
        if self.is_closed(unit, now) {
            return false;
        }
        for entry in self.line(unit) {
            let seats = self.fit(&entry, |place| {
                self.free_for(unit, place, Some(&entry), now)
            });
            if let Some(seats) = seats {
                self.seat(&entry, &seats, true);
                self.grant(&entry, now);
                return true;
            }
        }
        false
    }

    /// The best-ranked quota member in the general seats, for whom the quota has room, moves
    /// there.
    fn rebook_one(&mut self, unit: usize, now: i64) -> bool {
        let is_guest = |at: &usize| {
            let registration = &self.registrations[*at];
            registration.unit == unit
                && registration.place == Some(0)
                && self.places(unit, registration.class).len() > 1
        };
        let mut guests: Vec<usize> = (0..self.registrations.len()).filter(is_guest).collect();
        guests.sort_by_key(|at| self.rank(&[*at]));
        for at in guests {
            let (class, seats) = (self.registrations[at].class, self.registrations[at].seats);
            if self.free_for(unit, class, None, now) >= seats {
                self.registrations[at].place = Some(class);
                return true;
            }
        }
        false
    }
}
