//! One instance at a time runs what falls due.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use niangjia::db::watch::Watcher;
use niangjia::db::{Database, Fault};
use niangjia::timer::{Timer, TimerSettings};
use niangjia::values::clock::Clock;
use tokio_util::sync::CancellationToken;

use crate::harness::{Backend, TestServer};

fn counting(server: &TestServer, clock: &Clock, holder: &str, count: &Arc<AtomicU32>) -> Timer {
    let settings = TimerSettings {
        interval_seconds: 3600,
    };
    let (db, holder) = (Database::clone(&server.db), holder.to_owned());
    let timer = Timer::new(db, clock.clone(), holder, settings);
    counted(timer, count)
}

fn counted(timer: Timer, count: &Arc<AtomicU32>) -> Timer {
    let count = count.clone();
    timer
        .on("fails", |_| async { Err(Fault::broken("on purpose")) })
        .on("counts", move |_| {
            count.fetch_add(1, Ordering::SeqCst);
            async { Ok(()) }
        })
}

async fn comes_to(count: &AtomicU32, many: u32) {
    let counting = async {
        while count.load(Ordering::SeqCst) < many {
            tokio::task::yield_now().await;
        }
    };
    let came = tokio::time::timeout(Duration::from_mins(1), counting).await;
    came.expect("it goes on");
}

on_both_databases! {
    async fn a_lease_passes_on_only_when_it_ran_out(server) {
        let count = Arc::new(AtomicU32::new(0));
        let first = counting(&server, &server.clock, "first", &count);
        let second = counting(&server, &server.clock, "second", &count);
        assert!(first.look().await.unwrap());
        assert!(!second.look().await.unwrap());
        assert!(first.look().await.unwrap());
        server.advance_hours(1);
        assert!(second.look().await.unwrap());
        assert!(!first.look().await.unwrap());
        assert_eq!(count.load(Ordering::SeqCst), 3, "a fault of one handler stopped the next");
    }

    async fn what_is_in_no_hurry_is_done_once_a_minute_at_most(server) {
        let (count, counted) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
        let counts = counted.clone();
        let timer = counting(&server, &server.clock, "first", &count);
        let timer = timer.on_each_minute("counts slowly", move |_| {
            counts.fetch_add(1, Ordering::SeqCst);
            async { Ok(()) }
        });
        timer.look().await.unwrap();
        timer.look().await.unwrap();
        assert_eq!(counted.load(Ordering::SeqCst), 1);
        server.advance_hours(1);
        timer.look().await.unwrap();
        assert_eq!(counted.load(Ordering::SeqCst), 2);
        // A clock that was put back keeps nothing waiting until it is as late again.
        server.advance_hours(-1);
        timer.look().await.unwrap();
        assert_eq!(counted.load(Ordering::SeqCst), 3);
        assert_eq!(count.load(Ordering::SeqCst), 4);
    }

    async fn a_lease_from_a_clock_far_ahead_blocks_nobody(server) {
        let count = Arc::new(AtomicU32::new(0));
        let ahead = Clock::fixed(server.clock.now().plus_days(400));
        assert!(counting(&server, &ahead, "rehearsal", &count).look().await.unwrap());
        assert!(counting(&server, &server.clock, "today", &count).look().await.unwrap());
    }

    async fn the_app_has_its_handlers(server) {
        assert!(format!("{:?}", server.app.timer).contains("forget old idempotency keys"));
        server.tick().await;
        server.advance_minutes(1);
        server.tick().await;
    }

    async fn who_stops_gives_the_lease_back(server) {
        let count = Arc::new(AtomicU32::new(0));
        let stop = CancellationToken::new();
        let first = counting(&server, &server.clock, "first", &count);
        let running = tokio::spawn(first.run(stop.clone()));
        comes_to(&count, 1).await;
        stop.cancel();
        running.await.unwrap().unwrap();
        assert!(counting(&server, &server.clock, "second", &count).look().await.unwrap());
    }

    /// On SQLite the first that it writes forgets the lease of a dead process, on PostgreSQL it
    /// takes its own.
    async fn what_failed_at_first_is_tried_again(server) {
        server.execute("ALTER TABLE leases RENAME TO lost").await;
        let (tries, count) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
        let seen = tries.clone();
        let watcher = Watcher::new(move |statement| {
            seen.fetch_add(statement.sql.contains("leases").into(), Ordering::SeqCst);
        });
        let db = Database::connect_watched(server.settings(), Some(watcher)).await.unwrap();
        let settings = TimerSettings { interval_seconds: 1 };
        let timer = Timer::new(db, server.clock.clone(), "first".to_owned(), settings);
        let stop = CancellationToken::new();
        let running = tokio::spawn(counted(timer, &count).run(stop.clone()));
        comes_to(&tries, 3).await;
        assert_eq!(count.load(Ordering::SeqCst), 0);
        server.execute("ALTER TABLE lost RENAME TO leases").await;
        comes_to(&count, 1).await;
        stop.cancel();
        running.await.unwrap().unwrap();
        assert!(counting(&server, &server.clock, "second", &count).look().await.unwrap());
    }
}

/// On PostgreSQL only: an embedded database has one process, and so one clock.
#[tokio::test(flavor = "multi_thread")]
async fn instances_with_clocks_hours_apart_take_turns() {
    let server = TestServer::start(Backend::Postgres).await;
    let count = Arc::new(AtomicU32::new(0));
    let ahead = Clock::starting_at(server.clock.now().plus_hours(5));
    let first = counting(&server, &Clock::machine(), "first", &count);
    let second = counting(&server, &ahead, "second", &count);
    assert!(first.look().await.unwrap());
    assert!(!second.look().await.unwrap());
    assert!(first.look().await.unwrap());
}
