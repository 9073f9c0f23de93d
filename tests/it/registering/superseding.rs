//! A newer message about the same registrations takes the place of one that was not sent yet; the
//! inbox has them all.

use std::collections::BTreeSet;

use niangjia::db::entity::notices;
use niangjia::notices::{Compose, Notice};
use niangjia::registrations::compose::RegistrationComposer;
use niangjia::values::locale::Locale;
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::json;

use super::way::two_in_line;
use super::{DRUM, first, text};
use crate::harness::TestServer;

impl TestServer {
    /// Everything that is owed to anybody, oldest first.
    async fn owed(&self) -> Vec<Notice> {
        let rows = notices::Entity::find()
            .order_by_asc(notices::Column::Id)
            .all(self.db.read())
            .await;
        let read = |row: notices::Model| Notice {
            id: row.id,
            account: row.account_id,
            registration: row.registration_id,
            kind: row.kind,
            locale: Locale::from_tag(&row.locale),
            facts: row.facts,
            secret: None,
            created_at: row.created_at,
        };
        rows.unwrap().into_iter().map(read).collect()
    }

    /// The kinds about a registration that would still be sent, and those that would not.
    async fn sorted(&self, id: &str) -> (Vec<String>, Vec<String>) {
        let composer = RegistrationComposer {
            registrations: self.app.registrations.clone(),
            public_url: "https://niangjia.example".to_owned(),
        };
        let owed = self.owed().await;
        let kinds: BTreeSet<&str> = composer.kinds().iter().copied().collect();
        let ours = owed
            .into_iter()
            .filter(|one| kinds.contains(one.kind.as_str()));
        let ours: Vec<Notice> = ours.collect();
        let outdated = composer.superseded(&ours).await.unwrap();
        let about = ours.into_iter().filter(|one| {
            let own = one.registration.map(|own| own.to_string());
            own.as_deref() == Some(id)
        });
        let (gone, left): (Vec<_>, Vec<_>) = about.partition(|one| outdated.contains(&one.id));
        let kinds = |some: Vec<Notice>| some.into_iter().map(|one| one.kind).collect();
        (kinds(left), kinds(gone))
    }
}

on_both_databases! {
    async fn who_moved_up_before_the_mail_went_out_gets_one(server) {
        let queue = two_in_line(&server).await;
        let (token, id) = &queue[0];
        let (left, gone) = server.sorted(id).await;
        assert_eq!(left, ["registration-offered"]);
        assert_eq!(gone, ["registration-waiting"]);
        server.act(token, id, "accept").await.ok(200);
        let (left, gone) = server.sorted(id).await;
        assert_eq!(left, ["registration-confirmed"]);
        assert_eq!(gone, ["registration-waiting", "registration-offered"]);
        let messages = server.messages(token).await;
        assert_eq!(messages.len(), 3, "the inbox has them all");
        let (left, _) = server.sorted(&queue[1].1).await;
        assert_eq!(left, ["registration-waiting"], "others are not touched");
    }

    async fn a_new_place_is_told_beside_a_new_time_and_both_at_once_instead(server) {
        let staff = server.drum_by(&json!({})).await;
        let family = server.family("parent@example.org").await;
        let made = server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        let id = text(first(&made), "id");
        let offering = server.get(&format!("/api/v1/offerings/{DRUM}")).send().await.ok(200);
        let path = format!("sessions/{}/move", text(&offering["sessions"][0], "id"));
        let moves = async |hour: u32, site: &str| {
            let at = |minute: u32| format!("2027-07-20T{hour:02}:{minute:02}:00Z");
            let asked = json!({
                "starts_at": at(0), "ends_at": at(50), "site": site, "reason": "场地停电",
            });
            server.orders(&staff, &path, &asked).await.ok(200);
        };
        let left = async || server.sorted(&id).await.0;
        moves(6, "s-wz-palace").await;
        moves(6, "s-wz-studio").await;
        let each = ["registration-confirmed", "registration-rescheduled", "registration-rescheduled"];
        assert_eq!(left().await, each, "the letter about the place says that the time stays");
        moves(7, "s-wz-studio").await;
        assert_eq!(left().await, each, "the newest of each");
        moves(8, "s-wz-palace").await;
        assert_eq!(left().await, each[..2], "which says all that the others said");
    }

    async fn who_declined_in_the_app_is_not_offered_it_by_mail_any_more(server) {
        let queue = two_in_line(&server).await;
        let (token, id) = &queue[0];
        server.act(token, id, "decline").await.ok(200);
        let (left, gone) = server.sorted(id).await;
        assert_eq!(left, [""; 0], "she knows, and the place is another's");
        assert_eq!(gone, ["registration-waiting", "registration-offered"]);
        let (left, _) = server.sorted(&queue[1].1).await;
        assert_eq!(left, ["registration-offered"]);
    }

    async fn each_letter_about_a_registration_stands_in_one_conversation(server) {
        server.import_demo().await;
        let family = server.family("parent@example.org").await;
        let made = server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        let id = text(first(&made), "id");
        server.act(&family.token, &id, "cancel").await.ok(200);
        let composer = RegistrationComposer {
            registrations: server.app.registrations.clone(),
            public_url: "https://niangjia.example".to_owned(),
        };
        let owed = server.owed().await;
        let ours = owed.iter().filter(|one| one.kind.starts_with("registration-"));
        let mut threads = BTreeSet::new();
        for notice in ours {
            threads.insert(composer.compose(notice).await.unwrap().thread);
        }
        assert_eq!(threads, [Some(format!("registration-{id}"))].into());
    }
}
