//! The `[server]` section of the configuration.

use std::net::SocketAddr;
use std::time::Duration;

use serde::Deserialize;

use super::network::Network;

/// How requests are taken.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerSettings {
    /// Where to listen.
    pub listen: SocketAddr,
    /// How people reach it, without a slash at the end; the only source of links in mails.
    pub public_url: String,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// A request that takes longer is answered 503.
    pub time_limit_seconds: u64,
    /// A connection closes when it sends no whole headers for so long.
    pub headers_seconds: u64,
    /// A larger body is answered 413.
    pub body_limit_kib: usize,
    /// Requests handled at the same time; one more is answered 503 at once.
    pub in_flight: usize,
    /// How long `/readyz` says no before the listener closes.
    pub leave_seconds: u64,
}

impl ServerSettings {
    /// The time limit of a request.
    #[must_use]
    pub const fn time_limit(&self) -> Duration {
        Duration::from_secs(self.time_limit_seconds)
    }

    /// How long a connection may take for the headers of its next request.
    #[must_use]
    pub const fn headers_within(&self) -> Duration {
        Duration::from_secs(self.headers_seconds)
    }
}
