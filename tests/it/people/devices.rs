//! A sign-in on a device not seen before is told, and nothing else is.

use niangjia::db::entity::{notices, seen_devices};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::PASSWORD;
use crate::harness::TestServer;

const DESK: &str = "Mozilla/5.0 (Windows NT 10.0; Win64) Firefox/140.0";
const NEWER_DESK: &str = "Mozilla/5.0 (Windows NT 10.0; Win64) Firefox/141.0";

impl TestServer {
    async fn sign_in_on(&self, agent: &str) {
        let body = json!({"email": "a@example.org", "password": PASSWORD});
        let asking = self
            .post("/api/v1/tokens", &body)
            .header("user-agent", agent);
        asking.send().await.ok(201);
    }

    /// The letters about new devices in the inbox of a token, newest first.
    async fn told_devices(&self, token: &str) -> Vec<Value> {
        let inbox = self
            .get("/api/v1/me/notices")
            .token(token)
            .send()
            .await
            .ok(200);
        let items = inbox["items"].as_array().unwrap().iter().cloned();
        items.filter(|one| one["kind"] == "new-device").collect()
    }
}

on_both_databases! {
    async fn a_device_not_seen_before_is_told_once(server) {
        let token = server.worker("a@example.org").await;
        assert_eq!(server.told_devices(&token).await, Vec::<Value>::new(), "not the first one");
        server.sign_in_on(DESK).await;
        let told = server.told_devices(&token).await;
        assert_eq!(told.len(), 1);
        let letter = told[0]["text"].as_str().unwrap();
        for words in ["张三，您好", "Windows，Firefox", "6月14日（周一）20:20", "让这一台退出"] {
            assert!(letter.contains(words), "{words}: {letter}");
        }
        for again in [DESK, NEWER_DESK, ""] {
            server.sign_in_on(again).await;
        }
        assert_eq!(server.told_devices(&token).await.len(), 1, "an update is no new device");

        let rows = seen_devices::Entity::find().all(server.db.read()).await.unwrap();
        assert_eq!(rows.len(), 2);
        for word in ["Windows", "Firefox", "Mozilla"] {
            assert!(!format!("{rows:?}").contains(word), "{rows:?}");
        }
        // The mail goes to the account's address.
        assert_eq!(server.app.notices.courier.deliver_due().await.unwrap(), 2, "the code, and this");
    }

    async fn what_a_device_calls_itself_is_not_carried(server) {
        let token = server.worker("a@example.org").await;
        server.sign_in_on("call-0571-00000000-at-once").await;
        let told = server.told_devices(&token).await;
        let letter = told[0]["text"].as_str().unwrap();
        assert!(letter.contains("认不出的设备") && !letter.contains("0571"), "{letter}");
        let kept = notices::Entity::find()
            .filter(notices::Column::Kind.eq("new-device"))
            .all(server.db.read())
            .await
            .unwrap();
        assert!(!kept[0].letter.as_ref().unwrap().to_string().contains("0571"));
    }

    async fn a_device_that_is_not_used_is_forgotten(server) {
        server.worker("a@example.org").await;
        server.sign_in_on(DESK).await;
        server.advance_hours(399 * 24);
        server.sign_in_on(DESK).await;
        server.advance_hours(2 * 24);
        let now = server.clock.now();
        server.app.accounts.forget_stale(now).await.unwrap();
        let rows = seen_devices::Entity::find().all(server.db.read()).await.unwrap();
        assert_eq!(rows.len(), 1, "the one that was used two days ago");
    }
}
