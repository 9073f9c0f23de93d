//! All integration tests in one binary: linking it is what takes the time.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod architecture;
mod decide;
#[macro_use]
mod harness;
mod check;
mod console;
mod discovery;
mod draw;
mod house;
mod import;
mod ledger_only;
mod letters;
mod links;
mod matrix;
mod model;
mod notices;
mod openapi;
mod organizing;
mod people;
mod plans;
mod privacy;
mod problems;
mod process;
mod registering;
mod schema;
mod season;
mod staff;
mod timer;
mod twelve_rules;
mod web;
mod worker;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
