//! What people ask of a program, and when, by chance.

use super::chance::Chance;
use super::oracle::{
    Applicant, Ask, Class, HOUR, Number, Offering, Oracle, Refused, Registration, SECOND, Unit,
};
use super::programs::{program, session_number};

/// So many take part in all.
pub(crate) const PEOPLE: i64 = 14;
const FINDINGS: [Refused; 4] = [
    "participant-unknown",
    "not-eligible",
    "answers-invalid",
    "consent-missing",
];

/// A story in the making: how things stand, and what time it is.
pub(crate) struct Story {
    chance: Chance,
    plans: Vec<Vec<Unit>>,
    now: i64,
    registered: Number,
}

impl Story {
    /// A program of one or two offerings, nothing opened yet.
    pub(crate) fn begin(seed: u64) -> (Self, Vec<Offering>) {
        let mut chance = Chance::new(seed);
        let program = program(&mut chance);
        let story = Self {
            chance,
            plans: program.plans,
            now: program.now,
            registered: 0,
        };
        (story, program.offerings)
    }

    /// The units of each offering, as they are to be opened first.
    pub(crate) fn plans(&self) -> &[Vec<Unit>] {
        &self.plans
    }

    /// What time it is.
    pub(crate) fn now(&self) -> i64 {
        self.now
    }

    /// How many commands it has.
    pub(crate) fn length(&mut self) -> i64 {
        self.chance.between(30, 60)
    }

    /// What is asked next, and when.
    pub(crate) fn next(&mut self, oracle: &Oracle) -> (i64, Ask) {
        if let Some(closed) = (0..self.plans.len())
            .find(|number| oracle.units.iter().all(|unit| unit.offering != *number))
        {
            let units = self.plans[closed].clone();
            return (
                self.now,
                Ask::Open {
                    offering: closed,
                    units,
                },
            );
        }
        self.pass_time(oracle);
        let ask = self.something(oracle);
        if let Ask::Accept(number) | Ask::Decline(number) = ask {
            self.hesitate(oracle, number);
        }
        (self.now, ask)
    }

    /// What the dice say; whoever has nobody to ask it of registers somebody.
    fn something(&mut self, oracle: &Oracle) -> Ask {
        let offering = self.number(self.plans.len());
        let dice = self.chance.between(1, 100);
        let somebody = match dice {
            1..=18 => self.somebody(oracle, &["confirmed", "offered", "confirmed", "waitlisted"]),
            19..=45 => self.somebody(oracle, &["offered"]),
            _ => None,
        };
        match (dice, somebody) {
            (1..=18, Some(number)) => Ask::Cancel(number),
            (19..=33, Some(number)) => Ask::Accept(number),
            (34..=42, Some(number)) => Ask::Decline(number),
            (43..=45, Some(number)) => Ask::ExtendOffer(number),
            (46..=54, _) => self.change(oracle, offering),
            (55..=60, _) => self.set_capacity(oracle, offering),
            (61..=62, _) => self.open(offering),
            (63..=65, _) => Ask::Tick,
            _ => self.register(oracle, offering),
        }
    }

    /// From nothing at all to days; at times right to the edge of something.
    fn pass_time(&mut self, oracle: &Oracle) {
        self.now += match self.chance.between(1, 100) {
            1..=45 => 0,
            46..=76 => self.chance.between(1, 600) * SECOND,
            77..=88 => self.chance.between(1, 180) * 60 * SECOND,
            89..=91 => self.chance.between(2, 30) * HOUR / 2,
            92 if self.chance.percent(60) => self.chance.between(24, 60) * HOUR,
            _ => return self.go_to_an_edge(oracle),
        };
    }

    fn go_to_an_edge(&mut self, oracle: &Oracle) {
        let offers = oracle
            .registrations
            .iter()
            .filter(|r| r.status == "offered");
        let mut edges: Vec<i64> = offers.filter_map(|r| r.deadline).collect();
        edges.extend(edges.clone().iter().map(|deadline| deadline + 30 * SECOND));
        for unit in &oracle.units {
            edges.extend(unit.quotas.iter().filter_map(|quota| quota.release_at));
            edges.extend(oracle.offerings[unit.offering].closes);
            let hours = [72, 30, 14, 2, 0];
            edges.extend(
                unit.starts
                    .iter()
                    .flat_map(|at| hours.map(|h| at - h * HOUR)),
            );
        }
        edges.extend(oracle.offerings.iter().map(|offering| offering.opens));
        let nudge = self.one_of([-SECOND, -1, 0, 0, 1, 10 * SECOND]);
        edges.retain(|edge| (0..=120 * HOUR).contains(&(edge + nudge - self.now)));
        // The nearest, mostly: what is far off would end the story too soon.
        edges.sort_unstable();
        edges.truncate(if self.chance.percent(85) { 2 } else { 9 });
        if let Some(edge) = self.chance.pick(&edges) {
            self.now = edge + nudge;
        }
    }

    /// Some answer an offer at the last moment, or just after it.
    fn hesitate(&mut self, oracle: &Oracle, number: Number) {
        let at = oracle.find(number).map(|at| &oracle.registrations[at]);
        let deadline = at
            .filter(|r| r.status == "offered")
            .and_then(|r| r.deadline);
        if let Some(deadline) = deadline.filter(|_| self.chance.percent(60)) {
            let moment = deadline + self.one_of([-1, 0, 1, 10 * SECOND, 20 * SECOND]);
            self.now = self.now.max(moment);
        }
    }

