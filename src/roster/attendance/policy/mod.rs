//! Who is there: what marks come to, in whatever order and however often they arrive, and which
//! marks are taken.

use chrono::NaiveDate;

use crate::households::policy::Relation;
use crate::ledger::facts::Status;
use crate::values::age::{OF_AGE, years_on};
use crate::values::clock::Instant;
use crate::values::ids::AttendanceMarkId;
use crate::values::text::fold;
use crate::values::words::words;

/// How far a door's clock may run ahead, in minutes.
pub const CLOCK_AHEAD_MINUTES: i64 = 5;

words! {
    /// What is marked at the door. Of two marks of the same instant the later word counts, in
    /// this order.
    MarkKind {
        /// Did not come.
        Absent = "absent",
        /// Did not come, and said why.
        Excused = "excused",
        /// Came.
        In = "in",
        /// Went.
        Out = "out",
    }
}

words! {
    /// Whether somebody is there.
    Presence {
        /// Nothing was marked yet.
        Expected = "expected",
        /// Has come.
        In = "in",
        /// Has come and gone.
        Out = "out",
        /// Did not come.
        Absent = "absent",
        /// Did not come, and said why.
        Excused = "excused",
    }
}

/// A mark that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its row.
    pub id: AttendanceMarkId,
    /// What was marked.
    pub kind: MarkKind,
    /// For when.
    pub at: Instant,
}

/// What the marks of somebody come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whether somebody is there.
    pub presence: Presence,
    /// The first time of coming since the last time of not being there.
    pub in_at: Option<Instant>,
    /// The last time of going.
    pub out_at: Option<Instant>,
    /// The mark that says so; none while nothing was marked.
    pub by: Option<AttendanceMarkId>,
}

impl Standing {
    /// Nothing was marked.
    pub const EXPECTED: Self = Self {
        presence: Presence::Expected,
        in_at: None,
        out_at: None,
        by: None,
    };

    /// Whether somebody has been there.
    #[must_use]
    pub const fn attended(self) -> bool {
        matches!(self.presence, Presence::In | Presence::Out)
    }
}

/// What `marks` come to, told in the order of their times: who comes twice came the first time,
/// who goes twice went the last, and who is marked absent after that was never there.
#[must_use]
pub fn standing(marks: &[Mark]) -> Standing {
    let mut told = marks.to_vec();
    told.sort_by_key(|mark| (mark.at, mark.kind));
    let mut now = Standing::EXPECTED;
    for mark in told {
        now = match mark.kind {
            MarkKind::In => Standing {
                presence: Presence::In,
                in_at: now.in_at.filter(|_| now.presence == Presence::In),
                out_at: None,
                by: None,
            },
            MarkKind::Out => Standing {
                presence: Presence::Out,
                out_at: Some(mark.at),
                ..now
            },
            MarkKind::Absent => Standing {
                presence: Presence::Absent,
                ..Standing::EXPECTED
            },
            MarkKind::Excused => Standing {
                presence: Presence::Excused,
                ..Standing::EXPECTED
            },
        };
        if mark.kind == MarkKind::In {
            now.in_at = now.in_at.or(Some(mark.at));
        }
        now.by = Some(mark.id);
    }
    now
}

/// Whether somebody leaves only with a named adult: by the day of birth, and where it is not
/// known by what the household or the program says.
#[must_use]
pub fn is_child(
    birth_date: Option<NaiveDate>,
    relation: Relation,
    for_children: bool,
    day: NaiveDate,
) -> bool {
    match birth_date {
        Some(birth) => years_on(birth, day) < OF_AGE,
        None => for_children || relation == Relation::Child,
    }
}

/// A mark as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// What is marked.
    pub kind: MarkKind,
    /// For when.
    pub at: Instant,
    /// Who collects.
    pub by: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// Whom a mark is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// Where the registration stands.
    pub status: Status,
    /// Whether anything was marked before: whoever came in can always go out.
    pub was_marked: bool,
    /// Whether she leaves only with a named adult.
    pub is_child: bool,
    /// Who may collect her.
    pub collectors: Vec<String>,
}

/// Why a mark is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The session does not take place.
    SessionCancelled,
    /// No such registration or code in this session.
    Unknown,
    /// It has no seat.
    NotConfirmed(Status),
    /// Its time is later than this.
    Ahead(Instant),
    /// A child leaves, and neither an adult nor a reason is named.
    NobodyNamed,
    /// A child leaves with somebody who is not on the list, and no reason is given.
    NotListed,
}

/// Judges one mark; `bearer` is absent where nobody is found by the id or code.
///
/// # Errors
/// [`Refused`]: the first rule that is not met.
pub fn judge(
    mark: &Sent,
    bearer: Option<&Bearer>,
    is_cancelled: bool,
    now: Instant,
) -> Result<(), Refused> {
    if is_cancelled {
        return Err(Refused::SessionCancelled);
    }
    let bearer = bearer.ok_or(Refused::Unknown)?;
    if bearer.status != Status::Confirmed && !bearer.was_marked {
        return Err(Refused::NotConfirmed(bearer.status));
    }
    let latest = now.plus_minutes(CLOCK_AHEAD_MINUTES);
    if mark.at > latest {
        return Err(Refused::Ahead(latest));
    }
    if mark.kind != MarkKind::Out || !bearer.is_child || mark.reason.is_some() {
        return Ok(());
    }
    let by = mark.by.as_deref().ok_or(Refused::NobodyNamed)?;
    let listed = bearer.collectors.iter().any(|one| fold(one) == fold(by));
    if listed {
        Ok(())
    } else {
        Err(Refused::NotListed)
    }
}

#[cfg(test)]
mod tests;
