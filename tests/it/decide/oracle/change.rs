//! Another unit instead: asked for by the person, or by staff.

use super::register::{OF_PEOPLE, found};
use super::{Ask, Door, Number, Oracle, Organize, Refused, Registration, Way, is_live};

impl Oracle {
    pub(super) fn change(&mut self, now: i64, ask: &Ask) -> Result<Vec<Number>, Refused> {
        let Ask::Change {
            registration,
            session,
            findings,
            number,
        } = ask
        else {
            return Ok(Vec::new());
        };
        let at = self.find(*registration).ok_or("status-forbids")?;
        let old = self.registrations[at].clone();
        if old.status != "confirmed" {
            return Err("status-forbids");
        }
        if self.has_begun(old.unit, now) {
            return Err("already-begun");
        }
        let offering = self.units[old.unit].offering;
        let units = self.units_asked(offering, &[*session]);
        self.check_offering(offering, &units, now, false)?;
        found(findings, &["participant-unknown"])?;
        self.check_sessions(offering, &[*session], &units)?;
        if self.is_registered(old.person, units[0]) {
            return Err("already-registered");
        }
        for kind in OF_PEOPLE {
            found(findings, &[kind])?;
        }
        if self.offerings[offering].way != Way::FirstCome && !self.is_given_out(units[0]) {
            return Err("full");
        }
        let new = self.enter(Registration {
            number: *number,
            unit: units[0],
            class: old.class,
            ..old.replacement()
        });
        self.place(&[new], false, now)?;
        self.end(at, "cancelled");
        Ok(vec![*number])
    }

    pub(super) fn move_to(&mut self, now: i64, asked: &Organize) -> Result<Vec<Number>, Refused> {
        let Organize::Move {
            registration,
            offering,
            session,
            class,
            number,
        } = asked
        else {
            return Ok(Vec::new());
        };
        let at = self.find(*registration).ok_or("status-forbids")?;
        let old = self.registrations[at].clone();
        if !is_live(old.status) {
            return Err("status-forbids");
        }
        if self.offerings[*offering].door == Door::NotByRegistering {
            return Err("not-by-registration");
        }
        if self.offerings[*offering].is_called_off() {
            return Err("offering-called-off");
        }
        let unit = self.unit_of(*offering, *session);
        let unit = unit.filter(|unit| !self.is_cancelled(*unit));
        let unit = unit.ok_or("sessions-invalid")?;
        if self.has_ended(unit, now) {
            return Err("registration-closed");
        }
        if self.is_registered(old.person, unit) {
            return Err("already-registered");
        }
        let new = self.enter(Registration {
            number: *number,
            unit,
            class: *class,
            ..old.replacement()
        });
        if self.offerings[*offering].way == Way::FirstCome || self.is_given_out(unit) {
            self.place(&[new], false, now)?;
        } else {
            self.registrations[new].status = "applied";
        }
        self.end(at, "cancelled");
        Ok(vec![*number])
    }
}

impl Registration {
    /// What comes instead of it stands alone.
    pub(super) fn replacement(&self) -> Self {
        Self {
            replaces: Some(self.number),
            ..Self::of(self.person, self.seats, self.by_phone)
        }
    }
}
