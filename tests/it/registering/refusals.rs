//! Each refusal names its rule and numbers, in the reader's language; nothing is done.

use niangjia::catalog::model::{Allocation, OfferingState};
use niangjia::roster::import::ShiftChoice;
use serde_json::{Value, json};

use super::{DRUM, Family, first, text};
use crate::harness::Answer;

#[track_caller]
fn reason(answer: &Answer) -> Value {
    answer.json()["reasons"][0].clone()
}

/// Something of the right type for each question that is not answered among the consents.
fn answers(questions: &Value) -> Value {
    let contact = json!({ "name": "外婆", "phone": "13800000000" });
    let answer = |question: &Value| match question["type"].as_str().unwrap() {
        "choice" => question["options"][0]["value"].clone(),
        "multi" => json!([question["options"][0]["value"]]),
        "number" => json!(1),
        "date" => json!("2027-06-14"),
        "bool" => json!(true),
        "person" | "contact" => contact.clone(),
        "people" => json!([contact]),
        _ => json!("文字"),
    };
    let all = questions.as_array().unwrap().iter();
    all.filter(|question| question["type"] != "consent")
        .map(|question| (text(question, "key"), answer(question)))
        .collect()
}

on_both_databases! {
    async fn what_one_does_not_join_by_registering_says_so(server) {
        server.import_demo().await;
        let family = server.family("parent@example.org").await;
        let asked = json!({ "participant_ids": [family.child] });
        let snapshot = server.app.catalog.snapshot();
        let mut open = 0;
        for offering in snapshot.offerings.all() {
            if offering.allocation != Allocation::Open || offering.state != OfferingState::Published {
                continue;
            }
            open += 1;
            let answer = server.register(&family.token, &offering.code, &asked).await;
            answer.is_problem(409, "not-by-registration");
        }
        assert!(open >= 5, "{open}");
    }

    async fn what_is_missing_is_named(server) {
        server.import_demo().await;
        let family = server.family("parent@example.org").await;
        let bare = json!({ "participant_ids": [family.child] });
        let answer = server.register(&family.token, DRUM, &bare).await;
        answer.is_problem(422, "answers-invalid");
        assert_eq!(reason(&answer)["facts"]["question"], "guardian_relation");
        assert_eq!(answer.json()["detail"], "“与孩子的关系”还没有填。");
        let mut body = family.drum();
        body["consents"] = json!([]);
        let answer = server.register(&family.token, DRUM, &body).await;
        answer.is_problem(422, "consent-missing");
        assert_eq!(reason(&answer)["facts"]["consent"], "guardian_consent");
        assert!(answer.text().contains("还差一份同意书：“监护人同意处理孩子信息”"));
        body["consents"] = json!([{ "key": "guardian_consent", "version": 7 }]);
        let answer = server.register(&family.token, DRUM, &body).await;
        assert_eq!(reason(&answer)["code"], "consent-outdated");
        let mine = server.get("/api/v1/me/registrations").token(&family.token).send().await.ok(200);
        assert_eq!(mine["items"], json!([]));
    }

    async fn who_is_already_in_or_too_early_is_told_when(server) {
        server.import_demo().await;
        let family = server.family("parent@example.org").await;
        server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        let again = server.register(&family.token, DRUM, &family.drum()).await;
        again.is_problem(409, "already-registered");
        assert_eq!(reason(&again)["facts"]["since"], "2027-06-14T12:20:00Z");
        let early = server.get("/api/v1/programs?phase=upcoming").send().await.ok(200);
        let early = early["items"].as_array().unwrap().iter()
            .find_map(|program| program["offerings"].as_array()?.first().map(|one| text(one, "id")));
        let body = json!({ "participant_ids": [family.child] });
        let answer = server.register(&family.token, &early.unwrap(), &body).await;
        assert!([409, 422].contains(&answer.status), "{}", answer.text());
        assert_eq!(answer.json()["type"], "/problems/registration-not-open");
        assert!(answer.json()["detail"].as_str().unwrap().contains("开始报名"));
    }

    async fn what_is_in_the_way_is_named_in_the_order_asked(server) {
        server.import_demo().await;
        let token = server.worker("worker@example.org").await;
        let me = server.get("/api/v1/me/participants").token(&token).send().await.ok(200);
        let club = "p-read-club-01";
        let offering = server.get(&format!("/api/v1/offerings/{club}")).send().await.ok(200);
        let [first, second] = [0, 1].map(|at| offering["sessions"][at]["id"].clone());
        let ask = async |sessions: &[&Value]| {
            let body = json!({ "participant_ids": [me["items"][0]["id"]], "session_ids": sessions });
            server.register(&token, club, &body).await
        };
        let mut made = Vec::new();
        for session in [&second, &first] {
            made.push(text(&ask(&[session]).await.ok(201)["registrations"][0], "id"));
        }
        let answer = ask(&[&first, &second]).await;
        answer.is_problem(409, "already-registered");
        let named = [0, 1].map(|at| text(&answer.json()["reasons"][at]["facts"], "registration_id"));
        assert_eq!(named, [made[1].clone(), made[0].clone()]);
    }

    async fn a_member_only_program_asks_for_the_membership(server) {
        server.import_demo().await;
        let family = server.family("parent@example.org").await;
        let body = json!({
            "participant_ids": [family.child],
            "answers": { &family.child: { "guardian_relation": "mother", "lunch": "site" } },
            "consents": [{ "key": "guardian_consent", "version": 1 }],
        });
        let answer = server.register(&family.token, "p-rdf-camp-01", &body).await;
        answer.is_problem(422, "not-eligible");
        assert_eq!(reason(&answer)["code"], "membership-missing");
        let program = server.get("/api/v1/programs/p-rdf-camp").send().await.ok(200);
        let rules = program["eligibility"]["rules"].to_string();
        let within = reason(&answer)["facts"]["within_organization_id"].clone();
        let body = server.get(&format!("/api/v1/organizations/{}", within.as_str().unwrap()));
        let name = text(&body.send().await.ok(200), "name");
        let detail = text(&answer.json(), "detail");
        assert!(detail.contains(&format!("要先由{name}确认")), "{detail} {rules}");
    }

    async fn somebody_elses_child_and_registration_are_unknown(server) {
        server.import_demo().await;
        let (mine, theirs) =
            (server.family("a@example.org").await, server.family("b@example.org").await);
        let answer = server.register(&mine.token, DRUM, &theirs.drum()).await;
        answer.is_problem(422, "participant-unknown");
        let made = server.register(&theirs.token, DRUM, &theirs.drum()).await.ok(201);
        let id = text(first(&made), "id");
        for act in ["cancel", "accept", "decline"] {
            server.act(&mine.token, &id, act).await.is_problem(404, "not-found");
        }
        let path = format!("/api/v1/registrations/{id}");
        server.get(&path).token(&mine.token).send().await.is_problem(404, "not-found");
        server.get(&path).send().await.is_problem(401, "unauthenticated");
    }

    async fn what_the_status_forbids_has_one_name(server) {
        server.import_demo().await;
        let family = server.family("parent@example.org").await;
        let made = server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        let id = text(first(&made), "id");
        server.act(&family.token, &id, "cancel").await.ok(200);
        let answer = server.act(&family.token, &id, "accept").await;
        answer.is_problem(409, "status-forbids");
        assert_eq!(reason(&answer)["code"], "status-forbids");
    }

    async fn a_key_is_replayed_and_not_reused(server) {
        server.import_demo().await;
        let family = server.family("parent@example.org").await;
        let path = format!("/api/v1/offerings/{DRUM}/registrations");
        let ask = async |body: &Value| {
            server.post(&path, body).token(&family.token).key("k-1").send().await
        };
        let made = ask(&family.drum()).await;
        assert_eq!(made.status, 201);
        let again = ask(&family.drum()).await;
        assert_eq!(again.header("idempotent-replayed"), "true");
        assert_eq!(again.ok(201), made.json());
        let mut other = family.drum();
        other["join_waitlist"] = json!(false);
        ask(&other).await.is_problem(422, "idempotency-key-reused");
        // The replay shows the row as it is now.
        let id = text(first(&made.json()), "id");
        server.act(&family.token, &id, "cancel").await.ok(200);
        assert_eq!(first(&ask(&family.drum()).await.ok(201))["status"], "cancelled");
        // After a day the key is forgotten, whether or not its row was swept yet.
        server.advance_hours(25);
        let anew = ask(&family.drum()).await.ok(201);
        assert_eq!(first(&anew)["status"], "confirmed");
        assert_eq!(ask(&family.drum()).await.ok(201), anew);
    }

    async fn a_preview_changes_nothing(server) {
        server.import_demo().await;
        let family = server.family("parent@example.org").await;
        let path = format!("/api/v1/offerings/{DRUM}/registrations?preview=true");
        let seen = server.post(&path, &family.drum()).token(&family.token).send().await.ok(200);
        assert_eq!(first(&seen)["status"], "confirmed");
        assert_eq!((&first(&seen)["id"], &first(&seen)["door_code"]), (&json!(null), &json!(null)));
        let places = server.get(&format!("/api/v1/offerings/{DRUM}/places")).send().await.ok(200);
        assert_eq!(places["places_left"], 6);
    }

    async fn withdrawing_a_needed_consent_cancels(server) {
        server.import_demo().await;
        let family = server.family("parent@example.org").await;
        let made = server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        let id = text(first(&made), "id");
        let given = server.get("/api/v1/me/consents").token(&family.token).send().await.ok(200);
        let consent = text(&given["items"][0], "id");
        let path = format!("/api/v1/me/consents/{consent}/withdraw");
        let ask = async |path: &str| {
            server.post(path, &json!({})).token(&family.token).send().await.ok(200)
        };
        let preview = ask(&format!("{path}?preview=true")).await;
        assert_eq!(preview["cancels_registration_id"], json!(id));
        assert_eq!(server.registration(&family.token, &id).await["status"], "confirmed");
        let done = ask(&path).await;
        assert_ne!(done["consent"]["withdrawn_at"], json!(null));
        assert_eq!(server.registration(&family.token, &id).await["status"], "cancelled");
    }

    async fn a_key_of_another_request_withdraws_nothing(server) {
        server.import_demo().await;
        let family = server.family("parent@example.org").await;
        let made = server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        let id = text(first(&made), "id");
        let given = server.get("/api/v1/me/consents").token(&family.token).send().await.ok(200);
        let path = format!("/api/v1/me/consents/{}/withdraw", text(&given["items"][0], "id"));
        let ask = async |path: &str, key: &str| {
            server.post(path, &json!({})).token(&family.token).key(key).send().await
        };
        ask("/api/v1/me/calendar-key", "used").await.ok(200);
        ask(&path, "used").await.is_problem(422, "idempotency-key-reused");
        assert_eq!(server.registration(&family.token, &id).await["status"], "confirmed");
        let done = ask(&path, "new").await;
        assert_eq!(done.ok(200)["cancels_registration_id"], json!(id));
        let again = ask(&path, "new").await;
        assert_eq!(again.header("idempotent-replayed"), "true");
        assert_eq!(again.ok(200), done.json());
    }

    async fn every_consent_that_is_asked_for_can_be_read(server) {
        server.import_demo().await;
        let family = server.family("parent@example.org").await;
        for (program, code) in [("p-xingxing", "p-xingxing-01"), ("p-court", "p-court-01"), ("p-open-drum", DRUM)] {
            let shown = server.get(&format!("/api/v1/programs/{program}")).send().await.ok(200);
            let offering = server.get(&format!("/api/v1/offerings/{code}")).send().await.ok(200);
            let picked = (offering["enrol"] == "pick").then(|| offering["sessions"][1]["id"].clone());
            let body = json!({
                "participant_ids": [family.child],
                "session_ids": picked.into_iter().collect::<Vec<_>>(),
                "answers": { &family.child: answers(&shown["questions"]) },
            });
            let answer = server.register(&family.token, code, &body).await;
            answer.is_problem(422, "consent-missing");
            for reason in answer.json()["reasons"].as_array().unwrap() {
                let read = shown["consents"].as_array().unwrap().iter()
                    .find(|one| one["key"] == reason["facts"]["consent"]);
                let read = read.unwrap_or_else(|| panic!("{program}: {reason} cannot be read"));
                assert!(read["required"] == true || read["required_below_age"] == 18, "{read}");
                assert_eq!(read["version"], reason["facts"]["version"]);
            }
        }
        let anyone = server.get("/api/v1/programs/p-xingxing").send().await.ok(200);
        let guardian = anyone["consents"].as_array().unwrap().iter()
            .find(|one| one["key"] == "guardian_consent").unwrap();
        assert_eq!(
            (&guardian["required"], &guardian["required_below_age"]),
            (&json!(false), &json!(18))
        );
    }

    async fn times_are_told_as_at_the_offering(server) {
        let demo = std::str::from_utf8(super::DEMO).unwrap();
        let in_tokyo = demo.replace("\"Asia/Shanghai\"", "\"Asia/Tokyo\"");
        let importer = &server.app.importer;
        importer.import("demo", in_tokyo.as_bytes(), ShiftChoice::None).await.unwrap();
        server.app.catalog.refresh().await.unwrap();
        let family = server.family("parent@example.org").await;
        let made = server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        server.advance_hours(24 * 20);
        let late = server.act(&family.token, &text(first(&made), "id"), "cancel").await;
        late.is_problem(409, "already-begun");
        // 14:00 in China.
        assert!(late.json()["detail"].as_str().unwrap().contains("15:00"), "{}", late.text());
    }

    async fn what_is_said_of_somebody_else_is_pointed_at(server) {
        server.import_demo().await;
        let (family, other) =
            (server.family("a@example.org").await, server.family("b@example.org").await);
        let body = json!({
            "participant_ids": [family.child],
            "party": { &other.child: 1 },
            "answers": {
                &family.child: { "guardian_relation": "mother" },
                &other.child: { "guardian_relation": "mother" },
            },
            "consents": [
                { "key": "guardian_consent", "version": 1 },
                { "key": "guardian_consent", "version": 1, "participant_id": other.child },
            ],
        });
        let answer = server.register(&family.token, DRUM, &body).await;
        answer.is_problem(422, "invalid");
        let errors = answer.json()["errors"].clone();
        let pointers: Vec<&str> = errors.as_array().unwrap().iter()
            .map(|error| error["pointer"].as_str().unwrap()).collect();
        assert_eq!(pointers, [
            &format!("/party/{}", other.child),
            &format!("/answers/{}", other.child),
            "/consents/1/participant_id",
        ]);
    }

    async fn full_says_whether_one_could_have_waited(server) {
        server.import_demo().await;
        let mut last = Family { token: String::new(), child: String::new() };
        for number in 1..=8 {
            last = server.family(&format!("parent{number}@example.org")).await;
            if number < 8 {
                server.register(&last.token, DRUM, &last.drum()).await.ok(201);
            }
        }
        let mut body = last.drum();
        body["join_waitlist"] = json!(false);
        let path = format!("/api/v1/offerings/{DRUM}/registrations");
        let answer = server.post(&path, &body).token(&last.token).english().send().await;
        answer.is_problem(409, "full");
        assert_eq!(answer.json()["detail"], "All places are taken. The waiting list is open \
            (one is waiting). To join it, register and choose to wait.");
        assert_eq!(reason(&answer)["facts"]["waiting"], 1);
    }

    async fn a_booking_shows_whom_to_ask(server) {
        server.import_demo().await;
        let family = server.family("parent@example.org").await;
        let made = server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        let program = server.get("/api/v1/programs/p-open-drum").send().await.ok(200);
        let shown = server.registration(&family.token, &text(first(&made), "id")).await;
        assert_eq!(shown["organization"], program["organization"]["name"]);
        assert_eq!(shown["contact"], program["contact"]);
        assert!(shown["organization"].is_string());
        let child = format!("/api/v1/me/participants/{}", family.child);
        let refused = server.delete(&child).token(&family.token).english().send().await;
        assert_eq!(refused.json()["detail"], "One registration has not ended; cancel it first");
    }
}
