//! The warning that an offering may not reach its minimum: once, in time, to those who decide.

use niangjia::db::entity::deliveries;
use niangjia::organizations::staff::Role;
use niangjia::values::ids::NoticeId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::Staff;
use crate::harness::TestServer;
use crate::registering::{Family, first, text};

/// A drum morning of 3 July at 9:30 that takes six to run.
const MORNING: &str = "p-open-drum-01";

/// From the start of a test to seven days before the morning, in minutes.
const SEVEN_DAYS_BEFORE: i64 = 11 * 24 * 60 + 13 * 60 + 10;

impl TestServer {
    /// So many families with a place in the morning.
    async fn morning(&self, families: usize) -> Vec<(Family, String)> {
        let mut seated = Vec::new();
        for number in 1..=families {
            let family = self.family(&format!("parent{number}@example.org")).await;
            let made = self
                .register(&family.token, MORNING, &family.drum())
                .await
                .ok(201);
            let id = text(first(&made), "id");
            seated.push((family, id));
        }
        seated
    }

    /// The warnings about drum classes in somebody's inbox; other classes of the demo are short too.
    async fn warnings(&self, staff: &Staff) -> Vec<Value> {
        let inbox = self
            .get("/api/v1/me/notices")
            .token(&staff.token)
            .send()
            .await
            .ok(200);
        let items = inbox["items"].as_array().unwrap().iter().cloned();
        let about_drums = |one: &Value| text(&one["link"], "url").contains("p-open-drum");
        items
            .filter(|one| one["kind"] == "minimum-warning" && about_drums(one))
            .collect()
    }

    async fn orders_about_morning(&self, staff: &Staff, path: &str, body: &Value) {
        let path = format!("/api/v1/{path}");
        self.post(&path, body)
            .token(&staff.token)
            .send()
            .await
            .ok(200);
    }
}

