//! The ledger: the one door for every seat.
//!
//! Owns units, pools, registrations and their events, and is the only code that writes them.
//! Commands queue in lanes, are decided by pure functions under the lock of their program and
//! saved in one transaction a batch. Knows nothing of HTTP.

pub mod command;
pub mod decide;
pub mod desk;
pub mod facts;
