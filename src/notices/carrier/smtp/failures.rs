//! What it means that a step failed: it hangs on which step it was.

use std::io;
use std::time::Duration;

use lettre::transport::smtp::Error;

use crate::notices::carrier::{Failure, Refusal, Stage};

/// 421: the server closes the connection, whatever it was asked.
const CLOSING: u16 = 421;
/// 530: we should have signed in, which is about us whatever it answers.
const SIGN_IN: u16 = 530;
/// 552 in answer to MAIL: the mail is too large, which is about the mail. In answer to RCPT: the
/// mailbox is full, or has had too many mails, which passes (RFC 5321, 4.5.3.1.10).
const TOO_MUCH: u16 = 552;

/// Why a step failed.
#[derive(Debug)]
pub(super) enum Trouble {
    /// What the server said, or what became of the connection.
    Smtp(Error),
    /// No answer within its limit.
    TooSlow,
}

/// A step, for no longer than `limit`.
pub(super) async fn within<T>(
    limit: Duration,
    step: impl Future<Output = Result<T, Error>>,
) -> Result<T, Trouble> {
    match tokio::time::timeout(limit, step).await {
        Ok(outcome) => outcome.map_err(Trouble::Smtp),
        Err(_) => Err(Trouble::TooSlow),
    }
}

impl Trouble {
    /// Whether the server has answered, and waits for the next command.
    pub(super) fn leaves_connection(&self) -> bool {
        self.status().is_some_and(|status| status != CLOSING)
    }

    /// Whether the connection was closed, with a word of farewell or without.
    pub(super) fn is_farewell(&self) -> bool {
        match self {
            Self::Smtp(_) => self.status().is_none_or(|status| status == CLOSING),
            Self::TooSlow => false,
        }
    }

    /// Before any mail: at the connection, the greeting, TLS or the sign-in.
    pub(super) fn at_the_door(&self) -> Failure {
        match self.status() {
            Some(500..) => Failure::NotLetIn(self.words()),
            None if self.is_ours() => Failure::NotLetIn(self.words()),
            _ => Failure::HostAway(self.words()),
        }
    }

    /// Where other connections are there: at the greeting of a further one.
    pub(super) fn at_a_further_door(&self) -> Failure {
        match self.status() {
            Some(400..500) => Failure::Crowded(self.words()),
            _ => self.at_the_door(),
        }
    }

    /// In answer to our sender: the last thing that is about us.
    pub(super) fn at_sender(&self) -> Failure {
        match self.status() {
            Some(TOO_MUCH) => self.refused(None),
            _ => self.at_the_door(),
        }
    }

    /// In answer to the recipient.
    pub(super) fn at_recipient(&self) -> Failure {
        match self.status() {
            Some(CLOSING) => Failure::HostAway(self.words()),
            Some(SIGN_IN) => Failure::NotLetIn(self.words()),
            Some(TOO_MUCH) => Failure::Later(self.words()),
            // A rule of the server (RFC 3463, X.7): it may be about us, or the mail.
            Some(500..) if self.is_policy() => self.refused(Some(Stage::Content)),
            Some(500..) => self.refused(Some(Stage::Recipient)),
            _ => Failure::Later(self.words()),
        }
    }

    /// In answer to DATA, or to the whole mail.
    pub(super) fn at_content(&self) -> Failure {
        match self.status() {
            Some(CLOSING) => Failure::HostAway(self.words()),
            Some(SIGN_IN) => Failure::NotLetIn(self.words()),
            Some(500..) => self.refused(Some(Stage::Content)),
            _ => Failure::Later(self.words()),
        }
    }

    fn refused(&self, stage: Option<Stage>) -> Failure {
        let refusal = |stage| {
            let status = self.status()?;
            Some(Refusal { stage, status })
        };
        Failure::Refused(self.words(), stage.and_then(refusal))
    }

    fn status(&self) -> Option<u16> {
        match self {
            Self::Smtp(error) => error.status().map(u16::from),
            Self::TooSlow => None,
        }
    }

    /// Whether somebody here must put it right: a certificate, or a way to sign in that the
    /// server does not know. A network comes back by itself.
    fn is_ours(&self) -> bool {
        match self {
            Self::Smtp(error) => error.is_client() || is_distrust(error),
            Self::TooSlow => false,
        }
    }

    /// Whether the server's words begin with an enhanced code of the class "security or policy".
    fn is_policy(&self) -> bool {
        let Self::Smtp(error) = self else {
            return false;
        };
        let words = std::error::Error::source(error).map(ToString::to_string);
        words.is_some_and(|words| words.starts_with("5.7."))
    }

    /// What failed, without the server's sentence: that often repeats the address.
    fn words(&self) -> String {
        let error = match self {
            Self::TooSlow => return "no answer in time".to_owned(),
            Self::Smtp(error) => error,
        };
        if let Some(status) = error.status() {
            return status.to_string();
        }
        let kind = if error.is_timeout() {
            "timeout"
        } else if error.is_tls() || is_distrust(error) {
            "TLS"
        } else if error.is_client() {
            "not spoken by the server"
        } else {
            "network"
        };
        kind.to_owned()
    }
}

/// Whether no encryption came about because of what the server showed: its certificate, or bytes
/// that are no TLS. rustls says so by an I/O error of this kind, somewhere among the causes.
fn is_distrust(error: &Error) -> bool {
    let causes = std::iter::successors(std::error::Error::source(error), |cause| cause.source());
    let mut kinds = causes.filter_map(|cause| Some(cause.downcast_ref::<io::Error>()?.kind()));
    kinds.any(|kind| kind == io::ErrorKind::InvalidData)
}
