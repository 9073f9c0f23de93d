//! A test that does not come to its end ends the whole run and is named: a run that hangs says nothing.

use std::io::Write as _;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// Some ten times what the slowest takes on two busy cores.
const LONGEST: Duration = Duration::from_mins(10);

thread_local! {
    /// Each test has a thread of its own; with it goes this end of the channel.
    static RUNNING: Sender<()> = watch();
}

/// The test of this thread has to end in time, with all that its runtime still does at its end.
pub(crate) fn set() {
    RUNNING.with(|_| ());
}

fn watch() -> Sender<()> {
    let (running, ended) = channel();
    let test = thread::current().name().unwrap_or("a test").to_owned();
    thread::spawn(move || {
        if ended.recv_timeout(LONGEST) == Err(RecvTimeoutError::Timeout) {
            // Past the test runner, which keeps what a test prints until its end.
            let _ = writeln!(std::io::stderr(), "\n{test} did not end within {LONGEST:?}");
            std::process::exit(1);
        }
    });
    running
}
