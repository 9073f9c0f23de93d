//! Two dates of one person at the same time: told, and refused where a program says so.

use niangjia::organizations::staff::Role;
use serde_json::{Value, json};

use super::published;
use crate::registering::first;

/// An hour's lecture of the county.
fn hour(starts_at: &str, ends_at: &str) -> Value {
    json!({
        "title": "晚上", "registration_opens": "2027-06-14T01:00:00Z", "online": true,
        "allocation": "first_come", "enrol": "pick", "capacity": 9,
        "sessions": [{ "starts_at": starts_at, "ends_at": ends_at },
            { "starts_at": "2027-07-04T10:00:00Z", "ends_at": "2027-07-04T11:00:00Z" }],
    })
}

on_both_databases! {
    async fn a_program_refuses_who_has_something_else_then(server) {
        let offering = hour("2027-07-03T10:00:00Z", "2027-07-03T11:00:00Z");
        let organizer = published(&server, &offering).await;
        let again = hour("2027-07-03T10:30:00Z", "2027-07-03T11:30:00Z");
        let made = server.post("/api/v1/programs/p-law/offerings", &again).token(&organizer.token);
        let code = made.send().await.ok(201)["code"].as_str().unwrap().to_owned();
        let publish = format!("/api/v1/offerings/{code}/publish");
        server.post(&publish, &json!({})).token(&organizer.token).send().await.ok(200);
        let token = server.worker("one@example.org").await;
        let body = super::lecture(&server, &token).await;
        let session = async |offering: &str, at: usize| {
            let shown = server.get(&format!("/api/v1/offerings/{offering}")).send().await.ok(200);
            let mut body = body.clone();
            body["session_ids"] = json!([shown["sessions"][at]["id"]]);
            body
        };
        let (first_evening, other) = (session("p-law-01", 0).await, session(&code, 0).await);
        let held = server.register(&token, "p-law-01", &first_evening).await.ok(201);
        // Told only, as long as the program does not mind.
        let path = format!("/api/v1/offerings/{code}/registrations?preview=true");
        let foreseen = server.post(&path, &other).token(&token).send().await.ok(200);
        assert_eq!(foreseen["clashes"].as_array().unwrap().len(), 1, "{foreseen}");
        server.edit(&organizer, "/api/v1/programs/p-law", &json!({ "refuses_clashes": true })).await.ok(200);
        let refused = server.register(&token, &code, &other).await;
        refused.is_problem(409, "clash");
        assert_eq!(refused.json()["reasons"][0]["facts"]["registration_id"], first(&held)["id"]);
        // Another evening, and changing to one that is free, go well; changing into a clash does not.
        let free = session(&code, 1).await;
        let made = server.register(&token, &code, &free).await.ok(201);
        let change = format!("/api/v1/registrations/{}/change", first(&made)["id"].as_str().unwrap());
        let into = json!({ "session_id": other["session_ids"][0] });
        server.post(&change, &into).token(&token).send().await.is_problem(409, "clash");
        // Both asked for at once are told apart too, and staff hear no more than that there is something.
        let overlapping = json!({ "sessions": [
            { "starts_at": "2027-07-04T10:30:00Z", "ends_at": "2027-07-04T11:30:00Z" }] });
        server.edit(&organizer, "/api/v1/offerings/p-law-01", &overlapping).await.ok(200);
        let shown = server.get("/api/v1/offerings/p-law-01").send().await.ok(200);
        let ids: Vec<&Value> = shown["sessions"].as_array().unwrap().iter().skip(1).map(|one| &one["id"]).collect();
        let other = server.worker("two@example.org").await;
        let mut both = super::lecture(&server, &other).await;
        both["session_ids"] = json!(ids);
        server.register(&other, "p-law-01", &both).await.is_problem(409, "clash");
        let assisted = json!({ "name": "张三", "relation": "self", "email": "one@example.org",
            "birth_date": "1990-01-01", "session_ids": [session(&code, 0).await["session_ids"][0]] });
        let path = format!("/api/v1/offerings/{code}/registrations/assisted?preview=true");
        let refused = server.post(&path, &assisted).token(&organizer.token).send().await;
        refused.is_problem(409, "clash");
        let reason = &refused.json()["reasons"][0];
        assert_eq!(reason["code"], "clash-elsewhere");
        assert_eq!(reason["facts"].as_object().unwrap().len(), 1, "{reason}");
        let viewer = server.staff("jh-pj", Role::Viewer).await;
        let settings = server.get("/api/v1/programs/p-law/settings").token(&viewer.token).send().await;
        assert_eq!(settings.ok(200)["refuses_clashes"], true);
    }
}
