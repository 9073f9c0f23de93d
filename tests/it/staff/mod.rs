//! Who works for a body: roles, and what is written down of what they do.

mod audit;
pub(crate) mod bodies;
