//! Queries of this feature.

pub(super) mod audit;
pub(super) mod memberships;
pub(super) mod personal;
pub(super) mod programs;
pub(super) mod staff;
pub(super) mod tree;
