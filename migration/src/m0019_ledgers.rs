//! One row a program: the lock, the counters and the next due instant of the ledger.

use sea_orm_migration::prelude::*;

/// Creates and drops the table.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("ledgers")
                    .col(ColumnDef::new("program_id").uuid().not_null().primary_key())
                    .col(ColumnDef::new("sequence").big_integer().not_null())
                    .col(ColumnDef::new("arrival").big_integer().not_null())
                    .col(ColumnDef::new("due_at").big_integer())
                    .col(ColumnDef::new("changed_at").big_integer().not_null())
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_ledgers_program_id")
                            .from("ledgers", "program_id")
                            .to("programs", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_ledgers_due_at")
                    .table("ledgers")
                    .col("due_at")
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_ledgers_changed_at")
                    .table("ledgers")
                    .col("changed_at")
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("ledgers").to_owned())
            .await
    }
}
