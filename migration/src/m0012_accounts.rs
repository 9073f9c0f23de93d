//! Who signs in.

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
                    .table("accounts")
                    .col(ColumnDef::new("id").uuid().not_null().primary_key())
                    .col(ColumnDef::new("email").text().not_null())
                    .col(ColumnDef::new("email_key").text().not_null().unique_key())
                    .col(ColumnDef::new("name").text().not_null())
                    .col(ColumnDef::new("locale").text().not_null())
                    .col(ColumnDef::new("phone").text())
                    .col(ColumnDef::new("reminders").boolean().not_null())
                    .col(ColumnDef::new("password_hash").text())
                    .col(
                        ColumnDef::new("calendar_key_hash")
                            .text()
                            .not_null()
                            .unique_key(),
                    )
                    .col(ColumnDef::new("calendar_key_sealed").text().not_null())
                    .col(ColumnDef::new("version").integer().not_null())
                    .col(ColumnDef::new("created_at").big_integer().not_null())
                    .col(ColumnDef::new("updated_at").big_integer().not_null())
                    .check(Expr::cust("locale IN ('zh-CN', 'en')"))
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("accounts").to_owned())
            .await
    }
}
