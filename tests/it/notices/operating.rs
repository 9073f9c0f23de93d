//! `niangjia mail`: what whoever runs the server can see and do.

use std::process::Output;

use niangjia::db::entity::deliveries;
use niangjia::db::seal::make_key;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{deliver, owe, with_sink};
use crate::harness::{Step, TestServer, Treat, run};

/// Runs `niangjia mail` on the database of a server, a minute before its clock.
fn mail(server: &TestServer, arguments: &[&str]) -> Output {
    let key = make_key("cli").unwrap();
    let settings = [
        ("DATABASE__URL", server.database_url()),
        ("SECURITY__FIELD_KEYS", &key),
        ("CLOCK__ALLOW_SHIFT", "true"),
        ("CLOCK__START_AT", "2027-06-14T12:19:00Z"),
    ];
    run(&[&["mail"], arguments].concat(), &settings)
}

/// What it said; it has to have gone well.
fn said(output: &Output) -> String {
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

on_both_databases! {
    async fn what_is_owed_is_shown_and_tried_when_told(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        assert!(said(&mail(&server, &["queue"])).starts_with("Nothing is owed"));
        owe(&server, 3, None).await;
        sink.treat(Treat::Say(Step::Recipient, "450 4.2.0 later"));
        sink.treat(Treat::Say(Step::Recipient, "550 5.1.1 nobody"));
        assert_eq!(deliver(&server).await, 1);

        let shown = said(&mail(&server, &["queue"]));
        assert!(shown.contains("1 failed (refused) email-changed\n"), "{shown}");
        assert!(shown.contains("1 owed email-changed, next due 2027-06-14T12:2"), "{shown}");
        let owed = deliveries::Entity::find().filter(deliveries::Column::State.eq("owed"));
        let id = owed.one(server.db.read()).await.unwrap().unwrap().id.to_string();
        assert!(shown.contains(&format!("  {id} email-changed due ")), "{shown}");
        assert!(shown.ends_with("tried 1 times: 450\n"), "{shown}");

        assert_eq!(deliver(&server).await, 0, "not yet");
        assert_eq!(said(&mail(&server, &["retry", &id])), "1 mails are due now.\n");
        assert_eq!(deliver(&server).await, 1);
        assert!(!mail(&server, &["retry", &id]).status.success(), "it is sent");
        assert!(!mail(&server, &["retry"]).status.success(), "which?");
        assert_eq!(said(&mail(&server, &["retry", "--all"])), "0 mails are due now.\n");

        let shown = said(&mail(&server, &["suppressions"]));
        assert!(shown.starts_with("1 addresses get no mails.\n"), "{shown}");
        assert!(shown.contains("with 550 to the recipient"), "{shown}");
        assert!(!shown.contains("example.org"), "{shown}");
        let lift = ["suppressions", "--lift", "nobody@example.org"];
        assert!(!mail(&server, &lift).status.success(), "not suppressed");
    }
}
