//! A small SMTP server that keeps what it is given and answers as a test tells it to.

mod talk;

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::{Notify, Semaphore};
use tokio::task::JoinHandle;

/// A mail that came whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Taken {
    /// The recipient of the envelope.
    pub(crate) to: String,
    /// The mail as it came, dots undone.
    pub(crate) data: String,
}

/// A step of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The connection.
    Greeting,
    /// EHLO.
    Hello,
    /// STARTTLS, where it is offered: the bytes after it are no TLS.
    Encryption,
    /// AUTH, where it is offered.
    SignIn,
    /// MAIL.
    Sender,
    /// RCPT.
    Recipient,
    /// DATA.
    Data,
    /// The final dot.
    Dot,
}

/// How the next mail is treated; without one it is taken.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Treat {
    /// This line in answer to a step; at the greeting, and with 421, the connection ends.
    Say(Step, &'static str),
    /// No answer to a step, ever.
    Hang(Step),
    /// The usual answer to a step, but only after [`SmtpSink::go_on`].
    Wait(Step),
    /// The mail is taken but the answer to its final dot never comes.
    Silence,
    /// The mail came whole, and the connection ends before an answer to its final dot.
    Cut,
    /// The connection ends in the middle of the mail.
    CutWithin,
}

struct Shared {
    seen: Mutex<Vec<Taken>>,
    taken: Mutex<Vec<Taken>>,
    script: Mutex<VecDeque<Treat>>,
    extensions: Mutex<Vec<&'static str>>,
    heard: Mutex<Vec<String>>,
    connections: AtomicUsize,
    open: AtomicUsize,
    most: AtomicUsize,
    pause: Mutex<Option<Duration>>,
    gate: Semaphore,
    hang_up: Notify,
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
        let shared = Arc::new(Shared {
            seen: Mutex::default(),
            taken: Mutex::default(),
            script: Mutex::default(),
            extensions: Mutex::default(),
            heard: Mutex::default(),
            connections: AtomicUsize::new(0),
            open: AtomicUsize::new(0),
            most: AtomicUsize::new(usize::MAX),
            pause: Mutex::default(),
            gate: Semaphore::new(0),
            hang_up: Notify::new(),
        });
        let keep = Arc::clone(&shared);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let shared = Arc::clone(&keep);
                tokio::spawn(async move {
                    // A client that goes away in the middle is part of some tests.
                    let _ = talk::serve(stream, &shared).await;
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

    /// From now on no further connection is taken where there are so many.
    pub(crate) fn take_connections(&self, most: usize) {
        self.shared.most.store(most, Ordering::Relaxed);
    }

    /// Ends all connections that are there.
    pub(crate) fn hang_up(&self) {
        self.shared.hang_up.notify_waiters();
    }

    /// Lets one step that waits be answered.
    pub(crate) fn go_on(&self) {
        self.shared.gate.add_permits(1);
    }

    /// From now on answers come byte by byte, with this pause between them.
    pub(crate) fn drip(&self, pause: Duration) {
        *self.shared.pause.lock().unwrap() = Some(pause);
    }

    /// How many connections there were so far.
    pub(crate) fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::Relaxed)
    }

    /// The commands that came so far, without what follows their first word.
    pub(crate) fn heard(&self) -> Vec<String> {
        self.shared.heard.lock().unwrap().clone()
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
