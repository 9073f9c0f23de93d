//! A consent that was given on paper names the member of staff who saw it.

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
        manager
            .alter_table(
                Table::alter()
                    .table("consents")
                    .add_column(ColumnDef::new("paper_seen_by").uuid().null())
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(
                Table::alter()
                    .table("consents")
                    .drop_column("paper_seen_by")
                    .to_owned(),
            )
            .await
    }
}
