//! The ledger's decisions against a plain model, and against the events they leave behind.

mod chance;
mod oracle;
mod properties;
mod story;
mod translate;
mod twin;
