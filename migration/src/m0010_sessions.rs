//! Dated meetings, slots and shifts.

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
                    .table("sessions")
                    .col(ColumnDef::new("id").uuid().not_null().primary_key())
                    .col(ColumnDef::new("code").text().not_null().unique_key())
                    .col(ColumnDef::new("offering_id").uuid().not_null())
                    .col(ColumnDef::new("position").integer().not_null())
                    .col(ColumnDef::new("starts_at").big_integer().not_null())
                    .col(ColumnDef::new("ends_at").big_integer().not_null())
                    .col(ColumnDef::new("title").text().not_null())
                    .col(ColumnDef::new("title_en").text().not_null())
                    .col(ColumnDef::new("role").text())
                    .col(ColumnDef::new("capacity").integer())
                    .col(ColumnDef::new("state").text().not_null())
                    .col(ColumnDef::new("also_show_time_zone").text())
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_sessions_offering_id")
                            .from("sessions", "offering_id")
                            .to("offerings", "id"),
                    )
                    .check(Expr::cust("ends_at > starts_at"))
                    .check(Expr::cust("state IN ('planned', 'moved', 'cancelled')"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_sessions_offering_id_position")
                    .table("sessions")
                    .col("offering_id")
                    .col("position")
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("sessions").to_owned())
            .await
    }
}
