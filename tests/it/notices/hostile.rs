//! A mail server that refuses, hangs, dawdles and breaks off: no mail is lost, and one comes again
//! only where the answer to its final dot did not.

use std::time::{Duration, Instant};

use tokio_util::sync::CancellationToken;

use super::{
    deliver, draft_to, message_id, owe, save, states, until, with_little_patience, with_sink,
};
use crate::harness::{SmtpSink, Step, TestServer, Treat};
use crate::registering::DRUM;

/// What a refusal comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Nothing is tried for a while, and the mail has lost no try.
    Pause,
    /// The mail is tried again later.
    Later,
    /// It ends.
    Failed,
}

use Outcome::{Failed, Later, Pause};

const REFUSALS: &[(Step, &str, Outcome)] = &[
    (Step::Greeting, "421 4.3.2 going down", Pause),
    (Step::Greeting, "450 4.7.0 not now", Pause),
    (Step::Greeting, "554 5.7.1 not you", Pause),
    (Step::Hello, "421 4.3.2 going down", Pause),
    (Step::Hello, "451 4.3.0 not now", Pause),
    (Step::Hello, "554 5.7.1 not you", Pause),
    (Step::Sender, "421 4.3.2 going down", Pause),
    (Step::Sender, "450 4.7.1 not now", Pause),
    (Step::Sender, "451 4.3.0 not now", Pause),
    (Step::Sender, "452 4.3.1 disk", Pause),
    (Step::Sender, "550 5.1.8 who are you", Pause),
    (Step::Sender, "552 5.3.4 too large", Failed),
    (Step::Sender, "554 5.7.1 not you", Pause),
    (Step::Recipient, "421 4.3.2 going down", Pause),
    (Step::Recipient, "450 4.2.1 greylisted", Later),
    (Step::Recipient, "451 4.3.0 later", Later),
    (Step::Recipient, "452 4.5.3 too many", Later),
    (Step::Recipient, "530 5.7.0 sign in", Pause),
    (Step::Recipient, "550 5.1.1 nobody", Failed),
    (Step::Recipient, "552 5.2.2 mailbox full", Later),
    (Step::Recipient, "554 5.7.1 not taken", Failed),
    (Step::Data, "421 4.3.2 going down", Pause),
    (Step::Data, "450 4.2.0 later", Later),
    (Step::Data, "451 4.3.0 later", Later),
    (Step::Data, "452 4.3.1 disk", Later),
    (Step::Data, "554 5.5.1 no", Failed),
    (Step::Dot, "421 4.3.2 going down", Pause),
    (Step::Dot, "450 4.2.0 later", Later),
    (Step::Dot, "451 4.3.0 later", Later),
    (Step::Dot, "452 4.3.1 disk", Later),
    (Step::Dot, "550 5.7.1 spam", Failed),
    (Step::Dot, "552 5.2.2 too large", Failed),
    (Step::Dot, "554 5.6.0 no", Failed),
];

/// The state of the newest mail, and its attempts.
async fn newest(server: &TestServer) -> (String, i32) {
    let (state, attempts, _) = states(server).await.pop().unwrap();
    (state, attempts)
}

/// Says a refusal to one mail, and looks what comes of it.
async fn refuse(server: &TestServer, sink: &SmtpSink, number: usize) {
    let (step, line, outcome) = REFUSALS[number];
    let case = format!("{line:?} at {step:?}");
    save(
        server,
        vec![draft_to(server, &format!("li{number}@example.org"))],
    )
    .await;
    sink.treat(Treat::Say(step, line));
    let taken = sink.taken().len();
    assert_eq!(deliver(server).await, 0, "{case}");
    let is_paused = server.app.notices.courier.paused_until().is_some();
    let (state, attempts) = match outcome {
        Pause => ("owed", 0),
        Later => ("owed", 1),
        Failed => ("failed", 1),
    };
    let expected = (state.to_owned(), attempts);
    assert_eq!(newest(server).await, expected, "{case}");
    assert_eq!(is_paused, outcome == Pause, "{case}");
    server.advance_minutes(10);
    let again = usize::from(outcome != Failed);
    assert_eq!(deliver(server).await, again, "after {case}");
    assert_eq!(sink.taken().len() - taken, again, "once after {case}");
    // A connection that idles is closed by either side.
    sink.hang_up();
}

