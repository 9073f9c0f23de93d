//! Roles in a body and all below it; every grant has an end.

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
                    .table("staff_grants")
                    .col(ColumnDef::new("id").uuid().not_null().primary_key())
                    .col(ColumnDef::new("account_id").uuid().not_null())
                    .col(ColumnDef::new("organization_id").uuid().not_null())
                    .col(ColumnDef::new("program_id").uuid())
                    .col(ColumnDef::new("role").text().not_null())
                    .col(ColumnDef::new("until").big_integer().not_null())
                    .col(ColumnDef::new("granted_by").uuid())
                    .col(ColumnDef::new("created_at").big_integer().not_null())
                    .col(ColumnDef::new("ended_at").big_integer())
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_staff_grants_account_id")
                            .from("staff_grants", "account_id")
                            .to("accounts", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_staff_grants_organization_id")
                            .from("staff_grants", "organization_id")
                            .to("organizations", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_staff_grants_program_id")
                            .from("staff_grants", "program_id")
                            .to("programs", "id"),
                    )
                    .check(Expr::cust(
                        "role IN ('viewer', 'checker', 'organizer', 'admin', 'counsellor')",
                    ))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_staff_grants_account_id")
                    .table("staff_grants")
                    .col("account_id")
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_staff_grants_organization_id")
                    .table("staff_grants")
                    .col("organization_id")
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("staff_grants").to_owned())
            .await
    }
}
