//! The real binary in a folder of its own, spoken to over TCP.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStderr, Command, ExitStatus, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use super::deadline;

/// A running `niangjia serve`; killed when it is dropped.
#[derive(Debug)]
pub(crate) struct Process {
    /// `http://127.0.0.1:PORT`.
    pub(crate) url: String,
    /// Its working directory, with `var/` inside.
    pub(crate) folder: TempDir,
    child: Child,
    log: BufReader<ChildStderr>,
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
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let serving = next_line(&mut log, "serving");
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

    /// Reads the log up to the line with this message.
    pub(crate) fn wait_for(&mut self, message: &str) -> Value {
        next_line(&mut self.log, message)
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

fn next_line(log: &mut BufReader<ChildStderr>, message: &str) -> Value {
    let mut seen = String::new();
    loop {
        let mut line = String::new();
        if log.read_line(&mut line).unwrap() == 0 {
            let _ = log.read_to_string(&mut seen);
            panic!("the process ended before it said {message:?}:\n{seen}");
        }
        let event: Value = serde_json::from_str(&line).unwrap_or_default();
        if event["message"] == message {
            return event;
        }
        seen.push_str(&line);
    }
}
