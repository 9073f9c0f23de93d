//! The rows of households.

pub(super) mod participants;
pub(super) mod sealed;
