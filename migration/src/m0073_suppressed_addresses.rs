//! Addresses that refused mails, and since when none goes there. An address is known by its
//! fingerprint alone; it is suppressed from `since` on, and before only counted.

use sea_orm_migration::prelude::*;

const TABLE: &str = "suppressed_addresses";

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
                    .table(TABLE)
                    .col(
                        ColumnDef::new("address_key")
                            .text()
                            .not_null()
                            .primary_key(),
                    )
                    .col(ColumnDef::new("refusals").integer().not_null())
                    .col(ColumnDef::new("refused_at").big_integer().not_null())
                    .col(ColumnDef::new("status_code").integer().not_null())
                    .col(ColumnDef::new("stage").text().not_null())
                    .col(ColumnDef::new("delivery_id").uuid().not_null())
                    .col(ColumnDef::new("since").big_integer())
                    .col(ColumnDef::new("lifted_at").big_integer())
                    .check(Expr::cust("stage IN ('recipient', 'content')"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_suppressed_addresses_since")
                    .table(TABLE)
                    .col("since")
                    .and_where(Expr::cust("since IS NOT NULL"))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(TABLE).to_owned())
            .await
    }
}
