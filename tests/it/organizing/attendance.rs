//! The door: marks that merge, children who leave with a named adult, and the list.

use niangjia::ledger::check;
use niangjia::organizations::staff::Role;
use serde_json::{Value, json};

use super::assisted::child;
use super::{Staff, myself};
use crate::harness::{Answer, TestServer};
use crate::registering::{DRUM, Family, first, text};

/// The afternoon with the drum, on its day: three children have places, a fourth gave hers up.
pub(crate) struct Door {
    pub(crate) checker: Staff,
    pub(crate) session: String,
    families: Vec<Family>,
    pub(crate) registrations: Vec<String>,
    pub(crate) codes: Vec<String>,
}

impl Door {
    /// The door opens half an hour before 14:00 on 3 July.
    pub(crate) async fn open(server: &TestServer) -> Self {
        server.import_demo().await;
        let (mut families, mut registrations, mut codes) = (Vec::new(), Vec::new(), Vec::new());
        for number in 1..=4 {
            let family = server.family(&format!("parent{number}@example.org")).await;
            let made = server
                .register(&family.token, DRUM, &family.drum())
                .await
                .ok(201);
            registrations.push(text(first(&made), "id"));
            codes.push(text(first(&made), "door_code"));
            families.push(family);
        }
        server
            .act(&families[3].token, &registrations[3], "cancel")
            .await
            .ok(200);
        let offering = server
            .get(&format!("/api/v1/offerings/{DRUM}"))
            .send()
            .await
            .ok(200);
        server.advance_minutes(18 * 24 * 60 + 17 * 60 + 10);
        assert_eq!(server.clock.now().to_string(), "2027-07-03T05:30:00Z");
        let checker = server.staff("wz-lc", Role::Checker).await;
        server.prove(&checker).await;
        Self {
            checker,
            session: text(&offering["sessions"][0], "id"),
            families,
            registrations,
            codes,
        }
    }

    pub(crate) async fn send(&self, server: &TestServer, by: &Staff, marks: &Value) -> Answer {
        let path = format!("/api/v1/sessions/{}/attendance", self.session);
        let body = json!({ "marks": marks });
        server.post(&path, &body).token(&by.token).send().await
    }

    /// What comes of each mark: the word, and the problem's slug where it was refused.
    async fn marked(&self, server: &TestServer, marks: &Value) -> Vec<String> {
        let body = self.send(server, &self.checker, marks).await.ok(200);
        outcomes(&body)
    }

    pub(crate) async fn list(&self, server: &TestServer) -> Value {
        let path = format!("/api/v1/sessions/{}/attendance", self.session);
        server
            .get(&path)
            .token(&self.checker.token)
            .send()
            .await
            .ok(200)
    }

    pub(crate) fn mark(&self, family: usize, mark: &str, at: &str) -> Value {
        json!({
            "registration_id": self.registrations[family], "mark": mark,
            "at": format!("2027-07-03T{at}:00+08:00"),
        })
    }
}

/// What comes of each mark in an answer: the word, and the problem's slug where it was refused.
pub(crate) fn outcomes(body: &Value) -> Vec<String> {
    let word = |one: &Value| match one["problem"]["type"].as_str() {
        Some(slug) => slug.trim_start_matches("/problems/").to_owned(),
        None => text(one, "outcome"),
    };
    body["outcomes"]
        .as_array()
        .unwrap()
        .iter()
        .map(word)
        .collect()
}

pub(crate) fn line<'a>(list: &'a Value, registration: &str) -> &'a Value {
    let mut items = list["items"].as_array().unwrap().iter();
    items
        .find(|one| one["registration_id"] == registration)
        .unwrap()
}

