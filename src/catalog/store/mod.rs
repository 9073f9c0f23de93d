//! Queries of this feature: set-based loading, and saving for those who edit.

pub(super) mod load;
mod rows;
pub(super) mod save;
