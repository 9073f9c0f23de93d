//! What must hold of programs and offerings, whoever writes them: a file or an organizer.

pub mod broken;
pub mod eligibility;
pub mod entry;
pub mod fixed;
pub mod numbers;
pub mod offering;
pub mod pattern;
pub mod preview;
pub mod program;
pub mod quotas;
pub mod seats;
pub mod sessions;
pub mod texts;
pub mod usual;
pub mod warnings;
