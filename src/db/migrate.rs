//! Brings the schema up to date, once, however many instances start at the same time.

use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DbBackend};

use super::{Database, Fault};

/// The advisory lock that instances starting together queue on (any fixed number).
const LOCK: &str = "SELECT pg_advisory_lock(5127704021)";
const UNLOCK: &str = "SELECT pg_advisory_unlock(5127704021)";

impl Database {
    /// Applies what is missing of the migrations.
    ///
    /// # Errors
    /// [`Fault::Database`] when a migration fails; those before it stay applied.
    pub async fn migrate(&self) -> Result<(), Fault> {
        if self.backend() != DbBackend::Postgres {
            return Ok(Migrator::up(self.writer(), None).await?);
        }
        // One connection, so that lock and migrations share a session.
        let lane = self.for_lane().await?;
        lane.writer().execute_unprepared(LOCK).await?;
        let outcome = Migrator::up(lane.writer(), None).await;
        lane.writer().execute_unprepared(UNLOCK).await?;
        lane.close().await?;
        Ok(outcome?)
    }

    /// Whether every migration this build knows is applied; writes nothing.
    ///
    /// # Errors
    /// [`Fault::Database`] when the database cannot be asked.
    pub async fn is_migrated(&self) -> Result<bool, Fault> {
        let applied = Migrator::get_migration_with_status_read_only(self.read()).await;
        Ok(applied?
            .iter()
            .all(|m| m.status() == migration::MigrationStatus::Applied))
    }
}
