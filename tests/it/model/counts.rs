//! What the stories came to: that which is never reached proves nothing.

use niangjia::db::entity::{pool_events, registration_events};
use niangjia::values::ids::ProgramId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::decide::oracle::{Class, Number, Oracle};
use crate::decide::tally::{REGISTERING, Tally};
use crate::decide::translate::slugs_to_people;
use crate::harness::TestServer;

/// Counts an answer, and whether some seats are all taken.
pub(super) fn of_command(answer: &Result<Vec<Number>, String>, oracle: &Oracle, tally: &mut Tally) {
    tally.one("a command was asked".to_owned());
    if let Err(slug) = answer {
        tally.one(format!("refused: {slug}"));
    }
    let is_full = |unit: usize, place: Class| {
        let capacity = oracle.capacity(unit, place);
        capacity.is_some_and(|seats| seats > 0 && seats == oracle.taken(unit, place))
    };
    let mut places = oracle.units.iter().enumerate().flat_map(|(at, unit)| {
        let quotas = unit.quotas.iter().map(|quota| quota.class);
        quotas.chain([0]).map(move |place| (at, place))
    });
    if places.any(|(unit, place)| is_full(unit, place)) {
        tally.one("a pool was full".to_owned());
    }
}

/// Counts what a story's program has in its history.
pub(super) async fn of_events(server: &TestServer, program: ProgramId, tally: &mut Tally) {
    let events = registration_events::Entity::find()
        .filter(registration_events::Column::ProgramId.eq(program))
        .all(server.db.read())
        .await
        .unwrap();
    for event in events {
        tally.one(match event.kind.as_str() {
            "status" => {
                let from = event.from_status.as_deref().unwrap_or("-");
                let to = event.to_status.as_deref().unwrap_or("-");
                format!("{from} > {to} by {}", event.cause)
            }
            "rebooked" => "a seat was rebooked".to_owned(),
            "extended" => "an offer was extended".to_owned(),
            other => format!("somebody was {other}"),
        });
    }
    let holds = pool_events::Entity::find()
        .filter(pool_events::Column::ProgramId.eq(program))
        .filter(pool_events::Column::HeldBefore.eq(0))
        .filter(pool_events::Column::HeldAfter.gt(0))
        .all(server.db.read())
        .await
        .unwrap();
    for _ in holds {
        tally.one("seats were held".to_owned());
    }
}

/// What was never come to, of all that may happen.
pub(super) fn missing(tally: &Tally) -> Vec<String> {
    let refusals = slugs_to_people().map(|slug| format!("refused: {slug}"));
    let expected = REGISTERING.into_iter().map(str::to_owned).chain(refusals);
    expected.filter(|what| tally.times(what) == 0).collect()
}

/// What organizers' stories come to here: each command at work.
const ORGANIZING: [&str; 12] = [
    "somebody was reviewed",
    "applied > rejected by reject",
    "applied > confirmed by admit",
    "applied > confirmed by approve",
    "waitlisted > confirmed by by_hand",
    "confirmed > cancelled by cancel",
    "- > confirmed by move",
    "confirmed > cancelled by move",
    "confirmed > called_off by cancel_session",
    "somebody was rescheduled",
    "confirmed > called_off by call_off",
    "a preview came true",
];

/// What of it was never come to.
pub(super) fn missing_of_organizing(tally: &Tally) -> Vec<String> {
    let expected = ORGANIZING.into_iter().map(str::to_owned);
    expected.filter(|what| tally.times(what) == 0).collect()
}
