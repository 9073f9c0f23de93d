//! What happens by itself: lists close, quotas are released, offers run out, seats move on.

use super::{Class, Oracle};

impl Oracle {
    /// Applies what fell due by `now`.
    pub(super) fn fall_due(&mut self, now: i64) {
        for unit in 0..self.units.len() {
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
            self.release(unit);
            while self.promote_one(unit, now) || self.rebook_one(unit, now) {
                self.release(unit);
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
                if let Some(general) = &mut self.units[unit].general {
                    *general += free;
                }
            }
        }
    }

    /// The first in line who fits gets his seats.
    fn promote_one(&mut self, unit: usize, now: i64) -> bool {
        for at in self.waiting(unit) {
            let (class, seats) = (self.registrations[at].class, self.registrations[at].seats);
            let place = self
                .places(unit, class)
                .into_iter()
                .find(|place| self.free_for(unit, *place, Some(at), now) >= seats);
            if let Some(place) = place {
                let offered = self.offers(unit, now);
                let deadline = self.deadline(unit, now);
                let registration = &mut self.registrations[at];
                registration.status = if offered { "offered" } else { "confirmed" };
                registration.deadline = deadline.filter(|_| offered);
                self.seat(at, place);
                return true;
            }
        }
        false
    }

    /// The first quota member in the general seats, for whom the quota has room, moves there.
    fn rebook_one(&mut self, unit: usize, now: i64) -> bool {
        for at in 0..self.registrations.len() {
            let registration = &self.registrations[at];
            let class = registration.class;
            let is_guest = registration.unit == unit
                && registration.place == Some(0)
                && self.places(unit, class).first() != Some(&0);
            if is_guest && self.free_for(unit, class, None, now) >= registration.seats {
                self.registrations[at].place = Some(class);
                return true;
            }
        }
        false
    }

    /// Gives seats; whoever stands before it in line and could have sat there is passed.
    pub(super) fn seat(&mut self, at: usize, place: Class) {
        let (unit, seats) = (self.registrations[at].unit, self.registrations[at].seats);
        for better in self.waiting(unit).into_iter().filter(|better| *better < at) {
            if self
                .places(unit, self.registrations[better].class)
                .contains(&place)
            {
                self.registrations[better].passed += seats;
            }
        }
        self.registrations[at].place = Some(place);
    }
}
