//! Draws of lots: the published list, what decides, and the record.

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
                    .table("draws")
                    .col(ColumnDef::new("id").uuid().not_null().primary_key())
                    .col(ColumnDef::new("program_id").uuid().not_null())
                    .col(ColumnDef::new("offering_id").uuid().not_null())
                    .col(ColumnDef::new("state").text().not_null())
                    .col(ColumnDef::new("list").text().not_null())
                    .col(ColumnDef::new("fingerprint").text().not_null())
                    .col(ColumnDef::new("public_value_name").text().not_null())
                    .col(ColumnDef::new("frozen_at").big_integer().not_null())
                    .col(ColumnDef::new("public_value").text())
                    .col(ColumnDef::new("run_at").big_integer())
                    .col(ColumnDef::new("transcript").text())
                    .col(ColumnDef::new("voided_at").big_integer())
                    .col(ColumnDef::new("void_reason").text())
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_draws_offering_id")
                            .from("draws", "offering_id")
                            .to("offerings", "id"),
                    )
                    .check(Expr::cust("state IN ('frozen', 'run', 'voided')"))
                    .check(Expr::cust(
                        "(state = 'run') = (transcript IS NOT NULL AND run_at IS NOT NULL)",
                    ))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_draws_offering_id")
                    .table("draws")
                    .col("offering_id")
                    .to_owned(),
            )
            .await?;
        // One draw an offering; voided ones stay to be seen.
        manager
            .create_index(
                Index::create()
                    .name("uq_draws_standing")
                    .unique()
                    .table("draws")
                    .col("offering_id")
                    .and_where(Expr::cust("state <> 'voided'"))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("draws").to_owned())
            .await
    }
}
