//! Giving roles over HTTP: to whom, how long, and what nobody is told.

use niangjia::organizations::staff::Role;
use serde_json::{Value, json};

use super::bodies::{plant, staff};
use super::give;
use crate::harness::TestServer;

const STAFF: &str = "/api/v1/organizations/hz/staff";

/// What an answer about a grant says, without what differs from one to the next.
fn common(grant: &Value) -> Value {
    let mut grant = grant.clone();
    for member in ["id", "email", "created_at"] {
        grant.as_object_mut().unwrap().remove(member);
    }
    grant
}

async fn kinds_to(server: &TestServer, token: &str) -> Vec<String> {
    let inbox = server
        .get("/api/v1/me/notices")
        .token(token)
        .send()
        .await
        .ok(200);
    let items = inbox["items"].as_array().unwrap().iter();
    items
        .map(|item| item["subject"].as_str().unwrap().to_owned())
        .collect()
}

on_both_databases! {
    async fn an_admin_gives_a_role_that_counts_at_once(server) {
        plant(&server).await;
        let admin = staff(&server, "zj", Role::Admin).await;
        let worker = server.worker("worker@example.org").await;
        let until = server.clock.now().plus_days(20);
        let wanted = json!({"email": "Worker@example.org", "role": "organizer", "until": until});
        let ask = server.post(STAFF, &wanted).token(&admin).send().await;
        let given = ask.ok(201);
        assert_eq!(given["email"], "Worker@example.org");
        assert_eq!(given["role"], "organizer");
        assert_eq!(given["until"], until.to_string());
        assert_eq!(given["program_id"], Value::Null);
        assert_eq!(given["granted_by"]["name"], "张三");
        let list = "/api/v1/organizations/hz-gs/memberships";
        server.get(list).token(&worker).send().await.ok(200);
        let me = server.get("/api/v1/me").token(&worker).send().await.ok(200);
        assert_eq!(me["roles"][0]["role"], "organizer");
        assert_eq!(me["roles"][0]["organization_id"], given["organization_id"]);
        assert_eq!(kinds_to(&server, &worker).await, ["您在hz有了新的角色"]);
        let listed = server.get(STAFF).token(&admin).send().await.ok(200);
        assert_eq!(listed["items"], json!([given]));

        server.second_factor(&admin).await;
        let log = "/api/v1/organizations/zj/audit?action=role-given";
        let log = server.get(log).token(&admin).send().await.ok(200);
        let entry = &log["items"][0];
        assert_eq!(entry["subject"], json!({"kind": "grant", "id": given["id"]}));
        let facts = json!({"role": "organizer", "until": until, "program_id": null});
        assert_eq!(entry["facts"], facts);
        assert_eq!(entry["text"], "给了一个角色");
        assert_eq!(entry["request_id"], ask.header("x-request-id"));
        // Her own role was given by whoever runs the server.
        assert_eq!(log["items"][1]["actor"]["kind"], "operator");

        server.advance_hours(24 * 20);
        server.get(list).token(&worker).send().await.is_problem(404, "not-found");
    }

    async fn known_and_unknown_addresses_look_the_same(server) {
        plant(&server).await;
        let admin = staff(&server, "hz", Role::Admin).await;
        server.worker("known@example.org").await;
        let known = give(&server, &admin, "hz", "known@example.org", "viewer").await;
        let unknown = give(&server, &admin, "hz", "unknown@example.org", "viewer").await;
        assert_eq!(common(&known), common(&unknown));
        let listed = server.get(STAFF).token(&admin).send().await.ok(200);
        let items = listed["items"].as_array().unwrap();
        assert_eq!(items.len(), 3);
        assert_eq!(common(&items[1]), common(&items[2]));
        server.second_factor(&admin).await;
        let log = "/api/v1/organizations/hz/audit?action=role-given";
        let log = server.get(log).token(&admin).send().await.ok(200);
        assert_eq!(log["items"][0]["facts"], log["items"][1]["facts"]);
        let letters = server.letters_to("unknown@example.org").await;
        assert_eq!(letters.len(), 1);
        assert_eq!(letters[0].kind, "role-waiting");
        assert!(!letters[0].facts.to_string().contains("张三"));
    }

    async fn what_is_given_at_night_rings_in_the_morning(server) {
        plant(&server).await;
        let admin = staff(&server, "hz", Role::Admin).await;
        server.worker("known@example.org").await;
        server.app.notices.courier.deliver_due().await.unwrap();
        server.advance_hours(3);
        let known = give(&server, &admin, "hz", "known@example.org", "viewer").await;
        give(&server, &admin, "hz", "unknown@example.org", "viewer").await;
        let path = format!("{STAFF}/{}", known["id"].as_str().unwrap());
        assert_eq!(server.delete(&path).token(&admin).send().await.status, 204);
        let courier = &server.app.notices.courier;
        assert_eq!(courier.deliver_due().await.unwrap(), 0, "at 23:20");
        server.advance_hours(9);
        assert_eq!(courier.deliver_due().await.unwrap(), 3, "at 8:20");
    }

    async fn a_role_waits_until_its_address_is_proved(server) {
        plant(&server).await;
        let admin = staff(&server, "hz", Role::Admin).await;
        let given = give(&server, &admin, "hz", "New@Example.org", "organizer").await;
        give(&server, &admin, "hz", "late@example.org", "viewer").await;
        let ended = give(&server, &admin, "hz", "new@example.org", "checker").await;
        let path = format!("{STAFF}/{}", ended["id"].as_str().unwrap());
        assert_eq!(server.delete(&path).token(&admin).send().await.status, 204);
        let worker = server.worker("new@example.org").await;
        let me = server.get("/api/v1/me").token(&worker).send().await.ok(200);
        assert_eq!(me["roles"].as_array().unwrap().len(), 1);
        assert_eq!(me["roles"][0]["role"], "organizer");
        let list = "/api/v1/organizations/hz-gs/memberships";
        server.get(list).token(&worker).send().await.ok(200);
        // The admin sees no difference.
        let listed = server.get(STAFF).token(&admin).send().await.ok(200);
        assert_eq!(listed["items"][1], given);
        // Once more, it takes the place of the one before.
        let again = give(&server, &admin, "hz", "new@example.org", "organizer").await;
        assert_ne!(again["id"], given["id"]);
        let me = server.get("/api/v1/me").token(&worker).send().await.ok(200);
        assert_eq!(me["roles"].as_array().unwrap().len(), 1);
        // Whoever moves to an address has proved it too.
        let edit = json!({"email": "late@example.org"});
        server.patch("/api/v1/me", &edit).token(&worker).send().await.ok(200);
        let code = server.last_code("late@example.org").await;
        server.verify_as(&worker, "late@example.org", &code).await.ok(201);
        let me = server.get("/api/v1/me").token(&worker).send().await.ok(200);
        assert_eq!(me["roles"].as_array().unwrap().len(), 2);
    }

    async fn a_role_that_ran_out_is_not_taken_up(server) {
        plant(&server).await;
        let admin = staff(&server, "hz", Role::Admin).await;
        let until = server.clock.now().plus_hours(1);
        let wanted = json!({"email": "new@example.org", "role": "viewer", "until": until});
        server.post(STAFF, &wanted).token(&admin).send().await.ok(201);
        server.advance_hours(1);
        let worker = server.worker("new@example.org").await;
        let me = server.get("/api/v1/me").token(&worker).send().await.ok(200);
        assert_eq!(me["roles"], json!([]));
        let listed = server.get(STAFF).token(&admin).send().await.ok(200);
        assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    }

    async fn only_admins_of_the_body_or_above_give_roles(server) {
        plant(&server).await;
        let until = server.clock.now().plus_days(30);
        let wanted = json!({"email": "a@example.org", "role": "viewer", "until": until});
        let worker = server.worker("worker@example.org").await;
        let elsewhere = staff(&server, "wz", Role::Admin).await;
        let below = staff(&server, "hz-gs", Role::Admin).await;
        for token in [&worker, &elsewhere, &below] {
            let answer = server.post(STAFF, &wanted).token(token).send().await;
            answer.is_problem(404, "not-found");
            server.get(STAFF).token(token).send().await.is_problem(404, "not-found");
        }
        for role in [Role::Viewer, Role::Checker, Role::Organizer] {
            let lesser = staff(&server, "hz", role).await;
            for ask in [server.post(STAFF, &wanted), server.get(STAFF)] {
                let answer = ask.token(&lesser).send().await;
                answer.is_problem(403, "forbidden");
                assert_eq!(answer.json()["detail"], "这要管理员才能做");
            }
        }
        assert!(server.letters_to("a@example.org").await.is_empty());
        server.post(STAFF, &wanted).send().await.is_problem(401, "unauthenticated");
    }

    async fn what_cannot_be_given_is_pointed_at(server) {
        plant(&server).await;
        let admin = staff(&server, "hz", Role::Admin).await;
        let now = server.clock.now();
        let fine = json!({"email": "a@example.org", "role": "viewer", "until": now.plus_days(9)});
        for (member, value, pointer) in [
            ("until", json!(now), "/until"),
            ("until", json!(now.plus_days(732)), "/until"),
            ("until", Value::Null, "/until"),
            ("role", json!("owner"), "/role"),
            ("role", json!("counsellor"), "/program"),
            ("program", json!("p-unknown"), "/program"),
            ("email", json!("nobody"), "/email"),
            ("extra", json!(1), "/extra"),
        ] {
            let mut wanted = fine.clone();
            wanted[member] = value;
            let answer = server.post(STAFF, &wanted).token(&admin).send().await;
            answer.is_problem(422, "invalid");
            assert_eq!(answer.json()["errors"][0]["pointer"], pointer, "{wanted}");
        }
        let latest = json!({"email": "a@example.org", "role": "viewer", "until": now.plus_days(731)});
        server.post(STAFF, &latest).token(&admin).send().await.ok(201);
    }

    async fn a_retry_gives_once(server) {
        plant(&server).await;
        let admin = staff(&server, "hz", Role::Admin).await;
        let until = server.clock.now().plus_days(30);
        let wanted = json!({"email": "a@example.org", "role": "viewer", "until": until});
        let ask = || server.post(STAFF, &wanted).token(&admin).key("once");
        let given = ask().send().await.ok(201);
        let again = ask().send().await;
        assert_eq!(again.header("idempotent-replayed"), "true");
        assert_eq!(again.ok(201), given);
        assert_eq!(server.letters_to("a@example.org").await.len(), 1);
        let listed = server.get("/api/v1/organizations/hz/staff?limit=1").token(&admin);
        let listed = listed.send().await.ok(200);
        assert_eq!(listed["items"][0]["role"], "admin");
        let cursor = listed["next_cursor"].as_str().unwrap();
        let rest = format!("{STAFF}?limit=1&cursor={cursor}");
        let rest = server.get(&rest).token(&admin).send().await.ok(200);
        assert_eq!(rest["items"], json!([given]));
        assert_eq!(rest["next_cursor"], Value::Null);
    }
}
