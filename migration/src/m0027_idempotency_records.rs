//! What a key did, for 24 hours; written in the transaction of what was done.

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
                    .table("idempotency_records")
                    .col(ColumnDef::new("account_id").uuid().not_null())
                    .col(ColumnDef::new("key").text().not_null())
                    .col(ColumnDef::new("request_hash").text().not_null())
                    .col(ColumnDef::new("status_code").integer().not_null())
                    .col(ColumnDef::new("made").json().not_null())
                    .col(ColumnDef::new("created_at").big_integer().not_null())
                    .primary_key(Index::create().col("account_id").col("key"))
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_idempotency_records_account_id")
                            .from("idempotency_records", "account_id")
                            .to("accounts", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_idempotency_records_created_at")
                    .table("idempotency_records")
                    .col("created_at")
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("idempotency_records").to_owned())
            .await
    }
}
