//! How often the dates of an offering changed after it was published, other than by an edit: a
//! calendar that follows them takes over a date only when its number rises.

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
        let column = ColumnDef::new("dates_changed")
            .integer()
            .not_null()
            .default(0)
            .to_owned();
        let table = Table::alter()
            .table("offerings")
            .add_column(column)
            .to_owned();
        manager.alter_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::alter()
            .table("offerings")
            .drop_column("dates_changed")
            .to_owned();
        manager.alter_table(table).await
    }
}
