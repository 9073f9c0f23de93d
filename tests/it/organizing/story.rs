//! A whole program over HTTP: made, published, filled by workers, enlarged.

use niangjia::organizations::staff::Role;
use serde_json::{Value, json};

use super::{Staff, lecture, pointers};
use crate::harness::TestServer;
use crate::registering::{first, text};

const PROGRAM: &str = "/api/v1/programs/p-pj-law";
const OFFERING: &str = "/api/v1/offerings/p-pj-law-01";

/// A program and a draft of an offering of it, which nobody sees.
async fn make(server: &TestServer, organizer: &Staff) {
    let program = json!({
        "code": "p-pj-law", "title": "劳动法小课", "kind": "lecture", "shape": "one_off",
        "sensitivity": "normal", "eligibility": { "for": "adult" },
    });
    let path = "/api/v1/organizations/jh-pj/programs";
    let made = server
        .post(path, &program)
        .token(&organizer.token)
        .send()
        .await;
    assert!(made.header("etag").starts_with("\"1."));
    assert_eq!(made.ok(201)["code"], "p-pj-law");
    let unseen = server.get(PROGRAM).send().await;
    unseen.is_problem(404, "not-found");

    let draft = json!({
        "title": "周六上午", "registration_opens": "2027-06-14T01:00:00Z",
        "allocation": "first_come", "enrol": "all", "capacity": 2, "waitlist_limit": 5,
        "sessions": [{ "starts_at": "2027-07-03T01:00:00Z", "ends_at": "2027-07-03T03:00:00Z" }],
    });
    let path = format!("{PROGRAM}/offerings");
    let making = server.post(&path, &draft).token(&organizer.token).send();
    let made = making.await.ok(201);
    assert_eq!(
        (&made["code"], &made["state"]),
        (&json!("p-pj-law-01"), &json!("draft"))
    );
    assert_eq!(made["sessions"][0]["code"], "p-pj-law-01-s01");
    let missing = made["missing"].as_array().unwrap().iter();
    let missing: Vec<&Value> = missing.map(|gap| &gap["pointer"]).collect();
    assert_eq!(missing, ["/site_id", "/program/summary"]);
    let unseen = server.get(OFFERING).send().await;
    unseen.is_problem(404, "not-found");
}

/// Publishes it once nothing is missing any more.
async fn publish(server: &TestServer, organizer: &Staff) {
    let path = format!("{OFFERING}/publish");
    let asking = || {
        server
            .post(&path, &json!({}))
            .token(&organizer.token)
            .send()
    };
    let refused = asking().await;
    refused.is_problem(422, "incomplete");
    assert_eq!(pointers(&refused.json()), ["/site_id", "/program/summary"]);
    let edit = json!({ "online": true });
    server.edit(organizer, OFFERING, &edit).await.ok(200);
    let edit = json!({ "summary": "工作里的法律，一小时讲清楚。" });
    server.edit(organizer, PROGRAM, &edit).await.ok(200);
    let published = asking().await.ok(200);
    assert_eq!(published["state"], "published");
    assert_eq!(asking().await.ok(200), published, "again: the same answer");

    let shown = server.get(OFFERING).send().await.ok(200);
    assert_eq!(
        (&shown["phase"], &shown["places_left"]),
        (&json!("open"), &json!(2))
    );
    let found = server.get("/api/v1/programs?organization=jh-pj").send();
    assert!(found.await.ok(200).to_string().contains("p-pj-law"));
}

/// Two workers get the places, two wait: their tokens and registrations.
async fn fill(server: &TestServer) -> Vec<(String, String)> {
    let mut registered = Vec::new();
    for (number, status) in (1..).zip(["confirmed", "confirmed", "waitlisted", "waitlisted"]) {
        let token = server.worker(&format!("worker{number}@example.org")).await;
        let body = lecture(server, &token).await;
        let made = server.register(&token, "p-pj-law-01", &body).await.ok(201);
        assert_eq!(first(&made)["status"], status);
        registered.push((token, text(first(&made), "id")));
    }
    registered
}

/// What one more place would do is said, and nothing done.
async fn foresee(server: &TestServer, organizer: &Staff, next: &str) {
    let before = server.get(OFFERING).send().await.ok(200);
    let path = format!("{OFFERING}?preview=true");
    let raise = json!({ "capacity": 3 });
    let seen = server.edit(organizer, &path, &raise).await.ok(200);
    assert_eq!(seen["offering"]["capacity"], 3);
    let [one] = &seen["moves"].as_array().unwrap()[..] else {
        panic!("{seen}")
    };
    assert_eq!(
        (&one["registration_id"], &one["name"]),
        (&json!(next), &json!("张三"))
    );
    let moved = json!([{ "from": "waitlisted", "to": "confirmed", "count": 1 }]);
    assert_eq!(seen["moved"], moved);
    let numbers = |capacity: i32, taken: i32, waiting: i32| json!({ "capacity": capacity, "target": null, "taken": taken, "held": 0, "waiting": waiting });
    let pools = json!([{
        "session_id": null, "quota_key": null,
        "before": numbers(2, 2, 2), "after": numbers(3, 3, 1),
    }]);
    assert_eq!(seen["pools"], pools);
    assert_eq!(server.get(OFFERING).send().await.ok(200), before);
}

on_both_databases! {
    async fn a_program_is_made_published_filled_and_enlarged(server) {
        server.import_demo().await;
        let organizer = server.staff("jh-pj", Role::Organizer).await;
        make(&server, &organizer).await;
        publish(&server, &organizer).await;
        let registered = fill(&server).await;
        foresee(&server, &organizer, &registered[2].1).await;

        let raise = json!({ "capacity": 3 });
        let done = server.edit(&organizer, OFFERING, &raise).await.ok(200);
        assert_eq!(done["capacity"], 3);
        let statuses = ["confirmed", "confirmed", "confirmed", "waitlisted"];
        for ((token, id), status) in registered.iter().zip(statuses) {
            assert_eq!(server.registration(token, id).await["status"], status);
        }
        let places = server.get(&format!("{OFFERING}/places")).send().await.ok(200);
        let counts = (&places["capacity"], &places["taken"], &places["waiting"]);
        assert_eq!(counts, (&json!(3), &json!(3), &json!(1)));

        let lower = json!({ "capacity": 1, "title": "周日" });
        let below = server.edit(&organizer, OFFERING, &lower).await;
        below.is_problem(409, "capacity-below-taken");
        let pool = &below.json()["reasons"][0]["facts"]["pools"][0];
        assert_eq!((&pool["taken"], &pool["must_leave"]), (&json!(3), &json!(2)));
        let unchanged = server.get(OFFERING).send().await.ok(200);
        assert_eq!(unchanged["title"], "周六上午", "all or nothing");
    }
}
