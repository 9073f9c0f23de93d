//! A newer message about the same registrations takes the place of one that was not sent yet; the
//! inbox has them all.

use std::collections::BTreeSet;

use niangjia::db::entity::notices;
use niangjia::notices::{Compose, Notice};
use niangjia::registrations::compose::RegistrationComposer;
use niangjia::values::locale::Locale;
use sea_orm::{EntityTrait, QueryOrder};

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
