//! Reminders: of an offer at half time, of a date two days ahead; once, by day, and to nobody who
//! does not need one.

use futures_util::future::join;
use niangjia::db::entity::notices;
use niangjia::registrations::reminders::Reminders;
use niangjia::values::clock::Instant;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::way::two_in_line;
use super::{DRUM, first, text};
use crate::harness::TestServer;

/// The drum afternoon begins on 3 July at 14:00.
const DRUM_BEGINS: Instant = Instant::from_millis(1_814_594_400_000);

impl TestServer {
    /// So many hours before the drum begins.
    fn before_the_drum(&self, hours: i64) {
        self.clock.set(DRUM_BEGINS.plus_hours(-hours));
    }

    /// The kinds of the messages in an inbox, the newest first.
    async fn kinds(&self, token: &str) -> Vec<String> {
        let messages = self.messages(token).await;
        messages.iter().map(|one| text(one, "kind")).collect()
    }

    /// How often somebody was reminded.
    async fn reminded(&self, token: &str, kind: &str) -> usize {
        let kinds = self.kinds(token).await;
        kinds.iter().filter(|one| *one == kind).count()
    }

    /// A family with a place at the drum.
    async fn with_a_place(&self, email: &str) -> (super::Family, String) {
        let family = self.family(email).await;
        let made = self.register(&family.token, DRUM, &family.drum()).await;
        let id = text(first(&made.ok(201)), "id");
        (family, id)
    }
}

const OFFER: &str = "registration-offer-reminder";
const SOON: &str = "registration-reminder";

