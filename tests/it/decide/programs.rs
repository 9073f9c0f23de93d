//! Random programs: small enough to be full, near enough to begin.

use super::chance::Chance;
use super::oracle::{Class, DAY, Door, HOUR, Number, Offering, Quota, Session, Unit, Way};

/// Midnight in Shanghai before 14 June 2027.
const MIDNIGHT: i64 = 20_983 * 24 * HOUR - 8 * HOUR;

/// Sessions of an offering, at most.
pub(crate) const SESSIONS: usize = 3;

/// What stories come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// What people ask for themselves; of organizers only that they open, and set capacities.
    Registering,
    Everything,
}

/// A program nobody has registered for, at the time its story begins.
pub(crate) struct Program {
    pub(crate) now: i64,
    pub(crate) offerings: Vec<Offering>,
    /// The units of each offering, still to be opened.
    pub(crate) plans: Vec<Vec<Unit>>,
}

/// A program of one or two offerings.
pub(crate) fn program(chance: &mut Chance, reach: Reach) -> Program {
    let now = MIDNIGHT + chance.between(0, 40) * HOUR / 2;
    let count = if chance.percent(65) { 1 } else { 2 };
    let offerings: Vec<Offering> = (0..count).map(|_| offering(chance, now, reach)).collect();
    let plans = offerings.iter().enumerate();
    let plans = plans
        .map(|(number, offering)| units(chance, number, offering, now))
        .collect();
    let mut program = Program {
        now,
        offerings,
        plans,
    };
    if chance.percent(28) {
        on_the_eve(&mut program, chance);
    }
    for (number, plan) in program.plans.iter_mut().enumerate() {
        let offering = &mut program.offerings[number];
        offering.sessions = if offering.picks {
            picked(plan, number, now)
        } else {
            let count = match reach {
                Reach::Registering => 1,
                Reach::Everything => chance.between(1, 3),
            };
            in_a_row(&plan[0], number, count)
        };
        for unit in plan {
            let mut own = offering.sessions.iter();
            let own = own.rfind(|one| unit.session.is_none_or(|only| only == one.number));
            unit.ends = own.map(|last| last.ends).filter(|_| unit.starts.is_some());
        }
    }
    program
}

/// Has everything begin the next morning, with offers: what is seldom met elsewhere.
fn on_the_eve(program: &mut Program, chance: &mut Chance) {
    for offering in &mut program.offerings {
        offering.way = Way::FirstCome;
        offering.offer_hours = Some(chance.between(8, 24));
        offering.waitlist_limit = None;
        offering.closes = None;
    }
    for unit in program.plans.iter_mut().flatten() {
        unit.starts = Some(morning(1, chance));
    }
}

/// Early in the morning so many days on.
fn morning(days: i64, chance: &mut Chance) -> i64 {
    MIDNIGHT + days * 24 * HOUR + chance.between(14, 19) * HOUR / 2
}

/// Sessions are numbered through the program.
pub(crate) const fn session_number(offering: Number, session: usize) -> Number {
    offering * 100 + session
}

fn offering(chance: &mut Chance, now: i64, reach: Reach) -> Offering {
    let opens_later = chance.percent(15);
    let closes = chance.between(24, 14 * 24);
    let mut offering = Offering {
        door: match chance.between(1, 50) {
            1 => Door::NotByRegistering,
            2 => Door::CalledOff,
            _ => Door::Open,
        },
        called_off: false,
        way: if chance.percent(8) {
            Way::Lottery
        } else {
            Way::FirstCome
        },
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
            .then(|| if chance.percent(25) { 0 } else { 4 }),
        offer_hours: chance.percent(60).then(|| chance.between(1, 36)),
        sessions: Vec::new(),
    };
    if reach == Reach::Everything && chance.percent(60) {
        decide_later(&mut offering, chance, now);
    }
    offering
}

/// A draw or a review decides, mostly soon.
fn decide_later(offering: &mut Offering, chance: &mut Chance, now: i64) {
    offering.way = if chance.percent(45) {
        Way::Review
    } else {
        Way::Lottery
    };
    offering.opens = now - HOUR;
    if chance.percent(65) {
        offering.offer_hours = Some(chance.between(6, 36));
    }
    if chance.percent(30) {
        offering.waitlist_limit = Some(chance.between(0, 2).try_into().unwrap());
    }
    if chance.percent(80) {
        offering.closes = Some(now + chance.between(2, 48) * HOUR / 2);
    }
}

/// Each session of an offering whose sessions are picked, also those still to be opened.
fn picked(plan: &[Unit], number: Number, now: i64) -> Vec<Session> {
    let planned = plan.iter().map(|unit| unit.starts);
    let more = std::iter::repeat(plan[0].starts.map(|starts| starts + DAY));
    let starts = planned.chain(more).take(SESSIONS).enumerate();
    starts
        .map(|(nth, starts)| session(number, nth, starts.unwrap_or(now + 300 * DAY)))
        .collect()
}

/// The sessions that one seat is for, a day apart.
fn in_a_row(unit: &Unit, number: Number, count: i64) -> Vec<Session> {
    let starts = unit.starts.into_iter();
    let starts = starts.flat_map(|first| (0..count).map(move |nth| first + nth * DAY));
    let starts = starts.enumerate();
    starts
        .map(|(nth, starts)| session(number, nth, starts))
        .collect()
}

fn session(offering: Number, nth: usize, starts: i64) -> Session {
    Session {
        number: session_number(offering, nth),
        starts,
        ends: starts + 2 * HOUR,
        cancelled: false,
    }
}

fn units(chance: &mut Chance, number: Number, offering: &Offering, now: i64) -> Vec<Unit> {
    let count = if offering.picks {
        chance.between(2, 3)
    } else {
        1
    };
    // Half of all begin early in the morning, so that their lists close at night.
    let starts = if chance.percent(50) {
        morning(chance.between(2, 9), chance)
    } else {
        now + chance.between(24 * 2, 9 * 24 * 2) * HOUR / 2
    };
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
            ends: None,
            general: (!chance.percent(3)).then(|| chance.between(0, 5)),
            general_target: None,
            quotas: quotas.clone(),
            given_out: false,
        })
        .collect()
}

fn quota(chance: &mut Chance, class: Class, now: i64) -> Quota {
    let release = now + chance.between(2, 6 * 24) * HOUR;
    Quota {
        class,
        size: chance.between(0, 4),
        target: None,
        release_at: chance.percent(50).then_some(release),
        released: false,
    }
}
