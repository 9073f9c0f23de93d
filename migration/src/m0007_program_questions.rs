//! The form of a program: questions of the bank in order.

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
                    .table("program_questions")
                    .col(ColumnDef::new("program_id").uuid().not_null())
                    .col(ColumnDef::new("question_id").uuid().not_null())
                    .col(ColumnDef::new("position").integer().not_null())
                    .primary_key(Index::create().col("program_id").col("question_id"))
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_program_questions_program_id")
                            .from("program_questions", "program_id")
                            .to("programs", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_program_questions_question_id")
                            .from("program_questions", "question_id")
                            .to("questions", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("program_questions").to_owned())
            .await
    }
}
