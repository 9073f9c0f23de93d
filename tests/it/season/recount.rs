//! The report, and its numbers once more from the events: who registered, and how that went, is
//! read from `registration_events` alone, who came from the marks at the door.

use std::collections::HashMap;

use niangjia::db::entity::registration_events;
use niangjia::organizations::staff::Role;
use niangjia::values::ids::RegistrationId;
use serde_json::{Value, json};

use super::Season;
use crate::organizing::report::{Rows, compare};

/// The span that is asked for, until the day after the camp.
const SPAN: (&str, &str) = ("2027-06-01", "2027-07-24");

/// What the story comes to, of each body: sessions marked at the door, registrations, who was
/// left out, persons, how often they came, and who had a place where nobody was marked.
const TOLD: [(&str, [i64; 6]); 5] = [
    // Seven asked for the morning, and twelve for the afternoon, one of them twice.
    ("wz-lc", [2, 19, 2, 8, 8, 0]),
    // Four of eleven children had a place; two lots were not drawn.
    ("hz-gs-edu", [1, 11, 2, 3, 3, 4]),
    // A changed slot is no second registration.
    ("huz-swallow", [1, 6, 0, 1, 1, 2]),
    // A class called off leaves its four registrations and no session.
    ("jh-yw", [0, 6, 0, 0, 0, 2]),
    ("zj", [4, 42, 4, 12, 12, 8]),
];

/// 24 July, 9:00.
pub(super) async fn the_report(season: &mut Season<'_>) {
    season.until("2027-07-24T09:00:00+08:00").await;
    let rows = from_events(Rows::read(season.server).await);
    for (body, told) in TOLD {
        let viewer = season.server.staff(body, Role::Viewer).await;
        let (from, to) = SPAN;
        let query = format!("{body}/report?from={from}&to={to}");
        let report = season.server.report(&viewer, &query).await;
        compare(&rows, &report, body, SPAN);
        assert_eq!(figures(&report["totals"]), told, "{body}");
        assert_eq!(
            report["totals"]["waiting"], 0,
            "{body}: every list has closed"
        );
        let none = &report["confidential"]["totals"]["registrations"];
        assert!([json!(null), json!(0)].contains(none), "{body}: {none}");
    }
    season.closes().await;
}

fn figures(totals: &Value) -> [i64; 6] {
    let number = |name: &str| totals[name].as_i64().unwrap();
    let marked = number("events") - number("events_unmarked");
    let rest = [
        "registrations",
        "unmet",
        "persons",
        "person_times",
        "persons_unmarked",
    ];
    let [registrations, unmet, persons, times, unmarked] = rest.map(number);
    [marked, registrations, unmet, persons, times, unmarked]
}

/// The same rows, but with each registration as its events tell it; the row gives no more than
/// who it is, and where.
fn from_events(mut rows: Rows) -> Rows {
    let mut events: HashMap<RegistrationId, Vec<&registration_events::Model>> = HashMap::new();
    for event in &rows.events {
        events.entry(event.registration_id).or_default().push(event);
    }
    for row in &mut rows.registrations {
        let mut told = events.remove(&row.id).unwrap();
        told.sort_by_key(|event| event.sequence);
        let made = told[0];
        assert_eq!(
            (&*made.kind, &made.from_status),
            ("status", &None),
            "{made:?}"
        );
        let mut stands = None;
        for event in told.iter().filter(|event| event.kind == "status") {
            assert_eq!(
                event.from_status, stands,
                "each begins where the last one ended"
            );
            stands.clone_from(&event.to_status);
        }
        let stands = stands.unwrap();
        assert_eq!(stands, row.status, "the events lead to where it stands");
        row.status = stands;
        row.created_at = made.at;
    }
    assert!(events.is_empty(), "events of nobody: {events:?}");
    let replaced = rows
        .registrations
        .iter()
        .filter(|row| row.replaces.is_some());
    let gave_way = rows.events.iter().filter(|event| event.reason == "changed");
    assert_eq!((replaced.count(), gave_way.count()), (1, 1));
    rows
}
