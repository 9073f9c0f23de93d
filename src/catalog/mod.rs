//! What is offered: sites, the bank of questions, programs, offerings and their sessions.
//!
//! Owns those tables and the published snapshot in memory that discovery reads. It opens
//! nothing: seats are the ledger's.

pub mod model;
