//! The ledger's tables: loads a batch's facts by sets, saves its changes in bulk. The only
//! code that writes units, pools, registrations and their events.

pub(super) mod audit;
mod convert;
mod keys;
mod load;
pub(super) mod read;
mod save;

pub(super) use keys::known_keys;
pub(super) use load::{Wanted, due_programs, load, lock};
pub(super) use read::locales;
pub(super) use save::{Decided, save};
