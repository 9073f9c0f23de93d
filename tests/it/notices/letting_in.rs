//! A mail server that does not take us for who we are, or that we do not: sending pauses, and no
//! mail loses a try by it.

use super::{deliver, owe, states};
use crate::harness::{Backend, SmtpSink, Step, TestServer, Treat};

/// A server that signs in to a sink with a password.
async fn with_password(backend: Backend, extension: &'static str) -> (TestServer, SmtpSink) {
    let sink = SmtpSink::start().await;
    sink.offer(extension);
    let toml = sink.toml().replace("smtp://", "smtp://li:secret@");
    let server = Box::pin(TestServer::with(backend, &toml)).await;
    owe(&server, 1, None).await;
    (server, sink)
}

/// Nothing was sent, nothing is tried for a while, and the mail has all its tries.
async fn is_paused(server: &TestServer) {
    assert_eq!(deliver(server).await, 0);
    assert_eq!(states(server).await, [("owed".to_owned(), 0, None)]);
    assert!(server.app.notices.courier.paused_until().is_some());
    server.advance_minutes(2);
}

on_both_databases! {
    async fn a_refused_password_burns_no_try(backend: Backend) {
        let (server, sink) = with_password(backend, "AUTH PLAIN").await;
        sink.treat(Treat::Say(Step::SignIn, "535 5.7.8 not you"));
        is_paused(&server).await;
        assert_eq!(deliver(&server).await, 1);
        assert_eq!(sink.taken().len(), 1);
    }

    async fn a_certificate_nobody_signed_gets_neither_mail_nor_password(backend: Backend) {
        let (server, sink) = with_password(backend, "STARTTLS").await;
        for _ in 0..2 {
            is_paused(&server).await;
        }
        assert!(sink.seen().is_empty());
    }
}
