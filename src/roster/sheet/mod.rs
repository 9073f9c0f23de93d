//! A roster to take away: as a workbook or as CSV, row by row, never whole in memory.

pub mod cell;
mod columns;
pub mod csv;
mod read;
mod said;
pub mod xlsx;

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use self::cell::Cell;
pub use self::columns::Columns;
use super::Roster;
use super::listing::Ground;
use crate::db::Fault;
use crate::values::ids::RegistrationId;

/// Rosters that are put together at the same time on this instance: each keeps a core busy.
const AT_ONCE: usize = 2;
/// Rows that are read together.
const CHUNK: usize = 500;

/// How many rosters are being put together. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Sheets {
    room: Arc<Semaphore>,
}

impl Default for Sheets {
    fn default() -> Self {
        Self {
            room: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

impl Sheets {
    /// Room for one more; none while as many as allowed are being put together.
    #[must_use]
    pub fn enter(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.room).try_acquire_owned().ok()
    }
}

/// A roster being read, some hundred rows at a time.
#[derive(Debug)]
pub struct Reading {
    roster: Roster,
    ground: Ground,
    columns: Columns,
    /// The registrations, each with its place in line.
    rows: Vec<(RegistrationId, Option<i64>)>,
    done: usize,
    _room: OwnedSemaphorePermit,
}

impl Reading {
    /// Begins to read `rows`.
    #[must_use]
    pub const fn begin(
        roster: Roster,
        ground: Ground,
        columns: Columns,
        rows: Vec<(RegistrationId, Option<i64>)>,
        room: OwnedSemaphorePermit,
    ) -> Self {
        Self {
            roster,
            ground,
            columns,
            rows,
            done: 0,
            _room: room,
        }
    }

    /// What its columns are.
    #[must_use]
    pub const fn columns(&self) -> &Columns {
        &self.columns
    }

    /// The next rows; none at the end.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn next(&mut self) -> Result<Option<Vec<Vec<Cell>>>, Fault> {
        let rest = self.rows.get(self.done..).unwrap_or_default();
        let chunk = rest.get(..CHUNK.min(rest.len())).unwrap_or_default();
        if chunk.is_empty() {
            return Ok(None);
        }
        self.done += chunk.len();
        let lines = self.roster.lines(&self.ground, chunk).await?;
        let rows = lines.iter().map(|line| self.columns.row(line));
        Ok(Some(rows.collect()))
    }
}
