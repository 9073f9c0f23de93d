//! What the monitoring learns of the lanes; docs/operations.md says when to worry.

use std::time::Duration;

use metrics::{counter, histogram};

use super::lanes::{Answer, SubmitError};

/// A batch begins: how long the command that waited longest has waited.
pub(super) fn begun(waited: Duration) {
    histogram!("ledger_wait_seconds").record(waited.as_secs_f64());
}

/// A batch of so many commands was committed.
pub(super) fn committed(commands: usize) {
    // At most a few hundred: no precision is lost.
    let commands = u32::try_from(commands).unwrap_or(u32::MAX);
    histogram!("ledger_batch_commands").record(commands);
}

/// A batch is split after a fault.
pub(super) fn split() {
    counter!("ledger_batches_split_total").increment(1);
}

/// The answer to a commit was lost.
pub(super) fn unknown_commit() {
    counter!("ledger_commits_unknown_total").increment(1);
}

/// The queue was full: a command is turned away.
pub(super) fn turned_away() {
    counter!("ledger_commands_total", "outcome" => "busy").increment(1);
}

/// A command is answered. The labels are literals, so nothing is allocated.
pub(super) fn answered(given: &Result<Answer, SubmitError>) {
    let counter = match given {
        Ok(Answer::Done(_)) => counter!("ledger_commands_total", "outcome" => "done"),
        Ok(Answer::Refused(_)) => counter!("ledger_commands_total", "outcome" => "refused"),
        Ok(Answer::Replayed(_)) => counter!("ledger_commands_total", "outcome" => "replayed"),
        Ok(Answer::KeyReused) => counter!("ledger_commands_total", "outcome" => "key_reused"),
        Err(SubmitError::Busy) => counter!("ledger_commands_total", "outcome" => "busy"),
        Err(SubmitError::OutcomeUnknown) => {
            counter!("ledger_commands_total", "outcome" => "unknown")
        }
        Err(SubmitError::Fault(_)) => counter!("ledger_commands_total", "outcome" => "fault"),
    };
    counter.increment(1);
}
