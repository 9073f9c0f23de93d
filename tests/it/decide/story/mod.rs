//! What people ask of a program, and when, by chance.

mod organizing;
mod registering;
mod times;

use crate::decide::chance::Chance;
use crate::decide::oracle::{Ask, Number, Offering, Oracle, Registration, Unit};
pub(crate) use crate::decide::programs::Reach;
use crate::decide::programs::program;

/// So many take part in all.
pub(crate) const PEOPLE: i64 = 14;
/// A story in the making: how things stand, and what time it is.
pub(crate) struct Story {
    chance: Chance,
    reach: Reach,
    /// Whether hardly any time passes, so that many ask for the same seats.
    is_calm: bool,
    plans: Vec<Vec<Unit>>,
    now: i64,
    registered: Number,
    /// How many commands it had.
    asked: usize,
}

impl Story {
    /// A program of one or two offerings, nothing opened yet.
    pub(crate) fn begin(seed: u64, reach: Reach) -> (Self, Vec<Offering>) {
        let mut chance = Chance::new(seed);
        let program = program(&mut chance, reach);
        let story = Self {
            is_calm: reach == Reach::Everything && chance.percent(28),
            chance,
            reach,
            plans: program.plans,
            now: program.now,
            registered: 0,
            asked: 0,
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
        self.asked += 1;
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
        let offering = self.offering(oracle);
        if let Some(ask) = self.answer_soon(oracle) {
            return ask;
        }
        if self.reach == Reach::Everything && self.chance.percent(45) {
            return self.organize(oracle, offering);
        }
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

    /// An offer is seldom, after a draw even more, and often its time is up unasked.
    fn answer_soon(&mut self, oracle: &Oracle) -> Option<Ask> {
        if self.reach == Reach::Registering {
            return None;
        }
        let offered = oracle
            .registrations
            .iter()
            .filter(|r| r.status == "offered");
        let offered: Vec<&Registration> = offered.collect();
        let one = self.chance.pick(&offered)?;
        match self.chance.between(1, 100) {
            1..=32 if one.drawn.is_some() => Some(Ask::Accept(one.number)),
            33..=64 if one.drawn.is_some() => Some(Ask::Decline(one.number)),
            65..=69 => Some(Ask::ExtendOffer(one.number)),
            _ => None,
        }
    }

    /// Any; where everything is told, mostly one where there still is something to ask.
    fn offering(&mut self, oracle: &Oracle) -> Number {
        let any = self.number(self.plans.len());
        if self.reach == Reach::Registering {
            return any;
        }
        let is_over = |offering: Number| {
            let units = oracle.units_of(offering);
            let over = units.iter().all(|unit| oracle.has_ended(*unit, self.now));
            over || oracle.offerings[offering].is_called_off()
        };
        let other = self.plans.len() - 1 - any;
        if is_over(any) && !is_over(other) && self.chance.percent(85) {
            other
        } else {
            any
        }
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
