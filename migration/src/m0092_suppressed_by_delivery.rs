//! Addresses that refused, by the last mail that was counted: with whose letters they go.

use sea_orm_migration::prelude::*;

/// Creates and drops the index.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_index(
                Index::create()
                    .name("ix_suppressed_addresses_delivery_id")
                    .table("suppressed_addresses")
                    .col("delivery_id")
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_index(
                Index::drop()
                    .name("ix_suppressed_addresses_delivery_id")
                    .table("suppressed_addresses")
                    .to_owned(),
            )
            .await
    }
}
