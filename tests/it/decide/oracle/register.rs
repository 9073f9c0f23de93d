//! Registering, and changing to another session.

use super::{
    Applicant, Ask, Class, Door, HOUR, Number, Offering, Oracle, Refused, Registration, is_live,
};

impl Oracle {
    pub(super) fn register(&mut self, now: i64, ask: &Ask) -> Result<Vec<Number>, Refused> {
        let Ask::Register {
            offering,
            applicants,
            sessions,
            join_waitlist,
            findings,
            numbers,
        } = ask
        else {
            return Ok(Vec::new());
        };
        let units = self.units_asked(*offering, sessions);
        self.check_offering(*offering, &units, now)?;
        found(findings, &["participant-unknown"])?;
        each_once(applicants)?;
        self.check_sessions(*offering, sessions, &units)?;
        self.check_standing(*offering, applicants, &units)?;
        found(findings, &["not-eligible"])?;
        found(findings, &["answers-invalid"])?;
        found(findings, &["consent-missing"])?;
        let mut numbers_left = numbers.iter();
        for applicant in applicants {
            for unit in &units {
                let number = *numbers_left.next().ok_or("a number for each")?;
                self.place(number, *unit, applicant, *join_waitlist, now)?;
            }
        }
        Ok(numbers.clone())
    }

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
        self.check_offering(offering, &units, now)?;
        found(findings, &["participant-unknown"])?;
        self.check_sessions(offering, &[*session], &units)?;
        if self.is_registered(old.person, units[0]) {
            return Err("already-registered");
        }
        found(findings, &["not-eligible"])?;
        found(findings, &["answers-invalid"])?;
        found(findings, &["consent-missing"])?;
        let applicant = Applicant {
            person: old.person,
            seats: old.seats,
            class: old.class,
        };
        self.place(*number, units[0], &applicant, false, now)?;
        self.end(at, "cancelled");
        Ok(vec![*number])
    }

    /// The units meant; sessions that are not there are left out.
    fn units_asked(&self, offering: Number, sessions: &[Number]) -> Vec<usize> {
        let unit_of = |session: Option<Number>| {
            self.units
                .iter()
                .position(|u| u.offering == offering && u.session == session)
        };
        if self.offerings[offering].picks {
            sessions
                .iter()
                .filter_map(|session| unit_of(Some(*session)))
                .collect()
        } else {
            unit_of(None).into_iter().collect()
        }
    }

    fn check_offering(&self, number: Number, units: &[usize], now: i64) -> Result<(), Refused> {
        let Offering {
            door,
            opens,
            closes,
            ..
        } = self.offerings[number];
        let closed = |unit: &usize| {
            let starts = self.units[*unit].starts;
            let over = starts.is_some_and(|starts| now >= starts + 2 * HOUR);
            over || closes.or(starts).is_some_and(|end| now >= end)
        };
        match () {
            () if door == Door::NotByRegistering => Err("not-by-registration"),
            () if door == Door::CalledOff => Err("offering-called-off"),
            () if now < opens => Err("registration-not-open"),
            () if units.iter().any(closed) => Err("registration-closed"),
            () if closes.is_some_and(|closes| now >= closes) => Err("registration-closed"),
            () => Ok(()),
        }
    }

    fn check_sessions(
        &self,
        offering: Number,
        sessions: &[Number],
        units: &[usize],
    ) -> Result<(), Refused> {
        let twice = (1..sessions.len()).any(|at| sessions[..at].contains(&sessions[at]));
        let known = if self.offerings[offering].picks {
            !sessions.is_empty() && units.len() == sessions.len()
        } else {
            sessions.is_empty() && !units.is_empty()
        };
        if known && !twice {
            Ok(())
        } else {
            Err("sessions-invalid")
        }
    }

    fn check_standing(
        &self,
        offering: Number,
        applicants: &[Applicant],
        units: &[usize],
    ) -> Result<(), Refused> {
        let known = |a: &Applicant| units.iter().any(|unit| self.is_registered(a.person, *unit));
        if applicants.iter().any(known) {
            return Err("already-registered");
        }
        let live = |person: Number| {
            let all = self.registrations.iter().filter(|r| is_live(r.status));
            all.filter(|r| r.person == person && self.units[r.unit].offering == offering)
                .count()
        };
        let over = |max: usize| {
            applicants
                .iter()
                .any(|a| live(a.person) + units.len() > max)
        };
        if self.offerings[offering].pick_max.is_some_and(over) {
            return Err("pick-limit");
        }
        Ok(())
    }

    fn is_registered(&self, person: Number, unit: usize) -> bool {
        let mut here = self.registrations.iter().filter(|r| r.unit == unit);
        here.any(|r| r.person == person && is_live(r.status))
    }

    /// Gives a newcomer a seat, else a place in line, else refuses.
    fn place(
        &mut self,
        number: Number,
        unit: usize,
        applicant: &Applicant,
        join_waitlist: bool,
        now: i64,
    ) -> Result<(), Refused> {
        let offering = &self.offerings[self.units[unit].offering];
        let seat: Option<Class> = self
            .places(unit, applicant.class)
            .into_iter()
            .find(|place| self.free_for(unit, *place, None, now) >= applicant.seats);
        let may_wait = join_waitlist
            && !self.is_closed(unit, now)
            && offering
                .waitlist_limit
                .is_none_or(|limit| self.waiting(unit).len() < limit);
        let (status, seat) = match seat {
            _ if offering.drawn => ("applied", None),
            Some(seat) => ("confirmed", Some(seat)),
            None if may_wait => ("waitlisted", None),
            None => return Err("full"),
        };
        let told_place = 1 + self.share_a_line(unit, applicant.class).count();
        self.registrations.push(Registration {
            number,
            unit,
            person: applicant.person,
            seats: applicant.seats,
            class: applicant.class,
            status,
            place: None,
            passed: 0,
            deadline: None,
            extended: false,
            told_place: (status == "waitlisted").then_some(told_place),
        });
        if let Some(seat) = seat {
            self.seat(self.registrations.len() - 1, seat);
        }
        Ok(())
    }

    /// The place in line of who waits: 1 + those before him who share his line.
    pub(crate) fn place_in_line(&self, at: usize) -> Option<usize> {
        let registration = &self.registrations[at];
        let line = self.share_a_line(registration.unit, registration.class);
        let before = line.filter(|other| *other < at).count();
        (registration.status == "waitlisted").then_some(1 + before)
    }

    /// Who waits for seats that a member of `class` might have too.
    fn share_a_line(&self, unit: usize, class: Class) -> impl Iterator<Item = usize> {
        let all_may_sit = self.capacity(unit, 0) != Some(0);
        let waiting = self.waiting(unit).into_iter();
        waiting.filter(move |at| all_may_sit || self.registrations[*at].class == class)
    }
}

/// Refuses when one of `kinds` was found.
fn found(findings: &[Refused], kinds: &[Refused]) -> Result<(), Refused> {
    findings
        .iter()
        .find(|finding| kinds.contains(finding))
        .map_or(Ok(()), |f| Err(*f))
}

fn each_once(applicants: &[Applicant]) -> Result<(), Refused> {
    let mut people: Vec<Number> = applicants
        .iter()
        .map(|applicant| applicant.person)
        .collect();
    people.sort_unstable();
    let twice = people.windows(2).any(|pair| pair[0] == pair[1]);
    if twice {
        Err("participant-unknown")
    } else {
        Ok(())
    }
}
