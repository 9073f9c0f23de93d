//! Organizers hear that a draw is due: once, when its time has come, and not after it was held.

use niangjia::organizations::staff::Role;
use serde_json::{Value, json};

use super::Staff;
use crate::harness::TestServer;
use crate::registering::{DRUM, text};

fn lottery() -> Value {
    json!({
        "allocation": "lottery", "registration_closes": "2027-06-16T18:00:00+08:00",
        "draw_at": "2027-06-17T10:00:00+08:00", "capacity": 2, "waitlist_limit": 2,
        "min_to_run": null,
    })
}

/// From the start of a test to the time of the draw, in minutes.
const TO_THE_DRAW: i64 = 2 * 24 * 60 + 13 * 60 + 40;

impl TestServer {
    /// The letters about the draw of the drum afternoon, newest first.
    async fn draws_told(&self, staff: &Staff) -> Vec<Value> {
        let inbox = self.get("/api/v1/me/notices").token(&staff.token);
        let inbox = inbox.send().await.ok(200);
        let items = inbox["items"].as_array().unwrap().iter().cloned();
        items
            .filter(|one| one["kind"] == "draw-due")
            .filter(|one| text(&one["link"], "url").contains(DRUM))
            .collect()
    }

    /// Somebody who organizes now: roles of the tests last a day.
    async fn fresh_admin(&self, name: &str) -> Staff {
        let staff = self.nobody(&format!("{name}@example.org")).await;
        self.appoint(staff.account, self.body("wz-lc").await).await;
        self.prove(&staff).await;
        staff
    }
}

on_both_databases! {
    async fn a_draw_whose_time_has_come_is_told_once(server) {
        server.drum_by(&lottery()).await;
        server.families(3).await;
        server.advance_minutes(TO_THE_DRAW - 1);
        let organizer = server.fresh_admin("organizer").await;
        let viewer = server.staff("wz-lc", Role::Viewer).await;
        server.tick().await;
        assert_eq!(server.draws_told(&organizer).await.len(), 0, "a minute too early");
        for _ in 0..2 {
            server.advance_minutes(1);
            server.tick().await;
        }
        let told = server.draws_told(&organizer).await;
        assert_eq!(told.len(), 1);
        let letter = text(&told[0], "text");
        for words in ["张三，您好", "该摇号了", "6月17日（周四）10:00", "3 人"] {
            assert!(letter.contains(words), "{words}: {letter}");
        }
        assert!(letter.contains(&format!("/offerings/{DRUM}/draw")), "{letter}");
        assert_eq!(server.draws_told(&viewer).await.len(), 0);

        // It is put off: the new time is told of when it has come.
        let later = json!({ "draw_at": "2027-06-18T10:00:00+08:00" });
        server.edit(&organizer, &format!("/api/v1/offerings/{DRUM}"), &later).await.ok(200);
        server.advance_hours(23);
        server.tick().await;
        assert_eq!(server.draws_told(&organizer).await.len(), 1);
        server.advance_hours(1);
        let other = server.fresh_admin("other").await;
        server.tick().await;
        assert_eq!(server.draws_told(&other).await.len(), 1);
    }

    async fn a_draw_that_was_held_or_called_off_is_not_due(server) {
        server.drum_by(&lottery()).await;
        server.families(3).await;
        server.advance_minutes(TO_THE_DRAW - 60);
        let organizer = server.fresh_admin("organizer").await;
        let draw = format!("offerings/{DRUM}/draw");
        let name = json!({ "public_value_name": "上证综合指数收盘点位" });
        server.orders(&organizer, &format!("{draw}/freeze"), &name).await.ok(200);
        let value = json!({ "public_value": "3412.07" });
        server.orders(&organizer, &format!("{draw}/run"), &value).await.ok(200);
        server.advance_minutes(61);
        server.tick().await;
        assert_eq!(server.draws_told(&organizer).await.len(), 0);
    }

    async fn of_several_instances_one_tells_of_a_draw(server) {
        server.drum_by(&lottery()).await;
        server.advance_minutes(TO_THE_DRAW + 5 * 60);
        let organizer = server.fresh_admin("organizer").await;
        let (one, two) = (server.instance().await, server.instance().await);
        let now = server.clock.now();
        let (first, second) = tokio::join!(
            one.roster.tell_draws_due(now),
            two.roster.tell_draws_due(now),
        );
        first.unwrap();
        second.unwrap();
        assert_eq!(server.draws_told(&organizer).await.len(), 1);
        one.drain().await;
        two.drain().await;
    }
}
