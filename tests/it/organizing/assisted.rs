//! Registering for others, and leaving by the organizer's hand, over HTTP.

use std::collections::BTreeMap;

use niangjia::db::entity::{accounts, answers};
use niangjia::ledger::check;
use niangjia::organizations::staff::Role;
use niangjia::values::ids::RegistrationId;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

use super::Staff;
use crate::harness::{Answer, TestServer};
use crate::registering::{DRUM, first, text};

/// The child of a family without an address.
pub(crate) fn child(name: &str) -> Value {
    json!({
        "name": name, "relation": "child", "birth_date": "2018-09-01", "contact_name": "张家外婆",
        "phone": "13800000000", "consent_paper": true,
        "answers": { "guardian_relation": "grandparent", "emergency_contact":
            { "name": "外婆", "phone": "13800000000", "relation": "外婆" } },
    })
}

impl TestServer {
    /// The organizer of the drum afternoon, in the demo.
    pub(crate) async fn drummer(&self) -> Staff {
        self.import_demo().await;
        let staff = self.staff("wz-lc", Role::Organizer).await;
        self.prove(&staff).await;
        staff
    }

    pub(crate) async fn assist(&self, staff: &Staff, query: &str, body: &Value) -> Answer {
        let path = format!("/api/v1/offerings/{DRUM}/registrations/assisted{query}");
        self.post(&path, body).token(&staff.token).send().await
    }

    async fn accounts(&self) -> u64 {
        accounts::Entity::find()
            .count(self.db.read())
            .await
            .unwrap()
    }

    /// `niangjia check` finds nothing.
    pub(super) async fn is_sound(&self) {
        let report = check::run(&self.db, self.clock.now()).await.unwrap();
        assert!(report.violations.is_empty(), "{:?}", report.violations);
    }

    pub(super) async fn leave(&self, staff: &Staff, id: &str, query: &str, body: &Value) -> Answer {
        let path = format!("/api/v1/registrations/{id}/cancel{query}");
        self.post(&path, body).token(&staff.token).send().await
    }
}

