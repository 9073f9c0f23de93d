//! What is not urgent does not come in the night.

use chrono_tz::Asia::Shanghai;
use niangjia::db::entity::deliveries;
use niangjia::notices::{Draft, Urgency};
use sea_orm::EntityTrait;

use super::{deliver, draft_to, owe, save, states, with_sink};
use crate::harness::{Step, TestServer, Treat};

/// Owes a letter that waits for the day.
async fn owe_by_day(server: &TestServer) {
    let draft = Draft {
        urgency: Urgency::ByDay(Shanghai),
        ..draft_to(server, "li@example.org")
    };
    save(server, vec![draft]).await;
}

on_both_databases! {
    async fn what_is_owed_at_night_goes_in_the_morning(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        server.advance_hours(2);
        owe_by_day(&server).await;
        owe(&server, 1, None).await;
        assert_eq!(deliver(&server).await, 1, "at 22:20, what cannot wait");
        assert_eq!(sink.taken()[0].to, "li0@example.org");
        server.advance_hours(9);
        server.tick().await;
        assert_eq!(deliver(&server).await, 0, "at 7:20 it still waits, and no clock was wrong");
        server.advance_minutes(40);
        assert_eq!(deliver(&server).await, 1, "at 8:00");
        let rows = deliveries::Entity::find().all(server.db.read()).await.unwrap();
        let ended: Vec<_> = rows.iter().map(|row| row.ended_at).collect();
        assert!(ended.contains(&Some(server.clock.now())), "{ended:?}");
    }

    async fn by_day_it_goes_at_once(backend: Backend) {
        let (server, _sink) = with_sink(backend).await;
        owe_by_day(&server).await;
        assert_eq!(deliver(&server).await, 1, "at 20:20");
    }

    async fn what_an_outage_delayed_into_the_night_waits_and_loses_no_try(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        owe_by_day(&server).await;
        sink.treat(Treat::Say(Step::Recipient, "450 4.2.0 later"));
        assert_eq!(deliver(&server).await, 0);
        server.advance_hours(2);
        assert_eq!(deliver(&server).await, 0, "due since 20:21, and it is 22:20");
        assert_eq!(states(&server).await, [("owed".to_owned(), 1, Some("450".to_owned()))]);
        server.advance_hours(9);
        assert_eq!(deliver(&server).await, 0);
        server.advance_hours(1);
        assert_eq!(deliver(&server).await, 1, "at 8:20");
    }

    async fn no_further_try_falls_into_the_night(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        server.advance_minutes(99);
        owe_by_day(&server).await;
        sink.treat(Treat::Say(Step::Recipient, "450 4.2.0 later"));
        assert_eq!(deliver(&server).await, 0, "at 21:59");
        server.advance_minutes(2);
        assert_eq!(deliver(&server).await, 0);
        let row = deliveries::Entity::find().one(server.db.read()).await.unwrap().unwrap();
        assert_eq!(row.due_at.at(Shanghai).to_string(), "2027-06-15 08:00:00 CST");
    }

    async fn a_night_of_a_clock_that_was_days_ahead_is_not_waited_for(backend: Backend) {
        let (server, _sink) = with_sink(backend).await;
        server.advance_hours(50);
        owe_by_day(&server).await;
        server.advance_hours(-50);
        server.tick().await;
        assert_eq!(deliver(&server).await, 1);
    }
}