on_both_databases! {
    async fn those_who_decide_are_told_once_a_week_before(server) {
        server.import_demo().await;
        server.morning(2).await;
        server.advance_minutes(SEVEN_DAYS_BEFORE - 1);
        let organizer = server.nobody("organizer@example.org").await;
        server.appoint(organizer.account, server.body("wz-lc").await).await;
        let admin = server.staff("wz-lc", Role::Admin).await;
        let viewer = server.staff("wz-lc", Role::Viewer).await;
        let above = server.staff("wz", Role::Admin).await;
        server.tick().await;
        assert_eq!(server.warnings(&organizer).await, Vec::<Value>::new(), "a minute too early");
        server.advance_minutes(1);
        server.tick().await;
        server.advance_minutes(2);
        server.tick().await;
        let told = server.warnings(&organizer).await;
        assert_eq!(told.len(), 1);
        let letter = text(&told[0], "text");
        for words in ["上午场", "最少 6 人开班", "已录取：2 人", "7月3日（周六）9:30", "停办"] {
            assert!(letter.contains(words), "{words}: {letter}");
        }
        assert!(letter.contains(&format!("/offerings/{MORNING}")), "{letter}");
        assert_eq!(server.warnings(&admin).await.len(), 1);
        assert_eq!(server.warnings(&viewer).await.len(), 0);
        assert_eq!(server.warnings(&above).await.len(), 0);
        // By mail too.
        server.app.notices.courier.deliver_due().await.unwrap();
        let ids: Vec<NoticeId> = told.iter().map(|one| text(one, "id").parse().unwrap()).collect();
        let mails = deliveries::Entity::find().filter(deliveries::Column::NoticeId.is_in(ids));
        let mails = mails.all(server.db.read()).await.unwrap();
        assert_eq!(mails.iter().map(|mail| mail.state.as_str()).collect::<Vec<_>>(), ["sent"]);

        // It moves to a later day: that is no news.
        let offering = server.get(&format!("/api/v1/offerings/{MORNING}")).send().await.ok(200);
        let path = format!("sessions/{}/move", text(&offering["sessions"][0], "id"));
        let later = json!({
            "starts_at": "2027-07-17T01:30:00Z", "ends_at": "2027-07-17T03:00:00Z", "reason": "场地",
        });
        server.orders_about_morning(&organizer, &path, &later).await;
        server.advance_hours(15 * 24);
        server.tick().await;
        assert_eq!(server.warnings(&organizer).await.len(), 1, "she still organizes, and was told once");
    }

    async fn where_a_body_has_nobody_the_nearest_above_is_told(server) {
        server.import_demo().await;
        server.advance_minutes(SEVEN_DAYS_BEFORE);
        server.tick().await;
        // Nobody could be told; a day later somebody can.
        server.advance_hours(24);
        let city = server.staff("wz", Role::Organizer).await;
        let province = server.staff("zj", Role::Admin).await;
        server.tick().await;
        assert!(!server.warnings(&city).await.is_empty());
        let about = |all: &[Value]| all.iter().any(|one| text(one, "text").contains("上午场"));
        assert!(about(&server.warnings(&city).await));
        assert!(!about(&server.warnings(&province).await));
    }

    async fn who_has_enough_people_hears_nothing_until_it_has_not(server) {
        server.import_demo().await;
        let seated = server.morning(6).await;
        server.advance_minutes(SEVEN_DAYS_BEFORE);
        let organizer = server.staff("wz-lc", Role::Organizer).await;
        server.tick().await;
        assert_eq!(server.warnings(&organizer).await.len(), 0);
        server.advance_hours(20);
        server.act(&seated[0].0.token, &seated[0].1, "cancel").await.ok(200);
        server.tick().await;
        let told = server.warnings(&organizer).await;
        assert_eq!(told.len(), 1);
        assert!(text(&told[0], "text").contains("已录取：5 人"), "{}", told[0]);
    }

    async fn after_an_outage_of_several_instances_one_tells(server) {
        server.import_demo().await;
        server.advance_minutes(SEVEN_DAYS_BEFORE + 5 * 24 * 60);
        let organizer = server.staff("wz-lc", Role::Organizer).await;
        let (one, two) = (server.instance().await, server.instance().await);
        let now = server.clock.now();
        let (first, second) = tokio::join!(
            one.roster.warn_of_minimum(now),
            two.roster.warn_of_minimum(now),
        );
        first.unwrap();
        second.unwrap();
        assert_eq!(server.warnings(&organizer).await.len(), 1);
        one.drain().await;
        two.drain().await;
    }

    async fn what_does_not_take_place_is_not_warned_of(server) {
        server.import_demo().await;
        let organizer = server.staff("wz-lc", Role::Organizer).await;
        let reason = json!({ "reason": "教师病了" });
        let path = format!("offerings/{MORNING}/call-off");
        server.orders_about_morning(&organizer, &path, &reason).await;
        // A draft with a minimum.
        let path = "/api/v1/programs/p-open-drum/offerings";
        let draft = json!({
            "title": "傍晚场", "time_zone": "Asia/Shanghai", "allocation": "first_come",
            "registration_opens": "2027-06-01T01:00:00Z", "enrol": "all", "capacity": 12,
            "min_to_run": 6,
            "sessions": [{ "starts_at": "2027-07-03T09:00:00Z", "ends_at": "2027-07-03T10:00:00Z" }],
        });
        server.post(path, &draft).token(&organizer.token).send().await.ok(201);
        server.advance_minutes(SEVEN_DAYS_BEFORE + 24 * 60);
        let admin = server.staff("wz-lc", Role::Admin).await;
        server.tick().await;
        assert_eq!(server.warnings(&admin).await.len(), 0);
        // The morning is over in any case by now; whoever looks then is too late.
        server.advance_hours(7 * 24);
        let late = server.nobody("late@example.org").await;
        server.appoint(late.account, server.body("wz-lc").await).await;
        server.tick().await;
        assert_eq!(server.warnings(&late).await.len(), 0);
    }
}
