//! Mails to an SMTP server, over connections that are used again.
//!
//! Speaks command by command instead of through lettre's transport, because what a refusal
//! means depends on what it answers: at RCPT or DATA it is about this mail, before that it is
//! about us.

mod failures;
mod line;
mod url;

use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::authentication::DEFAULT_MECHANISMS;
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use tokio::net::TcpStream;
use tokio::time::Instant;

use self::failures::{Trouble, within};
use self::line::{Line, Open};
use self::url::Server;
use super::{BadMailUrl, Failure, Hold, Limits};
use crate::values::failpoint;

/// Servers close connections that idle for long; we do so first.
const IDLE_LIMIT: Duration = Duration::from_secs(20);

/// A server and the connections to it that are free.
pub struct Smtp {
    server: Server,
    limits: Limits,
    free: Mutex<Vec<(Line, Instant)>>,
    open: Open,
}

/// Where a conversation ended without the mail being taken.
struct Stop {
    failure: Failure,
    /// Whether the server waits for the next command.
    is_usable: bool,
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Smtp")
            .field("host", &self.server.host)
            .field("port", &self.server.port)
            .finish_non_exhaustive()
    }
}

impl Smtp {
    pub(super) fn from_url(url: &str, limits: Limits) -> Result<Self, BadMailUrl> {
        Ok(Self {
            server: Server::from_url(url)?,
            limits,
            free: Mutex::default(),
            open: Open::default(),
        })
    }

    pub(super) async fn carry(
        &self,
        from: &Address,
        to: &Address,
        mail: &[u8],
        hold: &impl Hold,
    ) -> Result<(), Failure> {
        let mut connection = self.begin(from, to).await?;
        match self.hand_over(&mut connection, to, mail, hold).await {
            Ok(()) => {
                failpoint::reach("after-250");
                self.give_back(connection);
                Ok(())
            }
            Err(stop) => {
                if stop.is_usable {
                    self.reset(connection).await;
                }
                Err(stop.failure)
            }
        }
    }

    /// A connection that has taken our sender.
    async fn begin(&self, from: &Address, to: &Address) -> Result<Line, Failure> {
        if let Some(mut used) = self.take() {
            match self.say_sender(&mut used, from, to).await? {
                Ok(()) => return Ok(used),
                // One that was closed meanwhile is no failure: the next is fresh.
                Err(trouble) if trouble.is_farewell() => {}
                Err(trouble) => return Err(trouble.at_sender()),
            }
        }
        let fresh = tokio::time::timeout(self.limits.let_in, self.connect()).await;
        let fresh = fresh.map_err(|_| Trouble::TooSlow.at_the_door())??;
        let mut fresh = self.open.count(fresh);
        match self.say_sender(&mut fresh, from, to).await? {
            Ok(()) => Ok(fresh),
            Err(trouble) => Err(trouble.at_sender()),
        }
    }

    async fn say_sender(
        &self,
        connection: &mut AsyncSmtpConnection,
        from: &Address,
        to: &Address,
    ) -> Result<Result<(), Trouble>, Failure> {
        let plain: &str = to.as_ref();
        let mut parameters = vec![];
        if !plain.is_ascii() {
            let server = connection.server_info();
            if !server.supports_feature(Extension::SmtpUtfEight) {
                return Err(Failure::Refused("no SMTPUTF8".to_owned(), None));
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        let sender = Mail::new(Some(from.clone()), parameters);
        let said = within(self.limits.command, connection.command(sender)).await;
        Ok(said.map(drop))
    }

    /// Names the recipient and hands the mail over, if it is still ours by then.
    async fn hand_over(
        &self,
        connection: &mut AsyncSmtpConnection,
        to: &Address,
        mail: &[u8],
        hold: &impl Hold,
    ) -> Result<(), Stop> {
        let limits = &self.limits;
        let recipient = Rcpt::new(to.clone(), vec![]);
        let said = within(limits.command, connection.command(recipient)).await;
        said.map_err(|trouble| stop(&trouble, trouble.at_recipient()))?;
        if !hold.renew().await {
            return Err(Stop {
                failure: Failure::NotOurs,
                is_usable: true,
            });
        }
        let said = within(limits.command, connection.command(Data)).await;
        said.map_err(|trouble| stop(&trouble, trouble.at_content()))?;
        // The process may have been paused since. What is begun cannot be taken back but by
        // going away.
        if !hold.lasts() {
            return Err(Stop {
                failure: Failure::NotOurs,
                is_usable: false,
            });
        }
        let said = within(limits.answer, connection.message(mail)).await;
        said.map_err(|trouble| stop(&trouble, trouble.at_content()))?;
        Ok(())
    }

    /// Connects, encrypts where it can be, signs in. A password is never sent in the clear
    /// over a network.
    async fn connect(&self) -> Result<AsyncSmtpConnection, Failure> {
        let hello = ClientId::default();
        let at_the_door = |error| Trouble::Smtp(error).at_the_door();
        let server = &self.server;
        let tls = || TlsParameters::new(server.host.clone()).map_err(at_the_door);
        let greeted = if server.wrapped {
            let address = (server.host.as_str(), server.port);
            let (limit, tls) = (Some(self.limits.let_in), Some(tls()?));
            AsyncSmtpConnection::connect_tokio1(address, limit, &hello, tls, None).await
        } else {
            AsyncSmtpConnection::connect_with_transport(self.reach().await?, &hello).await
        };
        let mut connection = greeted.map_err(|error| {
            let trouble = Trouble::Smtp(error);
            if self.open.any() {
                trouble.at_a_further_door()
            } else {
                trouble.at_the_door()
            }
        })?;
        if connection.can_starttls() {
            let encrypted = connection.starttls(tls()?, &hello).await;
            encrypted.map_err(at_the_door)?;
        }
        if let Some(credentials) = &server.credentials {
            if !connection.is_encrypted() && !self.is_local() {
                let why = "the server offers no encryption for the password";
                return Err(Failure::NotLetIn(why.to_owned()));
            }
            let signed_in = connection.auth(DEFAULT_MECHANISMS, credentials).await;
            signed_in.map_err(at_the_door)?;
        }
        Ok(connection)
    }

    /// A way to the server on which the last bytes of a mail, its dot, do not wait for the receipt
    /// of those before: that would take longer than all the rest.
    async fn reach(&self) -> Result<Box<TcpStream>, Failure> {
        let connecting = async {
            let stream = TcpStream::connect((self.server.host.as_str(), self.server.port)).await?;
            stream.set_nodelay(true)?;
            Ok::<_, std::io::Error>(Box::new(stream))
        };
        let unreachable = |_| Failure::HostAway("network".to_owned());
        connecting.await.map_err(unreachable)
    }

    fn is_local(&self) -> bool {
        let address = self.server.host.parse::<IpAddr>();
        self.server.host == "localhost" || address.is_ok_and(|address| address.is_loopback())
    }

    /// Keeps a connection whose mail was not taken for the next one.
    async fn reset(&self, mut connection: Line) {
        let said = within(self.limits.command, connection.command(Rset)).await;
        if said.is_ok() {
            self.give_back(connection);
        }
    }

    fn take(&self) -> Option<Line> {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        free.retain(|(_, since)| since.elapsed() < IDLE_LIMIT);
        free.pop().map(|(connection, _)| connection)
    }

    fn give_back(&self, connection: Line) {
        if !connection.has_broken() {
            let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
            free.push((connection, Instant::now()));
        }
    }
}

fn stop(trouble: &Trouble, failure: Failure) -> Stop {
    Stop {
        failure,
        is_usable: trouble.leaves_connection(),
    }
}
