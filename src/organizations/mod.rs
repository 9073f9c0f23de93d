//! Union bodies: the public tree, and who works for or belongs to them.
//!
//! Owns `organizations` and `organization_ancestors` (in `tree`), `staff_grants` (in `staff`),
//! `memberships` and `audit_log` (in `audit`). It knows nothing of what the bodies offer.

pub mod api;
pub mod audit;
pub mod drafts;
pub mod letters;
pub mod memberships;
pub mod personal;
pub mod policy;
pub mod staff;
mod store;
pub mod tree;

use std::sync::Arc;

use chrono_tz::Tz;

use crate::accounts::Accounts;
use crate::db::Database;
use crate::notices::outbox::Outbox;
use crate::values::clock::Clock;
use crate::values::ids::IdMaker;

/// Where the days of lists begin: the union's zone.
const ZONE: Tz = chrono_tz::Asia::Shanghai;

/// The feature's state: cheap to clone.
#[derive(Clone, Debug)]
pub struct Organizations {
    db: Database,
    clock: Clock,
    ids: Arc<IdMaker>,
    /// Shared: several features above hold this one, and the whole would be copied with each.
    accounts: Arc<Accounts>,
    outbox: Outbox,
}

impl Organizations {
    /// The feature on a database, beside the accounts, telling people through `outbox`.
    #[must_use]
    pub fn new(
        (db, clock, ids): (Database, Clock, Arc<IdMaker>),
        accounts: &Accounts,
        outbox: &Outbox,
    ) -> Self {
        Self {
            db,
            clock,
            ids,
            accounts: Arc::new(accounts.clone()),
            outbox: outbox.clone(),
        }
    }
}
