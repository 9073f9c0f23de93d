//! The way of a parent: register, wait, be offered a place, accept; cancel and be followed.

use serde_json::{Value, json};

use super::{DRUM, Family, first, text};
use crate::harness::TestServer;

/// Six have places, two wait, one gives up: who waits first holds an offer.
pub(super) async fn two_in_line(server: &TestServer) -> Vec<(String, String)> {
    server.import_demo().await;
    let mut made = Vec::new();
    for number in 1..=8 {
        let family = server.family(&format!("parent{number}@example.org")).await;
        let body = server
            .register(&family.token, DRUM, &family.drum())
            .await
            .ok(201);
        made.push((family.token, text(first(&body), "id")));
    }
    server.act(&made[0].0, &made[0].1, "cancel").await.ok(200);
    made.split_off(6)
}

on_both_databases! {
    async fn a_child_gets_a_place_the_next_waits_and_moves_up(server) {
        server.import_demo().await;
        let mut families: Vec<Family> = Vec::new();
        for number in 1..=7 {
            families.push(server.family(&format!("parent{number}@example.org")).await);
        }
        let mut ids = Vec::new();
        for family in &families[..6] {
            let made = server.register(&family.token, DRUM, &family.drum()).await.ok(201);
            assert_eq!(first(&made)["status"], "confirmed", "{made}");
            assert_eq!(first(&made)["door_code"].as_str().unwrap().len(), 6);
            assert_eq!(first(&made)["history"][0]["reason"]["code"], "seat-free");
            ids.push(text(first(&made), "id"));
        }
        let last = &families[6];
        let made = server.register(&last.token, DRUM, &last.drum()).await.ok(201);
        let waiting = first(&made).clone();
        assert_eq!((&waiting["status"], &waiting["place_in_line"]), (&json!("waitlisted"), &json!(1)));
        assert_eq!(waiting["door_code"], json!(null));
        let places = server.get(&format!("/api/v1/offerings/{DRUM}/places")).send().await.ok(200);
        assert_eq!((&places["places_left"], &places["waiting"]), (&json!(0), &json!(1)));

        server.act(&families[0].token, &ids[0], "cancel").await.ok(200);
        let offered = server.registration(&last.token, &text(&waiting, "id")).await;
        assert_eq!(offered["status"], "offered");
        assert_eq!(offered["actions"], json!(["accept", "decline", "cancel"]));
        // A day from 20:20 is 20:20: by day, so it stays.
        assert_eq!(offered["offer_expires_at"], "2027-06-15T12:20:00Z");
        let taken = server.act(&last.token, &text(&waiting, "id"), "accept").await.ok(200);
        assert_eq!(taken["status"], "confirmed");
        let codes: Vec<&str> = taken["history"].as_array().unwrap().iter()
            .map(|line| line["reason"]["code"].as_str().unwrap()).collect();
        assert_eq!(codes, ["no-seat-free", "promoted", "accepted"]);
        // Again: the same answer.
        let again = server.act(&last.token, &text(&waiting, "id"), "accept").await.ok(200);
        assert_eq!(again, taken);
    }

    async fn who_gives_up_may_say_why(server) {
        server.import_demo().await;
        let family = server.family("parent@example.org").await;
        let made = server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        let path = format!("/api/v1/registrations/{}/cancel", text(first(&made), "id"));
        let cancel = async |body: Value| server.post(&path, &body).token(&family.token).send().await;
        let long = json!({ "reason": "长".repeat(501) });
        cancel(long).await.is_problem(422, "invalid");
        let gone = cancel(json!({ "reason": " 孩子\u{200b}病了 " })).await.ok(200);
        let last = &gone["history"][1];
        assert_eq!((&last["to"], &last["reason"]["remark"]), (&json!("cancelled"), &json!("孩子病了")));
        assert_eq!(gone["history"][0]["reason"]["remark"], json!(null));
        let again = cancel(json!({ "reason": "另一个原因" })).await.ok(200);
        assert_eq!(again, gone, "what was said first stays");
    }

    async fn a_child_with_a_place_stays_in_the_household(server) {
        server.import_demo().await;
        let family = server.family("parent@example.org").await;
        let made = server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        let child = format!("/api/v1/me/participants/{}", family.child);
        let refused = server.delete(&child).token(&family.token).send().await;
        refused.is_problem(409, "live-registrations");
        server.act(&family.token, &text(first(&made), "id"), "cancel").await.ok(200);
        assert_eq!(server.delete(&child).token(&family.token).send().await.status, 204);
    }

    async fn each_is_told_once_in_mail_and_inbox(server) {
        server.import_demo().await;
        let family = server.family("parent@example.org").await;
        let made = server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        let id = text(first(&made), "id");
        server.act(&family.token, &id, "cancel").await.ok(200);
        server.app.notices.courier.deliver_due().await.unwrap();
        let inbox = server.get("/api/v1/me/notices").token(&family.token).send().await.ok(200);
        let kinds: Vec<&str> = inbox["items"].as_array().unwrap().iter()
            .map(|notice| notice["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["registration-cancelled", "registration-confirmed"]);
        let subject = inbox["items"][1]["subject"].as_str().unwrap();
        assert!(subject.contains("张小二"), "{subject}");
    }

    async fn who_leaves_the_line_hands_no_place_on(server) {
        let queue = two_in_line(&server).await;
        let (token, id) = &queue[1];
        server.act(token, id, "cancel").await.ok(200);
        server.app.notices.courier.deliver_due().await.unwrap();
        let inbox = server.get("/api/v1/me/notices").token(token).send().await.ok(200);
        let letter = text(&inbox["items"][0], "text");
        assert_eq!(inbox["items"][0]["kind"], "registration-cancelled");
        assert!(letter.contains("已经退出候补") && !letter.contains("给下一位"), "{letter}");
    }

    async fn an_offer_nobody_answers_goes_on(server) {
        let queue = two_in_line(&server).await;
        server.app.notices.courier.deliver_due().await.unwrap();
        server.advance_hours(24);
        server.tick().await;
        let (token, id) = &queue[0];
        assert_eq!(server.registration(token, id).await["status"], "offered", "30 s of grace");
        server.advance_minutes(1);
        server.tick().await;
        let gone = server.registration(token, id).await;
        assert_eq!(gone["status"], "expired");
        assert_eq!(gone["history"][2]["reason"]["code"], "offer-expired");
        server.act(token, id, "accept").await.is_problem(409, "offer-expired");
        let (token, id) = &queue[1];
        assert_eq!(server.registration(token, id).await["status"], "offered");
    }

    async fn a_mail_outage_costs_nobody_a_place(server) {
        let queue = two_in_line(&server).await;
        let (token, id) = &queue[0];
        server.advance_hours(3);
        server.tick().await;
        let extended = server.registration(token, id).await;
        // 23:20 of the next evening is night: nine in the morning after it.
        assert_eq!(extended["offer_expires_at"], "2027-06-16T01:00:00Z");
        assert_eq!(extended["history"][2]["reason"]["code"], "offer-extended");
        server.advance_hours(3);
        server.tick().await;
        assert_eq!(server.registration(token, id).await, extended, "once");
    }

    async fn an_outage_costs_no_place_either_when_the_first_of_those_linked_leaves(server) {
        server.drum_by(&json!({ "sibling_groups": true, "capacity": 2 })).await;
        let mut seats = Vec::new();
        for number in 1..=2 {
            let family = server.family(&format!("parent{number}@example.org")).await;
            let made = server.register(&family.token, DRUM, &family.drum()).await.ok(201);
            seats.push((family.token, text(first(&made), "id")));
        }
        let (family, together) = server.siblings().await;
        let made = server.register(&family.token, DRUM, &together).await.ok(201);
        let ids: Vec<String> = [0, 1].map(|at| text(&made["registrations"][at], "id")).into();
        for (token, id) in &seats {
            server.act(token, id, "cancel").await.ok(200);
        }
        let status = async |id: &str| server.registration(&family.token, id).await;
        assert_eq!(status(&ids[1]).await["status"], "offered");
        server.act(&family.token, &ids[0], "cancel").await.ok(200);
        server.advance_hours(3);
        server.tick().await;
        let extended = status(&ids[1]).await;
        assert_eq!(extended["history"][2]["reason"]["code"], "offer-extended", "{extended}");
    }

    async fn an_outage_costs_no_place_where_offers_last_two_hours_only(server) {
        let session = json!({
            "id": "p-open-drum-02-s01", "capacity": 1,
            "starts_at": "2027-07-03T14:00:00+08:00", "ends_at": "2027-07-03T15:30:00+08:00",
        });
        server.drum_by(&json!({
            "enrol": "pick", "capacity": null, "offer_hours": 2, "sessions": [session],
        })).await;
        let offering = server.get(&format!("/api/v1/offerings/{DRUM}")).send().await.ok(200);
        server.advance_hours(13);
        let mut made = Vec::new();
        for number in 1..=2 {
            let family = server.family(&format!("parent{number}@example.org")).await;
            let mut wanted = family.drum();
            wanted["session_ids"] = json!([offering["sessions"][0]["id"]]);
            let body = server.register(&family.token, DRUM, &wanted).await.ok(201);
            made.push((family.token, text(first(&body), "id")));
        }
        server.act(&made[0].0, &made[0].1, "cancel").await.ok(200);
        let (token, id) = &made[1];
        let offered = server.registration(token, id).await;
        assert_eq!(offered["offer_expires_at"], "2027-06-15T03:20:00Z", "{offered}");
        server.advance_minutes(109);
        server.tick().await;
        assert_eq!(server.registration(token, id).await, offered, "the mail may still come");
        server.advance_minutes(1);
        server.tick().await;
        let extended = server.registration(token, id).await;
        assert_eq!(extended["offer_expires_at"], "2027-06-15T05:10:00Z", "{extended}");
    }

    async fn who_lives_elsewhere_reads_both_clocks(server) {
        server.import_demo().await;
        let token = server.worker("worker@example.org").await;
        let me = server.get("/api/v1/me/participants").token(&token).send().await.ok(200);
        let me = text(&me["items"][0], "id");
        let offering = server.get("/api/v1/offerings/p-court-01").send().await.ok(200);
        let body = json!({
            "participant_ids": [me], "session_ids": [offering["sessions"][0]["id"]],
            "answers": { &me: {
                "topic_broad": "family", "contact_way": "inbox", "counsellor_gender": "any",
            } },
        });
        server.register(&token, "p-court-01", &body).await.ok(201);
        server.app.notices.courier.deliver_due().await.unwrap();
        let inbox = server.get("/api/v1/me/notices").token(&token).send().await.ok(200);
        let letter = text(&inbox["items"][0], "text");
        for clock in ["北京时间 6月18日（周五）15:00–15:40", "马德里时间 6月18日（周五）9:00–9:40"] {
            assert!(letter.contains(clock), "{letter}");
        }
    }

    async fn a_slot_is_booked_discreetly_and_changed(server) {
        server.import_demo().await;
        let token = server.worker("worker@example.org").await;
        let me = server.get("/api/v1/me/participants").token(&token).send().await.ok(200);
        let me = text(&me["items"][0], "id");
        let offering = server.get("/api/v1/offerings/p-mind-pujiang-02").send().await.ok(200);
        let slots = offering["sessions"].as_array().unwrap();
        let body = json!({
            "participant_ids": [me], "session_ids": [slots[0]["id"]],
            "answers": { &me: { "contact_way": "inbox" } },
        });
        let made = server.register(&token, "p-mind-pujiang-02", &body).await.ok(201);
        assert_eq!(first(&made)["session_id"], slots[0]["id"]);
        let id = text(first(&made), "id");
        let path = format!("/api/v1/registrations/{id}/change");
        let wish = json!({ "session_id": slots[1]["id"] });
        let moved = server.post(&path, &wish).token(&token).send().await.ok(200);
        assert_eq!((&moved["session_id"], &moved["replaces"]), (&slots[1]["id"], &json!(id)));
        assert_eq!(server.registration(&token, &id).await["status"], "cancelled");
        server.app.notices.courier.deliver_due().await.unwrap();
        let inbox = server.get("/api/v1/me/notices").token(&token).send().await.ok(200);
        let title = text(&offering["program"], "title");
        assert!(!inbox.to_string().contains(&title), "a discreet program is named: {inbox}");
    }
}
