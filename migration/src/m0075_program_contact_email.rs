//! Where an answer to a program's letters goes: the address of its organizer.

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
            .table("programs")
            .add_column(ColumnDef::new("contact_email").text().null())
            .to_owned();
        manager.alter_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::alter()
            .table("programs")
            .drop_column("contact_email")
            .to_owned();
        manager.alter_table(table).await
    }
}
