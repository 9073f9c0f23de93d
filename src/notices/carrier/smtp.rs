//! Mails to an SMTP server, over connections that are used again.
//!
//! Speaks command by command instead of through lettre's transport, because what a refusal
//! means depends on what it answers: at RCPT or DATA it is about this mail, before that it is
//! about us.

use std::io;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use tokio::time::Instant;

use super::{BadMailUrl, Failure};
use crate::values::failpoint;

/// A mail that takes longer is given up for this try; shorter than a lease.
const TIME_LIMIT: Duration = Duration::from_secs(20);
/// Servers close connections that idle for long; we do so first.
const IDLE_LIMIT: Duration = Duration::from_secs(20);
/// 552: the mail is too large, which is about the mail though it answers MAIL.
const TOO_LARGE: u16 = 552;

/// A server and the connections to it that are free.
pub struct Smtp {
    host: String,
    port: u16,
    /// TLS from the first byte (`smtps`); otherwise STARTTLS where the server offers it.
    wrapped: bool,
    credentials: Option<Credentials>,
    free: Mutex<Vec<(AsyncSmtpConnection, Instant)>>,
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Smtp")
            .field("host", &self.host)
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}

impl Smtp {
    /// Reads `smtp://` and `smtps://` URLs; user and password are percent-decoded.
    pub(super) fn from_url(url: &str) -> Result<Self, BadMailUrl> {
        let uri: axum::http::Uri = url.parse().map_err(|_| BadMailUrl)?;
        let wrapped = match uri.scheme_str() {
            Some("smtp") => false,
            Some("smtps") => true,
            _ => return Err(BadMailUrl),
        };
        let authority = uri.authority().ok_or(BadMailUrl)?;
        let credentials = match authority.as_str().rsplit_once('@') {
            Some((pair, _)) => {
                let (user, password) = pair.split_once(':').ok_or(BadMailUrl)?;
                Some(Credentials::new(decode(user)?, decode(password)?))
            }
            None => None,
        };
        Ok(Self {
            host: authority.host().trim_matches(['[', ']']).to_owned(),
            port: uri.port_u16().unwrap_or(if wrapped { 465 } else { 587 }),
            wrapped,
            credentials,
            free: Mutex::default(),
        })
    }

    pub(super) async fn carry(
        &self,
        from: &Address,
        to: &Address,
        mail: &[u8],
    ) -> Result<(), Failure> {
        match tokio::time::timeout(TIME_LIMIT, self.carry_now(from, to, mail)).await {
            Ok(outcome) => outcome,
            Err(_) => Err(Failure::Later("the server takes too long".to_owned())),
        }
    }

    async fn carry_now(&self, from: &Address, to: &Address, mail: &[u8]) -> Result<(), Failure> {
        let mut connection = match self.take() {
            // One that was closed meanwhile is no failure: the next is fresh.
            Some(mut used) => match begin(&mut used, from, to).await {
                Ok(()) => used,
                Err(error) if error.status().is_none() => self.begin_fresh(from, to).await?,
                Err(error) => return Err(about_us(&error)),
            },
            None => self.begin_fresh(from, to).await?,
        };
        let connection_ref = &mut connection;
        let outcome = async {
            connection_ref
                .command(Rcpt::new(to.clone(), vec![]))
                .await?;
            connection_ref.command(Data).await?;
            connection_ref.message(mail).await
        };
        outcome.await.map_err(|error| about_this_mail(&error))?;
        failpoint::reach("after-250");
        self.give_back(connection);
        Ok(())
    }

    async fn begin_fresh(
        &self,
        from: &Address,
        to: &Address,
    ) -> Result<AsyncSmtpConnection, Failure> {
        let mut fresh = self.connect().await?;
        begin(&mut fresh, from, to)
            .await
            .map_err(|error| about_us(&error))?;
        Ok(fresh)
    }

