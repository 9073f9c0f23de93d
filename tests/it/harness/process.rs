//! The real binary in a folder of its own, spoken to over TCP.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStderr, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use super::deadline;

/// How long a process may take to say or do what a test waits for.
const PATIENCE: Duration = Duration::from_mins(2);

/// A running `niangjia serve`; killed when it is dropped.
#[derive(Debug)]
pub(crate) struct Process {
    /// `http://127.0.0.1:PORT`.
    pub(crate) url: String,
    /// Its working directory, with `var/` inside.
    pub(crate) folder: TempDir,
    child: Child,
    log: Log,
}

/// What a process says, read as it comes: a pipe that nobody empties would stop the process.
#[derive(Debug)]
struct Log {
    lines: Receiver<String>,
    /// What was read so far.
    said: String,
}

/// The binary with settings as environment variables: `("SERVER__LISTEN", "…")`.
pub(crate) fn niangjia(folder: &TempDir, settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_niangjia"));
    command.current_dir(folder.path()).env_clear();
    for (key, value) in settings {
        command.env(format!("NIANGJIA__{key}"), value);
    }
    command
}

/// Runs a command of the binary to its end.
pub(crate) fn run(arguments: &[&str], settings: &[(&str, &str)]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    niangjia(&folder, settings)
        .args(arguments)
        .output()
        .unwrap()
}

impl Process {
    /// Starts it on a free port and waits until it serves.
    pub(crate) fn serve(settings: &[(&str, &str)]) -> Self {
        Self::serve_in(tempfile::tempdir().unwrap(), settings)
    }

    /// Starts it in a folder that may hold a database already.
    pub(crate) fn serve_in(folder: TempDir, settings: &[(&str, &str)]) -> Self {
        deadline::set();
        let mut child = niangjia(&folder, settings)
            .env("NIANGJIA__SERVER__LISTEN", "127.0.0.1:0")
            .env("NIANGJIA__LOG__FORMAT", "json")
            .arg("serve")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = Log::of(child.stderr.take().unwrap());
        let serving = log.wait_for("serving");
        let url = format!("http://{}", serving["address"].as_str().unwrap());
        Self {
            url,
            folder,
            child,
            log,
        }
    }

    /// `127.0.0.1:PORT`.
    pub(crate) fn address(&self) -> &str {
        self.url.trim_start_matches("http://")
    }

    /// The most memory it ever had, in MiB.
    pub(crate) fn peak_mib(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM:"));
        let kib = line.unwrap().split_whitespace().nth(1).unwrap();
        kib.parse::<u64>().unwrap() / 1024
    }

    /// Reads the log up to the line with this message.
    pub(crate) fn wait_for(&mut self, message: &str) -> Value {
        self.log.wait_for(message)
    }

    /// Sends SIGTERM.
    pub(crate) fn terminate(&self) {
        let kill = format!("kill -TERM {}", self.child.id());
        assert!(
            Command::new("sh")
                .args(["-c", &kill])
                .status()
                .unwrap()
                .success()
        );
    }

    /// Sends SIGKILL: it ends between two instructions, whatever it was doing.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
    }

    /// Waits for its end.
    pub(crate) fn end(mut self) -> (ExitStatus, TempDir) {
        while self.log.next_line().is_some() {}
        let status = self.child.wait().unwrap();
        let folder = std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap());
        (status, folder)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself, as it was told to.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Log {
    fn of(stderr: ChildStderr) -> Self {
        let (saying, lines) = channel();
        std::thread::spawn(move || {
            let said = BufReader::new(stderr).lines().map_while(Result::ok);
            // Whoever waits no longer has dropped the process too.
            said.take_while(|line| saying.send(line.clone()).is_ok())
                .for_each(drop);
        });
        Self {
            lines,
            said: String::new(),
        }
    }

    /// The next line; none when the process has ended.
    fn next_line(&mut self) -> Option<String> {
        let next = self.lines.recv_timeout(PATIENCE);
        assert!(
            next != Err(RecvTimeoutError::Timeout),
            "nothing came for {PATIENCE:?} after:\n{}",
            self.said
        );
        let line = next.ok()?;
        self.said.push_str(&line);
        self.said.push('\n');
        Some(line)
    }

    fn wait_for(&mut self, message: &str) -> Value {
        while let Some(line) = self.next_line() {
            let event: Value = serde_json::from_str(&line).unwrap_or_default();
            if event["message"] == message {
                return event;
            }
        }
        panic!(
            "the process ended before it said {message:?}:\n{}",
            self.said
        );
    }
}
