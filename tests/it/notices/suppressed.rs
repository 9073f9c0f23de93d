//! An address that refuses gets no more mails, until its owner asks for one or somebody lifts it.

use niangjia::accounts::drafts::SIGN_IN_CODE;
use niangjia::db::entity::deliveries;
use niangjia::notices::Draft;
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::json;

use super::{deliver, draft_to, save, with_sink};
use crate::harness::{SmtpSink, Step, TestServer, Treat};

const NOBODY: Treat = Treat::Say(Step::Recipient, "550 5.1.1 no such user");
const SPAM: Treat = Treat::Say(Step::Dot, "554 5.7.1 looks like spam");
const RELAY: Treat = Treat::Say(Step::Recipient, "554 5.7.1 relay access denied");

/// Owes a letter, and says how it ended and why.
async fn send(server: &TestServer, address: &str) -> (String, Option<String>) {
    save(server, vec![draft_to(server, address)]).await;
    deliver(server).await;
    newest(server).await
}

async fn newest(server: &TestServer) -> (String, Option<String>) {
    let rows = deliveries::Entity::find().order_by_desc(deliveries::Column::Id);
    let row = rows.one(server.db.read()).await.unwrap().unwrap();
    (row.state, row.cause)
}

fn ended(state: &str, cause: Option<&str>) -> (String, Option<String>) {
    (state.to_owned(), cause.map(str::to_owned))
}

/// What the sink was asked for.
fn recipients(sink: &SmtpSink) -> usize {
    sink.heard().iter().filter(|word| *word == "RCPT").count()
}

on_both_databases! {
    async fn who_is_unknown_there_is_not_written_to_again(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        sink.treat(NOBODY);
        assert_eq!(send(&server, "li@example.org").await, ended("failed", Some("refused")));
        assert_eq!(send(&server, "Li@Example.org").await, ended("failed", Some("suppressed")));
        assert_eq!(recipients(&sink), 1, "without a conversation");
        assert_eq!(send(&server, "zhang@example.org").await, ended("sent", None));
        let all = server.app.notices.suppressions.all().await.unwrap();
        let said: Vec<_> = all.iter().map(|one| (one.status, one.stage.as_str())).collect();
        assert_eq!(said, [(550, "recipient")]);
    }

    async fn a_code_goes_all_the_same_and_lifts_it(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        sink.treat(NOBODY);
        send(&server, "li@example.org").await;
        let code = || Draft {
            kind: SIGN_IN_CODE,
            facts: json!({"expires_at": server.clock.now().plus_minutes(10)}),
            secret: Some("042917".into()),
            ..draft_to(&server, "li@example.org")
        };
        sink.treat(NOBODY);
        save(&server, vec![code()]).await;
        assert_eq!(deliver(&server).await, 0);
        assert_eq!(send(&server, "li@example.org").await, ended("failed", Some("suppressed")));
        save(&server, vec![code()]).await;
        assert_eq!(deliver(&server).await, 1);
        assert_eq!(send(&server, "li@example.org").await, ended("sent", None));
    }

    async fn it_takes_two_mails_whose_content_is_refused(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        for (treat, address) in [(SPAM, "li@example.org"), (RELAY, "zhang@example.org")] {
            let refused = ended("failed", Some("refused"));
            sink.treat(treat);
            assert_eq!(send(&server, address).await, refused, "{address}");
            assert_eq!(send(&server, address).await, ended("sent", None), "what is taken counts");
            for _ in 0..2 {
                sink.treat(treat);
                assert_eq!(send(&server, address).await, refused, "{address}");
            }
            assert_eq!(send(&server, address).await, ended("failed", Some("suppressed")));
        }
    }

    async fn whoever_runs_the_server_can_lift_it(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        let suppressions = &server.app.notices.suppressions;
        let address = "li@example.org".parse().unwrap();
        assert!(!suppressions.lift(&address).await.unwrap(), "nothing to lift");
        sink.treat(NOBODY);
        send(&server, "li@example.org").await;
        assert!(suppressions.lift(&address).await.unwrap());
        assert!(suppressions.all().await.unwrap().is_empty());
        assert_eq!(send(&server, "li@example.org").await, ended("sent", None));
    }
}
