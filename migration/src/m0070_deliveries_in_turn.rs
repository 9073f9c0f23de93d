//! Finds what is owed in the order it is claimed, id included: a backlog of a hundred thousand
//! mails is then not sorted for each half dozen.

use sea_orm_migration::prelude::*;

const BEFORE: &str = "ix_deliveries_state_due_at";
const NOW: &str = "ix_deliveries_state_due_at_id";

/// Replaces the index, and puts the old one back.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut index = Index::create();
        index.name(NOW).table("deliveries");
        index.col("state").col("due_at").col("id");
        manager.create_index(index).await?;
        drop_index(manager, BEFORE).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut index = Index::create();
        index.name(BEFORE).table("deliveries");
        index.col("state").col("due_at");
        manager.create_index(index).await?;
        drop_index(manager, NOW).await
    }
}

async fn drop_index(manager: &SchemaManager<'_>, name: &str) -> Result<(), DbErr> {
    manager
        .drop_index(Index::drop().name(name).table("deliveries").to_owned())
        .await
}
