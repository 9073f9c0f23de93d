//! Who belongs to a body is the body's to say.

use niangjia::db::entity::deliveries;
use niangjia::organizations::staff::Role;
use sea_orm::{DatabaseTransaction, EntityTrait};
use serde_json::{Value, json};

use crate::harness::TestServer;
use crate::staff::bodies::{body, plant, staff};

async fn ask(server: &TestServer, token: &str, code: &str) -> Value {
    let body = json!({"organization_id": code, "member_number": "0571 001"});
    server
        .post("/api/v1/me/memberships", &body)
        .token(token)
        .send()
        .await
        .ok(201)
}

on_both_databases! {
    async fn the_body_or_one_above_confirms(server) {
        plant(&server).await;
        let organizer = staff(&server, "hz", Role::Organizer).await;
        let worker = server.worker("worker@example.org").await;
        let asked = ask(&server, &worker, "hz-gs").await;
        assert_eq!(asked["status"], "pending");
        let account = server.account_of(&worker).await;
        let read = server.db.read();
        let organizations = &server.app.organizations;
        assert!(organizations.confirmed_memberships(read, account).await.unwrap().is_empty());

        let list = "/api/v1/organizations/hz-gs/memberships?status=pending";
        let pending = server.get(list).token(&organizer).send().await.ok(200);
        assert_eq!(pending["items"][0]["account"]["name"], "张三");
        assert_eq!(pending["items"][0]["member_number"], "0571 001");
        let path = format!("/api/v1/organizations/hz-gs/memberships/{}/confirm",
            asked["id"].as_str().unwrap());
        let confirmed = server.post(&path, &json!({})).token(&organizer).send().await.ok(200);
        assert_eq!(confirmed["status"], "confirmed");
        server.post(&path, &json!({})).token(&organizer).send().await.ok(200);
        let pending = server.get(list).token(&organizer).send().await.ok(200);
        assert_eq!(pending["items"], json!([]));
        let me = server.get("/api/v1/me").token(&worker).send().await.ok(200);
        assert_eq!(me["memberships"][0]["status"], "confirmed");

        let gs = body(&server, "hz-gs").await;
        assert_eq!(organizations.confirmed_memberships(read, account).await.unwrap(), [gs]);
        for (code, within) in [("hz-gs", true), ("hz", true), ("zj", true), ("wz", false)] {
            let organization = body(&server, code).await;
            let is = organizations.is_member_within(read, account, organization).await.unwrap();
            assert_eq!(is, within, "{code}");
        }
    }

    async fn nobody_else_sees_or_answers_it(server) {
        plant(&server).await;
        let worker = server.worker("worker@example.org").await;
        let asked = ask(&server, &worker, "hz-gs").await;
        let id = asked["id"].as_str().unwrap();
        let list = "/api/v1/organizations/hz-gs/memberships";
        let confirm = format!("{list}/{id}/confirm");
        let elsewhere = staff(&server, "wz", Role::Admin).await;
        for token in [&elsewhere, &worker] {
            server.get(list).token(token).send().await.is_problem(404, "not-found");
            let answer = server.post(&confirm, &json!({})).token(token).send().await;
            answer.is_problem(404, "not-found");
        }
        let viewer = staff(&server, "hz-gs", Role::Viewer).await;
        let lesser = server.get(list).token(&viewer).english().send().await;
        lesser.is_problem(403, "forbidden");
        assert_eq!(lesser.json()["detail"], "This takes the role organizer or a higher one");
        server.post(&confirm, &json!({})).token(&viewer).send().await.is_problem(403, "forbidden");
        // The right person at the wrong body's door.
        let organizer = staff(&server, "hz", Role::Organizer).await;
        let wrong_door = format!("/api/v1/organizations/hz/memberships/{id}/confirm");
        let answer = server.post(&wrong_door, &json!({})).token(&organizer).send().await;
        answer.is_problem(404, "not-found");
        let unknown = "/api/v1/organizations/nowhere/memberships";
        server.get(unknown).token(&organizer).send().await.is_problem(404, "not-found");
        assert_eq!(server.get(list).token(&organizer).send().await.ok(200)["items"][0]["status"],
            "pending");
    }

    async fn an_ended_grant_gives_nothing(server) {
        plant(&server).await;
        let organizer = staff(&server, "hz", Role::Organizer).await;
        let list = "/api/v1/organizations/hz-gs/memberships";
        server.get(list).token(&organizer).send().await.ok(200);
        let me = server.get("/api/v1/me").token(&organizer).send().await.ok(200);
        assert_eq!(me["roles"][0]["role"], "organizer");
        server.advance_hours(24);
        server.get(list).token(&organizer).send().await.is_problem(404, "not-found");
        let me = server.get("/api/v1/me").token(&organizer).send().await.ok(200);
        assert_eq!(me["roles"], json!([]));
    }

    async fn what_is_refused_can_be_asked_again(server) {
        plant(&server).await;
        let organizer = staff(&server, "hz-gs", Role::Organizer).await;
        let worker = server.worker("worker@example.org").await;
        let asked = ask(&server, &worker, "hz-gs").await;
        let again = json!({"organization_id": "hz-gs"});
        let path = "/api/v1/me/memberships";
        let twice = server.post(path, &again).token(&worker).send().await;
        twice.is_problem(409, "membership-exists");
        let refuse = format!("/api/v1/organizations/hz-gs/memberships/{}/refuse",
            asked["id"].as_str().unwrap());
        let reason = json!({"reason": "号码不对"});
        let refused = server.post(&refuse, &reason).token(&organizer).send().await.ok(200);
        assert_eq!(refused["status"], "refused");
        let me = server.get("/api/v1/me").token(&worker).send().await.ok(200);
        assert_eq!(me["memberships"][0]["refusal_reason"], "号码不对");
        let confirm = refuse.replace("/refuse", "/confirm");
        let ask = async |path: &str, body: &Value| {
            server.post(path, body).token(&organizer).key("k-1").send().await
        };
        ask(&confirm, &json!({})).await.ok(200);
        server.post(&refuse, &reason).token(&organizer).send().await.ok(200);
        let replay = ask(&confirm, &json!({})).await;
        assert_eq!(replay.header("idempotent-replayed"), "true");
        assert_eq!(replay.ok(200)["status"], "refused", "as it is now, not confirmed again");
        ask(&refuse, &reason).await.is_problem(422, "idempotency-key-reused");
        let anew = server.post(path, &again).token(&worker).send().await.ok(201);
        assert_eq!(anew["id"], asked["id"]);
        assert_eq!(anew["status"], "pending");
        let nowhere = json!({"organization_id": "nowhere"});
        let answer = server.post(path, &nowhere).token(&worker).send().await;
        answer.is_problem(422, "invalid");
        assert_eq!(answer.json()["errors"][0]["pointer"], "/organization_id");
    }

    async fn who_asked_is_told_what_the_body_says_and_once(server) {
        plant(&server).await;
        let organizer = staff(&server, "hz-gs", Role::Organizer).await;
        let worker = server.worker("worker@example.org").await;
        let asked = ask(&server, &worker, "hz-gs").await;
        let path = |act: &str| {
            let id = asked["id"].as_str().unwrap();
            format!("/api/v1/organizations/hz-gs/memberships/{id}/{act}")
        };
        let answer = async |act: &str, body: &Value| {
            server.post(&path(act), body).token(&organizer).send().await.ok(200)
        };
        let told = async || {
            let inbox = server.get("/api/v1/me/notices").token(&worker).send().await.ok(200);
            let items = inbox["items"].as_array().unwrap().iter().cloned();
            let about = items.filter(|one| one["kind"].as_str().unwrap().starts_with("membership-"));
            about.collect::<Vec<_>>()
        };
        let reason = json!({"reason": "号码不对"});
        for _ in 0..2 {
            answer("refuse", &reason).await;
        }
        assert_eq!(told().await.len(), 1, "the same answer twice is one letter");
        let letter = told().await[0]["text"].as_str().unwrap().to_owned();
        for words in ["张三，您好", "hz-gs没有确认您的会员身份", "原因：号码不对", "再申请一次"] {
            assert!(letter.contains(words), "{words}: {letter}");
        }
        for _ in 0..2 {
            answer("confirm", &json!({})).await;
        }
        assert_eq!(told().await.len(), 2);
        assert_eq!(told().await[0]["kind"], "membership-confirmed");
        answer("refuse", &json!({})).await;
        let ended = told().await;
        assert_eq!((ended.len(), &ended[0]["kind"]), (3, &json!("membership-refused")));
        let letter = ended[0]["text"].as_str().unwrap();
        assert!(letter.contains("不再把您列为会员") && !letter.contains("原因"), "{letter}");
        // It waits for the day.
        let zones: Vec<_> = deliveries::Entity::find().all(server.db.read()).await.unwrap();
        let waiting = zones.iter().filter(|row| row.by_day_zone.is_some());
        assert_eq!(waiting.count(), 3);
    }

    async fn what_the_operator_enters_was_asked_by_nobody(server) {
        plant(&server).await;
        let worker = server.worker("worker@example.org").await;
        let account = server.account_of(&worker).await;
        let gs = body(&server, "hz-gs").await;
        let organizations = &server.app.organizations;
        let making = server.db.write(async |tx: &DatabaseTransaction| {
            organizations.make_member(tx, account, gs, account).await
        });
        making.await.unwrap();
        let inbox = server.get("/api/v1/me/notices").token(&worker).send().await.ok(200);
        assert_eq!(inbox["items"], json!([]));
    }
}
