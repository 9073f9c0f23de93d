//! More seats: what the preview says is what happens.

use std::collections::BTreeSet;

use niangjia::db::entity::registration_events;
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use super::Season;
use super::siblings::BODY;
use crate::registering::{DRUM, text};

/// 16 June, 10:00: in line are a single, a pair and a single.
pub(super) async fn seats(season: &mut Season<'_>) {
    season.until("2027-06-16T10:00:00+08:00").await;
    season.pair("drum-pair").await;
    season.family("drum-9").await;
    for (who, first) in [("drum-pair", 2), ("drum-9", 4)] {
        let wanted = season.children(who, &json!({}));
        let made = season.enters((who, who), DRUM, &wanted, "waitlisted").await;
        assert_eq!(made["registrations"][0]["place_in_line"], first);
        season.hears(who, &["waiting"]).await;
    }
    let before = happened(season).await;

    // Of two seats the pair has no use for the one that is left: it goes to the last.
    let two = foreseen(season, 8).await;
    assert_eq!(offered(&two), ids(season, &["drum-7 again", "drum-9"]));
    let three = foreseen(season, 9).await;
    assert_eq!(offered(&three), ids(season, &["drum-7 again", "drum-pair"]));
    let moved = json!([{ "from": "waitlisted", "to": "offered", "count": 3 }]);
    assert_eq!(three["moved"], moved);
    assert_eq!(happened(season).await, before, "looking changes nothing");
    season.hears("drum-7", &[]).await;

    the_same_is_done(season, &three, before).await;
    for (who, called) in [("drum-7", "drum-7 again"), ("drum-pair", "drum-pair")] {
        season
            .hears_that(who, "offered", &["6月17日", "10:00"])
            .await;
        season.does((who, called), DRUM, "accept").await;
        season.hears(who, &["confirmed"]).await;
    }
    season.hears("drum-9", &[]).await;
    let mut expected = vec![
        ("drum-1", "cancelled"),
        ("drum-7", "expired"),
        ("drum-9", "waitlisted"),
    ];
    let seated = [
        "drum-2",
        "drum-3",
        "drum-4",
        "drum-5",
        "drum-6",
        "drum-7 again",
        "drum-8",
        "drum-pair",
    ];
    expected.extend(seated.map(|who| (who, "confirmed")));
    season.stands(BODY, DRUM, &expected).await;
    assert_eq!(
        season.sees(("drum-9", "drum-9"), DRUM).await["place_in_line"],
        1
    );
    season.closes().await;
}

async fn foreseen(season: &Season<'_>, capacity: i32) -> Value {
    let path = format!("/api/v1/offerings/{DRUM}?preview=true");
    let raise = json!({ "capacity": capacity });
    let staff = &season.staff[BODY];
    season.server.edit(staff, &path, &raise).await.ok(200)
}

/// The raise itself: the pools, and everyone who moves, in that order, as they were foreseen.
async fn the_same_is_done(season: &Season<'_>, foreseen: &Value, before: BTreeSet<(String, i64)>) {
    let path = format!("/api/v1/offerings/{DRUM}");
    let raise = json!({ "capacity": 9 });
    let staff = &season.staff[BODY];
    let done = season.server.edit(staff, &path, &raise).await.ok(200);
    let [pool] = &done["pools"].as_array().unwrap()[..] else {
        panic!("{done}")
    };
    let foreseen_pool = &foreseen["pools"][0];
    for number in ["capacity", "target", "taken", "held", "waiting"] {
        assert_eq!(pool[number], foreseen_pool["after"][number], "{number}");
    }
    assert_eq!(
        (&pool["capacity"], &pool["taken"], &pool["waiting"]),
        (&json!(9), &json!(9), &json!(1))
    );
    let events = registration_events::Entity::find().all(season.server.db.read());
    let mut events = events.await.unwrap();
    events.retain(|one| !before.contains(&(one.program_id.to_string(), one.sequence)));
    events.sort_by_key(|one| one.sequence);
    let moves: Vec<Value> = events
        .iter()
        .filter(|one| one.kind == "status")
        .map(|one| {
            json!({ "registration_id": one.registration_id, "from": one.from_status,
                "to": one.to_status })
        })
        .collect();
    let promised: Vec<Value> = foreseen["moves"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            json!({ "registration_id": one["registration_id"], "from": one["from"],
                "to": one["to"] })
        })
        .collect();
    assert_eq!(moves, promised, "as foreseen, in this order");
}

/// Every event so far.
async fn happened(season: &Season<'_>) -> BTreeSet<(String, i64)> {
    let events = registration_events::Entity::find().all(season.server.db.read());
    let events = events.await.unwrap().into_iter();
    events
        .map(|one| (one.program_id.to_string(), one.sequence))
        .collect()
}

/// Who would be offered a seat, in that order.
fn offered(preview: &Value) -> Vec<String> {
    let moves = preview["moves"].as_array().unwrap().iter();
    moves
        .inspect(|one| assert_eq!(one["to"], "offered", "{one}"))
        .map(|one| text(one, "registration_id"))
        .collect()
}

fn ids(season: &Season<'_>, called: &[&str]) -> Vec<String> {
    let entered = &season.entered[DRUM];
    called
        .iter()
        .flat_map(|one| entered[*one].clone())
        .collect()
}
