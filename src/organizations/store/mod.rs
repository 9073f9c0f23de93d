//! Queries of this feature.

pub(super) mod tree;
