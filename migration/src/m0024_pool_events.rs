//! Each change of a pool's capacity or hold, in the program's sequence.

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
                    .table("pool_events")
                    .col(ColumnDef::new("program_id").uuid().not_null())
                    .col(ColumnDef::new("sequence").big_integer().not_null())
                    .col(ColumnDef::new("pool_id").uuid().not_null())
                    .col(ColumnDef::new("at").big_integer().not_null())
                    .col(ColumnDef::new("capacity_before").integer())
                    .col(ColumnDef::new("capacity_after").integer())
                    .col(ColumnDef::new("held_before").integer().not_null())
                    .col(ColumnDef::new("held_after").integer().not_null())
                    .col(ColumnDef::new("cause").text().not_null())
                    .col(ColumnDef::new("actor_kind").text().not_null())
                    .col(ColumnDef::new("actor_id").uuid())
                    .primary_key(Index::create().col("program_id").col("sequence"))
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_pool_events_pool_id")
                            .from("pool_events", "pool_id")
                            .to("pools", "id"),
                    )
                    .check(Expr::cust(
                        "actor_kind IN ('worker', 'staff', 'timer', 'import')",
                    ))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_pool_events_pool_id_sequence")
                    .table("pool_events")
                    .col("pool_id")
                    .col("sequence")
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("pool_events").to_owned())
            .await
    }
}
