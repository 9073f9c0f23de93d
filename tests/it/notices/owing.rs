//! What the tests of mails have in common.

use std::time::Duration;

use niangjia::accounts::drafts::EMAIL_CHANGED;
use niangjia::db::entity::deliveries;
use niangjia::notices::{Draft, To, Urgency};
use niangjia::values::clock::Instant;
use niangjia::values::locale::Locale;
use sea_orm::{DatabaseTransaction, EntityTrait, QueryOrder};
use serde_json::json;

use crate::harness::{Backend, SmtpSink, Taken, TestServer};

/// A server that mails to a sink.
pub(super) async fn with_sink(backend: Backend) -> (TestServer, SmtpSink) {
    let sink = SmtpSink::start().await;
    let server = TestServer::with(backend, &sink.toml()).await;
    (server, sink)
}

/// One that waits for each answer of the sink for a second.
pub(super) async fn with_little_patience(backend: Backend) -> (TestServer, SmtpSink) {
    let sink = SmtpSink::start().await;
    let toml = format!("{}command_seconds = 1\nanswer_seconds = 1\n", sink.toml());
    let server = TestServer::with(backend, &toml).await;
    (server, sink)
}

/// Puts letters into the outbox, each to an address of its own, as a feature does.
pub(super) async fn owe(server: &TestServer, count: usize, give_up_at: Option<Instant>) {
    let drafts: Vec<Draft> = (0..count)
        .map(|number| Draft {
            give_up_at,
            ..draft_to(server, &format!("li{number}@example.org"))
        })
        .collect();
    save(server, drafts).await;
}

/// A letter to an address.
pub(super) fn draft_to(server: &TestServer, address: &str) -> Draft {
    Draft {
        id: server.app.web.ids.make(),
        account: None,
        registration: None,
        kind: EMAIL_CHANGED,
        locale: Locale::Chinese,
        facts: json!({}),
        secret: None,
        to: To::Address(address.parse().unwrap()),
        in_inbox: false,
        give_up_at: None,
        urgency: Urgency::AtOnce,
    }
}

pub(super) async fn save(server: &TestServer, drafts: Vec<Draft>) {
    let now = server.clock.now();
    let outbox = server.app.outbox.clone();
    let saved = server
        .db
        .write(async |tx: &DatabaseTransaction| outbox.save(tx, &drafts, now).await)
        .await;
    saved.unwrap();
    server.app.outbox.wake();
}

pub(super) async fn deliver(server: &TestServer) -> usize {
    server.app.notices.courier.deliver_due().await.unwrap()
}

/// State, attempts and last error of each delivery, oldest first.
pub(super) async fn states(server: &TestServer) -> Vec<(String, i32, Option<String>)> {
    let rows = deliveries::Entity::find().order_by_asc(deliveries::Column::Id);
    let rows = rows.all(server.db.read()).await.unwrap();
    rows.into_iter()
        .map(|row| (row.state, row.attempts, row.last_error))
        .collect()
}

pub(super) fn message_id(mail: &Taken) -> &str {
    let line = mail
        .data
        .lines()
        .find(|line| line.starts_with("Message-ID:"));
    line.unwrap()
}

/// Waits until something is so.
pub(super) async fn until(is_so: impl Fn() -> bool) {
    let waiting = async {
        while !is_so() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_mins(1), waiting)
        .await
        .unwrap();
}
