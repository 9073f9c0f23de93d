//! The time that instances share. Leases are counted by it, for machines' clocks may differ by hours.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tokio::time::Instant as Tick;

use super::{Database, Fault};
use crate::values::clock::{Clock, Instant};

/// How long a reading is counted on before the database is asked again.
const COUNTED_ON: Duration = Duration::from_mins(1);

/// The clock of PostgreSQL, asked now and then and counted on in between by what no setting of this
/// machine's clock moves. An embedded database has one process: its own time at the start, counted on.
///
/// A clock that stands still, as in tests, is the time of all.
#[derive(Debug)]
pub struct SharedTime {
    db: Database,
    clock: Clock,
    reading: Mutex<Reading>,
}

#[derive(Clone, Copy, Debug)]
struct Reading {
    shown: Instant,
    at: Tick,
    is_asked: bool,
}

impl SharedTime {
    /// The time that users of this database share.
    #[must_use]
    pub fn new(db: Database, clock: Clock) -> Self {
        let reading = Mutex::new(Reading {
            shown: clock.now(),
            at: Tick::now(),
            is_asked: false,
        });
        Self { db, clock, reading }
    }

    /// The present instant, of which the database is asked when the last answer is old.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn now(&self) -> Result<Instant, Fault> {
        let Reading { at, is_asked, .. } = *self.reading();
        let is_known = is_asked && at.elapsed() < COUNTED_ON;
        if !is_known && !self.clock.stands_still() && self.db.backend() == DbBackend::Postgres {
            let shown = self.asked().await?;
            *self.reading() = Reading {
                shown,
                at: Tick::now(),
                is_asked: true,
            };
        }
        Ok(self.counted())
    }

    /// The present instant as counted on from the last answer.
    #[must_use]
    pub fn counted(&self) -> Instant {
        if self.clock.stands_still() {
            return self.clock.now();
        }
        let Reading { shown, at, .. } = *self.reading();
        shown.plus(at.elapsed())
    }

    async fn asked(&self) -> Result<Instant, Fault> {
        let question = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now";
        let question = Statement::from_string(DbBackend::Postgres, question);
        let answer = self.db.read().query_one_raw(question).await?;
        let answer =
            answer.ok_or_else(|| Fault::broken("a database that does not tell the time"))?;
        Ok(Instant::from_millis(answer.try_get("", "now")?))
    }

    fn reading(&self) -> std::sync::MutexGuard<'_, Reading> {
        self.reading.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
