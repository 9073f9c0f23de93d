//! The organizer's side: whatever opens or changes units.
//!
//! Owns the calls under "Organizing" that are about programs, and the import. Every call goes
//! through [`access`], and every seat through the ledger.

pub mod access;
pub mod acting;
pub mod announcements;
pub mod api;
pub mod attendance;
pub mod drawing;
pub mod duplicates;
pub mod editing;
pub mod import;
pub mod listing;
pub mod lists;
pub mod minimum;
pub mod moving;
pub mod personal;
pub mod policy;
pub mod report;
pub mod reviewing;
pub mod sheet;
mod store;
pub mod stream;
pub mod today;
pub mod undelivered;

use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use chrono_tz::Tz;
use tokio::sync::Notify;

use self::import::Importer;
use self::listing::Orders;
use self::sheet::Sheets;
use self::stream::Watchers;
use crate::accounts::Accounts;
use crate::catalog::Catalog;
use crate::db::Database;
use crate::db::seal::FieldKeys;
use crate::households::Households;
use crate::ledger::Ledger;
use crate::notices::Outbox;
use crate::organizations::Organizations;
use crate::registrations::Registrations;
use crate::values::clock::Clock;
use crate::values::ids::{IdMaker, OfferingId};

/// Where the union's days begin.
const ZONE: Tz = chrono_tz::Asia::Shanghai;

/// The feature's state: cheap to clone, which is done for each request.
#[derive(Clone, Debug)]
pub struct Roster {
    /// The database.
    pub db: Database,
    /// The clock.
    pub clock: Clock,
    /// Makes ids.
    pub ids: Arc<IdMaker>,
    /// Seals what is marked at the door.
    pub keys: FieldKeys,
    /// Where it puts what it has to tell.
    pub outbox: Outbox,
    /// Who signs in.
    pub accounts: Arc<Accounts>,
    /// Bodies and who works for them.
    pub organizations: Arc<Organizations>,
    /// Who takes part.
    pub households: Arc<Households>,
    /// What is offered.
    pub catalog: Catalog,
    /// The door of every seat.
    pub ledger: Ledger,
    /// The worker's side: what registering asks of anybody, papers, and whom accounts belong to.
    pub registrations: Arc<Registrations>,
    /// Up to when it was told whom no mail reached, as far as this instance knows.
    pub digested_until: Arc<AtomicI64>,
    /// Rosters that are in order.
    pub orders: Orders,
    /// Files that are put together now.
    pub sheets: Sheets,
    /// Who watches rosters now.
    pub watchers: Watchers,
    /// Told when reports are to be counted anew.
    pub renewal: Arc<Notify>,
}

impl Roster {
    /// By whose night a letter about an offering waits; the union's where none is known.
    fn zone_of(&self, offering: OfferingId) -> Tz {
        let snapshot = self.catalog.snapshot();
        let known = snapshot.offerings.get(offering);
        known.map_or(ZONE, |offering| offering.time_zone)
    }

    /// Brings files in.
    #[must_use]
    pub fn importer(&self) -> Importer {
        Importer::new(
            self.db.clone(),
            self.clock.clone(),
            self.ids.clone(),
            self.catalog.clone(),
            self.ledger.clone(),
        )
    }
}
