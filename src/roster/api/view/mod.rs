//! What organizers are shown: both languages, and what an edit takes.

mod acted;
mod offering;
mod preview;
mod program;
mod roster;

pub(super) use acted::Acted;
pub(super) use offering::OfferingSettings;
pub(super) use preview::{Changed, OfferingPreview};
pub(super) use program::{ProgramLine, ProgramSettings};
pub(super) use roster::{RosterPage, whole};
