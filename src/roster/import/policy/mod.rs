//! Reading and checking a file, without touching anything.

mod book;
pub mod flaw;
#[cfg(test)]
mod found;
pub mod plan;
pub mod read;
mod row;
pub mod shift;
#[cfg(test)]
pub(in crate::roster) mod tests;
