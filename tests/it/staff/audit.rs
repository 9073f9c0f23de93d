//! The audit log: who did what, read by those who answer for it.

use niangjia::organizations::audit::{Action, Actor, Entry, Subject, SubjectKind};
use niangjia::organizations::staff::Role;
use serde_json::{Value, json};

use super::bodies::{body, plant, staff};
use crate::harness::TestServer;

/// An account that may read the log of a body: with the role, and raised.
async fn reader(server: &TestServer, code: &str) -> String {
    let token = staff(server, code, Role::Admin).await;
    server.second_factor(&token).await;
    token
}

async fn read(server: &TestServer, token: &str, path: &str) -> Value {
    let path = format!("/api/v1/organizations/{path}");
    server
        .get(&path)
        .token(token)
        .english()
        .send()
        .await
        .ok(200)
}

fn actions(log: &Value) -> Vec<&str> {
    let items = log["items"].as_array().unwrap().iter();
    items.map(|item| item["action"].as_str().unwrap()).collect()
}

/// Asks to belong to a district, and gives the path to answer at.
async fn ask(server: &TestServer, email: &str) -> String {
    let token = server.worker(email).await;
    let body = json!({"organization_id": "hz-gs"});
    let ask = server.post("/api/v1/me/memberships", &body).token(&token);
    let asked = ask.send().await.ok(201);
    format!(
        "/api/v1/organizations/hz-gs/memberships/{}",
        asked["id"].as_str().unwrap()
    )
}

/// Lets the operator do something in a body.
async fn note(server: &TestServer, code: &str, n: u32) {
    let entry = Entry {
        organization: body(server, code).await,
        actor: Actor::Operator,
        action: Action::RoleEnded,
        subject: Subject::new(SubjectKind::Grant, uuid::Uuid::from_u128(n.into())),
        facts: json!({ "n": n }),
    };
    let organizations = &server.app.organizations;
    let writing = server
        .db
        .write(async |tx| organizations.audit(tx, entry.clone()).await);
    writing.await.unwrap();
}

