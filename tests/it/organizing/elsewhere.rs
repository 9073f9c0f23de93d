//! A session that takes place elsewhere: who is told what, and where it is shown.

use niangjia::organizations::staff::Role;
use serde_json::{Value, json};

use crate::harness::TestServer;
use crate::registering::{DRUM, first, text};

/// Where the drum is not taught.
const PARK: (&str, &str) = ("s-wz-park", "杨府山公园集合点");

impl TestServer {
    /// The drum afternoon as everybody reads it.
    async fn drum_shown(&self) -> Value {
        let path = format!("/api/v1/offerings/{DRUM}");
        self.get(&path).send().await.ok(200)
    }

    /// The newest message of an inbox, once what was owed is written.
    async fn newest_message(&self, token: &str) -> Value {
        self.app.notices.courier.deliver_due().await.unwrap();
        let inbox = self.get("/api/v1/me/notices").token(token).send();
        inbox.await.ok(200)["items"][0].clone()
    }
}

on_both_databases! {
    async fn a_session_takes_place_elsewhere(server) {
        let staff = server.drum_by(&json!({})).await;
        let families = server.families(7).await;
        let shown = server.drum_shown().await;
        let session = &shown["sessions"][0];
        assert_eq!(session["site"], json!(null));
        let path = format!("sessions/{}/move", text(session, "id"));
        let moving = json!({
            "starts_at": session["starts_at"], "ends_at": session["ends_at"],
            "site": PARK.0, "reason": "文化宫装修",
        });
        let look = server.orders(&staff, &format!("{path}?preview=true"), &moving).await.ok(200);
        assert_eq!(look["moves"].as_array().unwrap().len(), 7);
        assert_eq!(server.drum_shown().await["sessions"][0]["site"], json!(null), "only looked");
        let done = server.orders(&staff, &path, &moving).await.ok(200);
        assert_eq!(done, look, "as foreseen");

        let shown = server.drum_shown().await;
        assert_eq!(shown["sessions"][0]["site"]["code"], PARK.0);
        assert_eq!(shown["sessions"][0]["starts_at"], session["starts_at"]);
        assert_eq!(shown["site"]["code"], "s-wz-palace", "the other dates stay where they are");
        let dates = server.get(&format!("/api/v1/offerings/{DRUM}/calendar.ics")).send().await;
        assert!(dates.text().contains(PARK.1), "{}", dates.text());

        let (family, id) = &families[0];
        let letter = server.newest_message(&family.token).await;
        assert_eq!(letter["kind"], "registration-rescheduled");
        assert!(text(&letter, "subject").contains(PARK.1), "{letter}");
        let said = text(&letter, "text");
        for words in [PARK.1, "名额、位次和时间都不变", "文化宫装修"] {
            assert!(said.contains(words), "{words} in {said}");
        }
        let own = server.registration(&family.token, id).await;
        let line = own["history"].as_array().unwrap().last().unwrap().to_string();
        assert!(!line.contains("reason-"), "every reason has its words: {line}");
        server.all_is_well().await;

        let again = server.orders(&staff, &path, &moving).await.ok(200);
        assert_eq!(again["moves"], json!([]), "it is there already");
        let both = json!({
            "starts_at": "2027-07-20T06:00:00Z", "ends_at": "2027-07-20T07:30:00Z",
            "site": "s-wz-palace", "reason": "装修完了",
        });
        server.orders(&staff, &path, &both).await.ok(200);
        let letter = server.newest_message(&family.token).await;
        assert!(text(&letter, "subject").contains("地点也改了"), "{letter}");
        assert!(text(&letter, "text").contains("温州市工人文化宫"), "{letter}");
        assert_eq!(server.drum_shown().await["sessions"][0]["site"]["code"], "s-wz-palace");
        server.all_is_well().await;
    }

    async fn a_place_that_is_not_there_is_refused(server) {
        let staff = server.drum_by(&json!({})).await;
        let session = server.drum_shown().await["sessions"][0].clone();
        let moving = json!({
            "starts_at": session["starts_at"], "ends_at": session["ends_at"],
            "site": "s-nowhere", "reason": "文化宫装修",
        });
        let path = format!("sessions/{}/move", text(&session, "id"));
        let refused = server.orders(&staff, &path, &moving).await;
        refused.is_problem(422, "invalid");
        let problem = refused.json();
        assert_eq!(problem["errors"][0]["pointer"], "/site");
        assert_eq!(problem["errors"][0]["code"], "unknown-reference");
    }

    async fn a_discreet_program_tells_no_mail_where(server) {
        server.import_demo().await;
        let staff = server.staff("jh-pj", Role::Organizer).await;
        let token = server.worker("worker@example.org").await;
        let me = server.get("/api/v1/me/participants").token(&token).send().await.ok(200);
        let me = text(&me["items"][0], "id");
        let offering = server.get("/api/v1/offerings/p-mind-pujiang-02").send().await.ok(200);
        let slot = &offering["sessions"][0];
        let body = json!({
            "participant_ids": [me], "session_ids": [slot["id"]],
            "answers": { &me: { "contact_way": "inbox" } },
        });
        let made = server.register(&token, "p-mind-pujiang-02", &body).await.ok(201);
        let moving = json!({
            "starts_at": slot["starts_at"], "ends_at": slot["ends_at"],
            "site": "s-pj-center", "reason": "房间换了",
        });
        let path = format!("sessions/{}/move", text(slot, "id"));
        server.orders(&staff, &path, &moving).await.ok(200);
        let letter = server.newest_message(&token).await;
        assert_eq!(letter["kind"], "registration-rescheduled");
        for word in ["服务中心", "心灵", "房间"] {
            assert!(!letter.to_string().contains(word), "{word} in {letter}");
        }
        let own = server.registration(&token, &text(first(&made), "id")).await;
        assert_eq!(own["offering"]["site"]["code"], "s-pj-center", "she reads it where she signs in");
        server.all_is_well().await;
    }
}