on_both_databases! {
    async fn an_offer_is_called_to_mind_once_at_half_time(server) {
        let queue = two_in_line(&server).await;
        let token = &queue[0].0;
        assert_eq!(server.reminded(token, OFFER).await, 0, "and its own mail goes out");
        // A day from 20:20; half of it is 8:20.
        server.advance_hours(11);
        server.tick().await;
        assert_eq!(server.reminded(token, OFFER).await, 0);
        server.advance_hours(1);
        server.tick().await;
        let letter = &server.messages(token).await[0];
        assert_eq!(letter["kind"], OFFER);
        for said in ["还没有等到您回话", "6月15日（周二）20:20"] {
            assert!(text(letter, "text").contains(said), "{letter}");
        }
        server.advance_hours(2);
        server.tick().await;
        assert_eq!(server.reminded(token, OFFER).await, 1, "once");
        server.all_is_well().await;
    }

    async fn who_answered_is_not_reminded_of_the_offer(server) {
        let queue = two_in_line(&server).await;
        let (token, id) = &queue[0];
        server.messages(token).await;
        server.act(token, id, "accept").await.ok(200);
        server.advance_hours(12);
        server.tick().await;
        assert_eq!(server.reminded(token, OFFER).await, 0);
    }

    async fn who_could_not_hear_of_the_offer_is_not_reminded_of_it(server) {
        let queue = two_in_line(&server).await;
        let token = &queue[0].0;
        server.advance_hours(12);
        server.tick().await;
        // She has more time since then; that message is owed as well.
        server.advance_hours(12);
        server.tick().await;
        assert_eq!(server.reminded(token, OFFER).await, 0);
    }

    async fn a_date_is_called_to_mind_two_days_ahead_and_once(server) {
        server.import_demo().await;
        let (family, _) = server.with_a_place("parent@example.org").await;
        server.before_the_drum(49);
        server.tick().await;
        assert_eq!(server.reminded(&family.token, SOON).await, 0);
        server.advance_hours(1);
        server.tick().await;
        server.advance_hours(1);
        server.tick().await;
        let messages = server.messages(&family.token).await;
        let soon: Vec<&Value> = messages.iter().filter(|one| one["kind"] == SOON).collect();
        assert_eq!(soon.len(), 1, "{messages:?}");
        for said in ["7月3日（周六）14:00–15:30", "取消", "入场短码", "这是提醒"] {
            assert!(text(soon[0], "text").contains(said), "{said}: {}", soon[0]);
        }
        server.all_is_well().await;
    }

    async fn at_night_nobody_is_reminded(server) {
        server.import_demo().await;
        let (family, _) = server.with_a_place("parent@example.org").await;
        // The timer was away, and is back at midnight.
        server.before_the_drum(38);
        server.tick().await;
        assert_eq!(server.reminded(&family.token, SOON).await, 0);
        server.advance_hours(9);
        server.tick().await;
        assert_eq!(server.reminded(&family.token, SOON).await, 1);
    }

    async fn who_wants_no_reminders_or_has_just_come_gets_none(server) {
        server.import_demo().await;
        let (quiet, _) = server.with_a_place("quiet@example.org").await;
        let off = json!({ "reminders": false });
        server.patch("/api/v1/me", &off).token(&quiet.token).send().await.ok(200);
        let (gone, id) = server.with_a_place("gone@example.org").await;
        server.act(&gone.token, &id, "cancel").await.ok(200);
        server.before_the_drum(47);
        let late = server.family("late@example.org").await;
        let made = server.register(&late.token, DRUM, &late.drum()).await;
        assert_eq!(first(&made.ok(201))["status"], "confirmed");
        server.tick().await;
        for token in [&quiet.token, &gone.token, &late.token] {
            assert_eq!(server.reminded(token, SOON).await, 0);
        }
    }

    async fn those_who_are_linked_share_a_reminder(server) {
        server.drum_by(&json!({ "sibling_groups": true })).await;
        let (family, together) = server.siblings().await;
        server.register(&family.token, DRUM, &together).await.ok(201);
        server.before_the_drum(48);
        server.tick().await;
        let messages = server.messages(&family.token).await;
        let soon: Vec<&Value> = messages.iter().filter(|one| one["kind"] == SOON).collect();
        assert_eq!(soon.len(), 1, "{messages:?}");
        assert!(text(soon[0], "subject").contains("张小二、张小三"), "{}", soon[0]);
    }

    async fn a_discreet_date_is_called_to_mind_without_a_name(server) {
        server.import_demo().await;
        let token = server.worker("worker@example.org").await;
        let me = server.get("/api/v1/me/participants").token(&token).send().await.ok(200);
        let me = text(&me["items"][0], "id");
        let path = "/api/v1/offerings/p-mind-pujiang-02";
        let offering = server.get(path).send().await.ok(200);
        let body = json!({
            "participant_ids": [me], "session_ids": [offering["sessions"][0]["id"]],
            "answers": { &me: { "contact_way": "inbox" } },
        });
        server.register(&token, "p-mind-pujiang-02", &body).await.ok(201);
        server.messages(&token).await;
        // From 14 June, 20:20, to two days before 14:00 on the 19th.
        server.advance_hours(66);
        server.tick().await;
        assert_eq!(server.reminded(&token, SOON).await, 1);
        let rows = notices::Entity::find().filter(notices::Column::Kind.eq(SOON));
        let row = rows.one(server.db.read()).await.unwrap().unwrap();
        let letter = row.letter.unwrap().to_string();
        for word in ["咨询", "心理", "浦江", &text(&offering["program"], "title")] {
            assert!(!letter.contains(word), "{word}: {letter}");
        }
        server.all_is_well().await;
    }

    async fn of_several_instances_one_reminds(server) {
        server.import_demo().await;
        let (family, _) = server.with_a_place("parent@example.org").await;
        server.before_the_drum(48);
        let other = server.instance().await;
        other.catalog.refresh().await.unwrap();
        let now = server.clock.now();
        let ours = Reminders::new(server.app.registrations.clone());
        let theirs = Reminders::new(other.registrations.clone());
        let (one, two) = join(ours.remind(now), theirs.remind(now)).await;
        one.unwrap();
        two.unwrap();
        assert_eq!(server.reminded(&family.token, SOON).await, 1);
        other.drain().await;
    }
}
