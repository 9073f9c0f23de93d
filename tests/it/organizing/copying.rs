//! Copies, and what is not published.

use niangjia::catalog::model::OfferingState;
use niangjia::organizations::staff::Role;
use serde_json::json;

use super::{BIRDS, pointers};

on_both_databases! {
    async fn a_copy_is_a_draft_on_other_days(server) {
        server.import_demo().await;
        let organizer = server.staff("zj", Role::Organizer).await;
        let copy = format!("{BIRDS}/copy");
        let both = json!({ "shift_days": 1, "starts_on": "2027-07-05" });
        let refused = server.post(&copy, &both).token(&organizer.token).send().await;
        refused.is_problem(422, "invalid");
        let ask = || server.post(&copy, &json!({ "starts_on": "2027-08-02" }))
            .token(&organizer.token).key("copy-1");
        let made = ask().send().await.ok(201);
        assert_eq!(made["state"], "draft");
        assert_eq!(made["sessions"][0]["starts_at"], "2027-08-02T00:30:00Z");
        assert_eq!(made["registration_closes"], "2027-07-18T10:00:00Z");
        assert_eq!((&made["capacity"], &made["quotas"][1]["capacity"]), (&json!(40), &json!(20)));
        let again = ask().send().await;
        assert_eq!(again.header("idempotent-replayed"), "true");
        assert_eq!(again.ok(201)["id"], made["id"]);
        let other = server.post(&copy, &json!({ "shift_days": 7 })).token(&organizer.token).key("copy-1");
        other.send().await.is_problem(422, "idempotency-key-reused");
        let path = format!("/api/v1/offerings/{}", made["id"].as_str().unwrap());
        server.get(&path).send().await.is_problem(404, "not-found");
        let fewer = json!({ "sessions": [{ "id": made["sessions"][0]["id"] }], "quotas": [] });
        let cut = server.edit(&organizer, &path, &fewer).await.ok(200);
        assert_eq!((cut["sessions"].as_array().unwrap().len(), &cut["quotas"]), (1, &json!([])));
        let publish = || server.post(&format!("{path}/publish"), &json!({}))
            .token(&organizer.token).key("publish-1");
        publish().send().await.ok(200);
        let again = publish().send().await;
        assert_eq!(again.header("idempotent-replayed"), "true");
        assert_eq!(server.get(&path).send().await.ok(200)["places_left"], 40);
    }

    async fn what_was_called_off_or_is_over_is_not_published(server) {
        server.import_demo().await;
        server.advance_hours(24 * 365);
        let organizer = server.staff("zj", Role::Organizer).await;
        let post = async |path: String| server.post(&path, &json!({})).token(&organizer.token).send().await;
        let copy = post(format!("{BIRDS}/copy")).await.ok(201);
        let late = post(format!("/api/v1/offerings/{}/publish", copy["id"].as_str().unwrap())).await;
        late.is_problem(422, "incomplete");
        assert_eq!(pointers(&late.json()), ["/sessions"]);
        let contents = niangjia::catalog::load(server.db.read()).await.unwrap();
        let called_off = contents.offerings.iter().find(|one| one.state == OfferingState::CalledOff).unwrap();
        let refused = post(format!("/api/v1/offerings/{}/publish", called_off.code)).await;
        refused.is_problem(409, "offering-called-off");
    }
}
