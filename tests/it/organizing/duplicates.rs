//! A child whom both parents registered.

use niangjia::ledger::command::{Act, Actor, Cancel, Command, RefusalKind};
use niangjia::ledger::{Answer as LedgerAnswer, check};
use niangjia::organizations::staff::Role;
use niangjia::values::ids::RegistrationId;
use serde_json::{Value, json};

use super::Staff;
use super::rosters::items;
use crate::harness::{Answer, TestServer};
use crate::registering::{DRUM, first, text};

impl TestServer {
    /// Families whose children have one name and day of birth: token and registration.
    async fn alike(&self, count: usize) -> Vec<(String, String)> {
        let mut registered = Vec::new();
        for number in 1..=count {
            let family = self.family(&format!("alike{number}@example.org")).await;
            let made = self
                .register(&family.token, DRUM, &family.drum())
                .await
                .ok(201);
            registered.push((family.token, text(first(&made), "id")));
        }
        registered
    }

    async fn settle(&self, staff: &Staff, query: &str, ids: [&str; 2], same: bool) -> Answer {
        let path = format!("/api/v1/offerings/{DRUM}/duplicates{query}");
        let body = json!({ "registration_ids": ids, "same": same });
        self.post(&path, &body).token(&staff.token).send().await
    }

    async fn marks(&self, staff: &Staff) -> Vec<Value> {
        let page = self.roster(staff, "?sort=arrival").await.ok(200);
        items(&page)
            .iter()
            .map(|row| row["duplicates"].clone())
            .collect()
    }
}

fn lottery() -> Value {
    json!({
        "allocation": "lottery", "registration_closes": "2027-06-16T18:00:00+08:00",
        "draw_at": "2027-06-17T10:00:00+08:00", "capacity": 6, "waitlist_limit": 2,
    })
}

