//! A mail that a newer one takes the place of is not sent.

use std::collections::HashSet;
use std::sync::Arc;

use niangjia::config::Config;
use niangjia::db::entity::deliveries;
use niangjia::notices::letter::Tone;
use niangjia::notices::{Compose, Composing, Draft, Letter, Notice, Notices, Superseding};
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::json;

use super::{draft_to, save};
use crate::harness::{SmtpSink, TestServer};

const NEWS: &str = "news-of-a-test";
const OTHER: &str = "other-news-of-a-test";

/// Of what it is asked of, the news with the highest number holds.
struct News;

impl Compose for News {
    fn kinds(&self) -> &'static [&'static str] {
        &[NEWS, OTHER]
    }

    fn compose<'a>(&'a self, notice: &'a Notice) -> Composing<'a> {
        Box::pin(async move {
            let mut letter = Letter::blank(notice.locale, Tone::Plain);
            letter.subject = format!("news {}", notice.facts["number"]);
            Ok(letter)
        })
    }

    fn superseded<'a>(&'a self, notices: &'a [Notice]) -> Superseding<'a> {
        Box::pin(async move {
            assert!(
                notices.iter().all(|one| one.kind == notices[0].kind),
                "kind by kind"
            );
            let number = |one: &Notice| one.facts["number"].as_i64();
            let newest = notices.iter().map(number).max();
            let old = notices.iter().filter(|one| Some(number(one)) < newest);
            Ok::<HashSet<_>, _>(old.map(|one| one.id).collect())
        })
    }
}

/// A piece of news.
fn news(server: &TestServer, kind: &'static str, number: u32) -> Draft {
    Draft {
        kind,
        facts: json!({ "number": number }),
        ..draft_to(server, &format!("li{number}@example.org"))
    }
}

on_both_databases! {
    async fn an_older_mail_ends_unsent_and_the_newest_goes(backend: Backend) {
        let sink = SmtpSink::start().await;
        let server = TestServer::start(backend).await;
        let settings = Config::from_toml(&sink.toml()).unwrap().mail;
        let (db, clock) = (server.db.clone(), server.clock.clone());
        let parts = (db, clock, server.app.outbox.clone(), server.keys.clone());
        let notices = Notices::new(parts, vec![Arc::new(News)], &settings).unwrap();
        let drafts = vec![
            news(&server, NEWS, 1),
            news(&server, NEWS, 2),
            news(&server, NEWS, 3),
            news(&server, OTHER, 1),
        ];
        save(&server, drafts).await;
        assert_eq!(notices.courier.deliver_due().await.unwrap(), 2);
        let rows = deliveries::Entity::find().order_by_asc(deliveries::Column::Id);
        let rows = rows.all(server.db.read()).await.unwrap();
        let ended: Vec<_> = rows
            .iter()
            .map(|row| (row.state.as_str(), row.cause.as_deref(), row.attempts))
            .collect();
        let old = ("expired", Some("superseded"), 0);
        let sent = ("sent", None, 1);
        assert_eq!(ended, [old, old, sent, sent]);
        assert!(rows.iter().all(|row| row.ended_at == Some(server.clock.now())));
        assert_eq!(sink.taken().len(), 2);
    }
}
