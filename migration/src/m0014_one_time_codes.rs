//! Single-use codes sent by mail, by the keyed hash of the code.

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
                    .table("one_time_codes")
                    .col(ColumnDef::new("id").uuid().not_null().primary_key())
                    .col(ColumnDef::new("email_key").text().not_null())
                    .col(ColumnDef::new("purpose").text().not_null())
                    .col(ColumnDef::new("account_id").uuid())
                    .col(ColumnDef::new("code_hash").text().not_null())
                    .col(ColumnDef::new("pending").json().not_null())
                    .col(ColumnDef::new("created_at").big_integer().not_null())
                    .col(ColumnDef::new("expires_at").big_integer().not_null())
                    .col(ColumnDef::new("used_at").big_integer())
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_one_time_codes_account_id")
                            .from("one_time_codes", "account_id")
                            .to("accounts", "id"),
                    )
                    .check(Expr::cust(
                        "purpose IN ('register', 'sign_in', 'reset_password', 'change_email')",
                    ))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_one_time_codes_email_key_created_at")
                    .table("one_time_codes")
                    .col("email_key")
                    .col("created_at")
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_one_time_codes_account_id")
                    .table("one_time_codes")
                    .col("account_id")
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("one_time_codes").to_owned())
            .await
    }
}
