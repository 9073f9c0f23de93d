//! A slow, plain model of the ledger, written from docs/rules.md alone.
//!
//! One list of registrations in order of arrival, scanned from the front for every question:
//! no pools, no counts, no lines are kept. It shares no code and no type with the ledger, so
//! that a mistake would have to be made twice. Times are milliseconds; the wall clock is that
//! of Asia/Shanghai (UTC+8 all year round), by arithmetic of its own.

mod due;
mod register;
mod seats;
mod times;

pub(crate) use self::times::{HOUR, SECOND};

/// A quota of an offering by its number from 1; 0 is nobody's, and as a place the general one.
pub(crate) type Class = u8;
/// An offering, session, person or registration by its number.
pub(crate) type Number = usize;

/// A rule that forbids what was asked, by the slug of its problem.
pub(crate) type Refused = &'static str;

/// Seats; none: without limit.
pub(crate) type Size = Option<i64>;

/// Whether one can register at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Door {
    Open,
    NotByRegistering,
    CalledOff,
}

/// One run of the program.
#[derive(Clone, Debug)]
pub(crate) struct Offering {
    pub(crate) door: Door,
    /// Whether registrations await a draw or a review.
    pub(crate) drawn: bool,
    /// Whether one picks sessions.
    pub(crate) picks: bool,
    pub(crate) pick_max: Option<usize>,
    pub(crate) opens: i64,
    pub(crate) closes: Option<i64>,
    pub(crate) waitlist_limit: Option<usize>,
    pub(crate) offer_hours: Option<i64>,
}

/// What a seat is in.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub(crate) offering: Number,
    pub(crate) session: Option<Number>,
    pub(crate) starts: Option<i64>,
    /// Seats for everyone.
    pub(crate) general: Size,
    pub(crate) quotas: Vec<Quota>,
}

/// Seats held for a group.
#[derive(Clone, Debug)]
pub(crate) struct Quota {
    pub(crate) class: Class,
    pub(crate) size: i64,
    pub(crate) release_at: Option<i64>,
    pub(crate) released: bool,
}

/// What one person asks of one unit and has there.
#[derive(Clone, Debug)]
pub(crate) struct Registration {
    pub(crate) number: Number,
    pub(crate) unit: usize,
    pub(crate) person: Number,
    pub(crate) seats: i64,
    pub(crate) class: Class,
    pub(crate) status: &'static str,
    /// Where its seats are, while it has some.
    pub(crate) place: Option<Class>,
    pub(crate) passed: i64,
    /// The deadline of the last offer it had.
    pub(crate) deadline: Option<i64>,
    pub(crate) extended: bool,
    /// The place in line it was told when it began to wait.
    pub(crate) told_place: Option<usize>,
}

/// Somebody to be registered.
#[derive(Clone, Debug)]
pub(crate) struct Applicant {
    pub(crate) person: Number,
    pub(crate) seats: i64,
    pub(crate) class: Class,
}

/// What is asked of the ledger. Registrations get the `numbers` given, applicant by session.
#[derive(Clone, Debug)]
pub(crate) enum Ask {
    Open {
        offering: Number,
        units: Vec<Unit>,
    },
    Register {
        offering: Number,
        applicants: Vec<Applicant>,
        sessions: Vec<Number>,
        join_waitlist: bool,
        /// What the rules about people found.
        findings: Vec<Refused>,
        numbers: Vec<Number>,
    },
    Change {
        registration: Number,
        session: Number,
        findings: Vec<Refused>,
        number: Number,
    },
    Cancel(Number),
    Accept(Number),
    Decline(Number),
    ExtendOffer(Number),
    SetCapacity {
        offering: Number,
        total: Option<Size>,
        quotas: Vec<(Class, i64)>,
        sessions: Vec<(Number, Size)>,
    },
    Tick,
}

