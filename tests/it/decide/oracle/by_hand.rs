//! What staff do out of turn.

use super::{Number, Oracle, Refused};

impl Oracle {
    pub(super) fn promote(&mut self, now: i64, number: Number) -> Result<Vec<Number>, Refused> {
        let at = self.find(number).ok_or("status-forbids")?;
        let unit = self.registrations[at].unit;
        if self.registrations[at].status != "waitlisted" {
            return Err("status-forbids");
        }
        if self.is_closed(unit, now) {
            return Err("list-closed");
        }
        let entry = self.entry(at);
        let seats = self.fit(&entry, |place| self.untaken(unit, place));
        self.seat(&entry, &seats.ok_or("full")?, true);
        self.grant(&entry, now);
        Ok(self.numbers(&entry))
    }

    /// On which terms a waiting entry has the seats that fell to it.
    pub(super) fn grant(&mut self, entry: &[usize], now: i64) {
        let unit = self.registrations[entry[0]].unit;
        let by_phone = entry
            .iter()
            .any(|member| self.registrations[*member].by_phone);
        let offered = self.offers(unit, now) && !by_phone;
        let deadline = self.deadline(unit, now).filter(|_| offered);
        for member in entry {
            let registration = &mut self.registrations[*member];
            registration.status = if offered { "offered" } else { "confirmed" };
            registration.deadline = deadline;
        }
    }
}
