//! Sizes: previews, raises, and what a break leaves.

use niangjia::db::Fault;
use niangjia::organizations::staff::Role;
use sea_orm::{ConnectionTrait, DbBackend};
use serde_json::{Value, json};

use super::{BIRDS, published};
use crate::registering::DRUM;

fn slots() -> Value {
    json!({
        "title": "下午", "registration_opens": "2027-06-14T01:00:00Z", "online": true,
        "allocation": "first_come", "enrol": "pick", "capacity": 1,
        "sessions": [
            { "starts_at": "2027-07-03T05:00:00Z", "ends_at": "2027-07-03T06:00:00Z" },
            { "starts_at": "2027-07-03T07:00:00Z", "ends_at": "2027-07-03T08:00:00Z", "capacity": 3 },
        ],
    })
}

on_both_databases! {
    async fn a_confidential_preview_shows_numbers_only(server) {
        server.import_demo().await;
        let organizer = server.staff("zj", Role::Organizer).await;
        let offering = "/api/v1/offerings/p-mind-pujiang-02";
        let shown = server.get(offering).send().await.ok(200);
        let slot = shown["sessions"][0]["id"].clone();
        for number in 1..=2 {
            let token = server.worker(&format!("worker{number}@example.org")).await;
            let me = super::myself(&server, &token).await;
            let body = json!({ "participant_ids": [me], "session_ids": [slot],
                "answers": { &me: { "contact_way": "inbox" } } });
            server.register(&token, "p-mind-pujiang-02", &body).await.ok(201);
        }
        let wider = json!({ "sessions": [{ "id": slot, "capacity": 2 }] });
        let seen = server.edit(&organizer, &format!("{offering}?preview=true"), &wider).await.ok(200);
        assert_eq!(seen["moves"], json!([]));
        assert_eq!(seen["moved"].as_array().unwrap().len(), 1, "{seen}");
        assert_eq!(seen["moved"][0]["count"], json!(null));
        let counsellor = server.counsellor("p-mind-pujiang").await;
        let edit = server.patch(offering, &wider).token(&counsellor.token).send().await;
        edit.is_problem(403, "forbidden");
    }

    async fn slots_are_resized_and_added(server) {
        let organizer = published(&server, &slots()).await;
        let path = "/api/v1/offerings/p-law-01";
        let settings = server.get(&format!("{path}/settings")).token(&organizer.token).send().await.ok(200);
        let (first, second) = (&settings["sessions"][0]["id"], &settings["sessions"][1]["id"]);
        let edit = json!({ "sessions": [
            { "id": second, "capacity": 5 },
            { "starts_at": "2027-07-03T03:00:00Z", "ends_at": "2027-07-03T04:00:00Z", "capacity": 4 },
        ] });
        let seen = server.edit(&organizer, &format!("{path}?preview=true"), &edit).await.ok(200);
        let pools = seen["pools"].as_array().unwrap();
        assert_eq!(pools.len(), 3, "{seen}");
        assert!(pools.iter().any(|pool| pool["before"].is_null() && pool["after"]["capacity"] == 4));
        let done = server.edit(&organizer, path, &edit).await.ok(200);
        let codes: Vec<&Value> = done["sessions"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
        assert_eq!(codes, ["p-law-01-s03", "p-law-01-s01", "p-law-01-s02"], "by time, codes stay");
        let places = server.get(&format!("{path}/places")).send().await.ok(200);
        assert_eq!(places["capacity"], 10);
        // The total is that of sessions without one of their own.
        server.edit(&organizer, path, &json!({ "capacity": 2 })).await.ok(200);
        let shown = server.get(path).send().await.ok(200);
        let of = |id: &Value| shown["sessions"].as_array().unwrap().iter()
            .find(|one| &one["id"] == id).unwrap()["capacity"].clone();
        assert_eq!((of(first), of(second)), (json!(2), json!(5)));
        let gone = server.edit(&organizer, path, &json!({ "sessions": [{ "id": first, "ends_at": "2027-07-03T06:30:00Z" }] })).await;
        gone.is_problem(409, "already-published");
    }

    async fn a_quota_grows_within_the_total(server) {
        server.import_demo().await;
        let organizer = server.staff("zj", Role::Organizer).await;
        let edit = json!({ "capacity": 44, "quotas": [{ "key": "g1_3", "capacity": 22, "label": "一到三年级" }] });
        let done = server.edit(&organizer, BIRDS, &edit).await.ok(200);
        let keys: Vec<&Value> = done["quotas"].as_array().unwrap().iter().map(|one| &one["key"]).collect();
        assert_eq!(keys, ["g1_3", "g4_6"]);
        let shown = server.get(BIRDS).send().await.ok(200);
        assert_eq!((&shown["capacity"], &shown["quotas"][0]["capacity"]), (&json!(44), &json!(22)));
        assert_eq!(shown["quotas"][0]["label"], "一到三年级");
        let below = server.edit(&organizer, BIRDS, &json!({ "capacity": 41 })).await;
        below.is_problem(422, "capacity-below-quotas");
        let more = json!({ "quotas": [{ "key": "new", "capacity": 1, "for": { "gender": "female" }, "label": "x" }] });
        server.edit(&organizer, BIRDS, &more).await.is_problem(409, "already-published");
    }

    async fn a_break_is_made_good_by_the_next_edit(server) {
        server.import_demo().await;
        let organizer = server.staff("zj", Role::Organizer).await;
        // As if the process had ended between the row and the ledger.
        super::set_row_capacity(&server, DRUM, 9).await;
        let path = format!("/api/v1/offerings/{DRUM}");
        assert_eq!(server.get(&path).send().await.ok(200)["capacity"], 6);
        server.edit(&organizer, &path, &json!({ "title_en": "Drums" })).await.ok(200);
        assert_eq!(server.get(&path).send().await.ok(200)["capacity"], 6, "only what is named");
        server.edit(&organizer, &path, &json!({ "capacity": 9 })).await.ok(200);
        assert_eq!(server.get(&path).send().await.ok(200)["capacity"], 9);
        super::set_row_capacity(&server, DRUM, 10).await;
        let publish = format!("{path}/publish");
        server.post(&publish, &json!({})).token(&organizer.token).send().await.ok(200);
        assert_eq!(server.get(&path).send().await.ok(200)["capacity"], 10);
    }

    async fn children_are_named_after_a_second_factor(server) {
        server.import_demo().await;
        for number in 1..=7 {
            let family = server.family(&format!("parent{number}@example.org")).await;
            server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        }
        let path = format!("/api/v1/offerings/{DRUM}?preview=true");
        let raise = json!({ "capacity": 7 });
        let unproven = server.staff("zj", Role::Organizer).await;
        let proven = server.staff("zj", Role::Admin).await;
        server.prove(&proven).await;
        for (organizer, name) in [(unproven, json!(null)), (proven, json!("张小二"))] {
            let seen = server.edit(&organizer, &path, &raise).await.ok(200);
            assert_eq!(seen["moves"][0]["name"], name, "{seen}");
            assert_eq!(seen["moves"][0]["to"], "offered");
        }
    }

    async fn a_pool_shrinks_as_seats_fall_free(server) {
        server.import_demo().await;
        let organizer = server.staff("zj", Role::Organizer).await;
        let mut seated = Vec::new();
        for number in 1..=7 {
            let family = server.family(&format!("parent{number}@example.org")).await;
            let made = server.register(&family.token, DRUM, &family.drum()).await.ok(201);
            seated.push((family.token, made["registrations"][0]["id"].as_str().unwrap().to_owned()));
        }
        let path = format!("/api/v1/offerings/{DRUM}");
        server.edit(&organizer, &path, &json!({ "capacity": 5 })).await.is_problem(409, "capacity-below-taken");
        let shrink = json!({ "capacity": 5, "when_free": true });
        let foreseen = server.edit(&organizer, &format!("{path}?preview=true"), &shrink).await.ok(200);
        assert_eq!(foreseen["pools"][0]["after"]["target"], 5, "{foreseen}");
        let done = server.edit(&organizer, &path, &shrink).await.ok(200);
        let pool = |capacity, target: Option<i32>, taken, waiting| json!([{ "session_id": null,
            "quota_key": null, "capacity": capacity, "target": target, "taken": taken,
            "held": 0, "waiting": waiting }]);
        assert_eq!(done["pools"], pool(6, Some(5), 6, 1));
        // Asked once more, or published once more, it is as wanted.
        server.edit(&organizer, &path, &json!({ "capacity": 5 })).await.ok(200);
        let again = format!("{path}/publish");
        server.post(&again, &json!({})).token(&organizer.token).send().await.ok(200);
        // The seat that falls free is not passed on; the next one is.
        for (left, waiting) in [(5, 1), (5, 0)] {
            let (token, id) = seated.remove(0);
            let path_of = format!("/api/v1/registrations/{id}/cancel");
            server.post(&path_of, &json!({})).token(&token).send().await.ok(200);
            let seen = server.get(&format!("{path}/settings")).token(&organizer.token).send().await.ok(200);
            assert_eq!(seen["pools"], pool(left, None, 5, waiting), "{seen}");
        }
    }

    async fn an_edit_whose_seats_fail_leaves_nothing(server) {
        server.import_demo().await;
        let organizer = server.staff("zj", Role::Organizer).await;
        let path = format!("/api/v1/offerings/{DRUM}");
        let before = server.get(&path).send().await.ok(200);
        let breaks = match server.db.read().get_database_backend() {
            DbBackend::Sqlite => "CREATE TRIGGER breaks BEFORE UPDATE ON pools WHEN NEW.capacity = 9
                BEGIN SELECT RAISE(ABORT, 'broken'); END",
            _ => "ALTER TABLE pools ADD CONSTRAINT breaks CHECK (capacity <> 9)",
        };
        let breaking = server.db.write(async |tx| Ok::<_, Fault>(tx.execute_unprepared(breaks).await?));
        breaking.await.unwrap();
        let edit = json!({ "title": "别的名字", "capacity": 9 });
        server.edit(&organizer, &path, &edit).await.is_problem(500, "internal");
        let after = server.get(&path).send().await.ok(200);
        assert_eq!((&after["title"], &after["capacity"]), (&before["title"], &json!(6)));
        let edit = json!({ "title": "别的名字", "capacity": 8 });
        server.edit(&organizer, &path, &edit).await.ok(200);
    }

    async fn of_two_edits_at_once_one_wins(server) {
        server.import_demo().await;
        let organizer = server.staff("zj", Role::Organizer).await;
        let path = format!("/api/v1/offerings/{DRUM}");
        let seen = server.get(&path).send().await;
        let edit = async |capacity: i32| {
            let body = json!({ "capacity": capacity, "title": capacity.to_string() });
            let edit = server.patch(&path, &body).token(&organizer.token);
            edit.header("if-match", seen.header("etag")).send().await
        };
        let (one, other) = tokio::join!(edit(7), edit(8));
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 412]);
        let shown = server.get(&path).send().await.ok(200);
        assert_eq!(shown["title"], shown["capacity"].to_string(), "nothing of the other");
    }
}
