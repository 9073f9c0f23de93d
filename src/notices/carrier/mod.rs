//! What carries a mail away: an SMTP server, or a folder.

mod folder;
mod smtp;

use std::path::PathBuf;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};

use super::settings::MailSettings;
use crate::values::words::words;

pub use smtp::Smtp;

/// A way out for mails.
#[derive(Debug)]
pub enum Carrier {
    /// Hands them to a server.
    Smtp(Smtp),
    /// Writes each into a file of its own.
    Folder(PathBuf),
}

/// Why a mail was not carried. What the server said is kept without addresses.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// It may go later: a 4xx to the recipient or the mail, or a break in between.
    #[error("later: {0}")]
    Later(String),
    /// This address or this mail is refused for good: a 5xx to RCPT or DATA.
    #[error("refused: {0}")]
    Refused(String, Option<Refusal>),
    /// The server is not there for us now, whatever the mail: no connection, a 4xx before any
    /// mail, or a 421.
    #[error("host away: {0}")]
    HostAway(String),
    /// The server takes no further connection beside those that are there: a 4xx to its greeting.
    #[error("crowded: {0}")]
    Crowded(String),
    /// We are not let in: a 5xx to the connection, the sign-in or our sender. Nothing will go
    /// until somebody puts it right.
    #[error("not let in: {0}")]
    NotLetIn(String),
    /// Its lease went to somebody else, or was about to end: it was given up before its dot.
    #[error("not ours any more")]
    NotOurs,
}

/// A server's no that counts against an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What it was said to.
    pub stage: Stage,
    /// The code, 5xx.
    pub status: u16,
}

words! {
    /// What a server says no to.
    Stage {
        /// The address.
        Recipient = "recipient",
        /// The mail, or who sends it.
        Content = "content",
    }
}

/// How long a server is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From connecting to the end of the sign-in.
    pub let_in: Duration,
    /// For the answer to a command.
    pub command: Duration,
    /// For the answer to a whole mail, and all its bytes to go.
    pub answer: Duration,
}

impl Limits {
    /// What the settings say; whoever is new has to say more.
    #[must_use]
    pub fn of(settings: &MailSettings) -> Self {
        let command = Duration::from_secs(settings.command_seconds.max(1));
        Self {
            let_in: command * 2,
            command,
            answer: Duration::from_secs(settings.answer_seconds.max(1)),
        }
    }

    /// The longest that a conversation takes before the mail itself goes: connecting, MAIL on two
    /// connections, RCPT.
    #[must_use]
    pub fn before_the_mail(&self) -> Duration {
        self.let_in + self.command * 3
    }
}

/// The right to send a mail, which somebody else gets when it runs out.
pub trait Hold: Sync {
    /// Makes it last for as long as handing the whole mail over may take. Whether it was still
    /// there.
    fn renew(&self) -> impl Future<Output = bool> + Send;

    /// Whether it lasts until the server has had its time to answer.
    fn lasts(&self) -> bool;
}

/// Why `mail.url` cannot be used; it does not repeat the URL, which may hold a password.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("mail.url: write smtp://[user:pass@]host:port, smtps://[user:pass@]host:port or file:DIR")]
pub struct BadMailUrl;

impl Carrier {
    /// The carrier that `mail.url` names. Connects only when there is something to carry.
    ///
    /// # Errors
    /// [`BadMailUrl`].
    pub fn from_url(url: &SecretString, limits: Limits) -> Result<Self, BadMailUrl> {
        let url = url.expose_secret();
        match url.strip_prefix("file:") {
            Some("") => Err(BadMailUrl),
            Some(folder) => Ok(Self::Folder(folder.into())),
            None => Smtp::from_url(url, limits).map(Self::Smtp),
        }
    }

    /// Carries one mail. A file that is written twice is one file: `hold` is asked where a server
    /// would take it twice.
    ///
    /// # Errors
    /// [`Failure`], which says whether and when it may go again.
    pub async fn carry(
        &self,
        name: &str,
        from: &lettre::Address,
        to: &lettre::Address,
        mail: &[u8],
        hold: &impl Hold,
    ) -> Result<(), Failure> {
        match self {
            Self::Smtp(smtp) => smtp.carry(from, to, mail, hold).await,
            Self::Folder(folder) => folder::carry(folder, name, mail).await,
        }
    }
}
