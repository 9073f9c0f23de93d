//! The ledger's decisions against a plain model, and against the events they leave behind.

mod chance;
mod examples;
mod invariants;
mod oracle;
mod planted;
mod programs;
mod properties;
mod replay;
mod story;
mod tally;
mod translate;
mod twin;
