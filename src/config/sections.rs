//! Sections that the assembly itself reads.

use std::net::SocketAddr;

use secrecy::SecretString;
use serde::{Deserialize, Deserializer};

use crate::values::clock::{Clock, Instant};

/// The `[clock]` section.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockSettings {
    /// Whether `start_at` may be used.
    pub allow_shift: bool,
    /// The instant at which the process believes to start.
    #[serde(default)]
    pub start_at: Option<Instant>,
}

impl ClockSettings {
    /// The clock of this process.
    #[must_use]
    pub fn clock(&self) -> Clock {
        self.start_at
            .map_or_else(Clock::machine, Clock::starting_at)
    }
}

/// The `[log]` section.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogSettings {
    /// How a line looks.
    pub format: LogFormat,
    /// What is written: a level, or a filter of tracing-subscriber.
    pub level: String,
}

/// How a log line looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

/// The `[security]` section.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecuritySettings {
    /// Keys that seal columns; see [`FieldKeys`](crate::db::seal::FieldKeys).
    #[serde(default)]
    pub field_keys: Option<SecretString>,
}

/// The `[metrics]` section.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetricsSettings {
    /// Where `/metrics` is served.
    pub listen: MetricsListen,
}

/// An address, or nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetricsListen {
    /// Not served.
    Off,
    /// Served here.
    At(SocketAddr),
}

impl<'de> Deserialize<'de> for MetricsListen {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // TOML and the environment may both read a bare `off` as false.
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Switch(bool),
            Text(String),
        }
        match Written::deserialize(deserializer)? {
            Written::Switch(false) => Ok(Self::Off),
            Written::Text(text) if text == "off" => Ok(Self::Off),
            Written::Text(text) => text.parse().map(Self::At).map_err(serde::de::Error::custom),
            Written::Switch(true) => Err(serde::de::Error::custom("write an address or \"off\"")),
        }
    }
}
