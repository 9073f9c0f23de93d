//! The devices an account was seen on, so that a sign-in on another one is told: a keyed hash of
//! the account and what its tokens call the device, never the device's own words.

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
                    .table("seen_devices")
                    .col(ColumnDef::new("account_id").uuid().not_null())
                    .col(ColumnDef::new("device_hash").text().not_null())
                    .col(ColumnDef::new("first_seen_at").big_integer().not_null())
                    .col(ColumnDef::new("last_seen_at").big_integer().not_null())
                    .primary_key(Index::create().col("account_id").col("device_hash"))
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_seen_devices_account_id")
                            .from("seen_devices", "account_id")
                            .to("accounts", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_seen_devices_last_seen_at")
                    .table("seen_devices")
                    .col("last_seen_at")
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("seen_devices").to_owned())
            .await
    }
}
