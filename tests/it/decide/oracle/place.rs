//! Seats for whoever comes: now, or once he waits for them, or never.

use super::entries::Entry;
use super::{Class, Oracle, Refused};

impl Oracle {
    /// Gives an entry its seats, else places in line, else refuses.
    pub(super) fn place(
        &mut self,
        entry: &[usize],
        join_waitlist: bool,
        now: i64,
    ) -> Result<(), Refused> {
        if self.sit_down(entry, true, now) {
            Ok(())
        } else if join_waitlist && self.may_wait(entry, now) {
            self.queue(entry);
            Ok(())
        } else {
            Err("full")
        }
    }

    /// Confirms an entry if it fits into free seats.
    pub(super) fn sit_down(&mut self, entry: &[usize], passes: bool, now: i64) -> bool {
        let unit = self.registrations[entry[0]].unit;
        let seats = self.fit(entry, |place| self.free_for(unit, place, None, now));
        let Some(seats) = seats else {
            return false;
        };
        self.seat(entry, &seats, passes);
        for member in entry {
            self.registrations[*member].status = "confirmed";
        }
        true
    }

    /// Whether the list takes an entry.
    pub(super) fn may_wait(&self, entry: &[usize], now: i64) -> bool {
        let unit = self.registrations[entry[0]].unit;
        let limit = self.offerings[self.units[unit].offering].waitlist_limit;
        let waiting = self.waiting(unit) + entry.len();
        !self.is_closed(unit, now) && limit.is_none_or(|limit| waiting <= limit)
    }

    /// Lets an entry wait.
    pub(super) fn queue(&mut self, entry: &[usize]) {
        for member in entry {
            self.registrations[*member].status = "waitlisted";
        }
        for member in entry {
            self.registrations[*member].told_place = self.place_in_line(*member);
        }
    }

    /// The place in line of who waits: 1 + those before him who share his line.
    pub(crate) fn place_in_line(&self, at: usize) -> Option<usize> {
        let registration = &self.registrations[at];
        let line = self.share_a_line(registration.unit, registration.class);
        let place = line.iter().position(|other| *other == at);
        place.map(|before| 1 + before)
    }

    /// Who waits for seats that a member of `class` might have too, best first; members of a
    /// group by arrival.
    fn share_a_line(&self, unit: usize, class: Class) -> Vec<usize> {
        let all_may_sit = self.capacity(unit, 0) != Some(0);
        let by_arrival = |mut entry: Entry| {
            entry.sort_unstable();
            entry
        };
        let line = self.line(unit).into_iter().flat_map(by_arrival);
        line.filter(|at| all_may_sit || self.registrations[*at].class == class)
            .collect()
    }
}
