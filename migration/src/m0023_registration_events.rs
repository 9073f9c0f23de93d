//! What happened to a registration, in the program's sequence.

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
                    .table("registration_events")
                    .col(ColumnDef::new("program_id").uuid().not_null())
                    .col(ColumnDef::new("sequence").big_integer().not_null())
                    .col(ColumnDef::new("registration_id").uuid().not_null())
                    .col(ColumnDef::new("at").big_integer().not_null())
                    .col(ColumnDef::new("kind").text().not_null())
                    .col(ColumnDef::new("from_status").text())
                    .col(ColumnDef::new("to_status").text())
                    .col(ColumnDef::new("from_pool").uuid())
                    .col(ColumnDef::new("to_pool").uuid())
                    .col(ColumnDef::new("cause").text().not_null())
                    .col(ColumnDef::new("actor_kind").text().not_null())
                    .col(ColumnDef::new("actor_id").uuid())
                    .col(ColumnDef::new("reason").text().not_null())
                    .col(ColumnDef::new("facts").json().not_null())
                    .primary_key(Index::create().col("program_id").col("sequence"))
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_registration_events_registration_id")
                            .from("registration_events", "registration_id")
                            .to("registrations", "id"),
                    )
                    .check(Expr::cust(
                        "kind IN ('status', 'rebooked', 'extended', 'points', 'passed')",
                    ))
                    .check(Expr::cust(
                        "actor_kind IN ('worker', 'staff', 'timer', 'import')",
                    ))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_registration_events_registration_id_sequence")
                    .table("registration_events")
                    .col("registration_id")
                    .col("sequence")
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("registration_events").to_owned())
            .await
    }
}
