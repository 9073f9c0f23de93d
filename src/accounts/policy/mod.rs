//! The rules of signing in: values in, decision out.

pub mod codes;
pub mod device;
pub mod passwords;
pub mod second_factor;
pub mod tokens;
