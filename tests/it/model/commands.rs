//! What has no call of its own yet: given to the ledger of the running app, in the same lanes.

use niangjia::ledger::Answer;
use niangjia::ledger::command::{Act, Actor, Command, Open, OpenPool, OpenUnit, SetCapacity};
use niangjia::values::clock::Instant;

use super::names::Names;
use crate::decide::oracle::{Ask, Class, Number, Refused, Size, Unit};
use crate::decide::translate::{key, slug};
use crate::harness::TestServer;

/// Opens, sets capacities or extends an offer; gives the registrations it was about.
pub(super) async fn give(
    server: &TestServer,
    names: &Names,
    ask: &Ask,
) -> Result<Vec<Number>, Refused> {
    let (actor, act) = match ask {
        Ask::Open { offering, units } => (Actor::Import, open(names, *offering, units)),
        Ask::ExtendOffer(number) => (Actor::Timer, Act::ExtendOffer(names.registration(*number))),
        Ask::SetCapacity { .. } => (Actor::Import, set_capacity(names, ask)),
        _ => unreachable!("asked over HTTP"),
    };
    let command = Command {
        program_id: names.program,
        actor,
        received_at: server.clock.now(),
        act,
    };
    match server.app.ledger.submit(command, None).await.unwrap() {
        Answer::Done(outcome) => {
            let about = outcome.registrations.iter();
            Ok(about.map(|one| names.number_of(one.id)).collect())
        }
        Answer::Refused(refusal) => Err(slug(refusal.kind)),
        other => panic!("{other:?}"),
    }
}

fn open(names: &Names, offering: Number, units: &[Unit]) -> Act {
    Act::Open(Open {
        offering_id: names.offerings[offering],
        units: units.iter().map(|unit| open_unit(names, unit)).collect(),
    })
}

fn open_unit(names: &Names, unit: &Unit) -> OpenUnit {
    let id = names.unit(unit.offering, unit.session);
    let pool = |class: Class, capacity: Size, release_at: Option<i64>| OpenPool {
        id: names.pool(id, class),
        quota_key: key(class),
        capacity: capacity.map(small),
        release_at: release_at.map(Instant),
    };
    let quotas = unit.quotas.iter();
    let quotas = quotas.map(|quota| pool(quota.class, Some(quota.size), quota.release_at));
    OpenUnit {
        id,
        session_id: unit.session.map(|session| names.session(session)),
        starts_at: unit.starts.map(Instant),
        ends_at: unit.ends.map(Instant),
        pools: quotas.chain([pool(0, unit.general, None)]).collect(),
    }
}

fn set_capacity(names: &Names, ask: &Ask) -> Act {
    let Ask::SetCapacity {
        offering,
        total,
        quotas,
        sessions,
        when_free,
    } = ask
    else {
        unreachable!("only asked for a capacity");
    };
    let quotas = quotas
        .iter()
        .map(|(class, size)| (key(*class), small(*size)));
    let sessions = sessions.iter();
    Act::SetCapacity(SetCapacity {
        when_free: *when_free,
        offering_id: names.offerings[*offering],
        total: total.map(|total| total.map(small)),
        quotas: quotas.collect(),
        sessions: sessions
            .map(|(session, size)| (names.session(*session), size.map(small)))
            .collect(),
    })
}

fn small(number: i64) -> i32 {
    i32::try_from(number).unwrap()
}
