//! The rules of signing in: values in, decision out.

pub mod codes;
pub mod device;
pub mod passwords;
pub mod tokens;
