//! The catalogue that discovery reads: snapshot and places, kept up to date.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwap;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use super::model::{Enrol, Offering};
use super::places::PlacesBoard;
use super::policy;
use super::snapshot::Snapshot;
use super::store;
use crate::db::{Database, Fault};
use crate::values::clock::{Clock, Instant};
use crate::values::ids::{OfferingId, ProgramId};

/// How often this instance looks for what others changed.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// A transaction may commit so much later than the instant it wrote, by the writer's clock.
const LATE_SECONDS: i64 = 30;

/// The published catalogue with its places. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Catalog {
    db: Database,
    clock: Clock,
    snapshot: Arc<ArcSwap<Snapshot>>,
    places: PlacesBoard,
    seen: Arc<Mutex<Instant>>,
}

impl Catalog {
    /// Loads the catalogue and the places of all units.
    ///
    /// # Errors
    /// [`Fault`] when the database cannot be read.
    pub async fn open(db: Database, clock: Clock) -> Result<Self, Fault> {
        let contents = store::load::everything(db.read()).await?;
        let catalog = Self {
            db,
            clock,
            snapshot: Arc::new(ArcSwap::from_pointee(Snapshot::of(contents))),
            places: PlacesBoard::default(),
            seen: Arc::new(Mutex::new(Instant::from_millis(0))),
        };
        catalog.refresh_places().await?;
        Ok(catalog)
    }

    /// The catalogue as this instance knows it.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.load_full()
    }

    /// The places as they are now; the ledger's lanes set them.
    #[must_use]
    pub const fn places(&self) -> &PlacesBoard {
        &self.places
    }

    /// The other offerings of the program in which somebody could have a place at once.
    #[must_use]
    pub fn others_with_places(&self, offering: &Offering) -> Vec<OfferingId> {
        let (snapshot, now) = (self.snapshot(), self.now());
        let others = snapshot
            .offerings_of(offering.program_id)
            .filter(|one| one.id != offering.id);
        others
            .filter(|one| policy::has_places(one, self.places.of(one.id).as_deref(), now))
            .map(|one| one.id)
            .collect()
    }

    /// Where somebody could have a place at once who has none in `offering`, the best first; of
    /// its own sessions others, where they are picked and `with_itself`.
    #[must_use]
    pub fn alternatives(&self, offering: &Offering, with_itself: bool) -> Vec<OfferingId> {
        let (snapshot, now) = (self.snapshot(), self.now());
        let Some(program) = snapshot.programs.get(offering.program_id) else {
            return Vec::new();
        };
        let is_other = |one: &&Offering| {
            one.id != offering.id || (with_itself && offering.enrol == Enrol::Pick)
        };
        let mut found: Vec<_> = snapshot
            .offerings
            .all()
            .iter()
            .filter(is_other)
            .filter_map(|one| {
                let theirs = snapshot.programs.get(one.program_id)?;
                let rank = policy::stands_in((program, offering), (theirs, one))?;
                Some((rank, one))
            })
            .filter(|(_, one)| policy::has_places(one, self.places.of(one.id).as_deref(), now))
            .collect();
        found.sort_by_key(|(rank, one)| (*rank, one.code.as_str()));
        let best = found.into_iter().take(policy::NAMED);
        best.map(|(_, one)| one.id).collect()
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Reads again what changed since the last look. Who edits the catalogue calls it after the
    /// commit, so that the own instance shows the change at once.
    ///
    /// # Errors
    /// [`Fault`] when the database cannot be read.
    pub async fn refresh(&self) -> Result<(), Fault> {
        self.latest().await?;
        self.refresh_places().await
    }

    /// The catalogue as the database has it: for what is said for good, such as a letter about a
    /// session that somebody moved at another instance a moment ago.
    ///
    /// # Errors
    /// [`Fault`] when the database cannot be read.
    pub async fn latest(&self) -> Result<Arc<Snapshot>, Fault> {
        let version = store::load::version(self.db.read()).await?;
        let known = self.snapshot();
        if version == known.version {
            return Ok(known);
        }
        let contents = store::load::everything(self.db.read()).await?;
        let latest = Arc::new(Snapshot::of(contents));
        self.snapshot.store(Arc::clone(&latest));
        Ok(latest)
    }

    async fn refresh_places(&self) -> Result<(), Fault> {
        let since = self.last_seen().plus_seconds(-LATE_SECONDS);
        let as_of = self.clock.now();
        let mut marks = store::places::changed(self.db.read(), since).await?;
        let newest = marks.iter().map(|mark| mark.changed_at).max();
        marks.retain(|mark| self.places.is_behind(mark.program_id, mark.sequence));
        if !marks.is_empty() {
            let programs: Vec<ProgramId> = marks.iter().map(|mark| mark.program_id).collect();
            let mut units = store::places::units(self.db.read(), &programs).await?;
            for mark in marks {
                let units = units.remove(&mark.program_id).unwrap_or_default();
                self.places
                    .set_all(mark.program_id, mark.sequence, as_of, units);
            }
        }
        if let Some(newest) = newest {
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            *seen = newest.max(*seen);
        }
        Ok(())
    }

    fn last_seen(&self) -> Instant {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks for changes of other instances once a second until `stop` is cancelled. A database
    /// that is away for a while is tried again at the next look.
    pub async fn watch(self, stop: CancellationToken) {
        let mut looks = tokio::time::interval(LOOK_EVERY);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        while stop.run_until_cancelled(looks.tick()).await.is_some() {
            if let Err(fault) = self.refresh().await {
                tracing::warn!(error = ?fault, "the catalogue could not be read again");
            }
        }
    }
}
