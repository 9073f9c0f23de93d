//! Review, draws, sessions that change: what organizers decide, over HTTP, and how the families
//! hear of it.

use niangjia::ledger::check;
use niangjia::ledger::draw::{Transcript, verify};
use niangjia::organizations::staff::Role;
use niangjia::roster::import::ShiftChoice;
use serde_json::{Value, json};

use super::Staff;
use crate::harness::TestServer;
use crate::registering::{DRUM, Family, first, text};

const DEMO: &str = include_str!("../../../demo/zhejiang-programs.json");

impl TestServer {
    /// The demo with another way of giving the places of the drum afternoon, and its organizer.
    pub(crate) async fn drum_by(&self, edits: &Value) -> Staff {
        let mut file: Value = serde_json::from_str(DEMO).unwrap();
        let programs = file["programs"].as_array_mut().unwrap();
        let program = programs
            .iter_mut()
            .find(|one| one["id"] == "p-open-drum")
            .unwrap();
        let runs = program["offerings"].as_array_mut().unwrap();
        let drum = runs.iter_mut().find(|one| one["id"] == DRUM).unwrap();
        for (member, value) in edits.as_object().unwrap() {
            drum[member] = value.clone();
        }
        let bytes = file.to_string();
        let importer = &self.app.importer;
        importer
            .import("demo", bytes.as_bytes(), ShiftChoice::None)
            .await
            .unwrap();
        self.app.catalog.refresh().await.unwrap();
        let staff = self.staff("wz-lc", Role::Organizer).await;
        self.prove(&staff).await;
        staff
    }

    /// Roles of the tests last a day: somebody else has one now.
    pub(crate) async fn two_days_later(&self) -> Staff {
        self.advance_hours(2 * 24);
        let staff = self.staff("wz-lc", Role::Admin).await;
        self.prove(&staff).await;
        staff
    }

    pub(crate) async fn families(&self, count: usize) -> Vec<(Family, String)> {
        let mut families = Vec::new();
        for number in 1..=count {
            let family = self.family(&format!("parent{number}@example.org")).await;
            // No two children are born on one day: else they would look like one.
            let born = json!({ "birth_date": format!("2019-04-{number:02}") });
            let child = format!("/api/v1/me/participants/{}", family.child);
            let editing = self.patch(&child, &born).token(&family.token).send();
            editing.await.ok(200);
            let made = self
                .register(&family.token, DRUM, &family.drum())
                .await
                .ok(201);
            let id = text(first(&made), "id");
            families.push((family, id));
        }
        families
    }

    /// A family with two children, and what it sends to have both drawn together.
    pub(crate) async fn siblings(&self) -> (Family, Value) {
        let family = self.family("siblings@example.org").await;
        let second = json!({ "name": "张小三", "relation": "child", "birth_date": "2018-03-01" });
        let adding = self.post("/api/v1/me/participants", &second);
        let second = text(&adding.token(&family.token).send().await.ok(201), "id");
        let answers = family.drum()["answers"][&family.child].clone();
        let mut of_second = answers.clone();
        of_second["emergency_contact"] =
            json!({ "name": "家里人", "phone": "13800000000", "relation": "外婆" });
        let together = json!({
            "participant_ids": [family.child, second], "linked": true,
            "answers": { &family.child: answers, &second: of_second },
            "consents": [{ "key": "guardian_consent", "version": 1 }],
        });
        (family, together)
    }

    pub(crate) async fn orders(
        &self,
        staff: &Staff,
        path: &str,
        body: &Value,
    ) -> crate::harness::Answer {
        let path = format!("/api/v1/{path}");
        self.post(&path, body).token(&staff.token).send().await
    }

    pub(crate) async fn statuses(&self, families: &[(Family, String)]) -> Vec<String> {
        let mut statuses = Vec::new();
        for (family, id) in families {
            statuses.push(text(&self.registration(&family.token, id).await, "status"));
        }
        statuses
    }

    /// Every letter can be written, and the ledger is sound.
    pub(crate) async fn all_is_well(&self) {
        self.app.notices.courier.deliver_due().await.unwrap();
        let report = check::run(&self.db, self.clock.now()).await.unwrap();
        assert_eq!(report.violations, []);
    }
}

fn count(statuses: &[String], wanted: &str) -> usize {
    statuses.iter().filter(|status| *status == wanted).count()
}