    fn register(&mut self, oracle: &Oracle, offering: Number) -> Ask {
        let sessions = self.sessions(&oracle.offerings[offering], offering);
        let count = if self.chance.percent(80) { 1 } else { 2 };
        let applicants: Vec<Applicant> = (0..count).map(|_| self.applicant(offering)).collect();
        let numbers = (0..applicants.len() * sessions.len().max(1)).map(|_| self.fresh());
        Ask::Register {
            offering,
            numbers: numbers.collect(),
            applicants,
            sessions,
            join_waitlist: self.chance.percent(92),
            findings: self.findings(),
        }
    }

    /// A person's class in an offering stays what it is; the party may differ each time.
    fn applicant(&mut self, offering: Number) -> Applicant {
        let person = usize::try_from(self.chance.between(1, PEOPLE)).unwrap();
        let quotas = self.plans[offering][0].quotas.len();
        let class = (person + offering) % (quotas + 1);
        Applicant {
            person,
            seats: *self.chance.pick(&[1, 1, 1, 2, 2, 3]).unwrap(),
            class: Class::try_from(class).unwrap(),
        }
    }

    fn sessions(&mut self, plan: &Offering, offering: Number) -> Vec<Number> {
        let mut picked: Vec<Number> = Vec::new();
        if plan.picks != self.chance.percent(2) {
            let known = self.plans[offering].len();
            for _ in 0..self.chance.between(1, 2) {
                let known = known + usize::from(self.chance.percent(2));
                let session = session_number(offering, self.number(known));
                if !picked.contains(&session) || self.chance.percent(3) {
                    picked.push(session);
                }
            }
        }
        picked
    }

    fn change(&mut self, oracle: &Oracle, offering: Number) -> Ask {
        let picked: Vec<&Registration> = oracle
            .registrations
            .iter()
            .filter(|r| oracle.units[r.unit].session.is_some() && r.status == "confirmed")
            .collect();
        let registration = match self.chance.pick(&picked) {
            Some(picked) if self.chance.percent(97) => Some(picked.number),
            _ => self.somebody(oracle, &["confirmed"]),
        };
        let Some(registration) = registration else {
            return self.register(oracle, offering);
        };
        let unit = oracle
            .find(registration)
            .map(|at| oracle.registrations[at].unit);
        let offering = unit.map_or(0, |unit| oracle.units[unit].offering);
        Ask::Change {
            registration,
            session: session_number(offering, self.number(3)),
            findings: self.findings(),
            number: self.fresh(),
        }
    }

    fn findings(&mut self) -> Vec<Refused> {
        let finding = self.one_of(FINDINGS);
        self.chance
            .percent(3)
            .then_some(finding)
            .into_iter()
            .collect()
    }

    fn set_capacity(&mut self, oracle: &Oracle, offering: Number) -> Ask {
        let picks = oracle.offerings[offering].picks;
        let size = |chance: &mut Chance| (!chance.percent(3)).then(|| chance.between(0, 9));
        let quotas = self.plans[offering][0].quotas.clone();
        let quotas = quotas.iter().filter(|_| self.chance.percent(40));
        let quotas: Vec<Class> = quotas.map(|quota| quota.class).collect();
        let sessions = if picks {
            let session = self.number(self.plans[offering].len());
            vec![(session_number(offering, session), size(&mut self.chance))]
        } else {
            Vec::new()
        };
        let total = !picks && self.chance.percent(80);
        Ask::SetCapacity {
            offering,
            total: total.then(|| size(&mut self.chance)),
            quotas: quotas
                .iter()
                .map(|class| (*class, self.chance.between(0, 4)))
                .collect(),
            sessions,
        }
    }

    /// Opening again: as it is, at other times, or with one more session.
    fn open(&mut self, offering: Number) -> Ask {
        let mut units = self.plans[offering].clone();
        if self.chance.percent(50) {
            let at = self.number(units.len());
            units[at].starts = units[at].starts.map(|starts| starts + HOUR);
        }
        if self.chance.percent(40) && units[0].session.is_some() && units.len() < 3 {
            let mut more = units[0].clone();
            more.session = Some(session_number(offering, units.len()));
            more.starts = more.starts.map(|starts| starts + 24 * HOUR);
            units.push(more);
        }
        Ask::Open { offering, units }
    }

    /// Mostly one that stands as it should, at times just any.
    fn somebody(&mut self, oracle: &Oracle, statuses: &[&'static str]) -> Option<Number> {
        let status = *self.chance.pick(statuses)?;
        let any = self.chance.percent(4);
        let fitting: Vec<Number> = oracle
            .registrations
            .iter()
            .filter(|r| any || r.status == status)
            .map(|r| r.number)
            .collect();
        self.chance.pick(&fitting).copied()
    }

    fn one_of<T: Copy, const N: usize>(&mut self, from: [T; N]) -> T {
        from[self.number(N)]
    }

    fn number(&mut self, below: usize) -> Number {
        let last = i64::try_from(below).unwrap() - 1;
        usize::try_from(self.chance.between(0, last)).unwrap()
    }

    fn fresh(&mut self) -> Number {
        self.registered += 1;
        self.registered
    }
}