on_both_databases! {
    async fn what_an_organizer_decides_is_written_down(server) {
        plant(&server).await;
        let admin = reader(&server, "zj").await;
        let organizer = staff(&server, "hz-gs", Role::Organizer).await;
        let path = ask(&server, "worker@example.org").await;
        let confirm = format!("{path}/confirm");
        let done = server.post(&confirm, &json!({})).token(&organizer).send().await;
        let confirmed = done.ok(200);
        let refuse = format!("{path}/refuse");
        let why = json!({"reason": "李四已离职"});
        server.post(&refuse, &why).token(&organizer).send().await.ok(200);

        let log = read(&server, &admin, "zj/audit").await;
        let entries = &log["items"];
        assert_eq!(entries[0]["action"], "membership-refused");
        assert_eq!(entries[1]["action"], "membership-confirmed");
        assert_eq!(entries[1]["text"], "Confirmed a membership");
        assert_eq!(entries[1]["request_id"], done.header("x-request-id"));
        assert_eq!(entries[1]["subject"], json!({"kind": "membership", "id": confirmed["id"]}));
        assert_eq!(entries[1]["facts"], json!({"account_id": confirmed["account"]["id"]}));
        let account = server.account_of(&organizer).await.to_string();
        assert_eq!(entries[1]["actor"], json!({"kind": "staff", "account_id": account, "name": "张三"}));
        assert_eq!(entries[1]["organization_id"], body(&server, "hz-gs").await.to_string());
        assert!(!log.to_string().contains("李四"), "{log}");
        assert!(!log.to_string().contains("example.org"), "{log}");
        let chinese = "/api/v1/organizations/hz-gs/audit";
        let chinese = server.get(chinese).token(&admin).send().await.ok(200);
        assert_eq!(chinese["items"][1]["text"], "确认了一位会员");
    }

    async fn what_is_refused_leaves_no_entry(server) {
        plant(&server).await;
        let viewer = staff(&server, "hz-gs", Role::Viewer).await;
        let path = format!("{}/confirm", ask(&server, "worker@example.org").await);
        server.post(&path, &json!({})).token(&viewer).send().await.is_problem(403, "forbidden");
        let admin = reader(&server, "hz").await;
        let log = read(&server, &admin, "hz/audit?action=membership-confirmed").await;
        assert_eq!(log["items"], json!([]));
    }

    async fn only_admins_of_the_body_or_above_read_it_after_a_second_factor(server) {
        plant(&server).await;
        let path = "/api/v1/organizations/hz/audit";
        let worker = server.worker("worker@example.org").await;
        let elsewhere = reader(&server, "wz").await;
        let below = reader(&server, "hz-gs").await;
        for token in [&worker, &elsewhere, &below] {
            server.get(path).token(token).send().await.is_problem(404, "not-found");
        }
        let organizer = staff(&server, "hz", Role::Organizer).await;
        let lesser = server.get(path).token(&organizer).english().send().await;
        lesser.is_problem(403, "forbidden");
        assert_eq!(lesser.json()["detail"], "This takes the role admin");
        let above = staff(&server, "zj", Role::Admin).await;
        let lowered = server.get(path).token(&above).send().await;
        lowered.is_problem(403, "second-factor-required");
        assert!(lowered.json()["detail"].as_str().unwrap().contains("POST /me/second-factor"));
        let (app, _) = server.second_factor(&above).await;
        server.get(path).token(&above).send().await.ok(200);
        server.advance_hours(12);
        let lowered = server.get(path).token(&above).send().await;
        lowered.is_problem(403, "second-factor-required");
        assert!(lowered.json()["detail"].as_str().unwrap().contains("POST /tokens/second-factor"));
        let code = json!({"code": app.code(&server)});
        let raise = server.post("/api/v1/tokens/second-factor", &code).token(&above);
        raise.send().await.ok(200);
        server.get(path).token(&above).send().await.ok(200);
        server.get(path).send().await.is_problem(401, "unauthenticated");
        let nowhere = server.get("/api/v1/organizations/nowhere/audit").token(&above);
        nowhere.send().await.is_problem(404, "not-found");
    }

    async fn it_is_read_page_by_page_by_body_action_and_day(server) {
        plant(&server).await;
        let admin = reader(&server, "zj").await;
        for (n, code) in [(1, "hz-gs"), (2, "hz"), (3, "wz"), (4, "hz-gs"), (5, "zj")] {
            server.advance_minutes(1);
            note(&server, code, n).await;
        }
        let all = "zj/audit?action=role-ended";
        let mut seen = Vec::new();
        let mut path = format!("{all}&limit=2");
        loop {
            let page = read(&server, &admin, &path).await;
            seen.extend(page["items"].as_array().unwrap().iter().map(|it| it["facts"]["n"].clone()));
            let Some(cursor) = page["next_cursor"].as_str() else { break };
            path = format!("{all}&limit=2&cursor={cursor}");
            // What comes meanwhile moves no page.
            note(&server, "zj", 9).await;
        }
        assert_eq!(seen, [5, 4, 3, 2, 1].map(Value::from));
        let below = read(&server, &admin, "hz/audit?action=role-ended").await;
        assert_eq!(actions(&below), ["role-ended"; 3]);
        let given = read(&server, &admin, "hz/audit?action=membership-confirmed").await;
        assert_eq!(actions(&given), [""; 0]);

        // 14 June 2027 in China; the next day begins at 16:00 UTC.
        server.advance_hours(4);
        note(&server, "hz", 6).await;
        for (days, expected) in [
            ("&from=2027-06-15", 1), ("&to=2027-06-14", 3), ("&from=2027-06-14&to=2027-06-15", 4),
            ("&from=2027-06-16", 0), ("&to=2027-06-13", 0),
        ] {
            let log = read(&server, &admin, &format!("hz/audit?action=role-ended{days}")).await;
            assert_eq!(log["items"].as_array().unwrap().len(), expected, "{days}");
        }
        for bad in ["action=unheard-of", "from=yesterday", "until=2027-06-14"] {
            let path = format!("/api/v1/organizations/hz/audit?{bad}");
            let answer = server.get(&path).token(&admin).send().await;
            answer.is_problem(422, "invalid");
        }
    }
}
