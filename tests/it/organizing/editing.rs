//! What may be edited by whom, and what stays.

use niangjia::organizations::staff::Role;
use serde_json::{Value, json};

use super::{BIRDS, lecture, pointers, published};

const POTTERY: &str = "/api/v1/programs/p-life-pottery";

fn morning() -> Value {
    json!({
        "title": "上午", "registration_opens": "2027-06-14T01:00:00Z", "online": true,
        "allocation": "first_come", "enrol": "all", "capacity": 2, "fee_fen": 500,
        "sessions": [{ "starts_at": "2027-07-03T01:00:00Z", "ends_at": "2027-07-03T03:00:00Z" }],
    })
}

on_both_databases! {
    async fn strangers_and_lesser_roles_edit_nothing(server) {
        server.import_demo().await;
        let viewer = server.staff("zj", Role::Viewer).await;
        let elsewhere = server.staff("wz-yj-grid", Role::Admin).await;
        let calls: [(&str, Value); 4] = [
            ("/api/v1/organizations/jh-pj/programs", json!({ "title": "x" })),
            ("/api/v1/programs/p-life-pottery/offerings", json!({ "title": "x" })),
            ("/api/v1/offerings/p-birds-2027-01/copy", json!({})),
            ("/api/v1/offerings/p-birds-2027-01/publish", json!({})),
        ];
        for (path, body) in &calls {
            server.post(path, body).send().await.is_problem(401, "unauthenticated");
            let foreign = server.post(path, body).token(&elsewhere.token).send().await;
            foreign.is_problem(404, "not-found");
            let lesser = server.post(path, body).token(&viewer.token).send().await;
            lesser.is_problem(403, "forbidden");
            assert!(lesser.json()["detail"].as_str().unwrap().contains("organizer"), "{path}");
        }
        for path in [POTTERY, BIRDS] {
            let body = json!({ "title": "x" });
            let foreign = server.patch(path, &body).token(&elsewhere.token).send().await;
            foreign.is_problem(404, "not-found");
            let lesser = server.patch(path, &body).token(&viewer.token).send().await;
            lesser.is_problem(403, "forbidden");
            let settings = format!("{path}/settings");
            server.get(&settings).send().await.is_problem(401, "unauthenticated");
            server.get(&settings).token(&elsewhere.token).send().await.is_problem(404, "not-found");
            server.get(&settings).token(&viewer.token).send().await.ok(200);
        }
        let list = "/api/v1/organizations/hz-gs-edu/programs";
        server.get(list).token(&elsewhere.token).send().await.is_problem(404, "not-found");
        let listed = server.get(list).token(&viewer.token).send().await.ok(200);
        assert_eq!(listed["items"][0]["code"], "p-birds-2027", "{listed}");
        assert!(!listed["items"][0]["offerings"].as_array().unwrap().is_empty());
    }

    async fn a_stale_edit_changes_nothing(server) {
        server.import_demo().await;
        let organizer = server.staff("zj", Role::Organizer).await;
        for path in [POTTERY, BIRDS] {
            let edit = json!({ "title": "新的名字" });
            let blind = server.patch(path, &edit).token(&organizer.token).send().await;
            blind.is_problem(428, "precondition-required");
            let public = server.get(path).send().await;
            let tag = public.header("etag").to_owned();
            let first = server.patch(path, &edit).token(&organizer.token).header("if-match", &tag);
            let first = first.send().await;
            assert_eq!(first.ok(200)["version"], 2, "the tag of the public page is good");
            assert!(first.header("etag").starts_with("\"2."));
            let stale = server.patch(path, &json!({ "title": "别的" }))
                .token(&organizer.token).header("if-match", &tag).send().await;
            stale.is_problem(412, "precondition-failed");
            assert_eq!(server.get(path).send().await.ok(200)["title"], "新的名字", "at once");
            let same = server.edit(&organizer, path, &edit).await.ok(200);
            assert_eq!(same["version"], 2, "nothing changed");
        }
        let nowhere = server.patch("/api/v1/offerings/nowhere", &json!({})).token(&organizer.token);
        nowhere.send().await.is_problem(404, "not-found");
    }

    async fn every_fault_is_pointed_at(server) {
        server.import_demo().await;
        let organizer = server.staff("zj", Role::Organizer).await;
        let path = "/api/v1/organizations/zj/programs";
        let refused = server.post(path, &json!({})).token(&organizer.token).send().await;
        refused.is_problem(422, "invalid");
        assert_eq!(pointers(&refused.json()),
            ["/title", "/kind", "/shape", "/sensitivity", "/eligibility/for"]);
        let program = json!({
            "code": "Not a code", "title": "  ", "kind": "lecture", "shape": "one_off",
            "sensitivity": "normal", "question_keys": ["nowhere"],
            "eligibility": { "for": "adult", "age_min": 60, "age_max": 50, "within_org": "nowhere" },
        });
        let refused = server.post(path, &program).token(&organizer.token).send().await;
        refused.is_problem(422, "invalid");
        assert_eq!(pointers(&refused.json()), ["/code", "/title", "/eligibility/within_org",
            "/question_keys/0", "/eligibility/age_max"]);
        let unknown = server.post(path, &json!({ "tittle": "x" })).token(&organizer.token).send().await;
        unknown.is_problem(422, "invalid");
        let offering = json!({
            "title": "x", "registration_opens": "2027-06-14T01:00:00Z", "allocation": "review",
            "enrol": "all", "registration_closes": "2027-06-13T01:00:00Z", "site_id": "nowhere",
            "draw_at": "2027-06-15T01:00:00Z", "pick_max": 2, "party_size_max": 21, "capacity": 10,
            "quotas": [{ "key": "a", "capacity": 0, "for": { "answer": { "lunch": ["x"] } } }],
            "sessions": [
                { "starts_at": "2027-07-03T03:00:00Z", "ends_at": "2027-07-03T01:00:00Z" },
                { "title": "y" },
            ],
        });
        let path = "/api/v1/programs/p-life-pottery/offerings";
        let refused = server.post(path, &offering).token(&organizer.token).send().await;
        refused.is_problem(422, "invalid");
        assert_eq!(pointers(&refused.json()), ["/site_id", "/sessions/1/starts_at",
            "/sessions/1/ends_at", "/party_size_max", "/quotas/0/capacity", "/sessions/0/ends_at",
            "/quotas/0/for", "/registration_closes", "/draw_at", "/pick_max"]);
        let greedy = json!({ "capacity": 1, "quotas": [{ "key": "a", "capacity": 2, "for": { "gender": "female" } }],
            "title": "x", "registration_opens": "2027-06-14T01:00:00Z", "allocation": "first_come", "enrol": "all" });
        let refused = server.post(path, &greedy).token(&organizer.token).send().await;
        refused.is_problem(422, "capacity-below-quotas");
        let taken = json!({ "code": "p-birds-2027", "title": "x", "kind": "lecture", "shape": "one_off",
            "sensitivity": "normal", "eligibility": { "for": "adult" } });
        let path = "/api/v1/organizations/zj/programs";
        let refused = server.post(path, &taken).token(&organizer.token).send().await;
        refused.is_problem(409, "code-taken");
    }

    async fn what_people_registered_for_stays(server) {
        let organizer = published(&server, &morning()).await;
        let path = "/api/v1/offerings/p-law-01";
        let settings = server.get(&format!("{path}/settings")).token(&organizer.token).send().await.ok(200);
        let session = settings["sessions"][0]["id"].clone();
        let later = json!({ "sessions": [{ "id": session, "starts_at": "2027-07-03T02:00:00Z" }] });
        let refused = server.edit(&organizer, path, &later).await;
        refused.is_problem(409, "already-published");
        server.edit(&organizer, path, &json!({ "fee_fen": 600 })).await.ok(200);

        let token = server.worker("worker@example.org").await;
        server.register(&token, "p-law-01", &lecture(&server, &token).await).await.ok(201);
        for (edit, pointer) in [
            (later, "/sessions"),
            (json!({ "enrol": "pick" }), "/enrol"),
            (json!({ "allocation": "lottery", "draw_at": "2027-07-01T01:00:00Z",
                "registration_closes": "2027-07-01T00:00:00Z" }), "/allocation"),
            (json!({ "fee_fen": 700 }), "/fee_fen"),
            (json!({ "online": false, "site_id": "s-hz-wenhui" }), "/site_id"),
        ] {
            let refused = server.edit(&organizer, path, &edit).await;
            refused.is_problem(409, "has-registrations");
            assert_eq!(pointers(&refused.json())[0], pointer, "{edit}");
        }
        let free = json!({ "fee_fen": 0, "title": "早上", "title_en": null, "waitlist_limit": 3,
            "registration_closes": "2027-07-02T01:00:00Z", "min_to_run": 1 });
        let done = server.edit(&organizer, path, &free).await.ok(200);
        assert_eq!((&done["fee_fen"], &done["title"]), (&json!(0), &json!("早上")));

        let program = "/api/v1/programs/p-law";
        let refused = server.edit(&organizer, program, &json!({ "eligibility": { "for": "child" } })).await;
        refused.is_problem(409, "has-registrations");
        assert_eq!(pointers(&refused.json()), ["/eligibility/for"]);
        let words = json!({ "title": "劳动法", "tags": ["法律"], "question_keys": ["contact_way"] });
        let done = server.edit(&organizer, program, &words).await.ok(200);
        assert_eq!((&done["tags"], &done["question_keys"]), (&json!(["法律"]), &json!(["contact_way"])));
    }

    async fn confidence_is_kept(server) {
        server.import_demo().await;
        let organizer = server.staff("zj", Role::Organizer).await;
        let path = "/api/v1/programs/p-mind-pujiang";
        let edit = json!({ "title": "心灵驿站" });
        server.edit(&organizer, path, &edit).await.ok(200);
        let token = server.worker("worker@example.org").await;
        let offering = server.get("/api/v1/offerings/p-mind-pujiang-02").send().await.ok(200);
        let me = super::myself(&server, &token).await;
        let body = json!({ "participant_ids": [me], "session_ids": [offering["sessions"][0]["id"]],
            "answers": { &me: { "contact_way": "inbox" } } });
        server.register(&token, "p-mind-pujiang-02", &body).await.ok(201);
        let open = json!({ "sensitivity": "normal", "notice_style": "normal" });
        let refused = server.edit(&organizer, path, &open).await;
        refused.is_problem(409, "has-registrations");
        assert_eq!(pointers(&refused.json()), ["/sensitivity", "/notice_style"]);
    }
}
