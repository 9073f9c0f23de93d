//! The size a pool shrinks to as seats fall free.

use sea_orm_migration::prelude::*;

/// Adds and drops the columns.
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
                    .table("pools")
                    .add_column(ColumnDef::new("target").integer().null())
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(
                Table::alter()
                    .table("pools")
                    .drop_column("target")
                    .to_owned(),
            )
            .await?;
        Ok(())
    }
}
