//! Random programs, and what people ask of them next.

use super::chance::Chance;
use super::oracle::{
    Applicant, Ask, Class, HOUR, Number, Offering, Oracle, Quota, Refused, Registration, SECOND,
    Unit,
};

/// Midnight in Shanghai before 14 June 2027.
const MIDNIGHT: i64 = 20_983 * 24 * HOUR - 8 * HOUR;
const PEOPLE: i64 = 12;
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
        let now = MIDNIGHT + chance.between(0, 48) * HOUR / 2;
        let count = if chance.percent(65) { 1 } else { 2 };
        let offerings: Vec<Offering> = (0..count).map(|_| offering(&mut chance, now)).collect();
        let plans = offerings
            .iter()
            .enumerate()
            .map(|(number, offering)| units(&mut chance, number, offering, now))
            .collect();
        let story = Self {
            chance,
            plans,
            now,
            registered: 0,
        };
        (story, offerings)
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
        let offering = self.number(self.plans.len());
        let ask = match self.chance.between(1, 100) {
            1..=42 => self.register(oracle, offering),
            43..=57 => {
                Ask::Cancel(self.registration(oracle, &["confirmed", "offered", "waitlisted"]))
            }
            58..=68 => Ask::Accept(self.registration(oracle, &["offered"])),
            69..=74 => Ask::Decline(self.registration(oracle, &["offered"])),
            75..=79 => Ask::ExtendOffer(self.registration(oracle, &["offered"])),
            80..=86 => self.change(oracle),
            87..=92 => self.set_capacity(oracle, offering),
            93..=95 => self.open(offering),
            _ => Ask::Tick,
        };
        (self.now, ask)
    }

    /// From nothing at all to days; at times right to the edge of something.
    fn pass_time(&mut self, oracle: &Oracle) {
        let step = match self.chance.between(1, 100) {
            1..=35 => 0,
            36..=60 => self.chance.between(1, 600) * SECOND,
            61..=74 => self.chance.between(1, 180) * 60 * SECOND,
            75..=81 => self.chance.between(2, 30) * HOUR / 2,
            82..=83 => self.chance.between(24, 60) * HOUR,
            _ => return self.go_to_an_edge(oracle),
        };
        self.now += step;
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
            let hours = [72, 5, 2, 0];
            edges.extend(
                unit.starts
                    .iter()
                    .flat_map(|at| hours.map(|h| at - h * HOUR)),
            );
        }
        edges.extend(oracle.offerings.iter().map(|offering| offering.opens));
        let nudge = *self
            .chance
            .pick(&[-SECOND, -1, 0, 0, 1, 10 * SECOND])
            .unwrap();
        edges.retain(|edge| edge + nudge >= self.now);
        // The nearest edges, mostly: else a story is over too soon.
        edges.sort_unstable();
        edges.truncate(if self.chance.percent(85) { 2 } else { 6 });
        if let Some(edge) = self.chance.pick(&edges) {
            self.now = edge + nudge;
        }
    }

    fn register(&mut self, oracle: &Oracle, offering: Number) -> Ask {
        let sessions = self.sessions(&oracle.offerings[offering], offering);
        let count = if self.chance.percent(80) { 1 } else { 2 };
        let applicants: Vec<Applicant> = (0..count).map(|_| self.applicant(offering)).collect();
        let finding = self
            .chance
            .percent(3)
            .then(|| *self.chance.pick(&FINDINGS).unwrap());
        let numbers = (0..applicants.len() * sessions.len().max(1)).map(|_| self.fresh());
        Ask::Register {
            offering,
            numbers: numbers.collect(),
            applicants,
            sessions,
            join_waitlist: self.chance.percent(92),
            findings: finding.into_iter().collect(),
        }
    }

    /// A person's class in an offering stays what it is; the party may differ each time.
    fn applicant(&mut self, offering: Number) -> Applicant {
        let person = usize::try_from(self.chance.between(1, PEOPLE)).unwrap();
        let quotas = self.plans[offering][0].quotas.len();
        let class = (person + offering) % (quotas + 1);
        Applicant {
            person,
            seats: *self.chance.pick(&[1, 1, 1, 1, 2, 2, 3]).unwrap(),
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

    fn change(&mut self, oracle: &Oracle) -> Ask {
        let finding = self
            .chance
            .percent(6)
            .then(|| *self.chance.pick(&FINDINGS).unwrap());
        let picked: Vec<&Registration> = oracle
            .registrations
            .iter()
            .filter(|r| oracle.offerings[oracle.units[r.unit].offering].picks)
            .filter(|r| r.status == "confirmed")
            .collect();
        let registration = match self.chance.pick(&picked) {
            Some(picked) if self.chance.percent(90) => picked.number,
            _ => self.registration(oracle, &["confirmed"]),
        };
        let unit = oracle
            .find(registration)
            .map(|at| oracle.registrations[at].unit);
        let offering = unit.map_or(0, |unit| oracle.units[unit].offering);
        let session = session_number(offering, self.number(3));
        Ask::Change {
            registration,
            session,
            findings: finding.into_iter().collect(),
            number: self.fresh(),
        }
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
    fn registration(&mut self, oracle: &Oracle, statuses: &[&str]) -> Number {
        let fitting: Vec<&Registration> = oracle
            .registrations
            .iter()
            .filter(|r| statuses.contains(&r.status))
            .collect();
        let any: Vec<&Registration> = oracle.registrations.iter().collect();
        let from = if self.chance.percent(88) {
            fitting
        } else {
            any
        };
        // The latest come most often into the way of each other.
        self.chance
            .pick(&from)
            .map_or(self.registered, |registration| registration.number)
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

/// Sessions are numbered through the program.
const fn session_number(offering: Number, session: usize) -> Number {
    offering * 100 + session
}

fn offering(chance: &mut Chance, now: i64) -> Offering {
    let opens_later = chance.percent(15);
    let closes = chance.between(24, 14 * 24);
    Offering {
        by_registering: !chance.percent(3),
        called_off: chance.percent(3),
        drawn: chance.percent(8),
        picks: chance.percent(45),
        pick_max: chance
            .percent(40)
            .then(|| if chance.percent(50) { 1 } else { 2 }),
        opens: if opens_later {
            now + chance.between(1, 8) * HOUR
        } else {
            now - HOUR
        },
        closes: chance.percent(30).then_some(now + closes * HOUR),
        waitlist_limit: chance
            .percent(30)
            .then(|| if chance.percent(25) { 0 } else { 3 }),
        offer_hours: chance.percent(60).then(|| chance.between(1, 36)),
    }
}

fn units(chance: &mut Chance, number: Number, offering: &Offering, now: i64) -> Vec<Unit> {
    let count = if offering.picks {
        chance.between(2, 3)
    } else {
        1
    };
    let starts = now + chance.between(2 * 4, 9 * 24 * 2) * HOUR / 2;
    let starts = (!chance.percent(5)).then_some(starts);
    let quotas = *chance.pick(&[0, 1, 1, 2]).unwrap();
    let quotas: Vec<Quota> = (1..=quotas)
        .map(|class| quota(chance, class, now))
        .collect();
    (0..count)
        .map(|session| Unit {
            offering: number,
            session: offering
                .picks
                .then(|| session_number(number, usize::try_from(session).unwrap())),
            starts: starts.map(|starts| starts + session * chance.between(1, 40) * HOUR),
            general: (!chance.percent(3)).then(|| chance.between(0, 5)),
            quotas: quotas.clone(),
        })
        .collect()
}

fn quota(chance: &mut Chance, class: Class, now: i64) -> Quota {
    let release = now + chance.between(2, 6 * 24) * HOUR;
    Quota {
        class,
        size: chance.between(0, 4),
        release_at: chance.percent(50).then_some(release),
        released: false,
    }
}
