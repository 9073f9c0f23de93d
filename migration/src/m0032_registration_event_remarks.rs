//! What somebody said with what they did to a registration, in their own words. A column of its
//! own: erasure blanks it and leaves the event.

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
            .table("registration_events")
            .add_column(ColumnDef::new("remark").text().null())
            .to_owned();
        manager.alter_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::alter()
            .table("registration_events")
            .drop_column("remark")
            .to_owned();
        manager.alter_table(table).await
    }
}
