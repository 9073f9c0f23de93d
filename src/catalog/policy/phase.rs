//! Where an offering stands in time. Source: API, "Public".

use chrono::NaiveDate;

use super::window::Window;
use crate::catalog::model::{Enrol, Offering, OfferingState, Session, SessionState};
use crate::values::clock::Instant;
use crate::values::words::words;

words! {
    /// Where an offering stands; the first that holds, in this order.
    Phase {
        /// The organizer called it off.
        CalledOff = "called_off",
        /// Its last session has ended.
        Finished = "finished",
        /// Somebody could register for some unit.
        Open = "open",
        /// Registration has not opened yet.
        Upcoming = "upcoming",
        /// Its first session has begun.
        Running = "running",
        /// Registration has closed and it has not begun.
        Closed = "closed",
    }
}

/// The phase at `now`. Cancelled sessions do not count.
#[must_use]
pub fn phase(offering: &Offering, now: Instant) -> Phase {
    if offering.state == OfferingState::CalledOff {
        return Phase::CalledOff;
    }
    if last_end(offering).is_some_and(|end| end <= now) {
        return Phase::Finished;
    }
    let open = match offering.enrol {
        Enrol::All => window_is_open(offering, None, now),
        Enrol::Pick => live(offering).any(|session| window_is_open(offering, Some(session), now)),
    };
    if open {
        Phase::Open
    } else if now < offering.registration_opens {
        Phase::Upcoming
    } else if first_start(offering).is_some_and(|start| start <= now) {
        Phase::Running
    } else {
        Phase::Closed
    }
}

/// Whether one could register at `now` for the whole offering, or for `session` where sessions
/// are picked; places are another matter.
fn window_is_open(offering: &Offering, session: Option<&Session>, now: Instant) -> bool {
    offering.state == OfferingState::Published && Window::of(offering, session).check(now).is_ok()
}

/// Start of the first session that takes place.
#[must_use]
pub fn first_start(offering: &Offering) -> Option<Instant> {
    live(offering).map(|session| session.starts_at).min()
}

/// The days on which the rules of who may join are judged, each once: of the first session, or of each
/// of those that are `picked`; today where there is none.
#[must_use]
pub fn judged_on(
    offering: &Offering,
    now: Instant,
    picked: impl Fn(&Session) -> bool,
) -> Vec<NaiveDate> {
    let starts: Vec<Instant> = match offering.enrol {
        Enrol::All => first_start(offering).into_iter().collect(),
        Enrol::Pick => {
            let picked = offering.sessions.iter().filter(|one| picked(one));
            picked.map(|session| session.starts_at).collect()
        }
    };
    let starts = if starts.is_empty() { vec![now] } else { starts };
    let days = starts.iter().map(|start| start.day(offering.time_zone));
    let mut days: Vec<NaiveDate> = days.collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// Whether a session may still be picked: it takes place, and has not begun.
#[must_use]
pub fn is_ahead(session: &Session, now: Instant) -> bool {
    takes_place(session) && session.starts_at >= now
}

/// End of the last session that takes place.
#[must_use]
pub fn last_end(offering: &Offering) -> Option<Instant> {
    live(offering).map(|session| session.ends_at).max()
}

/// Every instant at which the phase or a window may change.
pub fn changes(offering: &Offering) -> impl Iterator<Item = Instant> {
    let times = offering
        .sessions
        .iter()
        .flat_map(|one| [one.starts_at, one.ends_at]);
    times
        .chain([offering.registration_opens])
        .chain(offering.registration_closes)
}

fn live(offering: &Offering) -> impl Iterator<Item = &Session> {
    offering.sessions.iter().filter(|one| takes_place(one))
}

fn takes_place(session: &Session) -> bool {
    session.state != SessionState::Cancelled
}

#[cfg(test)]
mod tests {
    use super::Phase::{Closed, Finished, Open, Running, Upcoming};
    use super::*;
    use crate::catalog::samples;

    fn at(day: i64) -> Instant {
        Instant::from_millis(0).plus_days(day)
    }

    #[test]
    fn phases_follow_one_another() {
        let offering = samples::offering(at(1), Some(at(4)), &[(6, 7), (8, 9)]);
        let phases: Vec<Phase> = (0..10).map(|day| phase(&offering, at(day))).collect();
        assert_eq!(
            phases,
            [
                Upcoming, Open, Open, Open, Closed, Closed, Running, Running, Running, Finished
            ]
        );
    }

    #[test]
    fn without_a_closing_the_window_ends_at_the_start() {
        let mut offering = samples::offering(at(1), None, &[(6, 7), (8, 9)]);
        assert_eq!(phase(&offering, at(5)), Phase::Open);
        assert_eq!(phase(&offering, at(6)), Phase::Running);
        offering.enrol = Enrol::Pick;
        assert_eq!(
            phase(&offering, at(6)),
            Phase::Open,
            "the second session may be picked"
        );
        assert_eq!(phase(&offering, at(8)), Phase::Running);
        offering.sessions[1].state = SessionState::Cancelled;
        assert_eq!(phase(&offering, at(6)), Phase::Running);
        assert_eq!(phase(&offering, at(7)), Phase::Finished);
    }

    #[test]
    fn without_sessions_the_window_never_ends() {
        let offering = samples::offering(at(1), None, &[]);
        assert_eq!(phase(&offering, at(5000)), Phase::Open);
    }

    #[test]
    fn who_may_join_is_judged_on_the_first_day_or_on_each_that_can_be_picked() {
        let day = |n| at(n).day(chrono_tz::Asia::Shanghai);
        let mut offering = samples::offering(at(1), None, &[(6, 7), (8, 9)]);
        let judged = |offering: &Offering, now| judged_on(offering, now, |one| is_ahead(one, now));
        assert_eq!(judged(&offering, at(7)), [day(6)]);
        offering.enrol = Enrol::Pick;
        assert_eq!(judged(&offering, at(5)), [day(6), day(8)]);
        assert_eq!(judged(&offering, at(7)), [day(8)]);
        offering.sessions.clear();
        assert_eq!(judged(&offering, at(7)), [day(7)]);
    }

    #[test]
    fn called_off_comes_first() {
        let mut offering = samples::offering(at(1), None, &[(6, 7)]);
        offering.state = OfferingState::CalledOff;
        for day in 0..9 {
            assert_eq!(phase(&offering, at(day)), Phase::CalledOff);
        }
    }
}