on_both_databases! {
    async fn one_child_keeps_the_registration_that_came_first(server) {
        let staff = server.drum_by(&json!({})).await;
        let alike = server.alike(2).await;
        let (earlier, later) = (alike[0].1.as_str(), alike[1].1.as_str());
        assert_eq!(server.marks(&staff).await, [json!([later]), json!([earlier])]);
        let foreseen = server.settle(&staff, "?preview=true", [later, earlier], true).await.ok(200);
        assert_eq!(foreseen["moves"][0]["reason"], "duplicate");
        assert_eq!(foreseen["moves"][0]["registration_id"], later);
        assert_eq!(server.registration(&alike[1].0, later).await["status"], "confirmed");

        let path = format!("/api/v1/offerings/{DRUM}/duplicates");
        let body = json!({ "registration_ids": [later, earlier], "same": true });
        let send = || server.post(&path, &body).token(&staff.token).key("twice").send();
        let done = send().await.ok(200);
        assert_eq!(done["moves"][0]["told"], "registration-cancelled");
        let again = send().await;
        assert_eq!(again.header("idempotent-replayed"), "true");
        assert_eq!(again.ok(200)["registrations"], done["registrations"]);
        assert_eq!(server.registration(&alike[0].0, earlier).await["status"], "confirmed");
        let gone = server.registration(&alike[1].0, later).await;
        assert_eq!(gone["status"], "cancelled");
        let why = gone["history"].as_array().unwrap().last().unwrap()["reason"].clone();
        assert_eq!((&why["code"], &why["facts"]), (&json!("duplicate"), &json!(null)), "nothing of others");
        assert!(text(&why, "detail").contains("报了两次"), "{why}");
        assert_eq!(server.marks(&staff).await, [json!([]), json!([])]);
        server.settle(&staff, "", [earlier, later], true).await.is_problem(409, "not-duplicates");

        server.all_is_well().await;
        let inbox = server.get("/api/v1/me/notices").token(&alike[1].0).send().await;
        assert!(inbox.text().contains("报了两次"), "{}", inbox.text());
        let log = server.audit_of("wz-lc", "duplicate-settled").await;
        assert_eq!(log.len(), 1);
        let facts = json!({ "same": true, "registration_ids": [earlier, later] });
        assert_eq!(log[0]["facts"], facts);
    }

    async fn two_children_of_one_name_are_asked_about_once(server) {
        let staff = server.drum_by(&json!({})).await;
        let alike = server.alike(3).await;
        let ids: Vec<&str> = alike.iter().map(|(_, id)| id.as_str()).collect();
        assert_eq!(server.marks(&staff).await[0], json!([ids[1], ids[2]]));
        server.settle(&staff, "?preview=true", [ids[0], ids[1]], false).await.ok(200);
        assert_eq!(server.marks(&staff).await[0], json!([ids[1], ids[2]]), "only looked");
        for _ in 0..2 {
            let kept = server.settle(&staff, "", [ids[1], ids[0]], false).await.ok(200);
            assert_eq!((&kept["registrations"][1]["status"], &kept["moves"]), (&json!("confirmed"), &json!([])));
        }
        let marks = [json!([ids[2]]), json!([ids[2]]), json!([ids[0], ids[1]])];
        assert_eq!(server.marks(&staff).await, marks);
        assert_eq!(server.audit_of("wz-lc", "duplicate-settled").await.len(), 1);
        // It was a mistake after all.
        server.settle(&staff, "", [ids[0], ids[1]], true).await.ok(200);
        assert_eq!(server.registration(&alike[1].0, ids[1]).await["status"], "cancelled");
    }

    async fn a_list_is_not_frozen_with_a_child_in_it_twice(server) {
        let staff = server.drum_by(&lottery()).await;
        let alike = server.alike(2).await;
        let other = server.family("other@example.org").await;
        let born = json!({ "birth_date": "2018-05-05" });
        let child = format!("/api/v1/me/participants/{}", other.child);
        server.patch(&child, &born).token(&other.token).send().await.ok(200);
        server.register(&other.token, DRUM, &other.drum()).await.ok(201);
        drop(staff);
        let staff = server.two_days_later().await;
        let freeze = json!({ "public_value_name": "上证综合指数 2027-06-17 收盘点位" });
        let path = format!("offerings/{DRUM}/draw/freeze");
        let refused = server.orders(&staff, &path, &freeze).await;
        refused.is_problem(409, "duplicates-unsettled");
        let reasons = refused.json()["reasons"].clone();
        assert_eq!(reasons.as_array().unwrap().len(), 1);
        assert_eq!(reasons[0]["facts"]["registration_ids"], json!([alike[0].1, alike[1].1]));
        assert_eq!(reasons[0]["facts"]["name"], "张小二");
        server.settle(&staff, "", [&alike[0].1, &alike[1].1], true).await.ok(200);
        server.orders(&staff, &path, &freeze).await.ok(200);
        let run = json!({ "public_value": "3412.07" });
        server.orders(&staff, &format!("offerings/{DRUM}/draw/run"), &run).await.ok(200);
        let report = check::run(&server.db, server.clock.now()).await.unwrap();
        assert_eq!(report.violations, []);
    }

    async fn the_last_registration_of_a_child_is_not_cancelled_as_a_duplicate(server) {
        let staff = server.drum_by(&json!({})).await;
        let alike = server.alike(2).await;
        let ids: Vec<RegistrationId> = alike.iter().map(|(_, id)| id.parse().unwrap()).collect();
        // The family gives it up in the instant in which staff settle the mark.
        server.act(&alike[0].0, &alike[0].1, "cancel").await.ok(200);
        let (program, _) = server.app.ledger.registrations(&ids).await.unwrap()[0].clone();
        let command = Command {
            program_id: program,
            actor: Actor::Staff(staff.account),
            received_at: server.clock.now(),
            act: Act::Cancel(Cancel {
                registration_id: ids[1],
                remark: None,
                duplicate_of: Some(ids[0]),
                is_erasure: false,
            }),
        };
        let answer = server.app.ledger.submit(command, None).await.unwrap();
        let LedgerAnswer::Refused(refusal) = answer else { panic!("{answer:?}") };
        assert_eq!(refusal.kind, RefusalKind::StatusForbids);
        assert_eq!(server.registration(&alike[1].0, &alike[1].1).await["status"], "confirmed");
    }

    async fn only_marks_of_the_offering_are_settled(server) {
        let staff = server.drum_by(&json!({})).await;
        let alike = server.alike(2).await;
        let families = server.families(4).await;
        let (one, two) = (alike[0].1.as_str(), alike[1].1.as_str());
        let other = families[3].1.as_str();
        let nobody = uuid::Uuid::nil().to_string();
        server.settle(&staff, "", [one, other], true).await.is_problem(409, "not-duplicates");
        server.settle(&staff, "", [one, one], true).await.is_problem(409, "not-duplicates");
        let unknown = server.settle(&staff, "", [one, &nobody], false).await;
        unknown.is_problem(422, "invalid");
        assert_eq!(unknown.json()["errors"][0]["pointer"], "/registration_ids/1");
        let three = json!({ "registration_ids": [one, two, other], "same": true });
        let path = format!("/api/v1/offerings/{DRUM}/duplicates");
        let asked = server.post(&path, &three).token(&staff.token).send().await;
        asked.is_problem(422, "invalid");
        let checker = server.staff("wz-lc", Role::Checker).await;
        server.prove(&checker).await;
        server.settle(&checker, "", [one, two], false).await.is_problem(403, "forbidden");
        let elsewhere = server.staff("hz-gs-edu", Role::Admin).await;
        server.settle(&elsewhere, "", [one, two], false).await.is_problem(404, "not-found");
    }
}
