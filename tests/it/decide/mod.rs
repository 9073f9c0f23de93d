//! The ledger's decisions against a plain model, and against the events they leave behind.

pub(crate) mod chance;
mod examples;
mod invariants;
pub(crate) mod oracle;
mod planted;
pub(crate) mod programs;
mod properties;
mod replay;
pub(crate) mod standing;
pub(crate) mod story;
pub(crate) mod tally;
pub(crate) mod translate;
mod twin;
