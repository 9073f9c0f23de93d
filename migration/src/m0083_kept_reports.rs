//! Reports as they were counted some minutes ago, so that whoever opens the page need not wait for
//! the count: numbers only. `days` are the first and the last, or `so-far` for the year until now.

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
                    .table("kept_reports")
                    .col(ColumnDef::new("organization_id").uuid().not_null())
                    .col(ColumnDef::new("days").text().not_null())
                    .col(ColumnDef::new("counted_at").big_integer().not_null())
                    .col(ColumnDef::new("asked_at").big_integer().not_null())
                    .col(ColumnDef::new("contents").text().not_null())
                    .primary_key(Index::create().col("organization_id").col("days"))
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_kept_reports_organization_id")
                            .from("kept_reports", "organization_id")
                            .to("organizations", "id"),
                    )
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("kept_reports").to_owned())
            .await
    }
}
