//! The bank of questions, with sensitivity, purpose and erase date.

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
        manager.create_table(Table::create().table("questions").col(ColumnDef::new("id").uuid().not_null().primary_key()).col(ColumnDef::new("key").text().not_null().unique_key()).col(ColumnDef::new("label").text().not_null()).col(ColumnDef::new("label_en").text().not_null()).col(ColumnDef::new("kind").text().not_null()).col(ColumnDef::new("options").json().not_null()).col(ColumnDef::new("required").boolean().not_null()).col(ColumnDef::new("sensitivity").text()).col(ColumnDef::new("keep_days_after_end").integer().not_null()).col(ColumnDef::new("fills_from").text()).check(Expr::cust("kind IN ('text', 'number', 'date', 'choice', 'multi', 'bool', 'consent', 'file', 'people', 'person', 'contact', 'address')")).check(Expr::cust("sensitivity IN ('child', 'health', 'dating', 'confidential')")).to_owned()).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("questions").to_owned())
            .await
    }
}
