//! The plain words of the oracle in the ledger's types.

mod names;
mod organize;

pub(crate) use self::names::{
    book, key, number_of, offering_id, registration_id, session_id, unit_id,
};

use niangjia::ledger::command::{
    Act, Actor, Applicant, Change, Command, Open, OpenPool, OpenUnit, Reason, Refusal, RefusalKind,
    Register, Seed, SetCapacity,
};
use niangjia::values::clock::Instant;
use niangjia::values::ids::{AccountId, GroupId, ParticipantId};

use self::names::{account_id, id, pool_id, program_id};
use self::organize::organize;
use super::oracle::{self, Ask, Class, Number, Refused, draw_code};

const SLUGS: [(RefusalKind, Refused); 27] = [
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
    (RefusalKind::Clash, "clash"),
    (RefusalKind::ListClosed, "list-closed"),
    (RefusalKind::OtherAllocation, "other-allocation"),
    (RefusalKind::WindowOpen, "window-open"),
    (RefusalKind::DrawExists, "draw-exists"),
    (RefusalKind::DrawEmpty, "draw-empty"),
    (RefusalKind::DuplicatesUnsettled, "duplicates-unsettled"),
    (RefusalKind::DrawNotFrozen, "draw-not-frozen"),
    (RefusalKind::SessionCancelled, "session-cancelled"),
];

/// So many of them are said to those who register for themselves.
const TO_PEOPLE: usize = 18;

/// The slugs of what is said to those who register for themselves.
pub(crate) fn slugs_to_people() -> impl Iterator<Item = Refused> {
    slugs().take(TO_PEOPLE)
}

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

pub(crate) fn command(now: i64, ask: &Ask) -> Command {
    let by_staff = match ask {
        Ask::Register { manner, .. } => manner.by_staff,
        Ask::Open { .. } | Ask::SetCapacity { .. } | Ask::Organize(_) => true,
        _ => false,
    };
    let actor = match ask {
        Ask::Tick | Ask::ExtendOffer(_) => Actor::Timer,
        _ if by_staff => Actor::Staff(account_id(2)),
        _ => Actor::Worker(account_id(1)),
    };
    Command {
        program_id: program_id(),
        actor,
        received_at: Instant(now),
        act: act(ask, account_id(1)),
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
            seed: seed(*number, *number),
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
            when_free,
        } => Act::SetCapacity(SetCapacity {
            when_free: *when_free,
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
        Ask::Organize(asked) => organize(asked),
        Ask::Tick => Act::Tick,
    }
}

fn register(ask: &Ask, account: AccountId) -> Register {
    let Ask::Register {
        offering,
        applicants,
        sessions,
        join_waitlist,
        manner,
        findings,
        numbers,
    } = ask
    else {
        unreachable!("only asked with a registration");
    };
    let units = sessions.len().max(1);
    let first_of_group = |nth: usize| numbers[if manner.linked { nth % units } else { nth }];
    let groups = numbers.iter().take(units).filter(|_| manner.linked);
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
        groups: groups.map(|number| GroupId(id(9, *number))).collect(),
        by_phone: manner.by_phone,
        findings: findings.iter().map(|slug| refusal(slug)).collect(),
        seeds: (0..numbers.len())
            .map(|nth| seed(numbers[nth], first_of_group(nth)))
            .collect(),
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
        ends_at: unit.ends.map(Instant),
        pools: quotas.chain([pool(0, unit.general, None)]).collect(),
    }
}

pub(super) fn refusal(slug: Refused) -> Refusal {
    Refusal::of(kind(slug), Reason::plain(slug))
}

/// Linked ones have one line in a draw, that of the first of them.
pub(super) fn seed(number: Number, first_of_group: Number) -> Seed {
    Seed {
        id: registration_id(number),
        door_code: format!("D{number}"),
        draw_code: draw_code(first_of_group),
        answers: Vec::new(),
        consents: Vec::new(),
    }
}

fn small(number: i64) -> i32 {
    i32::try_from(number).unwrap()
}
