//! That the organizers of an offering were warned that it may not reach its minimum: once, with
//! the numbers of that moment.

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
                    .table("minimum_warnings")
                    .col(
                        ColumnDef::new("offering_id")
                            .uuid()
                            .not_null()
                            .primary_key(),
                    )
                    .col(ColumnDef::new("warned_at").big_integer().not_null())
                    .col(ColumnDef::new("min_to_run").integer().not_null())
                    .col(ColumnDef::new("confirmed_seats").integer().not_null())
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_minimum_warnings_offering_id")
                            .from("minimum_warnings", "offering_id")
                            .to("offerings", "id"),
                    )
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("minimum_warnings").to_owned())
            .await
    }
}
