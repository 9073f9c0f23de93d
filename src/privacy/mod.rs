//! What belongs to a person: handed to her, erased at her wish, and forgotten on its date.
//!
//! Owns `erasures`. Knows of no other table: each feature says in its `personal.rs` what it keeps
//! of somebody, and erases its own rows in the transaction it is given. What is done here is to
//! ask all of them, in an order that a crash at any point leaves whole.

pub mod api;
mod erasing;
mod export;
mod leaving;
mod operating;
mod retention;
mod steps;
mod store;

use std::sync::Arc;

use crate::accounts::Accounts;
use crate::db::Database;
use crate::db::seal::{FieldKeys, Place};
use crate::households::Households;
use crate::ledger::Ledger;
use crate::notices::{Inbox, Notices, Outbox, Suppressions};
use crate::organizations::Organizations;
use crate::registrations::Registrations;
use crate::roster::Roster;
use crate::values::clock::Clock;
use crate::values::ids::AccountId;

pub use export::Kept;
pub use leaving::{Departure, Loss};
pub use operating::{Named, Standing};
pub use steps::Step;

/// The feature's state: cheap to clone.
#[derive(Clone)]
pub struct Privacy {
    db: Database,
    clock: Clock,
    keys: FieldKeys,
    outbox: Outbox,
    inbox: Inbox,
    suppressions: Suppressions,
    accounts: Arc<Accounts>,
    organizations: Arc<Organizations>,
    households: Arc<Households>,
    ledger: Ledger,
    registrations: Arc<Registrations>,
    roster: Arc<Roster>,
}

impl Privacy {
    /// The feature above all that keep something of a person.
    #[must_use]
    pub fn new(roster: &Roster, notices: &Notices) -> Self {
        Self {
            db: roster.db.clone(),
            clock: roster.clock.clone(),
            keys: roster.keys.clone(),
            outbox: roster.outbox.clone(),
            inbox: notices.inbox.clone(),
            suppressions: notices.suppressions.clone(),
            accounts: roster.accounts.clone(),
            organizations: roster.organizations.clone(),
            households: roster.households.clone(),
            ledger: roster.ledger.clone(),
            registrations: roster.registrations.clone(),
            roster: Arc::new(roster.clone()),
        }
    }
}

/// Where the last letter goes, until it has ended.
const fn email_place(account: AccountId) -> Place<'static> {
    Place {
        table: "erasures",
        column: "email",
        row: account.0,
    }
}

/// How the last letter greets, until it has ended.
const fn name_place(account: AccountId) -> Place<'static> {
    Place {
        table: "erasures",
        column: "name",
        row: account.0,
    }
}
