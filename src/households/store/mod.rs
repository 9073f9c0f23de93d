//! The rows of households.

pub(super) mod participants;
pub(super) mod personal;
pub(super) mod sealed;
