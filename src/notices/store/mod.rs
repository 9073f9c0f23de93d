//! The rows behind outbox, delivery and inbox.

pub(super) mod deliveries;
pub(super) mod ended;
pub(super) mod handed;
pub(super) mod leases;
pub(super) mod notices;
pub(super) mod outbox;
pub(super) mod personal;
pub(super) mod queue;
pub(super) mod reach;
pub(super) mod suppressions;
