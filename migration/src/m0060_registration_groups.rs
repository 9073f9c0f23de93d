//! Finds the members of a group: rosters rank and tell them together. Few registrations have one.

use sea_orm_migration::prelude::*;

const INDEX: &str = "ix_registrations_group_id";

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
                    .name(INDEX)
                    .table("registrations")
                    .col("group_id")
                    .and_where(Expr::cust("group_id IS NOT NULL"))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_index(Index::drop().name(INDEX).table("registrations").to_owned())
            .await
    }
}
