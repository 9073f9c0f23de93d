//! Each body with itself and all above it, so that a subtree is one indexed look-up.

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
                    .table("organization_ancestors")
                    .col(ColumnDef::new("organization_id").uuid().not_null())
                    .col(ColumnDef::new("ancestor_id").uuid().not_null())
                    .col(ColumnDef::new("depth").integer().not_null())
                    .primary_key(Index::create().col("organization_id").col("ancestor_id"))
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_organization_ancestors_organization_id")
                            .from("organization_ancestors", "organization_id")
                            .to("organizations", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_organization_ancestors_ancestor_id")
                            .from("organization_ancestors", "ancestor_id")
                            .to("organizations", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_organization_ancestors_ancestor_id_organization_id")
                    .table("organization_ancestors")
                    .col("ancestor_id")
                    .col("organization_id")
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("organization_ancestors").to_owned())
            .await
    }
}
