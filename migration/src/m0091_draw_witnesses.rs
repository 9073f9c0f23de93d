//! Who witnesses a draw: named when the list is frozen, shown to those in the room, never published.

use sea_orm_migration::prelude::*;

/// Adds and drops the column.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::alter()
            .table("draws")
            .add_column(ColumnDef::new("witnesses").text().null())
            .to_owned();
        manager.alter_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::alter()
            .table("draws")
            .drop_column("witnesses")
            .to_owned();
        manager.alter_table(table).await
    }
}
