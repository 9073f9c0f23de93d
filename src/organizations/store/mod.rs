//! Queries of this feature.

pub(super) mod memberships;
pub(super) mod staff;
pub(super) mod tree;
