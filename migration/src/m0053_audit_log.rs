//! What staff did and saw, for those who answer for it. Actions and subjects are words of the
//! code, which only grow: no CHECK, so that a new one needs no migration.

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
                    .table("audit_log")
                    .col(ColumnDef::new("id").uuid().not_null().primary_key())
                    .col(ColumnDef::new("organization_id").uuid().not_null())
                    .col(ColumnDef::new("at").big_integer().not_null())
                    .col(ColumnDef::new("actor_kind").text().not_null())
                    .col(ColumnDef::new("actor_id").uuid())
                    .col(ColumnDef::new("action").text().not_null())
                    .col(ColumnDef::new("subject_kind").text().not_null())
                    .col(ColumnDef::new("subject_id").uuid().not_null())
                    .col(ColumnDef::new("facts").json().not_null())
                    .col(ColumnDef::new("request_id").uuid())
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_audit_log_organization_id")
                            .from("audit_log", "organization_id")
                            .to("organizations", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_audit_log_actor_id")
                            .from("audit_log", "actor_id")
                            .to("accounts", "id"),
                    )
                    .check(Expr::cust(
                        "actor_kind IN ('staff', 'operator', 'timer', 'import')",
                    ))
                    .check(Expr::cust(
                        "(actor_kind = 'staff') = (actor_id IS NOT NULL)",
                    ))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_audit_log_organization_id_id")
                    .table("audit_log")
                    .col("organization_id")
                    .col("id")
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("audit_log").to_owned())
            .await
    }
}
