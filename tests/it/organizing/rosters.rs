//! The roster: who is in it, who may see it, and what is never on it.

use niangjia::organizations::staff::Role;
use niangjia::roster::import::ShiftChoice;
use serde_json::{Value, json};

use super::Staff;
use crate::harness::{Answer, TestServer};
use crate::registering::{DRUM, Family, first, text};

const DEMO: &str = include_str!("../../../demo/zhejiang-programs.json");

impl TestServer {
    /// A page of the drum afternoon's roster.
    pub(super) async fn roster(&self, staff: &Staff, query: &str) -> Answer {
        let path = format!("/api/v1/offerings/{DRUM}/roster{query}");
        self.get(&path).token(&staff.token).send().await
    }

    /// What an admin reads of what was done in a body.
    pub(crate) async fn audit_of(&self, code: &str, action: &str) -> Vec<Value> {
        let admin = self.staff(code, Role::Admin).await;
        self.prove(&admin).await;
        let path = format!("/api/v1/organizations/{code}/audit?action={action}");
        let log = self.get(&path).token(&admin.token).send().await.ok(200);
        log["items"].as_array().unwrap().clone()
    }

    /// The drum afternoon with a question that tells why somebody has priority.
    pub(super) async fn drum_with_priority(&self) -> Staff {
        let mut file: Value = serde_json::from_str(DEMO).unwrap();
        let programs = file["programs"].as_array_mut().unwrap();
        let program = programs
            .iter_mut()
            .find(|one| one["id"] == "p-open-drum")
            .unwrap();
        program["eligibility"]["priority"] = json!([{
            "key": "left_behind", "label": "留守流动儿童", "label_en": "left-behind child",
            "points": 3,
        }]);
        program["question_keys"] =
            json!(["guardian_relation", "lunch", "hardship", "guardian_consent"]);
        let bytes = file.to_string();
        let importing = self
            .app
            .importer
            .import("demo", bytes.as_bytes(), ShiftChoice::None);
        importing.await.unwrap();
        self.app.catalog.refresh().await.unwrap();
        let staff = self.staff("wz-lc", Role::Organizer).await;
        self.prove(&staff).await;
        staff
    }

    /// A child who has priority, registered, with a telephone number to call.
    pub(super) async fn with_priority(&self, email: &str) -> Family {
        let family = self.family(email).await;
        let phone = json!({ "phone": "+86 138-0013 8000", "name": "=HYPERLINK(\"x\")" });
        self.patch("/api/v1/me", &phone)
            .token(&family.token)
            .send()
            .await
            .ok(200);
        let mut body = family.drum();
        body["answers"][&family.child] = json!({
            "guardian_relation": "mother", "lunch": "own", "hardship": ["left_behind"],
        });
        self.register(&family.token, DRUM, &body).await.ok(201);
        family
    }
}

pub(super) fn items(page: &Value) -> &Vec<Value> {
    page["items"].as_array().unwrap()
}

fn ids(page: &Value) -> Vec<String> {
    items(page)
        .iter()
        .map(|row| text(row, "registration_id"))
        .collect()
}

