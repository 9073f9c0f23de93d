//! The ledger's tables: loads a batch's facts by sets, saves its changes in bulk. The only
//! code that writes units, pools, registrations and their events.

mod apart;
pub(super) mod audit;
mod convert;
mod keys;
pub(super) mod line;
mod load;
pub(super) mod personal;
pub(super) mod read;
pub(super) mod roll;
mod save;
pub(super) mod told;
mod touched;
mod wanted;

pub(super) use apart::draws_of;
pub(super) use keys::known_keys;
pub(super) use load::{due_programs, load, lock};
pub(super) use read::{bodies_of, locales};
pub(super) use save::{Decided, save};
pub(super) use wanted::Wanted;