on_both_databases! {
    async fn who_has_no_address_is_confirmed_and_told_by_phone(server) {
        let staff = server.drummer().await;
        for number in 1..=6 {
            let family = server.family(&format!("parent{number}@example.org")).await;
            server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        }
        let before = server.accounts().await;
        let foreseen = server.assist(&staff, "?preview=true", &child("李小明")).await.ok(200);
        assert_eq!(first(&foreseen)["registration_id"], json!(null));
        assert_eq!(first(&foreseen)["status"], "waitlisted");
        assert_eq!(first(&foreseen)["name"], "李小明");
        assert_eq!(first(&foreseen)["place_in_line"], 1);
        assert_eq!(server.accounts().await, before, "a preview enters nobody");
        let made = server.assist(&staff, "", &child("李小明")).await.ok(201);
        assert_eq!(first(&made)["by_phone"], true);
        assert_eq!(server.accounts().await, before + 1);
        let roster = server.get(&format!("/api/v1/offerings/{DRUM}/roster?q=李小明"));
        let roster = roster.token(&staff.token).send().await.ok(200);
        assert_eq!(roster["items"][0]["account"]["email"], json!(null), "{roster}");
        assert_eq!(roster["items"][0]["by_phone"], true);
        for file in ["roster.csv", "roster.xlsx"] {
            let taking = server.get(&format!("/api/v1/offerings/{DRUM}/{file}")).token(&staff.token);
            assert_eq!(taking.send().await.status, 200, "{file}");
        }
        // A freed seat would be offered to others; she is confirmed at once.
        let raise = server.edit(&staff, &format!("/api/v1/offerings/{DRUM}?preview=true"), &json!({ "capacity": 7 })).await;
        assert_eq!(raise.ok(200)["moves"][0]["to"], "confirmed");
        server.edit(&staff, &format!("/api/v1/offerings/{DRUM}"), &json!({ "capacity": 7 })).await.ok(200);
        server.is_sound().await;
    }

    async fn whoever_proves_the_address_finds_the_registration(server) {
        let staff = server.drummer().await;
        let mut body = child("李小明");
        body["email"] = json!("grandma@example.org");
        let made = server.assist(&staff, "", &body).await.ok(201);
        assert_eq!(first(&made)["status"], "confirmed");
        assert_eq!(first(&made)["by_phone"], false);
        let token = server.worker("grandma@example.org").await;
        let mine = server.get("/api/v1/me/registrations").token(&token).send().await.ok(200);
        assert_eq!(mine["items"][0]["participant"]["name"], "李小明", "{mine}");
        assert_eq!(mine["items"][0]["door_code"], first(&made)["door_code"]);
        let people = server.get("/api/v1/me/participants").token(&token).send().await.ok(200);
        assert_eq!(people["items"].as_array().unwrap().len(), 2, "{people}");
        server.is_sound().await;
    }

    async fn the_same_child_is_registered_once_unless_it_is_another(server) {
        let staff = server.drummer().await;
        server.assist(&staff, "", &child("李小明")).await.ok(201);
        let before = server.accounts().await;
        let again = server.assist(&staff, "", &child("李小明")).await;
        again.is_problem(409, "already-registered");
        let mut unsure = child("李小明");
        unsure.as_object_mut().unwrap().remove("birth_date");
        server.assist(&staff, "", &unsure).await.is_problem(409, "already-registered");
        assert_eq!(server.accounts().await, before);
        let mut other = child("李小明");
        other["not_same"] = json!(true);
        server.assist(&staff, "", &other).await.ok(201);
        let mut born_later = child("李小明");
        born_later["birth_date"] = json!("2019-09-01");
        server.assist(&staff, "", &born_later).await.ok(201);
    }

    async fn the_rules_are_the_same_and_refusals_enter_nobody(server) {
        let staff = server.drummer().await;
        let before = server.accounts().await;
        let mut unsigned = child("李小明");
        unsigned["consent_paper"] = json!(false);
        server.assist(&staff, "", &unsigned).await.is_problem(422, "consent-missing");
        let mut young = child("李小明");
        young["birth_date"] = json!("2024-01-01");
        server.assist(&staff, "", &young).await.is_problem(422, "not-eligible");
        let mut bare = child("李小明");
        bare["answers"] = json!({});
        server.assist(&staff, "", &bare).await.is_problem(422, "answers-invalid");
        let wrong = json!({ "name": " ", "relation": "child", "phone": "call me", "email": "nobody" });
        let refused = server.assist(&staff, "", &wrong).await;
        refused.is_problem(422, "invalid");
        assert_eq!(super::pointers(&refused.json()), ["/name", "/phone", "/email"]);
        assert_eq!(server.accounts().await, before);
        let viewer = server.staff("wz-lc", Role::Viewer).await;
        server.prove(&viewer).await;
        server.assist(&viewer, "", &child("李小明")).await.is_problem(403, "forbidden");
        let stranger = server.staff("jh-pj", Role::Admin).await;
        server.assist(&stranger, "", &child("李小明")).await.is_problem(404, "not-found");
    }

    async fn one_key_registers_once(server) {
        let staff = server.drummer().await;
        let path = format!("/api/v1/offerings/{DRUM}/registrations/assisted");
        let send = async || {
            let asking = server.post(&path, &child("李小明")).token(&staff.token);
            asking.header("idempotency-key", "one").send().await
        };
        let made = send().await.ok(201);
        let before = server.accounts().await;
        let again = send().await;
        assert_eq!(again.header("idempotent-replayed"), "true");
        assert_eq!(first(&again.ok(201))["registration_id"], first(&made)["registration_id"]);
        assert_eq!(server.accounts().await, before);
    }

    async fn a_membership_is_the_staffs_word_and_stands_in_the_log(server) {
        server.import_demo().await;
        let staff = server.staff("zj", Role::Admin).await;
        server.prove(&staff).await;
        let path = "/api/v1/offerings/p-birds-2027-01/registrations/assisted";
        let mut body = child("李小明");
        body["grade"] = json!(2);
        body["answers"]["pickup_people"] = json!([{ "name": "外婆", "phone": "13800000000", "relation": "外婆" }]);
        body["answers"]["lunch"] = json!("site");
        let asking = async |body: &Value| server.post(path, body).token(&staff.token).send().await;
        let refused = asking(&body).await;
        let told = refused.json();
        assert!(told["reasons"].to_string().contains("membership-missing"), "{told}");
        body["member_of"] = json!("wz-lc");
        let made = asking(&body).await.ok(201);
        assert_eq!(first(&made)["status"], "applied");
        assert_eq!(first(&made)["quota_key"], "g1_3");
        let log = server.get("/api/v1/organizations/zj/audit").token(&staff.token).send().await.ok(200);
        let entry = &log["items"][0];
        assert_eq!(entry["action"], "assisted");
        assert_eq!(entry["facts"]["member_of"], json!(server.body("wz-lc").await));
        assert!(!entry.to_string().contains("李小明"), "{entry}");
    }

    async fn staff_give_a_place_up_with_a_reason(server) {
        let staff = server.drummer().await;
        let family = server.family("one@example.org").await;
        let id = text(first(&server.register(&family.token, DRUM, &family.drum()).await.ok(201)), "id");
        for blank in [json!({}), json!({ "reason": " " })] {
            server.leave(&staff, &id, "", &blank).await.is_problem(422, "invalid");
            let path = format!("/api/v1/registrations/{id}/reject");
            let rejecting = server.post(&path, &blank).token(&staff.token).send().await;
            rejecting.is_problem(422, "invalid");
        }
        let why = json!({ "reason": "孩子生病住院，家长来电" });
        let foreseen = server.leave(&staff, &id, "?preview=true", &why).await.ok(200);
        assert_eq!(foreseen["moves"][0]["told"], "registration-cancelled", "{foreseen}");
        assert_eq!(server.registration(&family.token, &id).await["status"], "confirmed");
        server.leave(&staff, &id, "", &why).await.ok(200);
        let seen = server.registration(&family.token, &id).await;
        assert_eq!(seen["status"], "cancelled");
        assert!(seen["history"].to_string().contains("孩子生病住院"), "{seen}");
        let stranger = server.family("two@example.org").await;
        let own = text(first(&server.register(&stranger.token, DRUM, &stranger.drum()).await.ok(201)), "id");
        let path = format!("/api/v1/registrations/{own}/cancel?preview=true");
        let foreseen = server.post(&path, &json!({})).token(&stranger.token).send().await.ok(200);
        assert_eq!(foreseen["status"], "cancelled");
        assert_eq!(server.registration(&stranger.token, &own).await["status"], "confirmed");
        let asking = server.post(&format!("/api/v1/registrations/{id}/cancel"), &json!({}));
        asking.token(&stranger.token).send().await.is_problem(404, "not-found");
    }

    async fn staff_move_somebody_within_the_program(server) {
        let staff = server.drummer().await;
        let family = server.family("one@example.org").await;
        let id = text(first(&server.register(&family.token, DRUM, &family.drum()).await.ok(201)), "id");
        let path = format!("/api/v1/registrations/{id}/move");
        let to = |offering: &str| json!({ "offering_id": offering, "reason": "上午场还有位子" });
        let moving = async |query: &str, body: &Value| {
            server.post(&format!("{path}{query}"), body).token(&staff.token).send().await
        };
        moving("", &to("p-birds-2027-01")).await.is_problem(422, "invalid");
        let foreseen = moving("?preview=true", &to("p-open-drum-01")).await.ok(200);
        assert_eq!(foreseen["moves"].as_array().unwrap().len(), 2);
        let done = moving("", &to("p-open-drum-01")).await.ok(200);
        let new = text(first(&done), "registration_id");
        let seen = server.registration(&family.token, &new).await;
        assert_eq!((&seen["status"], &seen["replaces"]), (&json!("confirmed"), &json!(id)));
        assert_eq!(server.registration(&family.token, &id).await["status"], "cancelled");
        // Her answers are kept as long after the end as there.
        let erased = async |id: &str| {
            let of = answers::Column::RegistrationId.eq(id.parse::<RegistrationId>().unwrap());
            let rows = answers::Entity::find().filter(of).all(server.db.read()).await.unwrap();
            rows.into_iter().map(|row| (row.question_key, row.erase_at)).collect::<BTreeMap<_, _>>()
        };
        let (before, after) = (erased(&id).await, erased(&new).await);
        assert_eq!(before.len(), after.len());
        assert!(before.iter().all(|(key, at)| after[key] < *at), "{before:?} {after:?}");
        server.is_sound().await;
    }
}
