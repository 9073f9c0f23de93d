//! Cancelling, and what is answered to offers.

use super::{HOUR, Number, Oracle, Refused, is_live};

impl Oracle {
    pub(super) fn cancel(
        &mut self,
        now: i64,
        number: Number,
        by_staff: bool,
    ) -> Result<Vec<Number>, Refused> {
        let at = self.find(number).ok_or("status-forbids")?;
        match self.registrations[at].status {
            "cancelled" => Ok(vec![number]),
            status if !is_live(status) => Err("status-forbids"),
            _ if !by_staff && self.has_begun(self.registrations[at].unit, now) => {
                Err("already-begun")
            }
            _ => {
                self.end(at, "cancelled");
                Ok(vec![number])
            }
        }
    }

    pub(super) fn accept(&mut self, now: i64, number: Number) -> Result<Vec<Number>, Refused> {
        self.answer(now, number, "confirmed")
    }

    pub(super) fn decline(&mut self, now: i64, number: Number) -> Result<Vec<Number>, Refused> {
        self.answer(now, number, "declined")
    }

    /// What one member says of an offer goes for all who have it.
    fn answer(
        &mut self,
        now: i64,
        number: Number,
        wanted: &'static str,
    ) -> Result<Vec<Number>, Refused> {
        let at = self.find(number).ok_or("status-forbids")?;
        let (members, registration) = (self.entry(at), &self.registrations[at]);
        match (registration.status, registration.deadline) {
            (status, _) if status == wanted => {}
            ("offered", Some(deadline)) if now <= deadline => {
                for member in &members {
                    if wanted == "confirmed" {
                        self.registrations[*member].status = wanted;
                    } else {
                        self.end(*member, wanted);
                    }
                }
            }
            ("offered", _) => {
                for member in members {
                    self.end(member, "expired");
                }
                return Err("offer-expired");
            }
            ("expired", Some(_)) => return Err("offer-expired"),
            _ => return Err("status-forbids"),
        }
        Ok(self.numbers(&members))
    }

    pub(super) fn extend(&mut self, now: i64, number: Number) -> Vec<Number> {
        let Some(at) = self.find(number) else {
            return Vec::new();
        };
        let unit = self.registrations[at].unit;
        let deadline = self.deadline(unit, now).filter(|_| self.offers(unit, now));
        for member in self.entry(at) {
            let registration = &mut self.registrations[member];
            if registration.status == "offered"
                && !registration.extended
                && deadline >= registration.deadline.map(|before| before + HOUR)
            {
                registration.deadline = deadline;
                registration.extended = true;
            }
        }
        vec![number]
    }
}
