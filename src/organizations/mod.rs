//! Union bodies: the public tree, and who works for or belongs to them.
//!
//! Owns `organizations` and `organization_ancestors` (in `tree`), `staff_grants` (in `staff`),
//! `memberships` and `audit_log` (in `audit`). It knows nothing of what the bodies offer.

pub mod api;
pub mod audit;
pub mod memberships;
pub mod staff;
mod store;
pub mod tree;

use std::sync::Arc;

use chrono_tz::Tz;

use crate::db::Database;
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
}

impl Organizations {
    /// The feature on `db`.
    #[must_use]
    pub const fn new(db: Database, clock: Clock, ids: Arc<IdMaker>) -> Self {
        Self { db, clock, ids }
    }
}
