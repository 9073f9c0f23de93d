//! That the organizers of an offering were told that its draw is due: once for each time at which
//! it was to be drawn.

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
                    .table("draw_warnings")
                    .col(ColumnDef::new("offering_id").uuid().not_null())
                    .col(ColumnDef::new("draw_at").big_integer().not_null())
                    .col(ColumnDef::new("told_at").big_integer().not_null())
                    .primary_key(Index::create().col("offering_id").col("draw_at"))
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_draw_warnings_offering_id")
                            .from("draw_warnings", "offering_id")
                            .to("offerings", "id"),
                    )
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("draw_warnings").to_owned())
            .await
    }
}
