//! What people ask for themselves, and what their organizer sets.

use super::{PEOPLE, Reach, Story};
use crate::decide::chance::Chance;
use crate::decide::oracle::{
    Applicant, Ask, Class, DAY, HOUR, Manner, Number, Offering, Oracle, Refused, Registration,
    Unit, is_live,
};
use crate::decide::programs::{SESSIONS, session_number};

const FINDINGS: [Refused; 4] = [
    "participant-unknown",
    "not-eligible",
    "answers-invalid",
    "consent-missing",
];

impl Story {
    pub(super) fn register(&mut self, oracle: &Oracle, offering: Number) -> Ask {
        let sessions = self.sessions(&oracle.offerings[offering], offering);
        let count = self.count();
        let mut applicants: Vec<Applicant> = (0..count).map(|_| self.applicant(offering)).collect();
        if self.reach == Reach::Everything && self.chance.percent(70) {
            self.rather_others(oracle, offering, &mut applicants);
        }
        let manner = self.manner(oracle, offering);
        let numbers = (0..applicants.len() * sessions.len().max(1)).map(|_| self.fresh());
        Ask::Register {
            offering,
            numbers: numbers.collect(),
            applicants,
            sessions,
            join_waitlist: self.chance.percent(92),
            manner,
            findings: self.findings(),
        }
    }

    /// Not those who are in already.
    fn rather_others(&mut self, oracle: &Oracle, offering: Number, who: &mut [Applicant]) {
        let is_in = |person: Number| {
            let mut live = oracle.registrations.iter().filter(|r| is_live(r.status));
            live.any(|r| r.person == person && oracle.units[r.unit].offering == offering)
        };
        for at in 0..who.len() {
            for _ in 0..4 {
                let named = who.iter().filter(|one| one.person == who[at].person);
                if is_in(who[at].person) || named.count() > 1 {
                    who[at] = self.applicant(offering);
                }
            }
        }
    }

    /// So many register at once.
    fn count(&mut self) -> i64 {
        match self.chance.between(1, 100) {
            1..=80 if self.reach == Reach::Registering => 1,
            _ if self.reach == Reach::Registering => 2,
            1..=58 => 1,
            59..=86 => 2,
            _ => 3,
        }
    }

    /// Staff rather where people can no longer do it themselves.
    fn manner(&mut self, oracle: &Oracle, offering: Number) -> Manner {
        if self.reach == Reach::Registering {
            return Manner::default();
        }
        let open = |unit: &usize| !oracle.window_ended(*unit, self.now);
        let is_open = oracle.units_of(offering).iter().any(open);
        let by_staff = self.chance.percent(if is_open { 15 } else { 75 });
        Manner {
            linked: self.chance.percent(65),
            by_staff,
            by_phone: by_staff && self.chance.percent(40),
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

    pub(super) fn change(&mut self, oracle: &Oracle, offering: Number) -> Ask {
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
            session: session_number(offering, self.number(SESSIONS)),
            findings: self.findings(),
            number: self.fresh(),
        }
    }

    pub(super) fn findings(&mut self) -> Vec<Refused> {
        let finding = match self.reach {
            Reach::Everything if self.chance.percent(20) => "clash",
            _ => self.one_of(FINDINGS),
        };
        self.chance
            .percent(3)
            .then_some(finding)
            .into_iter()
            .collect()
    }

    pub(super) fn set_capacity(&mut self, oracle: &Oracle, offering: Number) -> Ask {
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
            when_free: self.reach == Reach::Everything && self.chance.percent(35),
        }
    }

    /// Opening again: as it is, at other times, or with one more session.
    pub(super) fn open(&mut self, offering: Number) -> Ask {
        let mut units = self.plans[offering].clone();
        if self.chance.percent(50) {
            let at = self.number(units.len());
            later(&mut units[at], HOUR);
        }
        if self.chance.percent(40) && units[0].session.is_some() && units.len() < SESSIONS {
            let mut more = units[0].clone();
            more.session = Some(session_number(offering, units.len()));
            later(&mut more, DAY);
            units.push(more);
        }
        Ask::Open { offering, units }
    }
}

fn later(unit: &mut Unit, by: i64) {
    for time in [&mut unit.starts, &mut unit.ends] {
        *time = time.map(|time| time + by);
    }
}
