//! Floor 3: messages to persons.
//!
//! Owns the outbox, the form of letters, their delivery by mail, calendar files and the inbox.
//! Knows no feature: a feature hands in finished [`Draft`]s and a [`Compose`] that writes the
//! letters of its kinds. The one thing it reads of others is the address of an account, when a
//! mail goes out.

pub mod calendar;
pub mod carrier;
pub mod compose;
pub mod courier;
pub mod inbox;
pub mod letter;
pub mod mime;
pub mod outbox;
pub mod render;
pub mod retry;
pub mod rich;
pub mod settings;
mod store;

pub use compose::{Compose, Composing, Letters, Notice};
pub use courier::{Courier, CourierParts};
pub use inbox::Inbox;
pub use letter::Letter;
pub use outbox::{Draft, Outbox, To};
pub use settings::MailSettings;