    /// Connects, encrypts where it can be, signs in. A password is never sent in the clear
    /// over a network.
    async fn connect(&self) -> Result<AsyncSmtpConnection, Failure> {
        let hello = ClientId::default();
        let about_us = |error: Error| about_us(&error);
        let tls = || TlsParameters::new(self.host.clone()).map_err(about_us);
        let at_once = if self.wrapped { Some(tls()?) } else { None };
        let server = (self.host.as_str(), self.port);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(server, Some(TIME_LIMIT), &hello, at_once, None)
                .await
                .map_err(about_us)?;
        if connection.can_starttls() {
            connection
                .starttls(tls()?, &hello)
                .await
                .map_err(about_us)?;
        }
        if let Some(credentials) = &self.credentials {
            if !connection.is_encrypted() && !self.is_local() {
                let why = "the server offers no encryption for the password";
                return Err(Failure::NotLetIn(why.to_owned()));
            }
            connection
                .auth(DEFAULT_MECHANISMS, credentials)
                .await
                .map_err(about_us)?;
        }
        Ok(connection)
    }

    fn is_local(&self) -> bool {
        let address = self.host.parse::<IpAddr>();
        self.host == "localhost" || address.is_ok_and(|address| address.is_loopback())
    }

    fn take(&self) -> Option<AsyncSmtpConnection> {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        free.retain(|(_, since)| since.elapsed() < IDLE_LIMIT);
        free.pop().map(|(connection, _)| connection)
    }

    fn give_back(&self, connection: AsyncSmtpConnection) {
        if !connection.has_broken() {
            let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
            free.push((connection, Instant::now()));
        }
    }
}

/// Names the sender: the last thing that is about us.
async fn begin(
    connection: &mut AsyncSmtpConnection,
    from: &Address,
    to: &Address,
) -> Result<(), Error> {
    let server = connection.server_info();
    let plain: &str = to.as_ref();
    let parameters = if !plain.is_ascii() && server.supports_feature(Extension::SmtpUtfEight) {
        vec![MailParameter::SmtpUtfEight]
    } else {
        vec![]
    };
    let mail = Mail::new(Some(from.clone()), parameters);
    connection.command(mail).await.map(drop)
}

fn about_us(error: &Error) -> Failure {
    match error.status().map(u16::from) {
        None if is_distrust(error) => Failure::NotLetIn(words(error)),
        Some(TOO_LARGE) => Failure::Refused(words(error)),
        Some(500..) => Failure::NotLetIn(words(error)),
        _ => Failure::Later(words(error)),
    }
}

fn about_this_mail(error: &Error) -> Failure {
    match error.status().map(u16::from) {
        Some(500..) => Failure::Refused(words(error)),
        _ => Failure::Later(words(error)),
    }
}

/// Whether no encryption came about because of what the server showed: its certificate, or bytes
/// that are no TLS. rustls says so by an I/O error of this kind, somewhere among the causes. That
/// somebody must put right; a network comes back by itself.
fn is_distrust(error: &Error) -> bool {
    let causes = std::iter::successors(std::error::Error::source(error), |cause| cause.source());
    let mut kinds = causes.filter_map(|cause| Some(cause.downcast_ref::<io::Error>()?.kind()));
    kinds.any(|kind| kind == io::ErrorKind::InvalidData)
}

/// What failed, without the server's sentence: that often repeats the address.
fn words(error: &Error) -> String {
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

/// Undoes percent-encoding.
fn decode(text: &str) -> Result<String, BadMailUrl> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        if byte == b'%' {
            let (digits, tail) = rest.split_at_checked(2).ok_or(BadMailUrl)?;
            let digits = str::from_utf8(digits).map_err(|_| BadMailUrl)?;
            bytes.push(u8::from_str_radix(digits, 16).map_err(|_| BadMailUrl)?);
            rest = tail;
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).map_err(|_| BadMailUrl)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_names_server_and_credentials() {
        let smtp = Smtp::from_url("smtp://li%40example.org:p%3Ass@mail.example.org:2525").unwrap();
        assert_eq!((smtp.host.as_str(), smtp.port), ("mail.example.org", 2525));
        let credentials = Credentials::new("li@example.org".to_owned(), "p:ss".to_owned());
        assert_eq!(smtp.credentials, Some(credentials));
        assert!(!format!("{smtp:?}").contains("ss"), "no password in logs");
        let wrapped = Smtp::from_url("smtps://mail.example.org").unwrap();
        assert_eq!((wrapped.port, wrapped.wrapped), (465, true));
    }

    #[test]
    fn other_urls_are_refused() {
        for bad in [
            "",
            "http://x",
            "smtp:",
            "smtp://user@host:25",
            "smtp://a:%zz@h:25",
        ] {
            assert_eq!(Smtp::from_url(bad).unwrap_err(), BadMailUrl, "{bad}");
        }
    }
}