on_both_databases! {
    async fn lots_are_drawn_and_can_be_recomputed(server) {
        let staff = server.drum_by(&json!({
            "allocation": "lottery", "registration_closes": "2027-06-16T18:00:00+08:00",
            "draw_at": "2027-06-17T10:00:00+08:00", "capacity": 6, "waitlist_limit": 2,
            "sibling_groups": true,
        })).await;
        let families = server.families(8).await;
        let (siblings, together) = server.siblings().await;
        let path = format!("/api/v1/offerings/{DRUM}/registrations?preview=true");
        let told = server.post(&path, &together).token(&siblings.token).send().await.ok(200);
        let chance = &told["chances"][0];
        assert_eq!((&chance["entries"], &chance["rehearsals"]), (&json!(9), &json!(1000)));
        assert!(chance["together"].as_u64() < chance["one_alone"].as_u64(), "{chance}");
        let pair = server.register(&siblings.token, DRUM, &together).await.ok(201);
        let pair = &pair["registrations"];
        assert_eq!(pair[0]["draw_code"], pair[1]["draw_code"]);
        assert_eq!(pair[0]["group_id"], pair[1]["group_id"]);
        assert!(pair[0]["group_id"].is_string());

        let freeze = json!({ "public_value_name": "上证综合指数 2027-06-17 收盘点位" });
        let draw = format!("offerings/{DRUM}/draw");
        let public = format!("/api/v1/{draw}");
        server.get(&public).send().await.is_problem(404, "not-found");
        server.orders(&staff, &format!("{draw}/freeze"), &freeze).await
            .is_problem(409, "window-open");
        let staff = server.two_days_later().await;
        let run = json!({ "public_value": "3412.07" });
        server.orders(&staff, &format!("{draw}/run"), &run).await.is_problem(409, "draw-not-frozen");
        server.orders(&staff, &format!("{draw}/freeze"), &freeze).await.ok(200);
        let frozen = server.get(&public).send().await.ok(200);
        assert_eq!((&frozen["state"], &frozen["list"]), (&json!("frozen"), &json!(null)));
        server.orders(&staff, &format!("{draw}/freeze"), &freeze).await.is_problem(409, "draw-exists");

        // One withdraws after the freeze: the line stays, and is skipped.
        server.act(&families[0].0.token, &families[0].1, "cancel").await.ok(200);
        server.orders(&staff, &format!("{draw}/run"), &run).await.ok(200);
        let shown = server.get(&public).send().await.ok(200);
        assert_eq!(shown["fingerprint"], frozen["fingerprint"]);
        let record: Transcript = serde_json::from_value(shown["transcript"].clone()).unwrap();
        verify(&record).unwrap();
        assert_eq!(record.results.len(), 9);
        assert_eq!(record.withdrawn.len(), 1);

        let mut statuses = server.statuses(&families[1..]).await;
        for one in pair.as_array().unwrap() {
            statuses.push(text(&server.registration(&siblings.token, &text(one, "id")).await, "status"));
        }
        assert_eq!(statuses[7], statuses[8], "siblings stand together");
        let (seated, waiting) = (count(&statuses, "confirmed"), count(&statuses, "waitlisted"));
        assert!((5..=6).contains(&seated) && waiting <= 2, "{statuses:?}");
        assert_eq!(seated + waiting + count(&statuses, "not_drawn"), 9, "{statuses:?}");
        server.orders(&staff, &format!("{draw}/void"), &json!({ "reason": "x" })).await
            .is_problem(409, "draw-not-frozen");
        server.all_is_well().await;
    }

    async fn reviewed_ones_get_their_seats_by_points_when_the_window_ends(server) {
        let staff = server.drum_by(&json!({
            "allocation": "review", "registration_closes": "2027-06-16T18:00:00+08:00",
            "capacity": 2, "waitlist_limit": 1,
        })).await;
        let families = server.families(5).await;
        for ((_, id), points) in families.iter().zip([0, 3, 2, 1]) {
            let grant = json!({ "granted_points": points });
            server.orders(&staff, &format!("registrations/{id}/approve"), &grant).await.ok(200);
        }
        assert_eq!(count(&server.statuses(&families).await, "applied"), 5);
        let staff = server.two_days_later().await;
        server.tick().await;
        let statuses = server.statuses(&families).await;
        assert_eq!(statuses, ["rejected", "confirmed", "confirmed", "waitlisted", "applied"]);
        let (family, id) = &families[0];
        let gone = server.registration(&family.token, id).await;
        assert_eq!(gone["history"][1]["reason"]["code"], "no-place-left");
        for (at, said) in [
            (0, "材料看过了，没有问题。名额已按先后给完"),
            (3, "材料看过了，还没有名额，张小二排在候补第 1 位"),
        ] {
            let letter = text(&server.messages(&families[at].0.token).await[0], "text");
            assert!(letter.contains(said), "{letter}");
        }

        // The last one is approved too late for the line, then not accepted.
        let (family, id) = &families[4];
        let approve = format!("registrations/{id}/approve");
        server.orders(&staff, &approve, &json!({ "granted_points": 9 })).await
            .is_problem(409, "full");
        let reject = format!("registrations/{id}/reject");
        server.orders(&staff, &reject, &json!({})).await.is_problem(422, "invalid");
        let reason = json!({ "reason": "材料不齐", "object_until": "2027-06-30" });
        let send = || {
            let asked = server.post(&format!("/api/v1/{reject}"), &reason).token(&staff.token);
            asked.key("reject-1").send()
        };
        let acted = send().await.ok(200);
        assert_eq!(acted["moves"][0]["told"], "registration-rejected");
        let again = send().await;
        assert_eq!(again.header("idempotent-replayed"), "true");
        assert_eq!(again.ok(200)["registrations"], acted["registrations"]);
        assert_eq!(acted["registrations"][0]["status"], "rejected");
        let gone = server.registration(&family.token, id).await;
        let last = &gone["history"][1]["reason"];
        assert_eq!((&last["code"], &last["remark"]), (&json!("rejected-by-reviewer"), &json!("材料不齐")));
        server.all_is_well().await;
    }

    async fn who_is_in_a_session_that_changes_is_told(server) {
        let staff = server.drum_by(&json!({})).await;
        let families = server.families(7).await;
        let offering = server.get(&format!("/api/v1/offerings/{DRUM}")).send().await.ok(200);
        let session = text(&offering["sessions"][0], "id");
        let moving = json!({
            "starts_at": "2027-07-20T06:00:00Z", "ends_at": "2027-07-20T07:30:00Z",
            "reason": "老师临时有事",
        });
        let path = format!("sessions/{session}/move");
        let foreseen = server.orders(&staff, &format!("{path}?preview=true"), &moving).await.ok(200);
        assert_eq!(foreseen["moves"].as_array().unwrap().len(), 7);
        assert_eq!(foreseen["moves"][0]["told"], "registration-rescheduled");
        let done = server.orders(&staff, &path, &moving).await.ok(200);
        assert_eq!(done, foreseen, "as foreseen");
        let (family, id) = &families[0];
        let moved = server.registration(&family.token, id).await;
        assert_eq!(moved["offering"]["starts_at"], "2027-07-20T06:00:00Z");
        assert_eq!(moved["status"], "confirmed");
        let public = server.get(&format!("/api/v1/offerings/{DRUM}")).send().await.ok(200);
        assert_eq!(public["sessions"][0]["state"], "moved");
        server.all_is_well().await;

        let reason = json!({ "reason": "场地停电" });
        let off = format!("offerings/{DRUM}/call-off");
        server.orders(&staff, &off, &reason).await.ok(200);
        assert_eq!(count(&server.statuses(&families).await, "called_off"), 7);
        let again = server.orders(&staff, &off, &reason).await.ok(200);
        assert_eq!(again["moves"], json!([]));
        let late = server.family("late@example.org").await;
        server.register(&late.token, DRUM, &late.drum()).await.is_problem(409, "offering-called-off");
        server.all_is_well().await;
        let inbox = server.get("/api/v1/me/notices").token(&family.token).send().await.ok(200);
        let kinds: Vec<&str> = inbox["items"].as_array().unwrap().iter()
            .map(|notice| notice["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, [
            "registration-called-off", "registration-rescheduled", "registration-confirmed",
        ]);
    }

    async fn who_is_called_off_is_sent_to_places_that_are_free(server) {
        let staff = server.drum_by(&json!({})).await;
        let (family, _) = server.families(2).await.remove(0);
        let small = json!({ "capacity": 1, "min_to_run": null });
        let morning = "/api/v1/offerings/p-open-drum-01";
        server.edit(&staff, morning, &small).await.ok(200);
        server.register(&family.token, "p-open-drum-01", &family.drum()).await.ok(201);
        let reason = json!({ "reason": "场地停电" });
        server.orders(&staff, &format!("offerings/{DRUM}/call-off"), &reason).await.ok(200);
        server.all_is_well().await;
        let inbox = server.get("/api/v1/me/notices").token(&family.token).send().await.ok(200);
        let letter = &inbox["items"][0];
        assert_eq!(letter["kind"], "registration-called-off");
        let letter = text(letter, "text");
        assert!(!letter.contains("上午场"), "{letter}");
    }

    async fn strangers_decide_nothing(server) {
        let staff = server.drum_by(&json!({})).await;
        let families = server.families(1).await;
        let path = format!("registrations/{}/reject", families[0].1);
        let reason = json!({ "reason": "x" });
        let elsewhere = server.staff("hz-gs-edu", Role::Admin).await;
        server.orders(&elsewhere, &path, &reason).await.is_problem(404, "not-found");
        let viewer = server.staff("wz-lc", Role::Viewer).await;
        server.prove(&viewer).await;
        server.orders(&viewer, &path, &reason).await.is_problem(403, "forbidden");
        server.orders(&staff, &path, &reason).await.is_problem(409, "status-forbids");
    }
}
