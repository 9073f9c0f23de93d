//! An account's tie to a union body, confirmed by that body.

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
                    .table("memberships")
                    .col(ColumnDef::new("id").uuid().not_null().primary_key())
                    .col(ColumnDef::new("account_id").uuid().not_null())
                    .col(ColumnDef::new("organization_id").uuid().not_null())
                    .col(ColumnDef::new("member_number").text())
                    .col(ColumnDef::new("status").text().not_null())
                    .col(ColumnDef::new("decided_by").uuid())
                    .col(ColumnDef::new("decided_at").big_integer())
                    .col(ColumnDef::new("refusal_reason").text())
                    .col(ColumnDef::new("created_at").big_integer().not_null())
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_memberships_account_id")
                            .from("memberships", "account_id")
                            .to("accounts", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_memberships_organization_id")
                            .from("memberships", "organization_id")
                            .to("organizations", "id"),
                    )
                    .check(Expr::cust("status IN ('pending', 'confirmed', 'refused')"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_memberships_organization_id_status_id")
                    .table("memberships")
                    .col("organization_id")
                    .col("status")
                    .col("id")
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("uq_memberships_account_id_organization_id")
                    .unique()
                    .table("memberships")
                    .col("account_id")
                    .col("organization_id")
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("memberships").to_owned())
            .await
    }
}
