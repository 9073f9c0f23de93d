//! Answers to the form; the sensitive ones sealed, all erased on their date.

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
                    .table("answers")
                    .col(ColumnDef::new("registration_id").uuid().not_null())
                    .col(ColumnDef::new("question_key").text().not_null())
                    .col(ColumnDef::new("value").text())
                    .col(ColumnDef::new("sealed").text())
                    .col(ColumnDef::new("erase_at").big_integer())
                    .primary_key(Index::create().col("registration_id").col("question_key"))
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_answers_registration_id")
                            .from("answers", "registration_id")
                            .to("registrations", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_answers_erase_at")
                    .table("answers")
                    .col("erase_at")
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("answers").to_owned())
            .await
    }
}
