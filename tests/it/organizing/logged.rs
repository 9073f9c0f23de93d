//! What staff do stands in the audit log of the body: once each, without a name.

use niangjia::organizations::staff::Role;
use serde_json::{Value, json};

use super::published;
use crate::registering::{DRUM, first, text};

fn lectures() -> Value {
    json!({
        "title": "周六", "registration_opens": "2027-06-14T01:00:00Z", "online": true,
        "allocation": "first_come", "enrol": "all", "capacity": 1,
        "sessions": [{ "starts_at": "2027-07-03T05:00:00Z", "ends_at": "2027-07-03T06:00:00Z" }],
    })
}

fn actions(log: &Value) -> Vec<String> {
    let items = log["items"].as_array().unwrap();
    items
        .iter()
        .rev()
        .map(|item| text(item, "action"))
        .collect()
}

on_both_databases! {
    async fn edits_and_decisions_are_written_down_once(server) {
        let organizer = published(&server, &lectures()).await;
        let offering = "/api/v1/offerings/p-law-01";
        let publish = server.post(&format!("{offering}/publish"), &json!({}));
        publish.token(&organizer.token).send().await.ok(200);
        server.edit(&organizer, "/api/v1/programs/p-law", &json!({ "title": "新题目" })).await.ok(200);
        server.edit(&organizer, &format!("{offering}?preview=true"), &json!({ "capacity": 2 })).await.ok(200);
        server.edit(&organizer, offering, &json!({ "capacity": 2 })).await.ok(200);
        let admin = server.staff("jh-pj", Role::Admin).await;
        server.prove(&admin).await;
        let log = server.get("/api/v1/organizations/jh-pj/audit").token(&admin.token).send().await.ok(200);
        let expected = [
            "program-made", "offering-made", "offering-published", "program-edited",
            "offering-edited", "size-set",
        ];
        assert_eq!(actions(&log), expected, "{log}");
        let sized = &log["items"][0];
        assert_eq!(sized["facts"]["total"], 2);
        assert_eq!(sized["actor"]["account_id"], json!(organizer.account), "{sized}");
        assert!(log["items"][1]["request_id"].is_string());
    }

    async fn decisions_about_persons_name_ids_only(server) {
        let staff = server.drummer().await;
        let family = server.family("one@example.org").await;
        let id = text(first(&server.register(&family.token, DRUM, &family.drum()).await.ok(201)), "id");
        let why = json!({ "reason": "家长来电取消" });
        for _ in 0..2 {
            server.leave(&staff, &id, "", &why).await.ok(200);
        }
        let admin = server.staff("zj", Role::Admin).await;
        server.prove(&admin).await;
        let log = server.get("/api/v1/organizations/zj/audit").token(&admin.token).send().await.ok(200);
        assert_eq!(actions(&log), ["cancelled"], "once: {log}");
        assert_eq!(log["items"][0]["subject"]["id"], json!(id), "{log}");
        assert!(!log.to_string().contains("家长来电"), "{log}");
    }
}
