//! Takes away an index that no call needs: what belongs to a program is found by its offerings,
//! and what runs out by its unit. Each registration is entered in one index less.

use sea_orm_migration::prelude::*;

const INDEX: &str = "ix_registrations_program_id_offer_expires_at";

/// Drops the index, and puts it back.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_index(Index::drop().name(INDEX).table("registrations").to_owned())
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut index = Index::create();
        index.name(INDEX).table("registrations");
        index.col("program_id").col("offer_expires_at");
        manager.create_index(index).await
    }
}
