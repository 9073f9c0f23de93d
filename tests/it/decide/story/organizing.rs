//! What organizers ask.

use super::Story;
use crate::decide::oracle::{Ask, DAY, Entry, HOUR, Number, Oracle, Organize, Way};
use crate::decide::programs::{SESSIONS, session_number};

impl Story {
    /// What the dice say; an organizer who has nothing to do registers somebody.
    pub(super) fn organize(&mut self, oracle: &Oracle, offering: Number) -> Ask {
        if let Some(number) = self.beside_held_seats(oracle)
            && self.chance.percent(80)
        {
            return Ask::Organize(self.end_a_hold(oracle, number));
        }
        if self.asked > 20
            && let Some(number) = self.somebody(oracle, &["offered"])
            && self.chance.percent(2)
        {
            return Ask::Organize(Self::end_offers(oracle, number));
        }
        let asked = match self.chance.between(1, 100) {
            1..=32 => self.approve(oracle),
            33..=38 => self
                .somebody(oracle, &["applied", "waitlisted"])
                .map(Organize::Reject),
            39..=43 => self
                .one_by(oracle, Way::Review, offering)
                .map(Organize::Admit),
            44..=53 => self
                .somebody(oracle, &["waitlisted"])
                .map(Organize::Promote),
            54..=61 => self.somebody_live(oracle).map(Organize::Cancel),
            62..=72 => self.move_somebody(oracle, offering),
            73 if self.chance.percent(60) => Some(self.cancel_session(offering)),
            74..=76 => Some(self.move_session(offering)),
            77 if self.asked > 25 && self.chance.percent(70) => Some(Organize::CallOff(offering)),
            _ => self.draw(oracle, offering),
        };
        asked.map_or_else(|| self.register(oracle, offering), Ask::Organize)
    }

    /// Who waits where seats are held, mostly for somebody else, and would fit into them.
    fn beside_held_seats(&mut self, oracle: &Oracle) -> Option<Number> {
        let held = |unit: usize| {
            let quotas = oracle.units[unit].quotas.iter().map(|quota| quota.class);
            let places = quotas.chain([0]);
            places.map(|place| oracle.held(unit, place, self.now)).sum()
        };
        let mut fitting: Vec<usize> = Vec::new();
        for (unit, held) in (0..oracle.units.len()).map(|unit| (unit, held(unit))) {
            let small = |entry: &Entry| oracle.size(entry) <= held;
            fitting.extend(oracle.line(unit).into_iter().filter(small).flatten());
        }
        let at = self.chance.pick(&fitting)?;
        Some(oracle.registrations[*at].number)
    }

    /// By hand, or since the unit begins too soon to hold a seat.
    fn end_a_hold(&mut self, oracle: &Oracle, waiting: Number) -> Organize {
        let unit = &oracle.units[oracle.registrations[oracle.find(waiting).unwrap()].unit];
        if self.chance.percent(50) {
            return Organize::Promote(waiting);
        }
        let starts = self.now - self.now % HOUR + self.chance.between(5, 71) * HOUR;
        Organize::MoveSession {
            offering: unit.offering,
            session: unit.session.unwrap_or(session_number(unit.offering, 0)),
            starts,
            ends: starts + 2 * HOUR,
        }
    }

    /// Calls off what somebody was offered.
    fn end_offers(oracle: &Oracle, offered: Number) -> Organize {
        let unit = &oracle.units[oracle.registrations[oracle.find(offered).unwrap()].unit];
        match unit.session {
            Some(session) => Organize::CancelSession {
                offering: unit.offering,
                session,
            },
            None => Organize::CallOff(unit.offering),
        }
    }

    /// Rather with an offer, which is seldom.
    fn somebody_live(&mut self, oracle: &Oracle) -> Option<Number> {
        if self.chance.percent(40)
            && let Some(offered) = self.somebody(oracle, &["offered"])
        {
            return Some(offered);
        }
        self.somebody(oracle, &["confirmed", "waitlisted", "applied"])
    }

