//! Seats of an offering held for a group, and who belongs to it.

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
                    .table("offering_quotas")
                    .col(ColumnDef::new("offering_id").uuid().not_null())
                    .col(ColumnDef::new("key").text().not_null())
                    .col(ColumnDef::new("position").integer().not_null())
                    .col(ColumnDef::new("label").text().not_null())
                    .col(ColumnDef::new("label_en").text().not_null())
                    .col(ColumnDef::new("seats").integer().not_null())
                    .col(ColumnDef::new("rule").json().not_null())
                    .col(ColumnDef::new("release_at").big_integer())
                    .primary_key(Index::create().col("offering_id").col("key"))
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_offering_quotas_offering_id")
                            .from("offering_quotas", "offering_id")
                            .to("offerings", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("offering_quotas").to_owned())
            .await
    }
}
