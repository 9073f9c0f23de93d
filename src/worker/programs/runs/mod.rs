//! The offerings of a program: when, where, how many places, and until when one registers.

mod facts;
mod when;

use chrono_tz::Tz;

use super::Moment;
use crate::catalog::model::{Allocation, Enrol, Offering, Program, Session, SessionState};
use crate::catalog::policy::{self, Phase};
use crate::values::clock::Instant;
use crate::values::ids::OfferingId;
use crate::values::say::Value;
use crate::values::when::Wall;

/// The offerings in words: first what one may still register for.
pub(super) fn of(program: &Program, offerings: &[&Offering], at: &Moment<'_>) -> Vec<Run> {
    let mut offerings = offerings.to_vec();
    offerings.sort_by_key(|offering| match policy::phase(offering, at.now) {
        Phase::Open => 0,
        Phase::Upcoming => 1,
        Phase::Running | Phase::Closed | Phase::CalledOff => 2,
        Phase::Finished => 3,
    });
    offerings
        .into_iter()
        .map(|offering| Run::of(program, offering, at))
        .collect()
}

/// An offering in words.
pub(super) struct Run {
    pub(super) id: OfferingId,
    pub(super) code: String,
    pub(super) title: String,
    pub(super) when: String,
    pub(super) place: String,
    /// What of it is open, over, or to come.
    pub(super) state: String,
    /// How places are given, and how many there are.
    pub(super) places: String,
    /// Whether its places are counted and taken while one looks.
    pub(super) is_live: bool,
    /// Whether lots are drawn.
    pub(super) is_drawn: bool,
    /// Whether one may wait where it is full.
    pub(super) has_list: bool,
    /// What the way to register is called, while there is one.
    pub(super) register: Option<String>,
    pub(super) facts: Vec<(String, String)>,
    pub(super) quotas: Vec<String>,
    pub(super) sessions: Vec<Meeting>,
    pub(super) call_off_reason: Option<String>,
}

/// A session in words.
pub(super) struct Meeting {
    pub(super) when: String,
    pub(super) what: String,
    pub(super) note: String,
}

impl Run {
    fn of(program: &Program, offering: &Offering, at: &Moment<'_>) -> Self {
        let phase = policy::phase(offering, at.now);
        let is_counted = policy::joined_by_registering(program, offering);
        Self {
            id: offering.id,
            code: offering.code.clone(),
            title: offering.title.pick(at.locale).to_owned(),
            when: when::when(offering, at),
            place: place(offering, at),
            state: state(offering, phase, at),
            places: if is_counted {
                places(offering, at)
            } else {
                String::new()
            },
            is_live: is_counted
                && phase == Phase::Open
                && offering.allocation == Allocation::FirstCome,
            is_drawn: offering.allocation == Allocation::Lottery,
            has_list: offering.waitlist_limit != Some(0),
            register: register(phase)
                .filter(|_| is_counted)
                .map(|way| at.say(way, &[])),
            facts: facts::facts(offering, at),
            quotas: offering
                .quotas
                .iter()
                .map(|quota| {
                    let with = [
                        ("what", Value::from(quota.label.pick(at.locale))),
                        ("n", Value::from(quota.seats)),
                    ];
                    at.say("app-program-quota", &with)
                })
                .collect(),
            sessions: offering
                .sessions
                .iter()
                .map(|session| Meeting::of(session, offering, at))
                .collect(),
            call_off_reason: offering.call_off_reason.clone(),
        }
    }
}

/// The way to register, or to fill everything in before the window opens.
const fn register(phase: Phase) -> Option<&'static str> {
    match phase {
        Phase::Open => Some("app-program-register"),
        Phase::Upcoming => Some("app-program-prepare"),
        _ => None,
    }
}

impl Meeting {
    fn of(session: &Session, offering: &Offering, at: &Moment<'_>) -> Self {
        let title = session.title.pick(at.locale);
        let left = at.places.of(offering.id).and_then(|units| {
            let picked = offering.enrol == Enrol::Pick;
            policy::bookable_session(session, &units, at.now).filter(|_| picked)
        });
        let note = match (session.state, left.and_then(|places| places.left)) {
            (SessionState::Cancelled, _) => at.say("app-program-session-cancelled", &[]),
            (SessionState::Moved, _) => at.say("app-program-session-moved", &[]),
            (SessionState::Planned, Some(n)) => at.of("app-program-left", n),
            (SessionState::Planned, None) => String::new(),
        };
        let wall = Wall::new(offering.time_zone, at.locale, at.now);
        Self {
            when: wall.span(session.starts_at, session.ends_at),
            what: title.to_owned(),
            note,
        }
    }
}

/// A moment as the clock of a zone shows it.
pub(super) fn moment(zone: Tz, instant: Instant, at: &Moment<'_>) -> String {
    let wall = Wall::new(zone, at.locale, at.now);
    wall.with_other_zone(&wall.moment(instant))
}

fn place(offering: &Offering, at: &Moment<'_>) -> String {
    if offering.online {
        return at.say("app-program-online", &[]);
    }
    let site = offering.site_id.and_then(|id| at.snapshot.sites.get(id));
    site.map_or_else(String::new, |site| {
        let (name, district) = (site.name.pick(at.locale), site.district.pick(at.locale));
        let with = [
            ("name", Value::from(name)),
            ("district", Value::from(district)),
        ];
        at.say("app-program-place", &with)
    })
}

fn state(offering: &Offering, phase: Phase, at: &Moment<'_>) -> String {
    let told = |id: &str, instant: Instant| {
        let time = moment(offering.time_zone, instant, at);
        at.say(id, &[("what", Value::from(time))])
    };
    match phase {
        Phase::CalledOff => at.say("app-program-called-off", &[]),
        Phase::Finished => at.say("app-program-finished", &[]),
        Phase::Running => at.say("app-program-running", &[]),
        Phase::Upcoming => told("app-program-opens", offering.registration_opens),
        Phase::Closed => match offering.registration_closes {
            Some(closed) => told("app-program-closed-at", closed),
            None => at.say("app-program-closed", &[]),
        },
        Phase::Open => match (offering.registration_closes, offering.allocation) {
            (Some(until), Allocation::Lottery) => told("app-program-open-lottery", until),
            (Some(until), _) => told("app-program-open-until", until),
            (None, Allocation::Open) => String::new(),
            (None, _) => at.say("app-program-open", &[]),
        },
    }
}

fn places(offering: &Offering, at: &Moment<'_>) -> String {
    let units = at.places.of(offering.id);
    let counted = units.as_ref().map_or_else(
        || policy::planned(offering),
        |units| policy::bookable(offering, units, at.now),
    );
    let Some(capacity) = counted.capacity else {
        return at.say("app-program-unlimited", &[]);
    };
    match (offering.allocation, counted.left) {
        (Allocation::Lottery, _) => at.of("app-program-places-lottery", capacity),
        (Allocation::Review, _) => at.of("app-program-places-review", capacity),
        (_, Some(0)) if offering.waitlist_limit == Some(0) => at.say("app-program-full", &[]),
        (_, Some(0)) => at.of("app-program-waiting", counted.waiting),
        (_, left) => at.of("app-program-places-left", left.unwrap_or(capacity)),
    }
}
