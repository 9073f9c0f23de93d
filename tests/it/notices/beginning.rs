//! A courier that cannot write when it begins: what a full disk does.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use niangjia::db::Database;
use niangjia::db::watch::Watcher;
use tokio_util::sync::CancellationToken;

use super::{owe, with_sink};

/// How often it tries in vain.
const TRIES: u32 = 3;

on_both_databases! {
    /// On SQLite the first that it writes frees what a dead process held, on PostgreSQL it is
    /// what it claims.
    async fn what_failed_at_first_is_tried_again_and_mails_go(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        owe(&server, 1, None).await;
        server.execute("ALTER TABLE deliveries RENAME TO lost").await;

        let tries = Arc::new(AtomicU32::new(0));
        let count = Arc::clone(&tries);
        let watcher = Watcher::new(move |statement| {
            let is_of_courier = statement.sql.contains("deliveries");
            count.fetch_add(is_of_courier.into(), Ordering::SeqCst);
        });
        let db = Database::connect_watched(server.settings(), Some(watcher)).await.unwrap();
        let app = server.instance_on(db).await;
        let stop = CancellationToken::new();
        let working = tokio::spawn(Arc::clone(&app.notices.courier).run(stop.clone()));
        let all = async {
            while tries.load(Ordering::SeqCst) < TRIES {
                tokio::task::yield_now().await;
            }
            server.execute("ALTER TABLE lost RENAME TO deliveries").await;
            while sink.taken().is_empty() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_mins(1), all).await.expect("mails go");
        stop.cancel();
        working.await.unwrap();
        app.drain().await;
    }
}
