//! Accounts that are being erased, how far that has come, and what the last letter needs until
//! it has ended: where it goes and how to greet, sealed.

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
                    .table("erasures")
                    .col(ColumnDef::new("account_id").uuid().not_null().primary_key())
                    .col(ColumnDef::new("step").text().not_null())
                    .col(ColumnDef::new("after").uuid())
                    .col(ColumnDef::new("again").boolean().not_null())
                    .col(ColumnDef::new("asked_at").big_integer().not_null())
                    .col(ColumnDef::new("due_at").big_integer().not_null())
                    .col(ColumnDef::new("done_at").big_integer())
                    .col(ColumnDef::new("locale").text().not_null())
                    .col(ColumnDef::new("email_sealed").text())
                    .col(ColumnDef::new("name_sealed").text())
                    .col(ColumnDef::new("letter_id").uuid())
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_erasures_account_id")
                            .from("erasures", "account_id")
                            .to("accounts", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_erasures_letter_id")
                            .from("erasures", "letter_id")
                            .to("notices", "id"),
                    )
                    .check(Expr::cust(
                        "step IN ('seats', 'registrations', 'notices', 'addressed', 'keys', \
                         'people', 'letter', 'done')",
                    ))
                    .check(Expr::cust("(step = 'done') = (done_at IS NOT NULL)"))
                    .check(Expr::cust("locale IN ('zh-CN', 'en')"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_erasures_open")
                    .table("erasures")
                    .col("due_at")
                    .and_where(Expr::cust("done_at IS NULL"))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("erasures").to_owned())
            .await
    }
}