on_both_databases! {
    async fn the_roster_shows_who_has_a_place_and_who_waits(server) {
        let staff = server.drum_by(&json!({})).await;
        let families = server.families(8).await;
        let page = server.roster(&staff, "").await;
        assert_eq!(page.header("cache-control"), "no-store");
        let page = page.ok(200);
        let expected: Vec<&String> = families.iter().map(|(_, id)| id).collect();
        assert_eq!(ids(&page).iter().collect::<Vec<_>>(), expected, "in the order of seating");
        assert_eq!(page["counts"]["confirmed"], 6);
        assert_eq!((&page["counts"]["waitlisted"], &page["counts"]["applied"]), (&json!(2), &json!(0)));
        let (row, last) = (&items(&page)[0], &items(&page)[7]);
        assert_eq!(row["participant"]["name"], "张小二");
        assert_eq!((&row["participant"]["age"], &row["participant"]["birth_date"]), (&json!(8), &json!("2019-04-01")));
        assert_eq!(row["account"]["email"], "parent1@example.org");
        assert_eq!((&row["place_in_line"], &last["place_in_line"]), (&json!(null), &json!(2)));
        assert_eq!(row["last_message"]["kind"], "registration-confirmed");
        assert_eq!(row["last_message"]["state"], "queued");
        assert_eq!(row["consents"], json!([{ "key": "guardian_consent", "version": 1, "withdrawn": false }]));
        assert_eq!((&row["assisted"], &row["by_phone"], &row["duplicates"]), (&json!(false), &json!(false), &json!([])));
        assert_eq!((&row["answers"], &row["participant"]["sensitive"]), (&json!({}), &json!(null)));

        server.app.notices.courier.deliver_due().await.unwrap();
        let page = server.roster(&staff, "?status=waitlisted").await.ok(200);
        assert_eq!(ids(&page), [families[6].1.as_str(), families[7].1.as_str()]);
        assert_eq!(items(&page)[1]["last_message"]["state"], "sent");

        // Who was promoted comes after those who were seated before.
        server.act(&families[0].0.token, &families[0].1, "cancel").await.ok(200);
        let page = server.roster(&staff, "").await.ok(200);
        assert_eq!(text(items(&page).last().unwrap(), "status"), "cancelled");
        assert_eq!(text(&items(&page)[5], "status"), "offered");
        assert!(items(&page)[5]["offer_expires_at"].is_string());
        assert_eq!(items(&page)[6]["place_in_line"], 1);
        assert_eq!(server.audit_of("wz-lc", "roster-read-sensitive").await, [json!(null); 0]);
    }

    async fn what_is_sensitive_is_for_organizers_and_written_down(server) {
        let staff = server.drum_by(&json!({})).await;
        server.families(2).await;
        let page = server.roster(&staff, "?sensitive=true").await.ok(200);
        let row = &items(&page)[0];
        assert_eq!(row["answers"]["guardian_relation"], "mother");
        let sensitive = &row["participant"]["sensitive"];
        assert_eq!(sensitive["emergency_contact"]["phone"], "13800000000");
        assert_eq!(sensitive["pickup_people"][0]["relation"], "外婆");
        let viewer = server.staff("wz-lc", Role::Viewer).await;
        server.prove(&viewer).await;
        server.roster(&viewer, "").await.ok(200);
        let refused = server.roster(&viewer, "?sensitive=true").await;
        refused.is_problem(403, "forbidden");
        assert!(refused.text().contains("organizer"), "{}", refused.text());
        let log = server.audit_of("wz-lc", "roster-read-sensitive").await;
        assert_eq!(log.len(), 1, "{log:?}");
        assert_eq!(log[0]["facts"], json!({ "rows": 2 }));
        assert_eq!(log[0]["subject"]["kind"], "offering");
        assert_eq!(log[0]["actor"]["account_id"], staff.account.to_string());
    }

    async fn only_those_who_may_see_persons_see_a_roster(server) {
        let staff = server.drum_by(&json!({})).await;
        server.get(&format!("/api/v1/offerings/{DRUM}/roster")).send().await
            .is_problem(401, "unauthenticated");
        let worker = server.nobody("worker@example.org").await;
        let elsewhere = server.staff("hz-gs-edu", Role::Admin).await;
        let unproved = server.staff("wz", Role::Viewer).await;
        for path in ["roster", "roster.csv", "roster.xlsx", "roster/stream"] {
            let ask = |path: String, token: String| async move {
                let path = format!("/api/v1/offerings/{path}");
                (path, token)
            };
            let children = [
                (&worker.token, 404, "not-found"),
                (&elsewhere.token, 404, "not-found"),
                (&unproved.token, 403, "second-factor-required"),
            ];
            for (token, status, slug) in children {
                let (path, token) = ask(format!("{DRUM}/{path}"), token.clone()).await;
                server.get(&path).token(&token).send().await.is_problem(status, slug);
            }
        }
        server.roster(&staff, "?sensitive=yes").await.is_problem(422, "invalid");
        server.roster(&staff, "?status=gone").await.is_problem(422, "invalid");
        let organizer = server.staff("jh-pj", Role::Organizer).await;
        let counsellor = server.counsellor("p-mind-pujiang").await;
        let path = "/api/v1/programs/p-mind-pujiang";
        let program = server.get(path).send().await.ok(200);
        let slot = text(&program["offerings"][0], "code");
        let path = format!("/api/v1/offerings/{slot}/roster?sensitive=true");
        let refused = server.get(&path).token(&organizer.token).send().await;
        refused.is_problem(403, "forbidden");
        assert!(refused.text().contains("counsellor"), "{}", refused.text());
        server.get(&path).token(&counsellor.token).send().await.ok(200);
    }

    async fn pages_go_on_where_they_were_whoever_comes_meanwhile(server) {
        let staff = server.drum_by(&json!({})).await;
        server.families(7).await;
        for sort in ["line", "name", "arrival"] {
            let page = server.roster(&staff, &format!("?sort={sort}&limit=3")).await;
            let link = page.header("link").to_owned();
            assert!(link.contains("rel=\"next\"") && !link.contains("张"), "{link}");
            let page = page.ok(200);
            let cursor = text(&page, "next_cursor");
            let mut seen = ids(&page);
            let late = server.family(&format!("late.{sort}@example.org")).await;
            server.register(&late.token, DRUM, &late.drum()).await.ok(201);
            let next = format!("?sort={sort}&limit=100&cursor={cursor}");
            let rest = server.roster(&staff, &next).await.ok(200);
            assert_eq!(rest["next_cursor"], json!(null));
            seen.extend(ids(&rest));
            let whole = server.roster(&staff, &format!("?sort={sort}&limit=100")).await.ok(200);
            assert_eq!(seen, ids(&whole), "{sort}");
            let other = format!("?sort={sort}&status=confirmed&cursor={cursor}");
            server.roster(&staff, &other).await.is_problem(422, "invalid");
        }
    }

    async fn a_part_of_a_name_an_address_a_number_or_a_code_finds_a_row(server) {
        let staff = server.drum_with_priority().await;
        server.with_priority("Zhou.Qi@example.org").await;
        let family = server.family("other@example.org").await;
        let mut body = family.drum();
        body["answers"][&family.child]["lunch"] = json!("home");
        let made = server.register(&family.token, DRUM, &body).await.ok(201);
        let code = text(first(&made), "door_code");
        let part = code[1..4].to_lowercase();
        let found = async |q: &str| {
            let page = server.roster(&staff, &format!("?q={q}")).await.ok(200);
            let emails = items(&page).iter().map(|row| text(&row["account"], "email").to_lowercase());
            emails.collect::<Vec<_>>()
        };
        let (zhou, other) = ("zhou.qi@example.org", "other@example.org");
        assert_eq!(found("zhou.QI").await, [zhou]);
        assert_eq!(found("1380013").await, [zhou]);
        assert_eq!(found("138%200013-80").await, [zhou]);
        assert_eq!(found("hyperlink").await, [zhou]);
        assert_eq!(found(&part).await, [other], "{code}");
        assert_eq!(found("%E5%B0%8F%E4%BA%8C").await, [zhou, other]);
        for nobody in ["%25", "_", "!", "nobody"] {
            assert_eq!(found(nobody).await, [""; 0], "{nobody}");
        }
    }

    async fn what_tells_of_a_priority_is_on_no_roster(server) {
        let staff = server.drum_with_priority().await;
        let family = server.with_priority("parent@example.org").await;
        let mine = server.get("/api/v1/me/registrations").token(&family.token).send().await;
        mine.ok(200);
        let answer = server.roster(&staff, "?sensitive=true").await;
        let page = answer.ok(200);
        let answers = &items(&page)[0]["answers"];
        assert_eq!(answers, &json!({ "guardian_relation": "mother", "lunch": "own" }));
        assert_eq!(items(&page)[0]["points"], 0);
        for path in ["roster.csv?sensitive=true", "roster.csv"] {
            let path = format!("/api/v1/offerings/{DRUM}/{path}");
            let file = server.get(&path).token(&staff.token).send().await;
            assert_eq!(file.status, 200);
            for word in ["left_behind", "留守", "hardship", "家庭情况"] {
                assert!(!file.text().contains(word) && !answer.text().contains(word), "{word}");
            }
        }
    }

    async fn linked_ones_share_their_message(server) {
        let staff = server.drum_by(&json!({ "sibling_groups": true })).await;
        let (family, together) = server.siblings().await;
        server.register(&family.token, DRUM, &together).await.ok(201);
        let page = server.roster(&staff, "").await.ok(200);
        let [one, two] = &items(&page)[..] else { panic!("{page}") };
        assert_eq!(one["group_id"], two["group_id"]);
        assert!(one["group_id"].is_string());
        for row in [one, two] {
            assert_eq!(row["last_message"]["kind"], "registration-confirmed");
        }
    }
}