/// The whole program.
#[derive(Clone, Debug)]
pub(crate) struct Oracle {
    pub(crate) offerings: Vec<Offering>,
    pub(crate) units: Vec<Unit>,
    pub(crate) registrations: Vec<Registration>,
}

impl Oracle {
    pub(crate) fn new(offerings: Vec<Offering>) -> Self {
        Self {
            offerings,
            units: Vec::new(),
            registrations: Vec::new(),
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
            Ask::Cancel(number) => self.cancel(now, *number),
            Ask::Accept(number) => self.accept(now, *number),
            Ask::Decline(number) => self.decline(now, *number),
            Ask::ExtendOffer(number) => Ok(self.extend(now, *number)),
            Ask::SetCapacity {
                offering,
                total,
                quotas,
                sessions,
            } => self
                .set_capacity(*offering, *total, quotas, sessions)
                .map(|()| Vec::new()),
            Ask::Tick => Ok(Vec::new()),
        }
    }

    /// Where in the list a registration is.
    pub(crate) fn find(&self, number: Number) -> Option<usize> {
        self.registrations.iter().position(|r| r.number == number)
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
            if self.units[known].starts != unit.starts {
                if self.registrations.iter().any(|r| r.unit == known) {
                    return Err("open-differs");
                }
                self.units[known].starts = unit.starts;
            }
        }
        Ok(())
    }

    fn cancel(&mut self, now: i64, number: Number) -> Result<Vec<Number>, Refused> {
        let at = self.find(number).ok_or("status-forbids")?;
        match self.registrations[at].status {
            "cancelled" => Ok(vec![number]),
            status if !is_live(status) => Err("status-forbids"),
            _ if self.has_begun(self.registrations[at].unit, now) => Err("already-begun"),
            _ => {
                self.end(at, "cancelled");
                Ok(vec![number])
            }
        }
    }

    fn accept(&mut self, now: i64, number: Number) -> Result<Vec<Number>, Refused> {
        let at = self.find(number).ok_or("status-forbids")?;
        let registration = &mut self.registrations[at];
        match (registration.status, registration.deadline) {
            ("confirmed", _) => Ok(vec![number]),
            ("offered", Some(deadline)) if now <= deadline => {
                registration.status = "confirmed";
                Ok(vec![number])
            }
            ("offered", _) => {
                self.end(at, "expired");
                Err("offer-expired")
            }
            ("expired", Some(_)) => Err("offer-expired"),
            _ => Err("status-forbids"),
        }
    }

    fn decline(&mut self, now: i64, number: Number) -> Result<Vec<Number>, Refused> {
        let at = self.find(number).ok_or("status-forbids")?;
        match (
            self.registrations[at].status,
            self.registrations[at].deadline,
        ) {
            ("declined", _) => Ok(vec![number]),
            ("offered", Some(deadline)) if now <= deadline => {
                self.end(at, "declined");
                Ok(vec![number])
            }
            ("offered", _) => {
                self.end(at, "expired");
                Err("offer-expired")
            }
            ("expired", Some(_)) => Err("offer-expired"),
            _ => Err("status-forbids"),
        }
    }

    fn extend(&mut self, now: i64, number: Number) -> Vec<Number> {
        let Some(at) = self.find(number) else {
            return Vec::new();
        };
        let unit = self.registrations[at].unit;
        let deadline = self.deadline(unit, now).filter(|_| self.offers(unit, now));
        let registration = &mut self.registrations[at];
        if registration.status == "offered"
            && !registration.extended
            && deadline > registration.deadline
        {
            registration.deadline = deadline;
            registration.extended = true;
        }
        vec![number]
    }

    /// Ends a registration; its seats are free.
    fn end(&mut self, at: usize, status: &'static str) {
        self.registrations[at].status = status;
        self.registrations[at].place = None;
    }
}

pub(crate) fn is_live(status: &str) -> bool {
    matches!(status, "applied" | "waitlisted" | "offered" | "confirmed")
}
