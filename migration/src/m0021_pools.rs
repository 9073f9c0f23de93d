//! Counted sets of seats: `quota_key` is empty for the general pool, null capacity is unlimited. The CHECK is the last arbiter against overselling.

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
        manager.create_table(Table::create().table("pools").col(ColumnDef::new("id").uuid().not_null().primary_key()).col(ColumnDef::new("unit_id").uuid().not_null()).col(ColumnDef::new("program_id").uuid().not_null()).col(ColumnDef::new("quota_key").text().not_null()).col(ColumnDef::new("capacity").integer()).col(ColumnDef::new("taken").integer().not_null()).col(ColumnDef::new("held").integer().not_null()).col(ColumnDef::new("waiting").integer().not_null()).col(ColumnDef::new("release_at").big_integer()).col(ColumnDef::new("released").boolean().not_null()).foreign_key(ForeignKey::create().name("fk_pools_unit_id").from("pools", "unit_id").to("units", "id")).foreign_key(ForeignKey::create().name("fk_pools_program_id").from("pools", "program_id").to("programs", "id")).check(Expr::cust("taken >= 0 AND held >= 0 AND (capacity IS NULL OR taken + held <= capacity)")).check(Expr::cust("waiting >= 0")).to_owned()).await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_pools_program_id")
                    .table("pools")
                    .col("program_id")
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("uq_pools_unit_id_quota_key")
                    .unique()
                    .table("pools")
                    .col("unit_id")
                    .col("quota_key")
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("pools").to_owned())
            .await
    }
}
