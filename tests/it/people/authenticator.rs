//! The second factor in tests: an app on somebody's phone.

use serde_json::{Value, json};
use totp_rs::{Builder, Secret, Totp};

use crate::harness::TestServer;

/// An app on somebody's phone.
pub(crate) struct Authenticator(Totp);

impl Authenticator {
    /// An app that was given the secret.
    pub(super) fn new(begun: &Value) -> Self {
        Self::of(begun["secret"].as_str().unwrap())
    }

    /// An app into which somebody typed the secret.
    pub(crate) fn of(secret: &str) -> Self {
        let secret = Secret::try_from_base32(secret).unwrap();
        Self(Builder::new().with_secret(secret).build().unwrap())
    }

    /// What it shows now.
    pub(crate) fn code(&self, server: &TestServer) -> String {
        let seconds = u64::try_from(server.clock.now().millis() / 1000).unwrap();
        self.0.generate(seconds).to_string()
    }

    /// Six digits that are not shown anywhere near.
    pub(super) fn wrong(&self, server: &TestServer) -> String {
        let seconds = u64::try_from(server.clock.now().millis() / 1000).unwrap();
        let near: Vec<String> = (0..3)
            .map(|step| self.0.generate(seconds - 30 + step * 30).to_string())
            .collect();
        let mut codes = (0..10).map(|n| format!("00000{n}"));
        codes.find(|code| !near.contains(code)).unwrap()
    }
}

impl TestServer {
    /// Sets up a second factor for the account of `token`, which is raised by it; gives the app
    /// and the recovery codes.
    pub(crate) async fn second_factor(&self, token: &str) -> (Authenticator, Vec<String>) {
        let begun = self
            .post("/api/v1/me/second-factor", &json!({}))
            .token(token)
            .send()
            .await
            .ok(201);
        let app = Authenticator::new(&begun);
        let made = self
            .post(
                "/api/v1/me/second-factor/confirm",
                &json!({"code": app.code(self)}),
            )
            .token(token)
            .send()
            .await
            .ok(200);
        let codes = made["recovery_codes"].as_array().unwrap().iter();
        let codes = codes
            .map(|code| code.as_str().unwrap().to_owned())
            .collect();
        // The code of this half minute is spent.
        self.advance_minutes(1);
        (app, codes)
    }
}
