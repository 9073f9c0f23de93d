//! Notices from the transaction to the mail server and the inbox.

mod beginning;
mod by_day;
mod hostile;
mod leases;
mod letting_in;
mod operating;
mod owing;
mod superseded;
mod suppressed;

use std::sync::Arc;
use std::time::Duration;

use axum::http::Method;
use niangjia::accounts::drafts::{EMAIL_CHANGED, SIGN_IN_CODE};
use niangjia::db::entity::notices;
use niangjia::notices::{Courier, Draft, To, Urgency};
use niangjia::values::ids::AccountId;
use niangjia::values::locale::Locale;
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use self::owing::{
    deliver, draft_to, message_id, owe, save, states, until, with_little_patience, with_sink,
};
use crate::harness::{Ask, Backend, SmtpSink, Step, Taken, TestServer, Treat};

/// Makes an account through the API and the mail; gives its token.
async fn sign_up(server: &TestServer, sink: &SmtpSink) -> String {
    let body =
        json!({"email": "li@example.org", "password": "geese over qiantang", "name": "李四"});
    server.post("/api/v1/accounts", &body).send().await.ok(202);
    assert_eq!(deliver(server).await, 1);
    let mail = sink.taken().pop().unwrap();
    let code = code_in(&mail);
    let body = json!({"email": "li@example.org", "code": code});
    let made = server
        .post("/api/v1/accounts/verify", &body)
        .send()
        .await
        .ok(201);
    made["access_token"].as_str().unwrap().to_owned()
}

/// The six digits in the plain text of a mail.
fn code_in(mail: &Taken) -> String {
    let text = plain_text(mail);
    let digits = text.split(|c: char| !c.is_ascii_digit());
    digits
        .into_iter()
        .find(|run| run.len() == 6)
        .unwrap()
        .to_owned()
}

/// The first part, which is base64 since it is Chinese.
fn plain_text(mail: &Taken) -> String {
    use base64::Engine;
    let part = mail.data.split("Content-Type: text/plain").nth(1).unwrap();
    let body = part.split("\r\n\r\n").nth(1).unwrap();
    let body: String = body
        .split("--=_")
        .next()
        .unwrap()
        .split_whitespace()
        .collect();
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(body)
        .unwrap();
    String::from_utf8(bytes).unwrap()
}

