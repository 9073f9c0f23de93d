//! Signing in by a cookie, for pages: the token of the API in a cookie that a script cannot read,
//! and that ends when nobody moves for a while.
//!
//! The cookie says when its bearer last opened a page or did something, under a keyed mark; nothing
//! of it is stored. A request that changes something must come from a page of ours.

mod cookie;
mod layer;

use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, header};
use secrecy::SecretString;
use serde::Deserialize;

pub(super) use layer::open;

use self::cookie::Worn;
use crate::values::clock::{Clock, Instant};

/// The `[console]` section of the configuration.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsoleSettings {
    /// Who does nothing for so long is signed out, in minutes.
    pub idle_minutes: u32,
}

/// Reads and writes the cookie. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Sessions {
    key: SecretString,
    clock: Clock,
    idle: Duration,
    /// How people reach us: scheme, host and port.
    origin: String,
}

/// What a request's cookie is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shown {
    /// The secret of a token, and when its bearer last moved.
    Live(String, Instant),
    /// Nobody moved for too long.
    Idle,
}

/// The secret that the cookie of a request showed; looked up when a handler asks who is signed in.
#[derive(Clone)]
pub(super) struct ByCookie(pub(super) String);

impl Sessions {
    /// Sessions of the pages at `public_url`, marked by `key`.
    #[must_use]
    pub fn new(
        key: SecretString,
        clock: Clock,
        settings: ConsoleSettings,
        public_url: &str,
    ) -> Self {
        Self {
            key,
            clock,
            idle: Duration::from_mins(settings.idle_minutes.into()),
            origin: public_url.to_owned(),
        }
    }

    /// The cookie that signs in the bearer of a token's secret.
    #[must_use]
    pub fn begin(&self, secret: &str) -> HeaderValue {
        let worn = Worn::new(secret, self.clock.now(), &self.key);
        self.set(&worn.text(), "")
    }

    /// The cookie that signs out.
    #[must_use]
    pub fn end(&self) -> HeaderValue {
        self.set("", "; Max-Age=0")
    }

    /// Minutes after which somebody who does nothing is signed out.
    #[must_use]
    pub fn idle_minutes(&self) -> u64 {
        self.idle.as_secs() / 60
    }

    fn shown(&self, headers: &HeaderMap) -> Option<Shown> {
        let text =
            cookies(headers).find_map(|(name, value)| (name == self.name()).then_some(value))?;
        let worn = Worn::read(text, &self.key)?;
        let over = worn.moved_at.plus(self.idle);
        Some(if self.clock.now() > over {
            Shown::Idle
        } else {
            Shown::Live(worn.secret, worn.moved_at)
        })
    }

    /// A browser keeps what `__Host-` begins from everybody but this very host, over TLS only; where
    /// there is none, as on a developer's machine, it would refuse it.
    fn name(&self) -> &'static str {
        if self.is_secure() {
            "__Host-niangjia"
        } else {
            "niangjia"
        }
    }

    fn is_secure(&self) -> bool {
        self.origin.starts_with("https://")
    }

    fn set(&self, value: &str, more: &str) -> HeaderValue {
        let secure = if self.is_secure() { "; Secure" } else { "" };
        let name = self.name();
        let text = format!("{name}={value}; Path=/{secure}; HttpOnly; SameSite=Lax{more}");
        // What stands in it is base64, digits and our own words.
        HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
    }
}

/// The cookies of a request.
pub(super) fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let lines = headers.get_all(header::COOKIE).into_iter();
    let pairs = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'));
    pairs.filter_map(|pair| pair.trim().split_once('='))
}
