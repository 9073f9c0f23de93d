//! The organizer's side: whatever opens or changes units.

pub mod import;
