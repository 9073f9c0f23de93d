//! Sessions that are cancelled or moved, and offerings that are called off.

use super::{Number, Oracle, Refused, Session, is_live};

impl Oracle {
    pub(super) fn cancel_session(
        &mut self,
        offering: Number,
        number: Number,
    ) -> Result<(), Refused> {
        let session = self.session(offering, number)?;
        if session.cancelled {
            return Ok(());
        }
        session.cancelled = true;
        if !self.offerings[offering].picks {
            self.follow(offering, None);
            if self.offerings[offering]
                .sessions
                .iter()
                .all(|s| s.cancelled)
            {
                self.call_off(offering);
            }
        } else if let Some(unit) = self.unit_of(offering, Some(number)) {
            self.end_all(unit);
        }
        Ok(())
    }

    pub(super) fn move_session(
        &mut self,
        offering: Number,
        number: Number,
        starts: i64,
        ends: i64,
    ) -> Result<(), Refused> {
        let session = self.session(offering, number)?;
        if session.cancelled {
            return Err("session-cancelled");
        }
        if (session.starts, session.ends) == (starts, ends) {
            return Ok(());
        }
        (session.starts, session.ends) = (starts, ends);
        let picked = self.offerings[offering].picks.then_some(number);
        self.follow(offering, picked);
        Ok(())
    }

    pub(super) fn call_off(&mut self, offering: Number) {
        self.offerings[offering].called_off = true;
        for unit in self.units_of(offering) {
            self.end_all(unit);
        }
    }

    /// The times of a unit follow its sessions, and everybody in it hears of it.
    fn follow(&mut self, offering: Number, session: Option<Number>) {
        let of_unit = |s: &&Session| !s.cancelled && session.is_none_or(|only| only == s.number);
        let sessions = self.offerings[offering].sessions.iter().filter(of_unit);
        let starts = sessions.clone().map(|session| session.starts).min();
        let ends = sessions.map(|session| session.ends).max();
        let Some(unit) = self.unit_of(offering, session).filter(|_| starts.is_some()) else {
            return;
        };
        (self.units[unit].starts, self.units[unit].ends) = (starts, ends);
        for registration in &mut self.registrations {
            if registration.unit == unit && is_live(registration.status) {
                registration.rescheduled += 1;
            }
        }
    }

    fn end_all(&mut self, unit: usize) {
        for at in 0..self.registrations.len() {
            if self.registrations[at].unit == unit && is_live(self.registrations[at].status) {
                self.end(at, "called_off");
            }
        }
    }

    fn session(&mut self, offering: Number, number: Number) -> Result<&mut Session, Refused> {
        let mut sessions = self.offerings[offering].sessions.iter_mut();
        let session = sessions.find(|session| session.number == number);
        session.ok_or("sessions-invalid")
    }

    /// Whether the session of a unit does not take place.
    pub(super) fn is_cancelled(&self, unit: usize) -> bool {
        let unit = &self.units[unit];
        let mut sessions = self.offerings[unit.offering].sessions.iter();
        sessions.any(|session| Some(session.number) == unit.session && session.cancelled)
    }
}
