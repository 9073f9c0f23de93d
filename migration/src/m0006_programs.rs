//! What is offered.

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
                    .table("programs")
                    .col(ColumnDef::new("id").uuid().not_null().primary_key())
                    .col(ColumnDef::new("code").text().not_null().unique_key())
                    .col(ColumnDef::new("organization_id").uuid().not_null())
                    .col(ColumnDef::new("kind").text().not_null())
                    .col(ColumnDef::new("shape").text().not_null())
                    .col(ColumnDef::new("title").text().not_null())
                    .col(ColumnDef::new("title_en").text().not_null())
                    .col(ColumnDef::new("summary").text().not_null())
                    .col(ColumnDef::new("summary_en").text().not_null())
                    .col(ColumnDef::new("brand").text().not_null())
                    .col(ColumnDef::new("brand_en").text().not_null())
                    .col(ColumnDef::new("tags").json().not_null())
                    .col(ColumnDef::new("facts").json().not_null())
                    .col(ColumnDef::new("sensitivity").text().not_null())
                    .col(ColumnDef::new("notice_style").text().not_null())
                    .col(ColumnDef::new("eligibility").json().not_null())
                    .col(ColumnDef::new("certificate_min_attendance").double())
                    .col(ColumnDef::new("contact").text())
                    .col(ColumnDef::new("fee_note").text())
                    .col(ColumnDef::new("details").json().not_null())
                    .col(ColumnDef::new("version").integer().not_null())
                    .col(ColumnDef::new("created_at").big_integer().not_null())
                    .col(ColumnDef::new("updated_at").big_integer().not_null())
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_programs_organization_id")
                            .from("programs", "organization_id")
                            .to("organizations", "id"),
                    )
                    .check(Expr::cust(
                        "sensitivity IN ('normal', 'child', 'health', 'dating', 'confidential')",
                    ))
                    .check(Expr::cust("notice_style IN ('normal', 'discreet')"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_programs_organization_id")
                    .table("programs")
                    .col("organization_id")
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("programs").to_owned())
            .await
    }
}