on_both_databases! {
    async fn a_notice_is_sent_once_and_shown_in_the_inbox(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        let token = sign_up(&server, &sink).await;
        let account = accounts(&server).await;
        save(&server, vec![Draft {
            id: server.app.web.ids.make(),
            account: Some(account),
            registration: None,
            kind: EMAIL_CHANGED,
            locale: Locale::Chinese,
            facts: json!({}),
            secret: None,
            to: To::Account,
            in_inbox: true,
            give_up_at: None,
            urgency: Urgency::AtOnce,
        }]).await;
        assert_eq!(deliver(&server).await, 1);
        assert_eq!(deliver(&server).await, 0);
        let mail = sink.taken().pop().unwrap();
        assert_eq!(mail.to, "li@example.org");
        assert!(mail.data.contains("Auto-Submitted: auto-generated"));

        let page = server.get("/api/v1/me/notices").token(&token).send().await.ok(200);
        let items = page["items"].as_array().unwrap();
        assert_eq!(items.len(), 1, "the code stands in no inbox: {page}");
        let text = items[0]["text"].as_str().unwrap();
        assert_eq!(text, plain_text(&mail).replace("\r\n", "\n"));
        assert!(text.contains("李四，您好。"), "{text}");
        assert_eq!(items[0]["read_at"], json!(null));
        let path = format!("/api/v1/me/notices/{}/read", items[0]["id"].as_str().unwrap());
        let ask = async |key: &str| {
            server.post(&path, &json!({})).token(&token).key(key).send().await
        };
        let read = ask("k-1").await.ok(200);
        server.advance_hours(1);
        let again = ask("k-2").await;
        assert_eq!((again.header("idempotent-replayed"), again.ok(200)), ("", read.clone()), "read once");
        let replay = ask("k-1").await;
        assert_eq!((replay.header("idempotent-replayed"), replay.ok(200)), ("true", read));
    }

    async fn a_kept_letter_that_does_not_read_is_composed_anew(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        owe(&server, 2, None).await;
        let first = notices::Entity::find().one(server.db.read()).await.unwrap().unwrap().id;
        let spoil = r#"UPDATE notices SET letter = '{"of": "another version"}' WHERE id = "#;
        let id = match backend {
            Backend::Postgres => format!("'{first}'"),
            Backend::Sqlite => format!("x'{}'", first.0.simple()),
        };
        server.execute(&format!("{spoil}{id}")).await;
        assert_eq!(deliver(&server).await, 2, "nor does it keep the other waiting");
        assert_eq!(sink.taken().len(), 2);
    }

    async fn others_notices_are_not_there(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        let token = sign_up(&server, &sink).await;
        owe(&server, 1, None).await;
        let rows = notices::Entity::find().order_by_desc(notices::Column::Id);
        let foreign = rows.one(server.db.read()).await.unwrap().unwrap().id;
        let path = format!("/api/v1/me/notices/{foreign}/read");
        server.post(&path, &json!({})).token(&token).send().await.is_problem(404, "not-found");
        server.get("/api/v1/me/notices").send().await.is_problem(401, "unauthenticated");
    }

    async fn a_secret_is_forgotten_once_sent(backend: Backend) {
        let (server, _sink) = with_sink(backend).await;
        save(&server, vec![Draft {
            id: server.app.web.ids.make(),
            account: None,
            registration: None,
            kind: SIGN_IN_CODE,
            locale: Locale::English,
            facts: json!({"expires_at": server.clock.now().plus_minutes(10)}),
            secret: Some("042917".into()),
            to: To::Address("li@example.org".parse().unwrap()),
            in_inbox: true,
            give_up_at: None,
            urgency: Urgency::AtOnce,
        }]).await;
        let before = notices::Entity::find().one(server.db.read()).await.unwrap().unwrap();
        assert!(!before.secret.unwrap().contains("042917"), "sealed");
        assert!(!before.in_inbox, "a secret is not shown");
        assert_eq!(deliver(&server).await, 1);
        let after = notices::Entity::find().one(server.db.read()).await.unwrap().unwrap();
        assert_eq!((after.secret, after.letter), (None, None));
    }

    async fn a_demo_shows_its_mails_and_nothing_else_does(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        server.get("/dev/mail").send().await.is_problem(404, "not-found");

        let mut app = server.app.clone();
        app.show_mails();
        let demo = niangjia::router::router(&app).unwrap();
        let get = |path: &str| Ask::new(demo.clone(), Method::GET, path).send();
        sign_up(&server, &sink).await;
        let list = get("/dev/mail").await;
        assert_eq!(list.status, 200);
        assert!(list.text().contains("li@example.org"), "{}", list.text());
        let path = list.text().split('"').find(|text| text.starts_with("/dev/mail/"));
        let page = get(path.unwrap()).await;
        let code = code_in(&sink.taken()[0]);
        assert!(page.text().contains(&code), "the code is shown after it was sent");
        assert!(page.text().contains("<iframe sandbox=\"allow-same-origin\" "));
        assert!(page.header("content-security-policy").starts_with("default-src 'none';"));
    }

    async fn what_was_put_off_is_tried_again_with_the_same_bytes(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        owe(&server, 1, None).await;
        sink.treat(Treat::Say(Step::Recipient, "450 4.2.0 li0@example.org: later"));
        assert_eq!(deliver(&server).await, 0);
        let later = ("owed".to_owned(), 1, Some("450".to_owned()));
        assert_eq!(states(&server).await, [later], "and no address is kept with the error");
        assert_eq!(deliver(&server).await, 0, "not before its pause is over");

        server.advance_minutes(2);
        sink.treat(Treat::Say(Step::Dot, "451 4.3.0 disk"));
        assert_eq!(deliver(&server).await, 0);
        server.advance_minutes(3);
        assert_eq!(deliver(&server).await, 1);
        assert_eq!(states(&server).await, [("sent".to_owned(), 3, None)]);
        assert_eq!(sink.taken().len(), 1);
        let seen = sink.seen();
        assert_eq!((seen.len(), &seen[0]), (2, &seen[1]), "the same bytes");
    }

    async fn a_mail_cut_off_before_it_was_marked_comes_again_unchanged(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        owe(&server, 1, None).await;
        sink.treat(Treat::Silence);
        let courier = Arc::clone(&server.app.notices.courier);
        let crashing = tokio::spawn(async move { courier.deliver_due().await });
        until(|| !sink.taken().is_empty()).await;
        crashing.abort();
        assert!(crashing.await.unwrap_err().is_cancelled());
        server.advance_minutes(5);
        assert_eq!(deliver(&server).await, 0, "the lease still runs");

        server.advance_minutes(1);
        assert_eq!(deliver(&server).await, 1);
        let taken = sink.taken();
        assert_eq!(taken.len(), 2);
        assert_eq!(taken[0], taken[1], "the same bytes");
        assert_eq!(message_id(&taken[0]), message_id(&taken[1]));
    }

    async fn a_clock_that_was_ahead_and_is_put_back_keeps_no_mail_waiting(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        server.advance_hours(10);
        owe(&server, 2, None).await;
        sink.treat(Treat::Silence);
        let courier = Arc::clone(&server.app.notices.courier);
        let crashing = tokio::spawn(async move { courier.deliver_due().await });
        until(|| !sink.taken().is_empty()).await;
        crashing.abort();
        assert!(crashing.await.unwrap_err().is_cancelled());

        owe(&server, 1, None).await;
        server.advance_hours(-10);
        server.tick().await;
        assert_eq!(deliver(&server).await, 3, "leased and due ten hours from now");
    }

    async fn a_mail_whose_taking_was_not_said_is_still_owed(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        owe(&server, 1, None).await;
        for treat in [Treat::Cut, Treat::Say(Step::Dot, "451 4.3.0 disk")] {
            sink.treat(treat);
            assert_eq!(deliver(&server).await, 0);
            assert_eq!(states(&server).await[0].0, "owed", "after {treat:?}");
            server.advance_minutes(5);
        }
        assert_eq!(deliver(&server).await, 1);
        assert_eq!((sink.seen().len(), sink.taken().len()), (3, 1));
    }

    async fn a_refused_address_is_not_tried_again(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        owe(&server, 2, None).await;
        sink.treat(Treat::Say(Step::Recipient, "550 5.1.1 no such user"));
        assert_eq!(deliver(&server).await, 1);
        server.advance_hours(5);
        assert_eq!(deliver(&server).await, 0);
        let failed = ("failed".to_owned(), 1, Some("550".to_owned()));
        assert!(states(&server).await.contains(&failed));
    }

    async fn a_server_that_does_not_let_us_in_costs_no_attempt(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        owe(&server, 1, None).await;
        sink.treat(Treat::Say(Step::Greeting, "554 5.7.1 not you"));
        assert_eq!(deliver(&server).await, 0);
        assert_eq!(states(&server).await, [("owed".to_owned(), 0, None)]);
        assert!(server.app.notices.courier.paused_until().is_some());
        assert_eq!(deliver(&server).await, 0, "paused");
        server.advance_minutes(2);
        assert_eq!(deliver(&server).await, 1);
    }

    async fn a_letter_that_is_of_no_use_any_more_is_not_sent(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        owe(&server, 1, Some(server.clock.now().plus_hours(1))).await;
        sink.treat(Treat::Say(Step::Greeting, "421 4.3.2 going down"));
        assert_eq!(deliver(&server).await, 0);
        server.advance_hours(2);
        assert_eq!(deliver(&server).await, 0);
        assert!(sink.taken().is_empty());
        assert_eq!(states(&server).await[0].0, "expired");
    }

    async fn the_worker_sends_everything_once_and_stops(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        owe(&server, 150, None).await;
        let stop = CancellationToken::new();
        // On SQLite there is one process, which may free all leases when it starts.
        let others = if backend == Backend::Sqlite { 0 } else { 2 };
        let mut couriers = vec![Arc::clone(&server.app.notices.courier)];
        for _ in 0..others {
            couriers.push(Arc::clone(&server.instance().await.notices.courier));
        }
        let run = |courier: Arc<Courier>| tokio::spawn(courier.run(stop.clone()));
        let working: Vec<_> = couriers.into_iter().map(run).collect();
        let all = async {
            while sink.taken().len() < 150 {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_mins(1), all).await.unwrap();
        stop.cancel();
        for worker in working {
            worker.await.unwrap();
        }
        let mut sent: Vec<String> = sink.taken().iter().map(|mail| mail.to.clone()).collect();
        sent.sort();
        sent.dedup();
        assert_eq!((sent.len(), sink.taken().len()), (150, 150), "each once");
        assert!(states(&server).await.iter().all(|(state, ..)| state == "sent"));
    }
}

async fn accounts(server: &TestServer) -> AccountId {
    let address = "li@example.org".parse().unwrap();
    let found = server
        .app
        .accounts
        .find_by_email(server.db.read(), &address)
        .await;
    found.unwrap().unwrap().id
}