on_both_databases! {
    async fn each_refusal_is_taken_for_what_it_means(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        for number in 0..REFUSALS.len() {
            refuse(&server, &sink, number).await;
        }
    }

    async fn a_server_that_hangs_keeps_no_mail_and_takes_none(backend: Backend) {
        let (server, sink) = with_little_patience(backend).await;
        let steps = [
            Step::Greeting, Step::Hello, Step::Sender, Step::Recipient, Step::Data, Step::Dot,
        ];
        for (number, step) in steps.into_iter().enumerate() {
            sink.hang_up();
            save(&server, vec![draft_to(&server, &format!("li{number}@example.org"))]).await;
            sink.treat(Treat::Hang(step));
            assert_eq!(deliver(&server).await, 0, "at {step:?}");
            assert_eq!(newest(&server).await.0, "owed", "at {step:?}");
            server.advance_minutes(10);
            assert_eq!(deliver(&server).await, 1, "after {step:?}");
            assert_eq!(sink.taken().len(), number + 1, "once after {step:?}");
        }
    }

    async fn a_server_that_dawdles_is_waited_for(backend: Backend) {
        let (server, sink) = with_little_patience(backend).await;
        // Each answer comes within its second, all of them do not.
        sink.drip(Duration::from_millis(50));
        owe(&server, 1, None).await;
        let begun = Instant::now();
        assert_eq!(deliver(&server).await, 1);
        assert!(begun.elapsed() > Duration::from_secs(2), "longer than any step may take");
        assert_eq!(sink.taken().len(), 1);
    }

    async fn what_breaks_before_the_dot_comes_once_and_after_it_unchanged(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        owe(&server, 1, None).await;
        sink.treat(Treat::CutWithin);
        assert_eq!(deliver(&server).await, 0);
        assert!(sink.seen().is_empty());
        server.advance_minutes(10);
        assert_eq!(deliver(&server).await, 1);
        assert_eq!(sink.seen().len(), 1, "once");

        owe(&server, 1, None).await;
        sink.treat(Treat::Cut);
        assert_eq!(deliver(&server).await, 0);
        server.advance_minutes(10);
        assert_eq!(deliver(&server).await, 1);
        let seen = sink.seen();
        assert_eq!((seen.len(), &seen[1]), (3, &seen[2]), "the same bytes");
        assert_eq!(message_id(&seen[1]), message_id(&seen[2]));
    }

    async fn a_refusal_costs_no_connection(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        owe(&server, 5, None).await;
        sink.treat(Treat::Say(Step::Recipient, "550 5.1.1 nobody"));
        sink.treat(Treat::Say(Step::Data, "451 4.3.0 later"));
        sink.treat(Treat::Say(Step::Dot, "451 4.3.0 later"));
        assert_eq!(deliver(&server).await, 2);
        let resets = sink.heard().iter().filter(|word| *word == "RSET").count();
        assert_eq!((sink.connections(), resets), (1, 3));
    }

    async fn a_farewell_to_an_idle_connection_is_no_failure(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        owe(&server, 1, None).await;
        assert_eq!(deliver(&server).await, 1);
        owe(&server, 1, None).await;
        sink.treat(Treat::Say(Step::Sender, "421 4.4.2 idle for too long"));
        assert_eq!(deliver(&server).await, 1);
        assert_eq!(sink.connections(), 2);
        assert!(server.app.notices.courier.paused_until().is_none());
    }

    async fn a_server_that_takes_few_connections_gets_few(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        owe(&server, 1, None).await;
        assert_eq!(deliver(&server).await, 1);
        sink.take_connections(3);
        owe(&server, 40, None).await;
        let stop = CancellationToken::new();
        let courier = server.app.notices.courier.clone();
        let working = tokio::spawn(courier.run(stop.clone()));
        until(|| sink.taken().len() == 41).await;
        stop.cancel();
        working.await.unwrap();
        assert!(server.app.notices.courier.paused_until().is_none());
        let once = ("sent".to_owned(), 1, None);
        assert!(states(&server).await.iter().all(|state| *state == once));
    }

    async fn bytes_that_are_no_tls_pause_everything(backend: Backend) {
        let (server, sink) = with_little_patience(backend).await;
        sink.offer("STARTTLS");
        owe(&server, 1, None).await;
        for treat in [Treat::Say(Step::Encryption, "no TLS here"), Treat::Hang(Step::Encryption)] {
            sink.treat(treat);
            assert_eq!(deliver(&server).await, 0, "{treat:?}");
            assert_eq!(states(&server).await, [("owed".to_owned(), 0, None)], "{treat:?}");
            assert!(server.app.notices.courier.paused_until().is_some(), "{treat:?}");
            server.advance_minutes(10);
        }
        assert!(sink.seen().is_empty());
    }

    async fn nobody_there_costs_no_try(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        drop(sink);
        owe(&server, 20, None).await;
        for _ in 0..3 {
            assert_eq!(deliver(&server).await, 0);
            server.advance_minutes(10);
        }
        let untouched = ("owed".to_owned(), 0, None);
        assert!(states(&server).await.iter().all(|state| *state == untouched));
    }

    async fn a_domain_in_chinese_is_written_in_ascii(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        save(&server, vec![draft_to(&server, "li@例子.example")]).await;
        assert_eq!(deliver(&server).await, 1);
        let mail = sink.taken().pop().unwrap();
        assert_eq!(mail.to, "li@xn--fsqu00a.example");
        assert!(mail.data.is_ascii());
    }

    async fn registering_goes_on_beside_a_server_that_hangs(backend: Backend) {
        let (server, sink) = with_sink(backend).await;
        server.import_demo().await;
        owe(&server, 64, None).await;
        for _ in 0..64 {
            sink.treat(Treat::Hang(Step::Dot));
        }
        let stop = CancellationToken::new();
        let courier = server.app.notices.courier.clone();
        let working = tokio::spawn(courier.run(stop.clone()));
        until(|| sink.seen().len() == 16).await;
        let mut slowest = Duration::ZERO;
        for number in 0..6 {
            let family = server.family(&format!("parent{number}@example.org")).await;
            let path = format!("/api/v1/offerings/{DRUM}/registrations");
            let begun = Instant::now();
            let asked = server.post(&path, &family.drum()).token(&family.token);
            asked.key(&format!("k-{number}")).send().await.ok(201);
            slowest = slowest.max(begun.elapsed());
        }
        assert!(slowest < Duration::from_secs(2), "{slowest:?}");
        working.abort();
    }
}
