//! The configuration: the embedded defaults, then a file, then the environment.
//!
//! Each section's struct stands beside the code that reads it; here they are put together,
//! checked, and printed with their secrets masked.

mod print;
mod sections;

use std::path::Path;

use figment::Figment;
use figment::providers::{Env, Format, Toml};
use serde::Deserialize;

pub use sections::{
    ClockSettings, LogFormat, LogSettings, MetricsListen, MetricsSettings, SecuritySettings,
};

use crate::db::DatabaseSettings;
use crate::notices::MailSettings;
use crate::timer::TimerSettings;
use crate::web::limits::LimitSettings;
use crate::web::session::ConsoleSettings;
use crate::web::settings::ServerSettings;

const DEFAULTS: &str = include_str!("../../config/default.toml");
/// Seconds a request may take at most: for so long it is remembered which tokens have ended.
const LONGEST_REQUEST: u64 = 60;
const PREFIX: &str = "NIANGJIA__";

/// All settings in force.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Listening and requests.
    pub server: ServerSettings,
    /// The database.
    pub database: DatabaseSettings,
    /// Sending mail.
    pub mail: MailSettings,
    /// What time it is.
    pub clock: ClockSettings,
    /// Logging.
    pub log: LogSettings,
    /// Keys.
    pub security: SecuritySettings,
    /// Metrics.
    pub metrics: MetricsSettings,
    /// Rate limits.
    pub limits: LimitSettings,
    /// What falls due.
    pub timer: TimerSettings,
    /// The organizers' pages.
    pub console: ConsoleSettings,
}

/// Why the configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A key is unknown or its value does not read; the text names key and source.
    #[error(transparent)]
    Unreadable(#[from] Box<figment::Error>),
    /// The file named on the command line is not there.
    #[error("there is no configuration file {0}")]
    NoFile(String),
    /// Values that read, but cannot be.
    #[error("{0}")]
    Impossible(&'static str),
}

impl Config {
    /// Reads the defaults, `file` when given, and the environment, and checks the result.
    ///
    /// # Errors
    /// [`ConfigError`], saying which key in which file or variable.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        Self::extract(&sources(file)?)
    }

    /// The defaults with `toml` over them, as tests configure their servers; the environment
    /// is not read.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn from_toml(toml: &str) -> Result<Self, ConfigError> {
        let defaults = Figment::from(Toml::string(DEFAULTS));
        Self::extract(&defaults.merge(Toml::string(toml)))
    }

    /// What is in force, as TOML with the source of each value, secrets masked.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn printed(file: Option<&Path>) -> Result<String, ConfigError> {
        let sources = sources(file)?;
        Self::extract(&sources)?;
        print::print(&sources)
    }

    fn extract(sources: &Figment) -> Result<Self, ConfigError> {
        let config: Self = sources.extract().map_err(Box::new)?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        let url = &self.server.public_url;
        let impossible = if !(url.starts_with("http://") || url.starts_with("https://")) {
            "server.public_url begins with http:// or https://"
        } else if url.ends_with('/') {
            "server.public_url has no slash at the end"
        } else if self.clock.start_at.is_some() && !self.clock.allow_shift {
            "clock.start_at needs clock.allow_shift = true"
        } else if self.server.in_flight == 0 {
            "server.in_flight is at least 1"
        } else if !(1..=LONGEST_REQUEST).contains(&self.server.time_limit_seconds) {
            "server.time_limit_seconds is between 1 and 60"
        } else if self.database.connections == 0 || self.timer.interval_seconds == 0 {
            "database.connections and timer.interval_seconds are at least 1"
        } else {
            return Ok(());
        };
        Err(ConfigError::Impossible(impossible))
    }
}

fn sources(file: Option<&Path>) -> Result<Figment, ConfigError> {
    let mut sources = Figment::from(Toml::string(DEFAULTS));
    if let Some(path) = file {
        if !path.is_file() {
            return Err(ConfigError::NoFile(path.display().to_string()));
        }
        sources = sources.merge(Toml::file_exact(path));
    }
    Ok(sources.merge(Env::prefixed(PREFIX).split("__")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_complete() {
        let config = Config::from_toml("").unwrap();
        assert_eq!(config.server.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.clock.start_at, None);
    }

    #[test]
    fn an_unknown_key_is_named() {
        let error = Config::from_toml("[server]\nlisten_on = 1").unwrap_err();
        assert!(error.to_string().contains("listen_on"), "{error}");
        let error = Config::from_toml("[servers]\nlisten = 1").unwrap_err();
        assert!(error.to_string().contains("servers"), "{error}");
    }

    #[test]
    fn what_cannot_be_is_refused() {
        for bad in [
            "[server]\npublic_url = \"ftp://x\"",
            "[server]\npublic_url = \"http://x/\"",
            "[clock]\nstart_at = \"2027-06-14T09:00:00Z\"",
            "[timer]\ninterval_seconds = 0",
            "[server]\ntime_limit_seconds = 0",
            "[server]\ntime_limit_seconds = 61",
        ] {
            let error = Config::from_toml(bad).unwrap_err();
            assert!(
                matches!(error, ConfigError::Impossible(_)),
                "{bad}: {error}"
            );
        }
    }
}
