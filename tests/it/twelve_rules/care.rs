//! Rules 7, 8 and 9: what people entrust to a signup.

use niangjia::db::entity::answers;
use niangjia::organizations::staff::Role;
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use crate::harness::TestServer;
use crate::organizing::{Staff, lecture};
use crate::registering::{DRUM, Family, first, text};

/// Words that no message of the counselling may have anywhere.
const TELLING: [&str; 7] = ["心理", "氧吧", "咨询", "Counsel", "Mind", "浦阳", "浦江"];

/// Two children are there on 3 July at 14:00: their registrations, and who keeps the door.
async fn at_the_door(server: &TestServer) -> (Staff, String, Vec<(Family, String)>) {
    server.drum_by(&json!({})).await;
    let families = server.families(2).await;
    let offering = server
        .get(&format!("/api/v1/offerings/{DRUM}"))
        .send()
        .await
        .ok(200);
    server.advance_minutes(18 * 24 * 60 + 17 * 60 + 40);
    let checker = server.staff("wz-lc", Role::Checker).await;
    server.prove(&checker).await;
    (checker, text(&offering["sessions"][0], "id"), families)
}

on_both_databases! {
    /// What need not be said need not be said; a child's data needs the guardian's consent; what
    /// is told is sealed and has a day on which it goes. Going on that day is to come.
    async fn rule_7_ask_little_guard_it_erase_it(server) {
        server.drum_by(&json!({})).await;
        let family = server.family("one@example.org").await;
        let mut without = family.drum();
        without["consents"] = json!([]);
        let refused = server.register(&family.token, DRUM, &without).await;
        refused.is_problem(422, "consent-missing");
        assert_eq!(refused.json()["reasons"][0]["facts"]["consent"], "guardian_consent");
        // Neither allergies nor photos: both are asked, both may be declined.
        let made = server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        assert_eq!(first(&made)["status"], "confirmed");
        let rows = answers::Entity::find().all(server.db.read()).await.unwrap();
        let keys: Vec<&str> = rows.iter().map(|row| &*row.question_key).collect();
        assert!(keys.contains(&"guardian_relation") && !keys.contains(&"allergies"), "{keys:?}");
        for row in &rows {
            assert_eq!(row.value, None, "{}: all of this form is about a child", row.question_key);
            let sealed = row.sealed.as_deref().unwrap();
            assert!(!sealed.contains("mother") && !sealed.contains("13800000000"), "{sealed}");
            assert!(row.erase_at.is_some_and(|at| at > server.clock.now()));
        }
        server.all_is_well().await;
    }

    /// Neutral in sender, subject, text and calendar; the employer's side sees numbers only, and
    /// none below five.
    async fn rule_8_counselling_leaves_no_trace(server) {
        server.import_demo().await;
        let token = server.worker("worker@example.org").await;
        let mut wanted = lecture(&server, &token).await;
        let me = text(&json!({ "id": wanted["participant_ids"][0] }), "id");
        let offering = server.get("/api/v1/offerings/p-mind-pujiang-02").send().await.ok(200);
        let slots = offering["sessions"].as_array().unwrap();
        wanted["session_ids"] = json!([slots[0]["id"]]);
        wanted["answers"] = json!({ &me: { "contact_way": "inbox", "topic_broad": "family" } });
        let made = server.register(&token, "p-mind-pujiang-02", &wanted).await.ok(201);
        let id = text(first(&made), "id");
        server.act(&token, &id, "cancel").await.ok(200);
        server.messages(&token).await;
        let letters = server.told().await;
        assert_eq!(letters.len(), 2);
        for notice in &letters {
            let letter = notice.letter.clone().unwrap();
            assert!(letter["calendars"][0]["events"][0].is_object(), "{letter}");
            let written = letter.to_string();
            for word in TELLING {
                assert!(!written.contains(word), "{word} in {letter}");
            }
        }
        let calendar = server.get(&format!("/api/v1/registrations/{id}/calendar.ics"));
        let calendar = calendar.token(&token).send().await;
        for word in TELLING {
            assert!(!calendar.text().contains(word), "{word} in {}", calendar.text());
        }

        let admin = server.staff("jh-pj", Role::Admin).await;
        server.prove(&admin).await;
        let roster = "/api/v1/offerings/p-mind-pujiang-02/roster";
        server.get(roster).token(&admin.token).send().await.is_problem(403, "forbidden");
        let report = server.report(&admin, "jh-pj/report").await;
        let totals = &report["confidential"]["totals"];
        for name in ["registrations", "persons", "person_times", "waiting", "unmet"] {
            assert_eq!(totals[name], json!(null), "{name}");
        }
        assert_eq!(report["totals"]["registrations"], 0, "nor among the others");
    }

    /// In and out with time and person; out with somebody on the list, or for a reason that is
    /// kept.
    async fn rule_9_children_leave_only_with_named_adults(server) {
        let (checker, session, families) = at_the_door(&server).await;
        let path = format!("/api/v1/sessions/{session}/attendance");
        let mark = async |nth: usize, mark: &str, more: Value| {
            let mut body = json!({
                "registration_id": families[nth].1, "mark": mark, "at": server.clock.now(),
            });
            body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            let marks = json!({ "marks": [body] });
            let sent = server.post(&path, &marks).token(&checker.token).send().await.ok(200);
            let problem = sent["outcomes"][0]["problem"]["type"].as_str().map(str::to_owned);
            problem.unwrap_or_else(|| text(&sent["outcomes"][0], "outcome"))
        };
        for nth in [0, 1] {
            assert_eq!(mark(nth, "in", json!({})).await, "applied");
        }
        server.advance_minutes(90);
        let missing = "/problems/collector-missing";
        assert_eq!(mark(0, "out", json!({})).await, missing);
        assert_eq!(mark(0, "out", json!({ "by": "陌生人" })).await, missing);
        assert_eq!(mark(0, "out", json!({ "by": "家里人" })).await, "applied");
        let called = json!({ "by": "陌生人", "reason": "妈妈来电，请邻居来接" });
        assert_eq!(mark(1, "out", called).await, "applied");
        let list = server.get(&path).token(&checker.token).send().await.ok(200);
        let line = |nth: usize| {
            let lines = list["items"].as_array().unwrap();
            lines.iter().find(|one| one["registration_id"] == json!(families[nth].1)).unwrap()
        };
        assert_eq!((&line(0)["out_by"], &line(0)["status"]), (&json!("家里人"), &json!("out")));
        assert_eq!(line(1)["reason"], "妈妈来电，请邻居来接");
        assert!(line(0)["in_at"].is_string() && line(0)["out_at"].is_string());
    }
}
