//! Whoever was paused, or is slow, does not send what is another's by now.

use std::sync::Arc;

use niangjia::notices::Courier;
use niangjia::values::clock::Clock;

use super::{owe, states, until, with_sink};
use crate::harness::{Backend, SmtpSink, Step, Treat};

/// How often the sink has heard a command.
fn heard(sink: &SmtpSink, word: &str) -> usize {
    sink.heard().iter().filter(|one| *one == word).count()
}

/// Delivers in a task of its own, and waits until the sink has heard a command.
async fn deliver_up_to(
    courier: &Arc<Courier>,
    sink: &SmtpSink,
    word: &str,
) -> tokio::task::JoinHandle<usize> {
    let courier = Arc::clone(courier);
    let delivering = tokio::spawn(async move { courier.deliver_due().await.unwrap() });
    until(|| heard(sink, word) > 0).await;
    delivering
}

on_both_databases! {
    async fn a_mail_that_another_took_meanwhile_is_given_up_before_its_dot(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        let other = server.instance().await.notices.courier;
        owe(&server, 1, None).await;
        sink.treat(Treat::Wait(Step::Recipient));
        let delivering = deliver_up_to(&server.app.notices.courier, &sink, "RCPT").await;
        assert_eq!(other.deliver_due().await.unwrap(), 0, "the lease still runs");
        server.advance_minutes(10);
        assert_eq!(other.deliver_due().await.unwrap(), 1, "as after a pause of the first");
        sink.go_on();
        assert_eq!(delivering.await.unwrap(), 0);
        assert_eq!((sink.seen().len(), heard(&sink, "DATA")), (1, 1), "once");
        assert_eq!(states(&server).await, [("sent".to_owned(), 1, None)]);
    }

    async fn no_dot_is_written_after_the_lease(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        owe(&server, 1, None).await;
        sink.treat(Treat::Wait(Step::Data));
        let delivering = deliver_up_to(&server.app.notices.courier, &sink, "DATA").await;
        server.advance_minutes(10);
        sink.go_on();
        assert_eq!(delivering.await.unwrap(), 1, "in a second conversation");
        assert_eq!((sink.seen().len(), heard(&sink, "DATA")), (1, 2), "paused before its dot");
        assert_eq!(states(&server).await, [("sent".to_owned(), 1, None)], "and lost no try");
    }

    async fn nobody_takes_a_mail_while_its_answer_may_still_come(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        let other = server.instance().await.notices.courier;
        owe(&server, 1, None).await;
        sink.treat(Treat::Wait(Step::Dot));
        let delivering = deliver_up_to(&server.app.notices.courier, &sink, "DATA").await;
        until(|| !sink.seen().is_empty()).await;
        server.advance_minutes(5);
        assert_eq!(other.deliver_due().await.unwrap(), 0, "paused for five minutes");
        sink.go_on();
        assert_eq!(delivering.await.unwrap(), 1);
        assert_eq!(sink.seen().len(), 1, "once");
        assert_eq!(states(&server).await, [("sent".to_owned(), 1, None)]);
    }
}

/// On PostgreSQL only: an embedded database has one process, and so one clock.
#[tokio::test(flavor = "multi_thread")]
async fn instances_with_clocks_hours_apart_leave_each_other_their_mails() {
    let (server, sink) = with_sink(Backend::Postgres).await;
    let now = server.clock.now();
    let ours = server
        .instance_by(Clock::starting_at(now))
        .await
        .notices
        .courier;
    let ahead = server
        .instance_by(Clock::starting_at(now.plus_hours(5)))
        .await
        .notices
        .courier;
    owe(&server, 1, None).await;
    sink.treat(Treat::Wait(Step::Recipient));
    let delivering = deliver_up_to(&ours, &sink, "RCPT").await;
    assert_eq!(ahead.deliver_due().await.unwrap(), 0);
    ahead.put_right(now.plus_hours(5)).await.unwrap();
    assert_eq!(
        ahead.deliver_due().await.unwrap(),
        0,
        "nor does it free what is held"
    );
    sink.go_on();
    assert_eq!(delivering.await.unwrap(), 1);
    assert_eq!((sink.seen().len(), heard(&sink, "DATA")), (1, 1), "once");
}
