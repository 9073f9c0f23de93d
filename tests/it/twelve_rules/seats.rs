//! Rules 1, 2 and 4: what a seat is, what is said of it, and how it is offered.

use niangjia::db::Fault;
use niangjia::db::entity::registrations;
use niangjia::values::clock::Instant;
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::{Value, json};

use crate::harness::TestServer;
use crate::organizing::lists::CSV;
use crate::registering::{DRUM, first, text};

/// How many of the offering's registrations stand in each of these.
async fn counts(server: &TestServer) -> (Value, Value, Value) {
    let path = format!("/api/v1/offerings/{DRUM}/places");
    let places = server.get(&path).send().await.ok(200);
    let count = |name: &str| places[name].clone();
    (count("capacity"), count("taken"), count("waiting"))
}

/// Another name for a table, so that writing to it fails as on a full disk.
async fn rename(server: &TestServer, from: &str, to: &str) {
    let statement = format!("ALTER TABLE {from} RENAME TO {to}");
    let renaming = server.db.write(async |tx| {
        tx.execute_unprepared(&statement).await?;
        Ok::<_, Fault>(())
    });
    renaming.await.unwrap();
}

fn instant(value: &Value) -> Instant {
    serde_json::from_value(value.clone()).unwrap()
}

on_both_databases! {
    /// Workers, a list from a factory and an organizer who adds one seat, all in one moment: two
    /// seats, two promises, each other one her own place in line.
    async fn rule_1_never_promise_a_seat_twice(server) {
        let staff = server.drum_by(&json!({ "capacity": 1, "waitlist_limit": 40 })).await;
        let mut families = Vec::new();
        for number in 1..=8 {
            let born = format!("2019-04-{number:02}");
            families.push(server.family_born(&format!("p{number}@example.org"), &born).await);
        }
        let path = format!("/api/v1/offerings/{DRUM}/registrations");
        let asking: Vec<_> = families.iter().map(|family| {
            let ask = server.post(&path, &family.drum()).token(&family.token);
            tokio::spawn(ask.send())
        }).collect();
        let list = server.three().await;
        let (offering, raise) = (format!("/api/v1/offerings/{DRUM}"), json!({ "capacity": 2 }));
        let (listed, raised) = tokio::join!(
            server.send_list(&staff, "", (CSV, list.into_bytes())),
            server.edit(&staff, &offering, &raise),
        );
        assert_eq!(listed.ok(200)["registered"], 2);
        raised.ok(200);
        for asking in asking {
            assert_eq!(asking.await.unwrap().status, 201);
        }
        server.tick().await;
        assert_eq!(counts(&server).await, (json!(2), json!(2), json!(8)));
        let rows = registrations::Entity::find().all(server.db.read()).await.unwrap();
        assert_eq!(rows.len(), 10);
        let seated = rows.iter().filter(|row| ["confirmed", "offered"].contains(&&*row.status));
        assert_eq!(seated.count(), 2);
        server.all_is_well().await;
    }

    /// A message is owed by the transaction that writes the seat: without the one there is not
    /// the other. Who waits reads her place. Odds beside the place are to come.
    async fn rule_2_say_the_state_truthfully_and_at_once(server) {
        server.drum_by(&json!({ "capacity": 1 })).await;
        let one = server.family_born("one@example.org", "2019-04-01").await;
        let preview = format!("/api/v1/offerings/{DRUM}/registrations?preview=true");
        server.post(&preview, &one.drum()).token(&one.token).send().await.ok(200);
        rename(&server, "consents", "consents_away").await;
        let failed = server.register(&one.token, DRUM, &one.drum()).await;
        assert!(failed.status >= 500, "{}", failed.text());
        rename(&server, "consents_away", "consents").await;
        assert!(server.told().await.is_empty(), "nothing was written, and nothing said");
        assert_eq!(counts(&server).await, (json!(1), json!(0), json!(0)));

        let made = server.register(&one.token, DRUM, &one.drum()).await.ok(201);
        assert_eq!(first(&made)["status"], "confirmed");
        let [owed] = &server.told().await[..] else { panic!("one message") };
        assert_eq!(owed.kind, "registration-confirmed");
        for (number, born) in [(1, "2019-04-02"), (2, "2019-04-03")] {
            let next = server.family_born(&format!("next{number}@example.org"), born).await;
            let made = server.register(&next.token, DRUM, &next.drum()).await.ok(201);
            assert_eq!(first(&made)["status"], "waitlisted");
            assert_eq!(first(&made)["place_in_line"], number);
            let letter = &server.messages(&next.token).await[0];
            assert_eq!(letter["kind"], "registration-waiting");
            let said = format!("候补第 {number} 位");
            assert!(text(letter, "text").contains(&said), "{letter}");
            assert!(!text(letter, "subject").contains("有名额"), "{letter}");
        }
    }

    /// Offers of six hours are of a day here, and end by day; the next hears only when the first
    /// was silent, who may come again.
    async fn rule_4_offers_have_a_humane_deadline(server) {
        server.drum_by(&json!({ "offer_hours": 6 })).await;
        let families = server.families(8).await;
        server.advance_hours(3);
        server.act(&families[0].0.token, &families[0].1, "cancel").await.ok(200);
        let (next, id) = &families[6];
        let offered = server.registration(&next.token, id).await;
        assert_eq!(offered["status"], "offered");
        // From 23:20 on the 14th: a day later is night, so nine in the morning after it.
        let deadline = instant(&offered["offer_expires_at"]);
        assert_eq!(deadline.to_string(), "2027-06-16T01:00:00Z");
        assert!(deadline >= server.clock.now().plus_hours(24));
        let letter = server.messages(&next.token).await[0].clone();
        assert!(text(&letter, "subject").contains("6月16日"), "{letter}");
        let (last, last_id) = &families[7];
        assert_eq!(server.status_of(last, last_id).await, "waitlisted", "one at a time");

        server.clock.set(deadline);
        server.tick().await;
        assert_eq!(server.status_of(next, id).await, "offered", "an answer at the deadline is in time");
        server.advance_minutes(1);
        server.tick().await;
        assert_eq!(server.status_of(next, id).await, "expired");
        let offered = server.registration(&last.token, last_id).await;
        assert_eq!(offered["status"], "offered");
        assert_eq!(offered["offer_expires_at"], "2027-06-17T01:01:00Z");
        let again = server.register(&next.token, DRUM, &next.drum()).await.ok(201);
        assert_eq!(first(&again)["status"], "waitlisted", "no other chance is lost");
        server.act(&last.token, last_id, "accept").await.ok(200);
        server.all_is_well().await;
    }
}
