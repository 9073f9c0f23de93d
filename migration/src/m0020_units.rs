//! What a seat is in: an offering, or a session of one where sessions are picked.

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
                    .table("units")
                    .col(ColumnDef::new("id").uuid().not_null().primary_key())
                    .col(ColumnDef::new("program_id").uuid().not_null())
                    .col(ColumnDef::new("offering_id").uuid().not_null())
                    .col(ColumnDef::new("session_id").uuid())
                    .col(ColumnDef::new("starts_at").big_integer())
                    .col(ColumnDef::new("ends_at").big_integer())
                    .col(ColumnDef::new("due_at").big_integer())
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_units_program_id")
                            .from("units", "program_id")
                            .to("programs", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_units_offering_id")
                            .from("units", "offering_id")
                            .to("offerings", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_units_session_id")
                            .from("units", "session_id")
                            .to("sessions", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_units_offering_id")
                    .table("units")
                    .col("offering_id")
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_units_program_id_due_at")
                    .table("units")
                    .col("program_id")
                    .col("due_at")
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_units_session_id")
                    .table("units")
                    .col("session_id")
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("uq_units_whole_offering")
                    .unique()
                    .table("units")
                    .col("offering_id")
                    .and_where(Expr::cust("session_id IS NULL"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("uq_units_session")
                    .unique()
                    .table("units")
                    .col("session_id")
                    .and_where(Expr::cust("session_id IS NOT NULL"))
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("units").to_owned())
            .await
    }
}
