//! The mails to an address of their own, by that address and by when they ended: what is erased
//! with a person, or after a while. The index has few rows, since the address goes then.

use sea_orm_migration::prelude::*;

/// Creates and drops the indexes.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        db.execute_unprepared(
            "CREATE INDEX ix_deliveries_address ON deliveries (lower(address)) \
             WHERE address IS NOT NULL",
        )
        .await?;
        db.execute_unprepared(
            "CREATE INDEX ix_deliveries_addressed_ended_at ON deliveries (ended_at) \
             WHERE address IS NOT NULL",
        )
        .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        db.execute_unprepared("DROP INDEX ix_deliveries_addressed_ended_at")
            .await?;
        db.execute_unprepared("DROP INDEX ix_deliveries_address")
            .await?;
        Ok(())
    }
}
