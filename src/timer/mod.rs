//! What falls due: one loop, run by one instance at a time, by lease.
//!
//! Knows no feature: `app.rs` registers handlers, which look for themselves what is due at the
//! instant they are given. Nothing relies on the timer being on time.

mod store;

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use serde::Deserialize;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use crate::db::again::until_done;
use crate::db::shared_time::SharedTime;
use crate::db::{Database, Fault};
use crate::values::clock::{Clock, Instant};

/// How long an instance that died keeps the others waiting.
const LEASE_SECONDS: i64 = 30;
const LEASE: &str = "timer";
/// Milliseconds of a minute.
const MINUTE: i64 = 60_000;

/// The `[timer]` section of the configuration.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimerSettings {
    /// Pause between two looks, in seconds.
    pub interval_seconds: u64,
}

type Work =
    dyn Fn(Instant) -> Pin<Box<dyn Future<Output = Result<(), Fault>> + Send>> + Send + Sync;

/// The loop and its handlers. Cheap to clone once built.
#[derive(Clone)]
pub struct Timer {
    db: Database,
    clock: Clock,
    shared_time: Arc<SharedTime>,
    holder: String,
    interval: Duration,
    handlers: Vec<(&'static str, Arc<Work>)>,
}

impl Timer {
    /// A timer without handlers; `holder` names this instance, for its life only.
    #[must_use]
    pub fn new(db: Database, clock: Clock, holder: String, settings: TimerSettings) -> Self {
        Self {
            shared_time: Arc::new(SharedTime::new(db.clone(), clock.clone())),
            db,
            clock,
            holder,
            interval: Duration::from_secs(settings.interval_seconds),
            handlers: Vec::new(),
        }
    }

    /// Registers what to do at each look, in the order of registration. A fault of one handler
    /// is logged and keeps none of the others from its turn.
    #[must_use]
    pub fn on<F, D>(mut self, name: &'static str, handler: F) -> Self
    where
        F: Fn(Instant) -> D + Send + Sync + 'static,
        D: Future<Output = Result<(), Fault>> + Send + 'static,
    {
        let work: Arc<Work> = Arc::new(move |now| Box::pin(handler(now)));
        self.handlers.push((name, work));
        self
    }

    /// As [`Timer::on`], but once a minute at most: what is in no hurry. A clock that was put back
    /// keeps nothing waiting.
    #[must_use]
    pub fn on_each_minute<F, D>(self, name: &'static str, handler: F) -> Self
    where
        F: Fn(Instant) -> D + Send + Sync + 'static,
        D: Future<Output = Result<(), Fault>> + Send + 'static,
    {
        let looked_at = AtomicI64::new(i64::MIN);
        self.on(name, move |now| {
            let before = looked_at.load(Ordering::Relaxed);
            let is_due = now.millis() < before || now.millis() >= before.saturating_add(MINUTE);
            if is_due {
                looked_at.store(now.millis(), Ordering::Relaxed);
            }
            let work = is_due.then(|| handler(now));
            async move {
                match work {
                    Some(work) => work.await,
                    None => Ok(()),
                }
            }
        })
    }

    /// Looks until `stop` is cancelled, then gives the lease back. Nothing else ends it.
    ///
    /// # Errors
    /// [`Fault::Database`] when the lease cannot be given back; it then runs out by itself.
    pub async fn run(self, stop: CancellationToken) -> Result<(), Fault> {
        let forget = || store::forget_dead_holder(&self.db, LEASE);
        if !until_done(LEASE, &stop, forget).await {
            return Ok(());
        }
        let mut interval = tokio::time::interval(self.interval);
        interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                () = stop.cancelled() => break,
                _ = interval.tick() => {}
            }
            if let Err(fault) = self.look().await {
                tracing::warn!(error = ?fault, "the timer could not take its lease");
            }
        }
        store::give_back(&self.db, LEASE, &self.holder).await
    }

    /// One look: runs all handlers when this instance has the lease, and says whether it had.
    /// Tests call it by hand.
    ///
    /// # Errors
    /// [`Fault::Database`] when the lease cannot be asked for.
    pub async fn look(&self) -> Result<bool, Fault> {
        let counted = self.shared_time.now().await?;
        if !store::take(&self.db, LEASE, &self.holder, counted, LEASE_SECONDS).await? {
            return Ok(false);
        }
        let now = self.clock.now();
        for (name, handler) in &self.handlers {
            if let Err(fault) = handler(now).await {
                tracing::error!(handler = name, error = ?fault, "what fell due was not done");
            }
        }
        Ok(true)
    }
}

impl fmt::Debug for Timer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.handlers.iter().map(|(name, _)| name).collect();
        f.debug_struct("Timer")
            .field("handlers", &names)
            .finish_non_exhaustive()
    }
}
