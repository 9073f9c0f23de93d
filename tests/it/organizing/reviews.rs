//! What a reviewer has before her: claims and papers, granted in bulk, shown on no roster.

use niangjia::organizations::staff::Role;
use serde_json::{Value, json};

use crate::registering::{first, text};

const CARE: &str = "p-longxi-care-01";

on_both_databases! {
    async fn priorities_are_claimed_granted_and_kept_from_rosters(server) {
        server.import_demo().await;
        let staff = server.staff("tz-yh-longxi", Role::Organizer).await;
        server.prove(&staff).await;
        let mut ids = Vec::new();
        for (number, claim) in [json!(["both_shift", "left_behind"]), json!([])].iter().enumerate() {
            let family = server.family(&format!("parent{number}@example.org")).await;
            let body = json!({
                "participant_ids": [family.child],
                "answers": { &family.child: { "guardian_relation": "mother", "lunch": "site",
                    "hardship": claim } },
                "consents": [{ "key": "guardian_consent", "version": 1 }],
            });
            let made = server.register(&family.token, CARE, &body).await.ok(201);
            ids.push(text(first(&made), "id"));
        }
        let path = format!("/api/v1/offerings/{CARE}");
        let review = async || {
            let asking = server.get(&format!("{path}/review")).token(&staff.token);
            asking.send().await.ok(200)
        };
        let seen = review().await;
        assert_eq!(seen["proofs"], json!(["lives_or_works_in_longxi"]));
        let (claims, none) = (&seen["items"][0], &seen["items"][1]);
        assert_eq!((&claims["claimed_points"], &claims["review"]), (&json!(5), &json!(null)), "{seen}");
        assert_eq!(claims["answers"]["hardship"], json!(["both_shift", "left_behind"]));
        assert_eq!((&none["claims"], &none["claimed_points"]), (&json!([]), &json!(0)));
        let unknown = json!({ "registrations": [{ "registration_id": ids[0], "proofs_seen": ["a stamp"] }] });
        let many = format!("{path}/approve");
        let refused = server.post(&many, &unknown).token(&staff.token).send().await;
        refused.is_problem(422, "invalid");
        assert_eq!(super::pointers(&refused.json()), ["/registrations/0/proofs_seen/0"]);
        let grant = json!({ "registrations": [
            { "registration_id": ids[0], "granted_points": 5, "proofs_seen": ["lives_or_works_in_longxi"] },
            { "registration_id": ids[1] },
            { "registration_id": uuid::Uuid::nil() },
        ] });
        let done = server.post(&many, &grant).token(&staff.token).send().await.ok(200);
        let statuses: Vec<&Value> = done["outcomes"].as_array().unwrap().iter().map(|one| &one["status"]).collect();
        assert_eq!(statuses, [&json!("applied"), &json!("applied"), &json!(null)], "{done}");
        let seen = review().await;
        let given = &seen["items"][0]["review"];
        assert_eq!((&given["granted_points"], &given["by"]), (&json!(5), &json!(staff.account)), "{seen}");
        assert_eq!(given["proofs_seen"], json!(["lives_or_works_in_longxi"]));
        let roster = server.get(&format!("{path}/roster?sensitive=true")).token(&staff.token).send().await;
        let roster = roster.ok(200).to_string();
        assert!(!roster.contains("left_behind") && !roster.contains("hardship"), "{roster}");
        let viewer = server.staff("tz-yh-longxi", Role::Viewer).await;
        server.prove(&viewer).await;
        let asking = server.get(&format!("{path}/review")).token(&viewer.token);
        asking.send().await.is_problem(403, "forbidden");
    }
}
