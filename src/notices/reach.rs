//! Whether people were reached: the state of the last message about a registration.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;

use super::store;
use crate::db::Fault;
use crate::values::clock::Instant;
use crate::values::ids::RegistrationId;
use crate::values::words::words;

words! {
    /// What became of a message.
    MessageState {
        /// It stands in the inbox, and no mail is owed.
        Inbox = "inbox",
        /// Its mail is about to be sent.
        Queued = "queued",
        /// Its mail could not be handed over yet, and is tried again.
        Retrying = "retrying",
        /// Its mail was handed over.
        Sent = "sent",
        /// Its mail was refused for good.
        Failed = "failed",
        /// No mail goes to this address, since it refused earlier ones.
        Suppressed = "suppressed",
        /// Its mail was given up after days of trying.
        Expired = "expired",
    }
}

impl MessageState {
    /// Whether its mail ended without reaching anybody.
    #[must_use]
    pub const fn is_unreached(self) -> bool {
        matches!(self, Self::Failed | Self::Suppressed | Self::Expired)
    }
}

/// The last message about a registration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastMessage {
    /// Of which kind.
    pub kind: String,
    /// What became of it.
    pub state: MessageState,
    /// When it was handed over; until then, when it was written.
    pub at: Instant,
}

/// The last message of these `kinds` about each of `registrations` that has one. A message about several that are
/// linked stands at one of them: name the others of their groups as `mates`.
///
/// # Errors
/// [`Fault::Database`].
pub async fn last_messages(
    db: &impl ConnectionTrait,
    registrations: &[RegistrationId],
    mates: &[RegistrationId],
    kinds: &[&str],
) -> Result<HashMap<RegistrationId, LastMessage>, Fault> {
    store::reach::last_messages(db, (registrations, mates), kinds).await
}
