//! The plain words of the oracle in the ledger's types.

use niangjia::ledger::command::{
    Act, Actor, Applicant, Change, Command, Open, OpenPool, OpenUnit, Reason, Refusal, RefusalKind,
    Register, Seed, SetCapacity,
};
use niangjia::ledger::facts::{Allocation, Offering};
use niangjia::values::clock::Instant;
use niangjia::values::ids::{
    AccountId, OfferingId, ParticipantId, PoolId, ProgramId, RegistrationId, SessionId, UnitId,
};
use uuid::Uuid;

use super::oracle::{self, Ask, Class, Door, Number, Refused};

const SLUGS: [(RefusalKind, Refused); 18] = [
    (RefusalKind::NotByRegistration, "not-by-registration"),
    (RefusalKind::OfferingCalledOff, "offering-called-off"),
    (RefusalKind::RegistrationNotOpen, "registration-not-open"),
    (RefusalKind::RegistrationClosed, "registration-closed"),
    (RefusalKind::ParticipantUnknown, "participant-unknown"),
    (RefusalKind::SessionsInvalid, "sessions-invalid"),
    (RefusalKind::AlreadyRegistered, "already-registered"),
    (RefusalKind::PickLimit, "pick-limit"),
    (RefusalKind::NotEligible, "not-eligible"),
    (RefusalKind::AnswersInvalid, "answers-invalid"),
    (RefusalKind::ConsentMissing, "consent-missing"),
    (RefusalKind::Full, "full"),
    (RefusalKind::OfferExpired, "offer-expired"),
    (RefusalKind::StatusForbids, "status-forbids"),
    (RefusalKind::AlreadyBegun, "already-begun"),
    (RefusalKind::CapacityBelowTaken, "capacity-below-taken"),
    (RefusalKind::CapacityBelowQuotas, "capacity-below-quotas"),
    (RefusalKind::OpenDiffers, "open-differs"),
];

/// Every slug.
pub(crate) fn slugs() -> impl Iterator<Item = Refused> {
    SLUGS.into_iter().map(|(_, slug)| slug)
}

pub(crate) fn slug(kind: RefusalKind) -> Refused {
    let found = SLUGS.into_iter().find(|(known, _)| *known == kind);
    found.expect("each kind has a slug").1
}

fn kind(slug: Refused) -> RefusalKind {
    let found = SLUGS.into_iter().find(|(_, known)| *known == slug);
    found.expect("each slug has a kind").0
}

/// Numbers of different things never meet in one id.
fn id(table: u128, number: usize) -> Uuid {
    Uuid::from_u128(table << 64 | u128::try_from(number).unwrap())
}

pub(crate) fn program_id() -> ProgramId {
    ProgramId(id(1, 0))
}

pub(crate) fn offering_id(number: Number) -> OfferingId {
    OfferingId(id(2, number))
}

fn session_id(session: Number) -> SessionId {
    SessionId(id(3, session))
}

/// The id of an offering's unit.
pub(crate) fn unit_id(offering: Number, session: Option<Number>) -> UnitId {
    session.map_or(UnitId(id(4, offering)), |session| UnitId(id(5, session)))
}

fn pool_id(unit: UnitId, class: Class) -> PoolId {
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

pub(crate) fn offering_facts(number: Number, offering: &oracle::Offering) -> Offering {
    Offering {
        id: offering_id(number),
        joined_by_registering: offering.door != Door::NotByRegistering,
        is_called_off: offering.door == Door::CalledOff,
        allocation: if offering.drawn {
            Allocation::Lottery
        } else {
            Allocation::FirstCome
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

pub(crate) fn command(now: i64, ask: &Ask) -> Command {
    let account = AccountId(id(7, 1));
    let actor = match ask {
        Ask::Tick | Ask::ExtendOffer(_) => Actor::Timer,
        Ask::Open { .. } | Ask::SetCapacity { .. } => Actor::Staff(account),
        _ => Actor::Worker(account),
    };
    Command {
        program_id: program_id(),
        actor,
        received_at: Instant(now),
        act: act(ask, account),
    }
}

fn act(ask: &Ask, account: AccountId) -> Act {
    match ask {
        Ask::Open { offering, units } => Act::Open(Open {
            offering_id: offering_id(*offering),
            units: units.iter().map(open_unit).collect(),
        }),
        Ask::Register { .. } => Act::Register(register(ask, account)),
        Ask::Change {
            registration,
            session,
            findings,
            number,
        } => Act::Change(Change {
            registration_id: registration_id(*registration),
            session_id: session_id(*session),
            findings: findings.iter().map(|slug| refusal(slug)).collect(),
            seed: seed(*number),
        }),
        Ask::Cancel(number) => Act::cancel(registration_id(*number)),
        Ask::Accept(number) => Act::Accept(registration_id(*number)),
        Ask::Decline(number) => Act::Decline(registration_id(*number)),
        Ask::ExtendOffer(number) => Act::ExtendOffer(registration_id(*number)),
        Ask::SetCapacity {
            offering,
            total,
            quotas,
            sessions,
        } => Act::SetCapacity(SetCapacity {
            when_free: false,
            offering_id: offering_id(*offering),
            total: total.map(|total| total.map(small)),
            quotas: quotas
                .iter()
                .map(|(class, size)| (key(*class), small(*size)))
                .collect(),
            sessions: sessions
                .iter()
                .map(|(session, size)| (session_id(*session), size.map(small)))
                .collect(),
        }),
        Ask::Tick => Act::Tick,
    }
}

fn register(ask: &Ask, account: AccountId) -> Register {
    let Ask::Register {
        offering,
        applicants,
        sessions,
        join_waitlist,
        findings,
        numbers,
    } = ask
    else {
        unreachable!("only asked with a registration");
    };
    Register {
        offering_id: offering_id(*offering),
        account_id: account,
        applicants: applicants
            .iter()
            .map(|applicant| Applicant {
                participant_id: ParticipantId(id(8, applicant.person)),
                seats: small(applicant.seats),
                quota_key: key(applicant.class),
            })
            .collect(),
        session_ids: sessions
            .iter()
            .map(|session| session_id(*session))
            .collect(),
        join_waitlist: *join_waitlist,
        groups: Vec::new(),
        by_phone: false,
        findings: findings.iter().map(|slug| refusal(slug)).collect(),
        seeds: numbers.iter().map(|number| seed(*number)).collect(),
    }
}

fn open_unit(unit: &oracle::Unit) -> OpenUnit {
    let id = unit_id(unit.offering, unit.session);
    let pool = |class: Class, capacity: Option<i64>, release_at: Option<i64>| OpenPool {
        id: pool_id(id, class),
        quota_key: key(class),
        capacity: capacity.map(small),
        release_at: release_at.map(Instant),
    };
    let quotas = unit
        .quotas
        .iter()
        .map(|q| pool(q.class, Some(q.size), q.release_at));
    OpenUnit {
        id,
        session_id: unit.session.map(session_id),
        starts_at: unit.starts.map(Instant),
        ends_at: unit.starts.map(|starts| Instant(starts + 2 * oracle::HOUR)),
        pools: quotas.chain([pool(0, unit.general, None)]).collect(),
    }
}

fn refusal(slug: Refused) -> Refusal {
    Refusal::of(kind(slug), Reason::plain(slug))
}

fn seed(number: Number) -> Seed {
    Seed {
        id: registration_id(number),
        door_code: format!("D{number}"),
        draw_code: String::new(),
        answers: Vec::new(),
        consents: Vec::new(),
    }
}

fn small(number: i64) -> i32 {
    i32::try_from(number).unwrap()
}
