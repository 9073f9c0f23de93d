//! The time that instances share. Leases are counted by it, for machines' clocks may differ by hours.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tokio::time::Instant as Tick;

use super::{Database, Fault};
use crate::values::clock::{Clock, Instant};

/// How long a reading is counted on before the database is asked again.
const COUNTED_ON: Duration = Duration::from_mins(1);

/// An answer that took longer, as when this process was stopped meanwhile, says too little about now.
const LONGEST_ANSWER: Duration = Duration::from_secs(2);

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

impl Reading {
    /// What an answer tells that was asked for at `asked` and came at `came`: it is counted on from the
    /// asking, so that it may run ahead by what it took, and never behind. Nothing where it took too long.
    fn answered(shown: Instant, asked: Tick, came: Tick) -> Option<Self> {
        let told = Self {
            shown,
            at: asked,
            is_asked: true,
        };
        (came.duration_since(asked) <= LONGEST_ANSWER).then_some(told)
    }
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
    /// [`Fault::Database`]; [`Fault::broken`] where the first answer took too long to count on.
    pub async fn now(&self) -> Result<Instant, Fault> {
        let Reading { at, is_asked, .. } = *self.reading();
        let is_known = is_asked && at.elapsed() < COUNTED_ON;
        if !is_known && !self.clock.stands_still() && self.db.backend() == DbBackend::Postgres {
            let asked = Tick::now();
            let shown = self.asked().await?;
            match Reading::answered(shown, asked, Tick::now()) {
                Some(reading) => *self.reading() = reading,
                // The one before is counted on, and the next caller asks again.
                None if is_asked => {}
                None => return Err(Fault::broken("a database that is slow to tell the time")),
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_stopped_while_it_asked_does_not_count_on_the_answer() {
        let (asked, shown) = (Tick::now(), Instant::from_millis(1_000));
        let at_once =
            Reading::answered(shown, asked, asked + Duration::from_millis(1_500)).unwrap();
        assert_eq!((at_once.shown, at_once.at), (shown, asked));
        let stopped = Reading::answered(shown, asked, asked + Duration::from_millis(2_001));
        assert!(stopped.is_none());
    }
}
