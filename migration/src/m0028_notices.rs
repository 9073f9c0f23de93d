//! Messages to persons: what happened, as values; rendered in the language of the row. `letter` is what was composed, once it was first tried; `secret` is sealed and emptied once sent.

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
                    .table("notices")
                    .col(ColumnDef::new("id").uuid().not_null().primary_key())
                    .col(ColumnDef::new("account_id").uuid())
                    .col(ColumnDef::new("registration_id").uuid())
                    .col(ColumnDef::new("kind").text().not_null())
                    .col(ColumnDef::new("locale").text().not_null())
                    .col(ColumnDef::new("facts").json().not_null())
                    .col(ColumnDef::new("letter").json())
                    .col(ColumnDef::new("secret").text())
                    .col(ColumnDef::new("in_inbox").boolean().not_null())
                    .col(ColumnDef::new("created_at").big_integer().not_null())
                    .col(ColumnDef::new("read_at").big_integer())
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_notices_account_id")
                            .from("notices", "account_id")
                            .to("accounts", "id"),
                    )
                    .check(Expr::cust("locale IN ('zh-CN', 'en')"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_notices_account_id_id")
                    .table("notices")
                    .col("account_id")
                    .col("id")
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_notices_registration_id_id")
                    .table("notices")
                    .col("registration_id")
                    .col("id")
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("notices").to_owned())
            .await
    }
}
