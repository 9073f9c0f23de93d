//! Review: points are granted, and seats go by them.

use super::{Number, Oracle, Refused, Way};

impl Oracle {
    pub(super) fn approve(
        &mut self,
        now: i64,
        number: Number,
        points: i64,
    ) -> Result<Vec<Number>, Refused> {
        let at = self.find(number).ok_or("status-forbids")?;
        let registration = &mut self.registrations[at];
        if registration.status != "applied" {
            return Err("status-forbids");
        }
        registration.points = points;
        registration.reviewed = true;
        let entry = self.entry(at);
        if self.is_given_out(self.registrations[at].unit) && self.is_reviewed(&entry) {
            self.place(&entry, true, now)?;
        }
        Ok(vec![number])
    }

    pub(super) fn reject(&mut self, number: Number) -> Result<Vec<Number>, Refused> {
        let at = self.find(number).ok_or("status-forbids")?;
        match self.registrations[at].status {
            "rejected" => {}
            "applied" | "waitlisted" => self.end(at, "rejected"),
            _ => return Err("status-forbids"),
        }
        Ok(vec![number])
    }

    pub(super) fn admit(&mut self, now: i64, offering: Number) -> Result<(), Refused> {
        if self.offerings[offering].way != Way::Review {
            return Err("other-allocation");
        }
        if self.offerings[offering].is_called_off() {
            return Err("offering-called-off");
        }
        for unit in self.units_of(offering) {
            if !self.units[unit].given_out {
                self.give_out(unit, now);
            }
        }
        Ok(())
    }

    /// Gives the seats of a unit to those who were reviewed, by their points.
    pub(super) fn give_out(&mut self, unit: usize, now: i64) {
        self.units[unit].given_out = true;
        for entry in self.entries(unit, "applied") {
            if !self.is_reviewed(&entry) || self.sit_down(&entry, false, now) {
                continue;
            }
            if self.may_wait(&entry, now) {
                self.queue(&entry);
            } else {
                for member in entry {
                    self.end(member, "rejected");
                }
            }
        }
    }

    /// Whether seats have been given out here, by review or draw.
    pub(super) fn is_given_out(&self, unit: usize) -> bool {
        let super::Unit {
            offering,
            given_out,
            ..
        } = &self.units[unit];
        *given_out
            || self
                .draws
                .get(offering)
                .is_some_and(|draw| draw.state == "run")
    }
}
