//! What is spoken of: offerings and what is registered there, in plain numbers.

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

/// How an offering gives its places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    FirstCome,
    Review,
    Lottery,
}

/// One run of the program.
#[derive(Clone, Debug)]
pub(crate) struct Offering {
    pub(crate) door: Door,
    /// Called off since.
    pub(crate) called_off: bool,
    pub(crate) way: Way,
    /// Whether one picks sessions.
    pub(crate) picks: bool,
    pub(crate) pick_max: Option<usize>,
    pub(crate) opens: i64,
    pub(crate) closes: Option<i64>,
    pub(crate) waitlist_limit: Option<usize>,
    pub(crate) offer_hours: Option<i64>,
    /// Its meetings, opened or not.
    pub(crate) sessions: Vec<Session>,
}

impl Offering {
    /// Whether it takes place no more.
    pub(crate) fn is_called_off(&self) -> bool {
        self.called_off || self.door == Door::CalledOff
    }
}

/// A meeting.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub(crate) number: Number,
    pub(crate) starts: i64,
    pub(crate) ends: i64,
    pub(crate) cancelled: bool,
}

/// What a seat is in.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub(crate) offering: Number,
    pub(crate) session: Option<Number>,
    pub(crate) starts: Option<i64>,
    pub(crate) ends: Option<i64>,
    /// Seats for everyone.
    pub(crate) general: Size,
    /// What the general seats shrink to.
    pub(crate) general_target: Size,
    pub(crate) quotas: Vec<Quota>,
    /// Whether those who applied had their seats by review.
    pub(crate) given_out: bool,
}

/// Seats held for a class.
#[derive(Clone, Debug)]
pub(crate) struct Quota {
    pub(crate) class: Class,
    pub(crate) size: i64,
    /// What it shrinks to.
    pub(crate) target: Size,
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
    /// Linked ones share it: the number of the first of them.
    pub(crate) group: Option<Number>,
    pub(crate) by_phone: bool,
    pub(crate) status: &'static str,
    /// Where its seats are, while it has some.
    pub(crate) place: Option<Class>,
    pub(crate) points: i64,
    pub(crate) reviewed: bool,
    pub(crate) drawn: Option<usize>,
    pub(crate) passed: i64,
    /// The deadline of the last offer it had.
    pub(crate) deadline: Option<i64>,
    pub(crate) extended: bool,
    /// The place in line it was told when it began to wait.
    pub(crate) told_place: Option<usize>,
    /// How often its sessions moved.
    pub(crate) rescheduled: usize,
    pub(crate) replaces: Option<Number>,
}

/// Somebody to be registered.
#[derive(Clone, Debug)]
pub(crate) struct Applicant {
    pub(crate) person: Number,
    pub(crate) seats: i64,
    pub(crate) class: Class,
}

/// Who registers others, and how.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Manner {
    /// Whether the participants are placed together or not at all.
    pub(crate) linked: bool,
    pub(crate) by_staff: bool,
    pub(crate) by_phone: bool,
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
        manner: Manner,
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
        when_free: bool,
    },
    /// What organizers ask.
    Organize(Organize),
    Tick,
}

/// What organizers ask of the ledger.
#[derive(Clone, Debug)]
pub(crate) enum Organize {
    Approve {
        registration: Number,
        points: i64,
    },
    Reject(Number),
    Admit(Number),
    Promote(Number),
    Cancel(Number),
    Move {
        registration: Number,
        offering: Number,
        session: Option<Number>,
        class: Class,
        number: Number,
    },
    CancelSession {
        offering: Number,
        session: Number,
    },
    MoveSession {
        offering: Number,
        session: Number,
        starts: i64,
        ends: i64,
    },
    CallOff(Number),
    Freeze {
        offering: Number,
        /// What the draw is called by.
        draw: Number,
        only_reviewed: bool,
        findings: Vec<Refused>,
    },
    Run {
        offering: Number,
        value: String,
    },
    Void(Number),
}

/// Still asks for or has a seat.
pub(crate) fn is_live(status: &str) -> bool {
    matches!(status, "applied" | "waitlisted" | "offered" | "confirmed")
}
