//! A slow, plain model of the ledger, written from docs/rules.md alone.
//!
//! One list of registrations in order of arrival, scanned from the front for every question:
//! no pools, no counts, no lines are kept. It shares no code and no type with the ledger, so
//! that a mistake would have to be made twice. Times are milliseconds; the wall clock is that
//! of Asia/Shanghai (UTC+8 all year round), by arithmetic of its own.

mod answers;
mod by_hand;
mod change;
mod draw;
mod due;
mod entries;
mod lots;
mod place;
mod register;
mod review;
mod seats;
mod sessions;
mod times;
mod words;

use std::collections::BTreeMap;

pub(crate) use self::draw::{Draw, draw_code, unit_code};
pub(crate) use self::entries::Entry;
pub(crate) use self::times::{DAY, HOUR, SECOND};
pub(crate) use self::words::{
    Applicant, Ask, Class, Door, Manner, Number, Offering, Organize, Quota, Refused, Registration,
    Session, Size, Unit, Way, is_live,
};

/// The whole program.
#[derive(Clone, Debug)]
pub(crate) struct Oracle {
    pub(crate) offerings: Vec<Offering>,
    pub(crate) units: Vec<Unit>,
    pub(crate) registrations: Vec<Registration>,
    /// The last draw of each offering that had one.
    pub(crate) draws: BTreeMap<Number, Draw>,
}

impl Oracle {
    pub(crate) fn new(offerings: Vec<Offering>) -> Self {
        Self {
            offerings,
            units: Vec::new(),
            registrations: Vec::new(),
            draws: BTreeMap::new(),
        }
    }

    /// Does what is asked, as received at `now`, and answers with the registrations it was
    /// about, or with the rule that forbids it.
    pub(crate) fn ask(&mut self, now: i64, ask: &Ask) -> Result<Vec<Number>, Refused> {
        self.fall_due(now);
        let before = self.clone();
        let answer = self.act(now, ask);
        match answer {
            // Only a late answer leaves something behind: its offer is gone.
            Ok(_) | Err("offer-expired") => self.settle_all(now),
            Err(_) => *self = before,
        }
        answer
    }

    fn act(&mut self, now: i64, ask: &Ask) -> Result<Vec<Number>, Refused> {
        match ask {
            Ask::Open { offering, units } => self.open(*offering, units).map(|()| Vec::new()),
            Ask::Register { .. } => self.register(now, ask),
            Ask::Change { .. } => self.change(now, ask),
            Ask::Cancel(number) => self.cancel(now, *number, false),
            Ask::Accept(number) => self.accept(now, *number),
            Ask::Decline(number) => self.decline(now, *number),
            Ask::ExtendOffer(number) => Ok(self.extend(now, *number)),
            Ask::SetCapacity { .. } => self.set_capacity(ask).map(|()| Vec::new()),
            Ask::Organize(asked) => self.organize(now, asked),
            Ask::Tick => Ok(Vec::new()),
        }
    }

    fn organize(&mut self, now: i64, asked: &Organize) -> Result<Vec<Number>, Refused> {
        match asked {
            Organize::Approve {
                registration,
                points,
            } => self.approve(now, *registration, *points),
            Organize::Reject(number) => self.reject(*number),
            Organize::Admit(offering) => self.admit(now, *offering).map(|()| Vec::new()),
            Organize::Promote(number) => self.promote(now, *number),
            Organize::Cancel(number) => self.cancel(now, *number, true),
            Organize::Move { .. } => self.move_to(now, asked),
            Organize::CancelSession { offering, session } => self
                .cancel_session(*offering, *session)
                .map(|()| Vec::new()),
            Organize::MoveSession {
                offering,
                session,
                starts,
                ends,
            } => self
                .move_session(*offering, *session, *starts, *ends)
                .map(|()| Vec::new()),
            Organize::CallOff(offering) => {
                self.call_off(*offering);
                Ok(Vec::new())
            }
            Organize::Freeze {
                offering,
                only_reviewed,
                findings,
                ..
            } => self
                .freeze(now, *offering, *only_reviewed, findings)
                .map(|()| Vec::new()),
            Organize::Run { offering, value } => {
                self.run(now, *offering, value).map(|()| Vec::new())
            }
            Organize::Void(offering) => self.void(*offering).map(|()| Vec::new()),
        }
    }

    /// Where in the list a registration is.
    pub(crate) fn find(&self, number: Number) -> Option<usize> {
        self.registrations.iter().position(|r| r.number == number)
    }

    /// What registrations are called.
    pub(crate) fn numbers(&self, entry: &[usize]) -> Vec<Number> {
        let registrations = entry.iter().map(|at| &self.registrations[*at]);
        registrations.map(|one| one.number).collect()
    }

    fn open(&mut self, offering: Number, wanted: &[Unit]) -> Result<(), Refused> {
        for unit in wanted {
            let known = self
                .units
                .iter()
                .position(|u| u.offering == offering && u.session == unit.session);
            let Some(known) = known else {
                self.units.push(unit.clone());
                continue;
            };
            let times = |unit: &Unit| (unit.starts, unit.ends);
            if times(&self.units[known]) != times(unit) {
                if self.registrations.iter().any(|r| r.unit == known) {
                    return Err("open-differs");
                }
                (self.units[known].starts, self.units[known].ends) = times(unit);
            }
        }
        Ok(())
    }

    /// Ends a registration; its seats are free.
    fn end(&mut self, at: usize, status: &'static str) {
        self.registrations[at].status = status;
        self.registrations[at].place = None;
    }
}