    fn approve(&mut self, oracle: &Oracle) -> Option<Organize> {
        let registration = self.somebody(oracle, &["applied"])?;
        Some(Organize::Approve {
            registration,
            points: self.one_of([0, 0, 1, 2, 3, 10]),
        })
    }

    /// An offering that gives its places this way, and seldom just any.
    fn one_by(&mut self, oracle: &Oracle, way: Way, or: Number) -> Option<Number> {
        let known = oracle.offerings.iter().position(|one| one.way == way);
        if self.chance.percent(2) {
            Some(or)
        } else {
            known
        }
    }

    fn move_somebody(&mut self, oracle: &Oracle, offering: Number) -> Option<Organize> {
        let registration = match self.somebody(oracle, &["offered"]) {
            Some(offered) if self.chance.percent(60) => offered,
            _ => self.somebody_live(oracle)?,
        };
        let quotas = self.plans[offering][0].quotas.len();
        let class = self.number(quotas + 1);
        let session = session_number(offering, self.number(SESSIONS));
        let picks = oracle.offerings[offering].picks != self.chance.percent(2);
        Some(Organize::Move {
            registration,
            offering,
            session: picks.then_some(session),
            class: class.try_into().unwrap(),
            number: self.fresh(),
        })
    }

    fn cancel_session(&mut self, offering: Number) -> Organize {
        let session = self.session(offering);
        Organize::CancelSession { offering, session }
    }

    /// Sometimes one that is not there.
    fn session(&mut self, offering: Number) -> Number {
        let known = SESSIONS + usize::from(self.chance.percent(10));
        let known = self.number(known);
        session_number(offering, known)
    }

    fn move_session(&mut self, offering: Number) -> Organize {
        let hours = self.one_of([1, 3, 14, 30, 70, 73, 100, 150]);
        let starts = self.now - self.now % (HOUR / 2) + hours * HOUR;
        Organize::MoveSession {
            offering,
            session: self.session(offering),
            starts,
            ends: starts + 2 * HOUR,
        }
    }

    /// The next step of a draw, or a wrong one.
    fn draw(&mut self, oracle: &Oracle, or: Number) -> Option<Organize> {
        let offering = self.one_by(oracle, Way::Lottery, or)?;
        let state = oracle.draws.get(&offering).map(|draw| draw.state);
        let is_open = |unit: &usize| !oracle.window_ended(*unit, self.now);
        let too_early = oracle.units_of(offering).iter().any(is_open);
        let step = match (state, self.chance.between(1, 100)) {
            (_, 1..=3) => self.number(3),
            (None | Some("voided"), 4..=85) if too_early => {
                self.wait_for_the_end(oracle, offering);
                return None;
            }
            (None | Some("voided"), _) => 0,
            (Some("frozen"), 4..=55) => 1,
            (Some("frozen"), 56..=65) => 2,
            _ => return None,
        };
        Some(match step {
            0 => Organize::Freeze {
                offering,
                draw: self.fresh(),
                only_reviewed: self.chance.percent(30),
                findings: self.duplicates(),
            },
            1 => Organize::Run {
                offering,
                value: self.chance.between(1, 9 * DAY).to_string(),
            },
            _ => Organize::Void(offering),
        })
    }

    /// Rather soon than at the end of a long story.
    fn wait_for_the_end(&mut self, oracle: &Oracle, offering: Number) {
        let closes = oracle.offerings[offering].closes;
        let soon = closes.filter(|closes| (self.now..self.now + 2 * DAY).contains(closes));
        if let Some(closes) = soon.filter(|_| self.chance.percent(30)) {
            self.now = closes;
        }
    }

    fn duplicates(&mut self) -> Vec<&'static str> {
        let some = self.chance.percent(6);
        some.then_some("duplicates-unsettled").into_iter().collect()
    }
}
