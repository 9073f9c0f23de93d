//! Tries to carry a notice through a channel, claimed by lease. Without an `address` it goes to
//! the account's address at the time of sending.

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
                    .table("deliveries")
                    .col(ColumnDef::new("id").uuid().not_null().primary_key())
                    .col(ColumnDef::new("notice_id").uuid().not_null())
                    .col(ColumnDef::new("channel").text().not_null())
                    .col(ColumnDef::new("address").text())
                    .col(ColumnDef::new("state").text().not_null())
                    .col(ColumnDef::new("attempts").integer().not_null())
                    .col(ColumnDef::new("due_at").big_integer().not_null())
                    .col(ColumnDef::new("lease_until").big_integer())
                    .col(ColumnDef::new("give_up_at").big_integer().not_null())
                    .col(ColumnDef::new("sent_at").big_integer())
                    .col(ColumnDef::new("last_error").text())
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_deliveries_notice_id")
                            .from("deliveries", "notice_id")
                            .to("notices", "id"),
                    )
                    .check(Expr::cust("channel IN ('email')"))
                    .check(Expr::cust("state IN ('owed', 'sent', 'failed', 'expired')"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_deliveries_notice_id")
                    .table("deliveries")
                    .col("notice_id")
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_deliveries_state_due_at")
                    .table("deliveries")
                    .col("state")
                    .col("due_at")
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("deliveries").to_owned())
            .await
    }
}
