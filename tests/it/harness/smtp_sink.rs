//! A small SMTP server that keeps what it is given and answers as a test tells it to.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// A certificate for 127.0.0.1 that no authority has signed, with its key.
const SELF_SIGNED: &[u8] = include_bytes!("self_signed.pem");

/// A mail that came whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Taken {
    /// The recipient of the envelope.
    pub(crate) to: String,
    /// The mail as it came, dots undone.
    pub(crate) data: String,
}

/// How the next mail is treated; without one it is taken.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Treat {
    /// This line instead of the greeting; then the connection ends.
    Greet(&'static str),
    /// This line in answer to the sign-in.
    SignIn(&'static str),
    /// This line in answer to the recipient.
    Recipient(&'static str),
    /// This line after the final dot.
    Dot(&'static str),
    /// The mail is taken but the answer to its final dot never comes.
    Silence,
    /// The mail came whole, and the connection ends before an answer to its final dot.
    Cut,
}

#[derive(Default)]
struct Shared {
    seen: Mutex<Vec<Taken>>,
    taken: Mutex<Vec<Taken>>,
    script: Mutex<VecDeque<Treat>>,
    extensions: Mutex<Vec<&'static str>>,
}

/// The server; it ends when it is dropped.
pub(crate) struct SmtpSink {
    address: SocketAddr,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

impl SmtpSink {
    /// Listens on a free port.
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::<Shared>::default();
        let keep = Arc::clone(&shared);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let shared = Arc::clone(&keep);
                tokio::spawn(async move {
                    // A client that goes away in the middle is part of some tests.
                    let _ = serve(stream, &shared).await;
                });
            }
        });
        Self {
            address,
            shared,
            task,
        }
    }

    /// The `[mail]` section that sends here.
    pub(crate) fn toml(&self) -> String {
        let url = self.url();
        format!("[mail]\nurl = \"{url}\"\nfrom = \"娘家 <notice@niangjia.example>\"\n")
    }

    /// Where it listens, as `mail.url` names it.
    pub(crate) fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// Offers an extension: `AUTH PLAIN`, or `STARTTLS`, whose certificate nobody should trust.
    pub(crate) fn offer(&self, extension: &'static str) {
        self.shared.extensions.lock().unwrap().push(extension);
    }

    /// Treats the next mail so.
    pub(crate) fn treat(&self, treat: Treat) {
        self.shared.script.lock().unwrap().push_back(treat);
    }

    /// What came whole, taken or not.
    pub(crate) fn seen(&self) -> Vec<Taken> {
        self.shared.seen.lock().unwrap().clone()
    }

    /// What was taken so far.
    pub(crate) fn taken(&self) -> Vec<Taken> {
        self.shared.taken.lock().unwrap().clone()
    }
}

impl Drop for SmtpSink {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Shared {
    /// The next treatment, if `fits` says it is about this moment.
    fn next(&self, fits: impl Fn(&Treat) -> bool) -> Option<Treat> {
        let mut script = self.script.lock().unwrap();
        if script.front().is_some_and(fits) {
            script.pop_front()
        } else {
            None
        }
    }
}

async fn serve(stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    if let Some(Treat::Greet(line)) = shared.next(|treat| matches!(treat, Treat::Greet(_))) {
        return say(&mut stream, line).await;
    }
    say(&mut stream, "220 sink").await?;
    let mut to = String::new();
    let mut line = String::new();
    while stream.read_line(&mut line).await? > 0 {
        let command = line.to_ascii_uppercase();
        let answer = match command.split([' ', ':', '\r']).next().unwrap_or("") {
            "EHLO" => {
                hello(&mut stream, shared).await?;
                "250 sink"
            }
            "STARTTLS" => {
                say(&mut stream, "220 go on").await?;
                return acceptor().accept(stream.into_inner()).await.map(drop);
            }
            "AUTH" => match shared.next(|treat| matches!(treat, Treat::SignIn(_))) {
                Some(Treat::SignIn(line)) => line,
                _ => "235 welcome",
            },
            "RCPT" => {
                to = line.split(['<', '>']).nth(1).unwrap_or("").to_owned();
                match shared.next(|treat| matches!(treat, Treat::Recipient(_))) {
                    Some(Treat::Recipient(line)) => line,
                    _ => "250 ok",
                }
            }
            "DATA" => {
                say(&mut stream, "354 go on").await?;
                let data = read_data(&mut stream).await?;
                let treat = shared
                    .next(|treat| matches!(treat, Treat::Dot(_) | Treat::Silence | Treat::Cut));
                let mail = Taken {
                    to: to.clone(),
                    data,
                };
                shared.seen.lock().unwrap().push(mail.clone());
                if !matches!(treat, Some(Treat::Dot(_) | Treat::Cut)) {
                    shared.taken.lock().unwrap().push(mail);
                }
                match treat {
                    Some(Treat::Dot(line)) => line,
                    Some(Treat::Cut) => return Ok(()),
                    Some(Treat::Silence) => {
                        return stream.read_to_end(&mut Vec::new()).await.map(drop);
                    }
                    _ => "250 taken",
                }
            }
            "QUIT" => return say(&mut stream, "221 bye").await,
            _ => "250 ok",
        };
        say(&mut stream, answer).await?;
        line.clear();
    }
    Ok(())
}

/// All lines of the greeting but the last.
async fn hello(stream: &mut BufReader<TcpStream>, shared: &Shared) -> std::io::Result<()> {
    let extensions = shared.extensions.lock().unwrap().clone();
    for extension in extensions {
        say(stream, &format!("250-{extension}")).await?;
    }
    Ok(())
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

async fn say(stream: &mut BufReader<TcpStream>, line: &str) -> std::io::Result<()> {
    stream.write_all(format!("{line}\r\n").as_bytes()).await
}
