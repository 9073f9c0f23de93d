//! A history with everything in it: each step is followed by a check.

use std::collections::BTreeMap;

use niangjia::ledger::Answer;
use niangjia::ledger::command::{Act, Change, RefusalKind, SetCapacity};
use niangjia::ledger::facts::Status::{Cancelled, Confirmed, Expired, Offered, Waitlisted};
use niangjia::ledger::facts::{Registration, Status};

use super::stage::Stage;

/// Everything that happens at the camp and in the slots. In the end the camp is full, `early`
/// was promoted before `later`, and `last` waits.
pub(super) async fn told(stage: &mut Stage) {
    filled(stage).await;
    answered(stage).await;
    party_in(stage).await;
    enlarged(stage).await;
    moved(stage).await;
    released(stage).await;
}

/// The quota and the general pool fill, and four wait.
async fn filled(stage: &mut Stage) {
    for (name, class) in [
        ("member", "shift"),
        ("guest", "shift"),
        ("third", ""),
        ("fourth", ""),
    ] {
        assert_eq!(stage.register(name, class, 1, None).await, Confirmed);
    }
    let waiting = [
        ("party", "", 2),
        ("silent", "", 1),
        ("other", "shift", 1),
        ("unsure", "", 1),
    ];
    for (name, class, seats) in waiting {
        assert_eq!(stage.register(name, class, seats, None).await, Waitlisted);
    }
    stage.is_clean("filling up").await;
}

/// Offers are declined, extended, run out; the guest is rebooked into the quota.
async fn answered(stage: &mut Stage) {
    stage.does("member", Act::cancel).await;
    is(stage, "other", Offered).await;
    stage.is_clean("a quota seat fell free").await;
    stage.does("other", Act::Decline).await;
    is(stage, "silent", Offered).await;
    let quota = stage.registration("guest").await.pool_id;
    assert_ne!(
        quota,
        stage.registration("fourth").await.pool_id,
        "the guest was not rebooked"
    );
    stage.is_clean("rebooking").await;
    stage.server.advance_hours(1);
    stage.does("silent", Act::ExtendOffer).await;
    stage.is_clean("extending an offer").await;
    stage.server.advance_hours(26);
    stage.is_clean("an offer ran out, unnoticed").await;
    stage.server.tick().await;
    is(stage, "silent", Expired).await;
    is(stage, "unsure", Offered).await;
    assert_eq!(stage.registration("party").await.passed, 2);
    stage.is_clean("an offer ran out").await;
}

/// Who was passed by as many as it has seats: the next free ones are held for it.
async fn party_in(stage: &mut Stage) {
    stage.does("unsure", Act::Decline).await;
    stage.is_clean("holding a seat").await;
    assert_eq!(
        stage.register("late", "", 1, None).await,
        Waitlisted,
        "the seat was not held"
    );
    stage.is_clean("waiting behind a held seat").await;
    stage.does("third", Act::cancel).await;
    is(stage, "party", Offered).await;
    is(stage, "late", Waitlisted).await;
    stage.does("party", Act::Accept).await;
    stage.is_clean("the party is in").await;
}

/// One seat more; its offer is accepted too late.
async fn enlarged(stage: &mut Stage) {
    stage.staff_does(capacity(stage, 5)).await;
    let offered = stage.registration("late").await;
    assert_eq!(offered.status, Offered);
    stage.is_clean("enlarging").await;
    let deadline = offered.offer_expires_at.unwrap();
    stage.server.clock.set(deadline.plus_seconds(10));
    let refused = stage.act("late", Act::Accept).await;
    assert!(
        matches!(&refused, Answer::Refused(refusal) if refusal.kind == RefusalKind::OfferExpired),
        "{refused:?}"
    );
    is(stage, "late", Expired).await;
    assert_eq!(stage.register("newcomer", "", 1, None).await, Confirmed);
    assert_eq!(stage.register("early", "shift", 1, None).await, Waitlisted);
    assert_eq!(stage.register("later", "", 1, None).await, Waitlisted);
    stage.is_clean("a late accept").await;
    stage.does("newcomer", Act::cancel).await;
    is(stage, "early", Offered).await;
    stage.does("early", Act::Accept).await;
    stage.does("guest", Act::cancel).await;
    is(stage, "later", Offered).await;
    stage.does("later", Act::Accept).await;
    stage.is_clean("another rebooking").await;
}

/// One slot for another; who waited for it gets it at once.
async fn moved(stage: &mut Stage) {
    let [first, second] = stage.sessions;
    assert_eq!(stage.register("mover", "", 1, Some(first)).await, Confirmed);
    assert_eq!(stage.register("next", "", 1, Some(first)).await, Waitlisted);
    let old = stage.id("mover");
    let seed = stage.seed();
    let new = seed.id;
    let change = |registration_id| {
        Act::Change(Change {
            registration_id,
            session_id: second,
            findings: Vec::new(),
            seed,
        })
    };
    stage.does("mover", change).await;
    is(stage, "mover", Cancelled).await;
    stage.call("mover", new);
    let moved: Registration = stage.registration("mover").await;
    assert_eq!((moved.status, moved.replaces), (Confirmed, Some(old)));
    is(stage, "next", Confirmed).await;
    stage.is_clean("changing the slot").await;
}

/// The quota's seats become everyone's; who gave up asks again.
async fn released(stage: &mut Stage) {
    stage.server.advance_hours(24 * 10);
    stage.is_clean("a release, unnoticed").await;
    stage.server.tick().await;
    stage.does("early", Act::cancel).await;
    stage.is_clean("a free seat of a released quota").await;
    assert_eq!(stage.register("shifted", "shift", 1, None).await, Confirmed);
    assert_eq!(stage.register("member", "shift", 1, None).await, Waitlisted);
    assert_eq!(stage.register("last", "", 1, None).await, Waitlisted);
    stage.is_clean("asking again").await;
}

async fn is(stage: &Stage, name: &str, status: Status) {
    assert_eq!(stage.registration(name).await.status, status, "{name}");
}

fn capacity(stage: &Stage, total: i32) -> Act {
    Act::SetCapacity(SetCapacity {
        when_free: false,
        offering_id: stage.camp,
        total: Some(Some(total)),
        quotas: BTreeMap::new(),
        sessions: BTreeMap::new(),
    })
}
