//! One conversation of the sink.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::{Shared, Step, Taken, Treat};

/// A certificate for 127.0.0.1 that no authority has signed, with its key.
const SELF_SIGNED: &[u8] = include_bytes!("../self_signed.pem");

/// A conversation with one client.
struct Talk<'a> {
    stream: BufReader<TcpStream>,
    shared: &'a Shared,
}

/// What the script has for a step.
enum Next {
    Answer(&'static str),
    Never,
    Later,
}

/// Talks with a client to the end.
pub(super) async fn serve(stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    shared.connections.fetch_add(1, Ordering::Relaxed);
    let stream = BufReader::new(stream);
    let before = shared.open.fetch_add(1, Ordering::Relaxed);
    let is_welcome = before < shared.most.load(Ordering::Relaxed);
    let mut talk = Talk { stream, shared };
    let talking = async {
        if is_welcome {
            talk.hold().await
        } else {
            talk.say("421 4.7.0 too many connections").await
        }
    };
    let ended = tokio::select! {
        biased;
        () = shared.hang_up.notified() => Ok(()),
        ended = talking => ended,
    };
    shared.open.fetch_sub(1, Ordering::Relaxed);
    ended
}

impl Talk<'_> {
    async fn hold(&mut self) -> std::io::Result<()> {
        if !self.answer(Step::Greeting, "220 sink").await? {
            return Ok(());
        }
        let mut to = String::new();
        let mut line = String::new();
        while self.stream.read_line(&mut line).await? > 0 {
            let command = line.to_ascii_uppercase();
            let word = command.split([' ', ':', '\r']).next().unwrap_or("");
            self.shared.heard.lock().unwrap().push(word.to_owned());
            let goes_on = match word {
                "EHLO" => {
                    self.extensions().await?;
                    self.answer(Step::Hello, "250 sink").await?
                }
                "STARTTLS" => return self.encrypt().await,
                "AUTH" => self.answer(Step::SignIn, "235 welcome").await?,
                "MAIL" => self.answer(Step::Sender, "250 ok").await?,
                "RCPT" => {
                    to = line.split(['<', '>']).nth(1).unwrap_or("").to_owned();
                    self.answer(Step::Recipient, "250 ok").await?
                }
                "DATA" => self.data(&to).await?,
                "QUIT" => return self.say("221 bye").await,
                _ => {
                    self.say("250 ok").await?;
                    true
                }
            };
            if !goes_on {
                return Ok(());
            }
            line.clear();
        }
        Ok(())
    }

    /// What the script says of a step.
    fn next(&self, step: Step) -> Option<Next> {
        let next = self.shared.next(|treat| match treat {
            Treat::Say(of, _) | Treat::Hang(of) | Treat::Wait(of) => *of == step,
            _ => false,
        });
        match next? {
            Treat::Say(_, line) => Some(Next::Answer(line)),
            Treat::Wait(_) => Some(Next::Later),
            _ => Some(Next::Never),
        }
    }

    /// Answers a step; whether the conversation goes on.
    async fn answer(&mut self, step: Step, usual: &str) -> std::io::Result<bool> {
        let next = self.next(step);
        self.answer_with(step, next, usual).await
    }

    async fn answer_with(
        &mut self,
        step: Step,
        next: Option<Next>,
        usual: &str,
    ) -> std::io::Result<bool> {
        match next {
            None => {
                self.say(usual).await?;
                Ok(true)
            }
            Some(Next::Answer(line)) => {
                self.say(line).await?;
                Ok(step != Step::Greeting && !line.starts_with("421"))
            }
            Some(Next::Never) => {
                self.stream.read_to_end(&mut Vec::new()).await?;
                Ok(false)
            }
            Some(Next::Later) => {
                self.shared.gate.acquire().await.unwrap().forget();
                self.say(usual).await?;
                Ok(true)
            }
        }
    }

    async fn data(&mut self, to: &str) -> std::io::Result<bool> {
        let next = self.next(Step::Data);
        let is_usual = matches!(next, None | Some(Next::Later));
        let goes_on = self.answer_with(Step::Data, next, "354 go on").await?;
        if !is_usual {
            return Ok(goes_on);
        }
        let is_cut = |treat: &Treat| matches!(treat, Treat::CutWithin);
        if self.shared.next(is_cut).is_some() {
            self.stream.read_line(&mut String::new()).await?;
            return Ok(false);
        }
        let data = read_data(&mut self.stream).await?;
        let mail = Taken {
            to: to.to_owned(),
            data,
        };
        self.shared.seen.lock().unwrap().push(mail.clone());
        let ending = self
            .shared
            .next(|treat| matches!(treat, Treat::Silence | Treat::Cut));
        let next = self.next(Step::Dot);
        let is_usual = matches!(next, None | Some(Next::Later));
        if is_usual && !matches!(ending, Some(Treat::Cut)) {
            self.shared.taken.lock().unwrap().push(mail);
        }
        match ending {
            Some(Treat::Cut) => Ok(false),
            Some(_) => self.answer_with(Step::Dot, Some(Next::Never), "").await,
            None => self.answer_with(Step::Dot, next, "250 taken").await,
        }
    }

    /// All lines of the greeting but the last.
    async fn extensions(&mut self) -> std::io::Result<()> {
        let extensions = self.shared.extensions.lock().unwrap().clone();
        for extension in extensions {
            self.say(&format!("250-{extension}")).await?;
        }
        Ok(())
    }

    async fn encrypt(&mut self) -> std::io::Result<()> {
        self.say("220 go on").await?;
        match self.next(Step::Encryption) {
            None => acceptor().accept(&mut self.stream).await.map(drop),
            Some(Next::Answer(line)) => self.say(line).await,
            Some(_) => self.stream.read_to_end(&mut Vec::new()).await.map(drop),
        }
    }

    async fn say(&mut self, line: &str) -> std::io::Result<()> {
        let line = format!("{line}\r\n");
        let pause = *self.shared.pause.lock().unwrap();
        let Some(pause) = pause else {
            return self.stream.write_all(line.as_bytes()).await;
        };
        let mut ticks = tokio::time::interval(pause);
        for byte in line.bytes() {
            ticks.tick().await;
            self.stream.write_all(&[byte]).await?;
        }
        Ok(())
    }
}

fn acceptor() -> TlsAcceptor {
    let certificate = CertificateDer::from_pem_slice(SELF_SIGNED).unwrap();
    let key = PrivateKeyDer::from_pem_slice(SELF_SIGNED).unwrap();
    let config = ServerConfig::builder().with_no_client_auth();
    let config = config.with_single_cert(vec![certificate], key).unwrap();
    TlsAcceptor::from(Arc::new(config))
}

/// Reads up to the line with a single dot; a dot that was doubled is one again (RFC 5321, 4.5.2).
async fn read_data(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut data = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line == ".\r\n" {
            return Ok(data);
        }
        data.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}
