//! Ids for numbers, and the book in which a story begins.

use niangjia::ledger::book::Book;
use niangjia::ledger::facts::{Allocation, Offering, Session};
use niangjia::values::clock::Instant;
use niangjia::values::ids::{
    AccountId, OfferingId, PoolId, ProgramId, RegistrationId, SessionId, UnitId,
};
use uuid::Uuid;

use super::small;
use crate::decide::oracle::{self, Class, Door, Number, Way};

/// Numbers of different things never meet in one id.
pub(super) fn id(table: u128, number: usize) -> Uuid {
    Uuid::from_u128(table << 64 | u128::try_from(number).unwrap())
}

pub(super) fn program_id() -> ProgramId {
    ProgramId(id(1, 0))
}

pub(crate) fn offering_id(number: Number) -> OfferingId {
    OfferingId(id(2, number))
}

pub(crate) fn session_id(session: Number) -> SessionId {
    SessionId(id(3, session))
}

/// The id of an offering's unit.
pub(crate) fn unit_id(offering: Number, session: Option<Number>) -> UnitId {
    session.map_or(UnitId(id(4, offering)), |session| UnitId(id(5, session)))
}

pub(super) fn pool_id(unit: UnitId, class: Class) -> PoolId {
    PoolId(Uuid::from_u128(unit.0.as_u128() << 8 | u128::from(class)))
}

pub(crate) fn registration_id(number: Number) -> RegistrationId {
    RegistrationId(id(6, number))
}

pub(crate) fn number_of(registration: RegistrationId) -> Number {
    usize::try_from(registration.0.as_u128() & u128::from(u64::MAX)).unwrap()
}

/// The key of a quota; empty for the general pool.
pub(crate) fn key(class: Class) -> String {
    if class == 0 {
        String::new()
    } else {
        format!("q{class}")
    }
}

pub(super) fn account_id(number: Number) -> AccountId {
    AccountId(id(7, number))
}

/// The book of a program in which nothing is open yet.
pub(crate) fn book(offerings: &[oracle::Offering]) -> Book {
    let mut book = Book::new(program_id());
    for (number, offering) in offerings.iter().enumerate() {
        let facts = facts(number, offering);
        for session in &offering.sessions {
            let session = Session {
                id: session_id(session.number),
                offering_id: facts.id,
                starts_at: Instant(session.starts),
                ends_at: Instant(session.ends),
                site_id: None,
                is_moved: false,
                is_cancelled: session.cancelled,
            };
            book.sessions.insert(session.id, session);
        }
        book.offerings.insert(facts.id, facts);
    }
    book
}

fn facts(number: Number, offering: &oracle::Offering) -> Offering {
    Offering {
        id: offering_id(number),
        joined_by_registering: offering.door != Door::NotByRegistering,
        is_called_off: offering.door == Door::CalledOff,
        allocation: match offering.way {
            Way::FirstCome => Allocation::FirstCome,
            Way::Review => Allocation::Review,
            Way::Lottery => Allocation::Lottery,
        },
        picks_sessions: offering.picks,
        pick_max: offering.pick_max.map(|max| i32::try_from(max).unwrap()),
        registration_opens: Instant(offering.opens),
        registration_closes: offering.closes.map(Instant),
        waitlist_limit: offering
            .waitlist_limit
            .map(|limit| i32::try_from(limit).unwrap()),
        offer_hours: offering.offer_hours.map(small),
        cancel_until_hours_before: 24,
        zone: chrono_tz::Asia::Shanghai,
    }
}
