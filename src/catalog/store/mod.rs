//! Queries of this feature: set-based loading, and saving for those who edit.

pub(super) mod load;
pub(super) mod places;
mod rows;
pub(super) mod save;
