//! That somebody was reminded of a registration: once on each occasion.

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
                    .table("reminders")
                    .col(ColumnDef::new("registration_id").uuid().not_null())
                    .col(ColumnDef::new("occasion").text().not_null())
                    .col(ColumnDef::new("reminded_at").big_integer().not_null())
                    .primary_key(Index::create().col("registration_id").col("occasion"))
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_reminders_registration_id")
                            .from("reminders", "registration_id")
                            .to("registrations", "id"),
                    )
                    .check(Expr::cust("occasion IN ('offer', 'soon')"))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("reminders").to_owned())
            .await
    }
}
