//! What carries a mail away: an SMTP server, or a folder.

mod folder;
mod smtp;

use std::path::PathBuf;

use secrecy::{ExposeSecret, SecretString};

pub use smtp::Smtp;

/// A way out for mails.
#[derive(Debug)]
pub enum Carrier {
    /// Hands them to a server.
    Smtp(Smtp),
    /// Writes each into a file of its own.
    Folder(PathBuf),
}

/// Why a mail was not carried.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// It may go later: a 4xx, or the network. What the server said, without addresses.
    #[error("later: {0}")]
    Later(String),
    /// This address or this mail is refused for good: a 5xx to RCPT or DATA.
    #[error("refused: {0}")]
    Refused(String),
    /// We are not let in: a 5xx to the connection, the sign-in or our sender. Nothing will go
    /// until somebody puts it right.
    #[error("not let in: {0}")]
    NotLetIn(String),
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
    pub fn from_url(url: &SecretString) -> Result<Self, BadMailUrl> {
        let url = url.expose_secret();
        match url.strip_prefix("file:") {
            Some("") => Err(BadMailUrl),
            Some(folder) => Ok(Self::Folder(folder.into())),
            None => Smtp::from_url(url).map(Self::Smtp),
        }
    }

    /// Carries one mail.
    ///
    /// # Errors
    /// [`Failure`], which says whether and when it may go again.
    pub async fn carry(
        &self,
        name: &str,
        from: &lettre::Address,
        to: &lettre::Address,
        mail: &[u8],
    ) -> Result<(), Failure> {
        match self {
            Self::Smtp(smtp) => smtp.carry(from, to, mail).await,
            Self::Folder(folder) => folder::carry(folder, name, mail).await,
        }
    }
}
