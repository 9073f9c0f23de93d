//! What stands in for a lost second factor: codes by their keyed hash, gone once used.

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
                    .table("recovery_codes")
                    .col(ColumnDef::new("account_id").uuid().not_null())
                    .col(ColumnDef::new("code_hash").text().not_null())
                    .primary_key(Index::create().col("account_id").col("code_hash"))
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_recovery_codes_account_id")
                            .from("recovery_codes", "account_id")
                            .to("accounts", "id"),
                    )
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("recovery_codes").to_owned())
            .await
    }
}
