//! Floor 1: the database.
//!
//! Owns connections, transactions, faults, sealing of columns and one entity a table. SQLite
//! and PostgreSQL share every line above [`connect`].

pub mod again;
pub mod backup;
pub mod bulk;
pub mod connect;
pub mod entity;
pub mod fault;
pub mod idempotency;
pub mod kept;
pub mod migrate;
pub mod once;
pub mod seal;
pub mod shared_time;
pub mod signed;
pub mod together;
pub mod watch;
pub mod write;

pub use connect::{Database, DatabaseSettings, create_folder};
pub use fault::Fault;
