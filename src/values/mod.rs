//! Floor 0: values that cannot hold a wrong state.
//!
//! Owns the small types every floor speaks in: ids, instants and the clock, e-mail
//! addresses, locales and the texts of each, ages, ranges, folded text. Depends on nothing else
//! here.

pub mod age;
pub mod clock;
pub mod edit;
pub mod email;
pub mod erased;
pub mod failpoint;
pub mod ids;
pub mod locale;
pub mod night;
pub mod rank;
pub mod say;
pub mod secret;
pub mod text;
pub mod when;
pub mod words;
