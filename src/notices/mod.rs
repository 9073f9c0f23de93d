//! Floor 3: messages to persons.
//!
//! Owns the outbox, the form of letters, their delivery by mail, calendar files and the inbox.
//! Knows no feature: a feature hands in finished drafts and a handler that composes the letters
//! of its kinds.

pub mod calendar;
pub mod letter;
pub mod render;
pub mod rich;
