//! Floor 3: messages to persons.
//!
//! Owns the outbox, the form of letters, their delivery by mail, calendar files and the inbox.
//! Knows no feature: a feature hands in finished [`Draft`]s and a [`Compose`] that writes the
//! letters of its kinds. The one thing it reads of others is the address of an account, when a
//! mail goes out.

pub mod api;
pub mod calendar;
pub mod carrier;
pub mod compose;
pub mod courier;
pub mod dev_mail;
pub mod handed;
pub mod inbox;
pub mod letter;
mod metered;
pub mod mime;
pub mod outbox;
pub mod personal;
pub mod queue;
pub mod reach;
pub mod render;
pub mod retry;
pub mod rich;
pub mod settings;
mod store;
pub mod suppression;

pub use compose::{Compose, Composing, ComposingAll, Letters, Notice, Sample, Superseding};
pub use courier::{Courier, CourierParts};
pub use inbox::Inbox;
pub use letter::Letter;
pub use outbox::{Draft, Outbox, To, Urgency};
pub use queue::Queue;
pub use settings::MailSettings;
pub use suppression::Suppressions;

use std::sync::Arc;

use crate::db::seal::FieldKeys;
use crate::db::{Database, Fault};
use crate::values::clock::Clock;

/// The floor's state but the outbox, which features need before there are composers. Cheap to
/// clone.
#[derive(Clone)]
pub struct Notices {
    /// The letters of all kinds.
    pub letters: Letters,
    /// Sends them.
    pub courier: Arc<Courier>,
    /// Shows them.
    pub inbox: Inbox,
    /// The addresses that get none.
    pub suppressions: Suppressions,
    /// What is owed.
    pub queue: Queue,
}

impl Notices {
    /// Letters by `composers`, sent by `settings`.
    ///
    /// # Errors
    /// [`Fault::Broken`] naming the setting that does not read.
    pub fn new(
        (db, clock, outbox, keys): (Database, Clock, Outbox, FieldKeys),
        composers: Vec<Arc<dyn Compose>>,
        settings: &MailSettings,
    ) -> Result<Self, Fault> {
        let queue = Queue::new(db.clone(), clock.clone());
        let suppressions = Suppressions::new(db.clone(), clock.clone(), keys.clone());
        let letters = Letters::new(db.clone(), keys, composers);
        let inbox = Inbox::new(db.clone(), clock.clone(), letters.clone());
        let parts = CourierParts {
            db,
            clock,
            outbox,
            letters: letters.clone(),
            suppressions: suppressions.clone(),
            queue: queue.clone(),
        };
        let courier =
            Courier::new(parts, settings).map_err(|error| Fault::broken(error.to_string()))?;
        Ok(Self {
            letters,
            courier: Arc::new(courier),
            inbox,
            suppressions,
            queue,
        })
    }
}
