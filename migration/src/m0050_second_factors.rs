//! The second factor of an account: a shared secret, sealed. It counts once it was confirmed.

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
                    .table("second_factors")
                    .col(ColumnDef::new("account_id").uuid().not_null().primary_key())
                    .col(ColumnDef::new("secret_sealed").text().not_null())
                    .col(ColumnDef::new("last_step").big_integer().not_null())
                    .col(ColumnDef::new("created_at").big_integer().not_null())
                    .col(ColumnDef::new("confirmed_at").big_integer())
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_second_factors_account_id")
                            .from("second_factors", "account_id")
                            .to("accounts", "id"),
                    )
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("second_factors").to_owned())
            .await
    }
}
