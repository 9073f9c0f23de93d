//! Registering, and changing to another session.

use super::{Applicant, Ask, Door, Number, Offering, Oracle, Refused, Registration, Way, is_live};

/// What the rules about people find, in the order in which it is said.
pub(super) const OF_PEOPLE: [Refused; 4] = [
    "clash",
    "not-eligible",
    "answers-invalid",
    "consent-missing",
];

impl Registration {
    /// Of somebody who has nothing yet.
    pub(super) const fn of(person: Number, seats: i64, by_phone: bool) -> Self {
        Self {
            number: 0,
            unit: 0,
            person,
            seats,
            class: 0,
            group: None,
            by_phone,
            status: "new",
            place: None,
            points: 0,
            reviewed: false,
            drawn: None,
            passed: 0,
            deadline: None,
            extended: false,
            told_place: None,
            rescheduled: 0,
            replaces: None,
        }
    }
}

impl Oracle {
    pub(super) fn register(&mut self, now: i64, ask: &Ask) -> Result<Vec<Number>, Refused> {
        let Ask::Register {
            offering,
            applicants,
            sessions,
            join_waitlist,
            manner,
            findings,
            numbers,
        } = ask
        else {
            return Ok(Vec::new());
        };
        let units = self.units_asked(*offering, sessions);
        self.check_offering(*offering, &units, now, manner.by_staff)?;
        found(findings, &["participant-unknown"])?;
        each_once(applicants)?;
        self.check_sessions(*offering, sessions, &units)?;
        self.check_standing(*offering, applicants, &units)?;
        for kind in OF_PEOPLE {
            found(findings, &[kind])?;
        }
        let mut numbers_left = numbers.iter();
        let mut entered: Vec<usize> = Vec::new();
        for applicant in applicants {
            for (unit, first_here) in units.iter().zip(numbers) {
                let is_group = manner.linked && applicants.len() > 1;
                let group = is_group.then_some(*first_here);
                let new = self.enter(Registration {
                    number: *numbers_left.next().ok_or("a number for each")?,
                    unit: *unit,
                    class: applicant.class,
                    group,
                    ..Registration::of(applicant.person, applicant.seats, manner.by_phone)
                });
                entered.push(new);
                if group.is_none() {
                    self.take_in(new, *join_waitlist, now)?;
                }
            }
        }
        for new in entered {
            // One speaks for all of his group.
            if self.registrations[new].status == "new" {
                self.take_in(new, *join_waitlist, now)?;
            }
        }
        Ok(numbers.clone())
    }

    /// Lets a newcomer apply, or gives him and his group what they can have.
    fn take_in(&mut self, new: usize, join_waitlist: bool, now: i64) -> Result<(), Refused> {
        let entry = self.entry(new);
        let offering = self.units[self.registrations[new].unit].offering;
        if self.offerings[offering].way == Way::FirstCome {
            return self.place(&entry, join_waitlist, now);
        }
        for member in entry {
            self.registrations[member].status = "applied";
        }
        Ok(())
    }

    /// Adds somebody who has nothing yet.
    pub(super) fn enter(&mut self, registration: Registration) -> usize {
        self.registrations.push(registration);
        self.registrations.len() - 1
    }

    /// The units meant; sessions that are not there are left out.
    pub(super) fn units_asked(&self, offering: Number, sessions: &[Number]) -> Vec<usize> {
        let picked = sessions.iter().map(|session| Some(*session));
        let asked: Vec<Option<Number>> = if self.offerings[offering].picks {
            picked.collect()
        } else {
            vec![None]
        };
        let units = asked.into_iter();
        units
            .filter_map(|session| self.unit_of(offering, session))
            .collect()
    }

    /// The unit of an offering or of one of its sessions.
    pub(super) fn unit_of(&self, offering: Number, session: Option<Number>) -> Option<usize> {
        let mut units = self.units.iter();
        units.position(|u| u.offering == offering && u.session == session)
    }

    /// All units of an offering.
    pub(crate) fn units_of(&self, offering: Number) -> Vec<usize> {
        let units = 0..self.units.len();
        units
            .filter(|unit| self.units[*unit].offering == offering)
            .collect()
    }

    pub(super) fn check_offering(
        &self,
        number: Number,
        units: &[usize],
        now: i64,
        by_staff: bool,
    ) -> Result<(), Refused> {
        let Offering {
            door,
            opens,
            closes,
            ..
        } = self.offerings[number];
        let closed = |unit: &usize| {
            self.has_ended(*unit, now) || (!by_staff && self.window_ended(*unit, now))
        };
        match () {
            () if door == Door::NotByRegistering => Err("not-by-registration"),
            () if self.offerings[number].is_called_off() => Err("offering-called-off"),
            () if now < opens => Err("registration-not-open"),
            () if units.iter().any(closed) => Err("registration-closed"),
            () if !by_staff && closes.is_some_and(|closes| now >= closes) => {
                Err("registration-closed")
            }
            () => Ok(()),
        }
    }

    pub(super) fn check_sessions(
        &self,
        offering: Number,
        sessions: &[Number],
        units: &[usize],
    ) -> Result<(), Refused> {
        let twice = (1..sessions.len()).any(|at| sessions[..at].contains(&sessions[at]));
        let cancelled = units.iter().any(|unit| self.is_cancelled(*unit));
        let known = if self.offerings[offering].picks {
            !sessions.is_empty() && units.len() == sessions.len() && !cancelled
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

    pub(super) fn is_registered(&self, person: Number, unit: usize) -> bool {
        let mut here = self.registrations.iter().filter(|r| r.unit == unit);
        here.any(|r| r.person == person && is_live(r.status))
    }
}

/// Refuses when one of `kinds` was found.
pub(super) fn found(findings: &[Refused], kinds: &[Refused]) -> Result<(), Refused> {
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