on_both_databases! {
    async fn a_mark_that_was_refused_is_taken_under_the_same_key_once_it_may(server) {
        let door = Door::open(&server).await;
        // The tablet's clock is six minutes fast.
        let body = json!({ "marks": [door.mark(0, "in", "13:36")] });
        let send = async || {
            let path = format!("/api/v1/sessions/{}/attendance", door.session);
            let asking = server.post(&path, &body).token(&door.checker.token).key("the-list");
            outcomes(&asking.send().await.ok(200))
        };
        assert_eq!(send().await, ["mark-ahead"]);
        server.advance_minutes(2);
        assert_eq!(send().await, ["applied"]);
        assert_eq!(send().await, ["repeated"]);
        let list = door.list(&server).await;
        assert_eq!(line(&list, &door.registrations[0])["status"], "in", "{list}");
    }

    async fn lists_of_two_devices_merge_whatever_comes_first(server) {
        let door = Door::open(&server).await;
        let expected = door.list(&server).await;
        assert_eq!(expected["counts"], json!({
            "expected": 3, "in": 0, "out": 0, "absent": 0, "excused": 0, "late_sign_out": 0,
        }));
        assert_eq!(expected["items"].as_array().unwrap().len(), 3, "who gave up is not expected");
        assert_eq!(line(&expected, &door.registrations[0])["participant"]["name"], "张小二");

        server.advance_minutes(120);
        // The device without network: its list is sent last, and twice.
        let mut came = door.mark(1, "in", "13:50");
        came["registration_id"] = json!(null);
        came["door_code"] = json!(format!(" {} ", door.codes[1].to_lowercase()));
        let offline = json!([
            door.mark(0, "in", "13:40"), came,
            door.mark(2, "absent", "14:10"), door.mark(2, "in", "14:20"),
        ]);
        let mut leaves = door.mark(0, "out", "15:20");
        leaves["by"] = json!("家里人");
        let online = json!([leaves, door.mark(0, "in", "13:45")]);
        assert_eq!(door.marked(&server, &online).await, ["applied", "applied"]);
        assert_eq!(door.marked(&server, &offline).await, ["applied"; 4]);
        let after = door.list(&server).await;
        assert_eq!(door.marked(&server, &offline).await, ["repeated"; 4]);
        assert_eq!(door.marked(&server, &online).await, ["repeated", "repeated"]);
        assert_eq!(door.list(&server).await, after);

        let gone = line(&after, &door.registrations[0]);
        assert_eq!((&gone["status"], &gone["out_by"]), (&json!("out"), &json!("家里人")));
        assert_eq!(gone["in_at"], "2027-07-03T05:40:00Z");
        assert_eq!(gone["out_at"], "2027-07-03T07:20:00Z");
        let late = line(&after, &door.registrations[2]);
        assert_eq!((&late["status"], &late["in_at"]), (&json!("in"), &json!("2027-07-03T06:20:00Z")));
        assert_eq!(after["counts"], json!({
            "expected": 0, "in": 2, "out": 1, "absent": 0, "excused": 0, "late_sign_out": 0,
        }));

        // At 15:30 it ends; a quarter of an hour later two children are still there.
        server.advance_minutes(15);
        let late = door.list(&server).await;
        assert_eq!(late["counts"]["late_sign_out"], 2);
        assert_eq!(line(&late, &door.registrations[1])["late_sign_out"], true);
        assert_eq!(line(&late, &door.registrations[0])["late_sign_out"], false);
        let report = check::run(&server.db, server.clock.now()).await.unwrap();
        assert_eq!(report.violations, []);
    }

    async fn no_child_is_collected_by_itself(server) {
        let staff = server.drummer().await;
        // The account that staff open for a child bears the contact's name; without one, the child's.
        let with_contact = child("李小明");
        let mut alone = child("王小红");
        alone.as_object_mut().unwrap().remove("contact_name");
        let mut ids = Vec::new();
        for body in [&with_contact, &alone] {
            let made = server.assist(&staff, "", body).await.ok(201);
            ids.push(text(first(&made), "registration_id"));
        }
        let offering = server.get(&format!("/api/v1/offerings/{DRUM}")).send().await.ok(200);
        let path = format!("/api/v1/sessions/{}/attendance", text(&offering["sessions"][0], "id"));
        server.advance_minutes(18 * 24 * 60 + 19 * 60);
        let checker = server.staff("wz-lc", Role::Checker).await;
        server.prove(&checker).await;
        let out = |nth: usize, by: &str| json!({
            "registration_id": ids[nth], "mark": "out", "at": "2027-07-03T15:15:00+08:00", "by": by,
        });
        let marks = json!({ "marks": [
            out(0, "李小明"), out(0, "张家外婆"), out(1, "王小红"), out(1, " 王小红 "),
        ]});
        let sent = server.post(&path, &marks).token(&checker.token).send().await.ok(200);
        assert_eq!(outcomes(&sent), [
            "collector-missing", "applied", "collector-missing", "collector-missing",
        ]);
    }

    async fn a_bad_mark_loses_none_of_the_others(server) {
        let door = Door::open(&server).await;
        let nobody = json!({
            "registration_id": uuid::Uuid::nil(), "mark": "in", "at": "2027-07-03T13:30:00+08:00",
        });
        let unknown = json!({ "door_code": "999999", "mark": "in", "at": "2027-07-03T13:30:00+08:00" });
        let mut stranger = door.mark(0, "out", "13:32");
        stranger["by"] = json!("陌生人");
        let mut called = stranger.clone();
        called["at"] = json!("2027-07-03T13:33:00+08:00");
        called["reason"] = json!("妈妈来电，请邻居来接");
        let marks = json!([
            nobody, unknown, door.mark(3, "in", "13:30"), door.mark(0, "in", "13:36"),
            door.mark(0, "in", "13:31"), door.mark(0, "out", "13:32"), stranger, called,
            door.mark(0, "in", "13:31"),
        ]);
        let answer = door.send(&server, &door.checker, &marks).await.ok(200);
        assert_eq!(outcomes(&answer), [
            "not-found", "not-found", "status-forbids", "mark-ahead", "applied",
            "collector-missing", "collector-missing", "applied", "repeated",
        ]);
        let detail = text(&answer["outcomes"][6]["problem"], "detail");
        assert!(detail.contains("不在孩子的接送名单上"), "{detail}");
        assert_eq!(answer["outcomes"][3]["problem"]["status"], 422);
        let gone = line(&door.list(&server).await, &door.registrations[0]).clone();
        assert_eq!((&gone["status"], &gone["out_by"]), (&json!("out"), &json!("陌生人")));
        assert_eq!(gone["reason"], "妈妈来电，请邻居来接");

        // Who gives the place up while inside stays on the list, and can be signed out.
        let seen = [door.mark(1, "in", "13:34")];
        assert_eq!(door.marked(&server, &json!(seen)).await, ["applied"]);
        server.act(&door.families[1].token, &door.registrations[1], "cancel").await.ok(200);
        let list = door.list(&server).await;
        assert_eq!(line(&list, &door.registrations[1])["registration_status"], "cancelled");
        let mut out = door.mark(1, "out", "13:35");
        out["by"] = json!(text(
            &server.get("/api/v1/me").token(&door.families[1].token).send().await.ok(200), "name"));
        assert_eq!(door.marked(&server, &json!([out])).await, ["applied"], "the guardian");

        let both = json!([{
            "registration_id": door.registrations[0], "door_code": door.codes[0], "mark": "in",
            "at": "2027-07-03T13:30:00+08:00",
        }]);
        let answer = door.send(&server, &door.checker, &both).await;
        answer.is_problem(422, "invalid");
        assert_eq!(answer.json()["errors"][0]["pointer"], "/marks/0");
        door.send(&server, &door.checker, &json!([])).await.is_problem(422, "invalid");
    }

    async fn a_cancelled_session_takes_no_marks(server) {
        let door = Door::open(&server).await;
        let organizer = server.staff("wz-lc", Role::Organizer).await;
        let path = format!("/api/v1/sessions/{}/cancel", door.session);
        let reason = json!({ "reason": "停电" });
        server.post(&path, &reason).token(&organizer.token).send().await.ok(200);
        let marks = json!([door.mark(0, "in", "13:30")]);
        assert_eq!(door.marked(&server, &marks).await, ["session-cancelled"]);
    }

    async fn who_keeps_the_door(server) {
        let door = Door::open(&server).await;
        let marks = json!([door.mark(0, "in", "13:30")]);
        let viewer = server.staff("wz-lc", Role::Viewer).await;
        server.prove(&viewer).await;
        door.send(&server, &viewer, &marks).await.is_problem(403, "forbidden");
        let elsewhere = server.staff("hz-gs-edu", Role::Admin).await;
        server.prove(&elsewhere).await;
        door.send(&server, &elsewhere, &marks).await.is_problem(404, "not-found");
        let unproved = server.staff("wz", Role::Checker).await;
        door.send(&server, &unproved, &marks).await.is_problem(403, "second-factor-required");

        // Under its key a list is taken once; another list under it is refused.
        let path = format!("/api/v1/sessions/{}/attendance", door.session);
        let send = |marks: &Value| {
            let body = json!({ "marks": marks });
            server.post(&path, &body).token(&door.checker.token).key("list-1").send()
        };
        assert_eq!(outcomes(&send(&marks).await.ok(200)), ["applied"]);
        let again = send(&marks).await;
        assert_eq!(again.header("idempotent-replayed"), "true");
        assert_eq!(outcomes(&again.ok(200)), ["repeated"]);
        let other = json!([door.mark(1, "in", "13:30")]);
        send(&other).await.is_problem(422, "idempotency-key-reused");

        // Another one says that the child was never there: that stands in the audit log.
        let second = server.staff("wz-lc", Role::Organizer).await;
        server.prove(&second).await;
        let undone = json!([door.mark(0, "absent", "13:35"), door.mark(1, "absent", "13:35")]);
        assert_eq!(outcomes(&door.send(&server, &second, &undone).await.ok(200)), ["applied"; 2]);
        let admin = server.staff("wz-lc", Role::Admin).await;
        server.prove(&admin).await;
        let log = server.get("/api/v1/organizations/wz-lc/audit?action=attendance-corrected");
        let log = log.token(&admin.token).send().await.ok(200);
        assert_eq!(log["items"].as_array().unwrap().len(), 1);
        assert_eq!(log["items"][0]["facts"]["registrations"], json!([door.registrations[0]]));
    }

    async fn who_picked_a_slot_is_expected_there_only(server) {
        server.import_demo().await;
        let token = server.worker("client@example.org").await;
        let me = myself(&server, &token).await;
        let born = json!({ "birth_date": "1990-01-01" });
        let path = format!("/api/v1/me/participants/{me}");
        server.patch(&path, &born).token(&token).send().await.ok(200);
        let offering = server.get("/api/v1/offerings/p-mind-pujiang-01").send().await.ok(200);
        let slots: Vec<String> = offering["sessions"].as_array().unwrap().iter()
            .map(|one| text(one, "id")).collect();
        let wanted = json!({
            "participant_ids": [me], "session_ids": [slots[0]],
            "answers": { &me: { "topic_broad": "work", "contact_way": "inbox" } },
        });
        let made = server.register(&token, "p-mind-pujiang-01", &wanted).await.ok(201);
        server.advance_hours(3 * 24 - 4);
        let admin = server.staff("jh-pj", Role::Admin).await;
        let path = format!("/api/v1/sessions/{}/attendance", slots[0]);
        server.get(&path).token(&admin.token).send().await.is_problem(403, "forbidden");
        let counsellor = server.counsellor("p-mind-pujiang").await;
        let list = server.get(&path).token(&counsellor.token).send().await.ok(200);
        assert_eq!(list["items"].as_array().unwrap().len(), 1);
        let other = format!("/api/v1/sessions/{}/attendance", slots[1]);
        let empty = server.get(&other).token(&counsellor.token).send().await.ok(200);
        assert_eq!(empty["items"], json!([]));
        let at = server.clock.now().to_string();
        let marks = json!({ "marks": [
            { "registration_id": first(&made)["id"], "mark": "in", "at": at },
            { "registration_id": first(&made)["id"], "mark": "out", "at": at },
        ]});
        let wrong = server.post(&other, &marks).token(&counsellor.token).send().await.ok(200);
        assert_eq!(outcomes(&wrong), ["not-found", "not-found"]);
        // A grown-up leaves as she likes.
        let right = server.post(&path, &marks).token(&counsellor.token).send().await.ok(200);
        assert_eq!(outcomes(&right), ["applied", "applied"]);
    }
}
