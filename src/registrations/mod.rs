//! The worker's side of registering.

pub mod letters;
