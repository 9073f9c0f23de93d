//! Rules 10, 11 and 12: that nobody stands before a machine alone.

use niangjia::organizations::staff::Role;
use niangjia::values::ids::RegistrationId;
use serde_json::json;

use crate::organizing::assisted::child;
use crate::registering::{DRUM, first, text};

on_both_databases! {
    /// One call without a word of why, after the time one was asked to keep too; the seat moves
    /// on, and who cancelled late is welcome again. Reminders, and the mild limit after repeats,
    /// are to come.
    async fn rule_10_cancelling_is_easy_no_shows_are_forgiven_first(server) {
        server.drum_by(&json!({})).await;
        let families = server.families(7).await;
        // 2 July, 15:00: later than a day before.
        server.advance_minutes(17 * 24 * 60 + 18 * 60 + 40);
        let (family, id) = &families[0];
        let gone = server.act(&family.token, id, "cancel").await.ok(200);
        assert_eq!(gone["status"], "cancelled");
        let last = gone["history"].as_array().unwrap().last().unwrap();
        assert_eq!((&last["reason"]["facts"]["late"], &last["reason"]["remark"]),
            (&json!(true), &json!(null)));
        let (next, next_id) = &families[6];
        assert_eq!(server.status_of(next, next_id).await, "offered", "the seat moves on");
        let again = server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        assert_eq!(first(&again)["status"], "waitlisted");
        server.all_is_well().await;
    }

    /// Who has neither address nor device stands in the same line, at the place of her arrival;
    /// every mail is in the inbox too.
    async fn rule_11_nobody_is_shut_out(server) {
        let staff = server.drum_by(&json!({})).await;
        let families = server.families(7).await;
        let helped = server.assist(&staff, "", &child("李小明")).await.ok(201);
        assert_eq!((&first(&helped)["status"], &first(&helped)["place_in_line"]),
            (&json!("waitlisted"), &json!(2)));
        let last = server.family_born("last@example.org", "2019-06-06").await;
        let made = server.register(&last.token, DRUM, &last.drum()).await.ok(201);
        assert_eq!(first(&made)["place_in_line"], 3);
        let last_id = text(first(&made), "id");

        let helped_id: RegistrationId = text(first(&helped), "registration_id").parse().unwrap();
        let helped_stands = async || {
            let found = server.app.ledger.registrations(&[helped_id]).await.unwrap();
            found[0].1.status.as_str().to_owned()
        };
        let (next, next_id) = &families[6];
        let leaves = async |nth: usize| {
            let (family, id) = &families[nth];
            server.act(&family.token, id, "cancel").await.ok(200);
        };
        leaves(0).await;
        assert_eq!(server.status_of(next, next_id).await, "offered");
        assert_eq!(helped_stands().await, "waitlisted");
        leaves(1).await;
        assert_eq!(helped_stands().await, "confirmed", "who is told by phone need not answer");
        assert_eq!(server.status_of(&last, &last_id).await, "waitlisted");
        leaves(2).await;
        assert_eq!(server.status_of(&last, &last_id).await, "offered");

        let inbox = server.messages(&next.token).await;
        let kinds: Vec<&str> = inbox.iter().map(|one| one["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["registration-offered", "registration-waiting"]);
        assert!(inbox.iter().all(|one| !text(one, "text").is_empty()));
        server.all_is_well().await;
    }

    /// A refusal names its rule and the numbers, in the reader's language; not being accepted
    /// says how to object and until when; a change tells everyone it touches, and where else to
    /// go.
    async fn rule_12_a_person_answers(server) {
        let staff = server.drum_by(&json!({})).await;
        let young = server.family_born("young@example.org", "2024-01-01").await;
        let refused = server.register(&young.token, DRUM, &young.drum()).await;
        refused.is_problem(422, "not-eligible");
        let reason = refused.json()["reasons"][0].clone();
        assert_eq!(reason["code"], "age-below-minimum");
        assert_eq!((&reason["facts"]["age_min"], &reason["facts"]["age_years"]), (&json!(6), &json!(3)));
        assert!(reason.to_string().contains("最小 6 岁"), "{reason}");
        let path = format!("/api/v1/offerings/{DRUM}/registrations");
        let english = server.post(&path, &young.drum()).token(&young.token).english().send().await;
        assert!(!english.json()["reasons"][0].to_string().contains('岁'), "{}", english.text());

        let families = server.families(7).await;
        let full = server.family_born("full@example.org", "2019-06-06").await;
        let mut wanted = full.drum();
        wanted["join_waitlist"] = json!(false);
        let refused = server.register(&full.token, DRUM, &wanted).await;
        refused.is_problem(409, "full");
        let facts = &refused.json()["reasons"][0]["facts"];
        assert_eq!((&facts["capacity"], &facts["waiting"]), (&json!(6), &json!(1)));

        let (waiting, id) = &families[6];
        let reject = format!("registrations/{id}/reject");
        server.orders(&staff, &reject, &json!({})).await.is_problem(422, "invalid");
        let reason = json!({ "reason": "材料不齐", "object_until": "2027-06-30" });
        server.orders(&staff, &reject, &reason).await.ok(200);
        let letter = text(&server.messages(&waiting.token).await[0], "text");
        for said in ["材料不齐", "不同意这个结果", "7月1日", "联系主办方"] {
            assert!(letter.contains(said), "{said} in {letter}");
        }

        server.drum_moves_to(&staff, "2027-07-04").await;
        let reason = json!({ "reason": "场地停电" });
        server.orders(&staff, &format!("offerings/{DRUM}/call-off"), &reason).await.ok(200);
        for (family, _) in &families[..6] {
            let inbox = server.messages(&family.token).await;
            let kinds: Vec<&str> = inbox.iter().map(|one| one["kind"].as_str().unwrap()).collect();
            assert_eq!(kinds, [
                "registration-called-off", "registration-rescheduled", "registration-confirmed",
            ]);
            let letter = text(&inbox[0], "text");
            for said in ["场地停电", "还有名额：上午场"] {
                assert!(letter.contains(said), "{said} in {letter}");
            }
        }
        let viewer = server.staff("jh-pj", Role::Viewer).await;
        server.orders(&viewer, &reject, &json!({ "reason": "x" })).await.is_problem(404, "not-found");
        server.all_is_well().await;
    }
}
